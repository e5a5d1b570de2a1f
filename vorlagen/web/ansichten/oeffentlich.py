"""A paper as its public page shows it, and as the preview of that page does."""

from __future__ import annotations

from vorlagen.services.buergerinfo.papiere import Papier
from vorlagen.web.ansichten import beratungsfolge
from vorlagen.web.ansichten.vorlage import Vorlagenbild, aussen, benannt

SITZUNG = "oeffentlich.sitzung"


def papierbild(papier: Papier) -> Vorlagenbild:
    """With links to the public pages of its meetings."""
    return _bild(papier, SITZUNG)


def vorschaubild(papier: Papier) -> Vorlagenbild:
    """With links to the meetings as insiders see them."""
    return _bild(papier, beratungsfolge.INNEN)


def _bild(papier: Papier, sitzungsseite: str) -> Vorlagenbild:
    arten = benannt(papier.dokumente, papier.bild.art)
    return aussen(
        papier.bild,
        papier.gaenge,
        papier.ablauf,
        arten,
        papier.fremddateien,
        verwandte=papier.verwandte,
        sitzungsseite=sitzungsseite,
    )

"""What everybody may read, field by field: the one place that puts it together.

Pages, API and prints show the public nothing but this. What is not named here does not leave: a new column is
non-public until somebody writes it down here, and a test asks about it. What is not public is not there at all, not
even as a gap (ADR 0017).
"""

from __future__ import annotations

from vorlagen.services.oeffentlich.abstimmung import OeffentlicheAbstimmung
from vorlagen.services.oeffentlich.auftrag import OeffentlicherAuftrag, auftraege
from vorlagen.services.oeffentlich.beratung import (
    OeffentlicheAenderung,
    OeffentlicheBeratung,
    OeffentlicherVersuch,
    Zuvor,
    beratungen,
    stimmen,
    zuvor,
)
from vorlagen.services.oeffentlich.sitzung import (
    OeffentlicherPunkt,
    OeffentlicheSitzung,
    OeffentlichesPapier,
    agenden,
    beschluesse,
    gremien,
    offene,
    offene_stationen,
    punkte,
    sitzung,
)
from vorlagen.services.oeffentlich.vorlage import Grabstein, OeffentlicheVorlage, Punkt, Stelle, zeige

__all__ = [
    "Grabstein",
    "OeffentlicheAbstimmung",
    "OeffentlicheAenderung",
    "OeffentlicheBeratung",
    "OeffentlicheSitzung",
    "OeffentlicheVorlage",
    "OeffentlicherAuftrag",
    "OeffentlicherPunkt",
    "OeffentlicherVersuch",
    "OeffentlichesPapier",
    "Punkt",
    "Stelle",
    "Zuvor",
    "agenden",
    "auftraege",
    "beratungen",
    "beschluesse",
    "gremien",
    "offene",
    "offene_stationen",
    "punkte",
    "sitzung",
    "stimmen",
    "zeige",
    "zuvor",
]

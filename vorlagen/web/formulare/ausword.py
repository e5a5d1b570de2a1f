"""What a file brought back from Word, between looking at it and taking it over; and the draft with it taken over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services.bearbeitungsdatei import Mitgebrachtes
from vorlagen.web.formulare.entwurf import Entwurf

WORD, LASSEN = "word", "lassen"
_UNLESBAR = "Das lässt sich nicht mehr zuordnen. Bitte laden Sie die Word-Datei noch einmal hoch."


def als_text(mitgebracht: Mitgebrachtes) -> str:
    """For one hidden field."""
    return json.dumps(asdict(mitgebracht), ensure_ascii=False, separators=(",", ":"))


def aus_text(text: str) -> Mitgebrachtes:
    """Out of the hidden field; it is what a person says, like anything typed. Raises `EingabeUngueltig`."""
    try:
        gelesen = json.loads(text)
        return Mitgebrachtes(
            fassung=int(gelesen["fassung"]),
            felder=_texte(gelesen["felder"]),
            grundlage=_texte(gelesen["grundlage"]),
            aussen=[tuple((str(zeichen), str(stueck)) for zeichen, stueck in teile) for teile in gelesen["aussen"]],
            hinweise=[str(satz) for satz in gelesen["hinweise"]],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fehler:
        raise EingabeUngueltig(_UNLESBAR, {"datei": [_UNLESBAR]}) from fehler


def mit(entwurf: Entwurf, werte: Mapping[str, str]) -> Entwurf:
    """The draft with these values of fields in place of its own; what it does not have is passed over."""
    for name, wert in werte.items():
        if name in entwurf.einfach:
            entwurf = replace(entwurf, einfach={**entwurf.einfach, name: wert})
        elif name in entwurf.richtext:
            entwurf = replace(entwurf, richtext={**entwurf.richtext, name: wert})
        elif name.removeprefix("auswirkung_") in entwurf.auswirkungen:
            art = name.removeprefix("auswirkung_")
            antworten = {**entwurf.auswirkungen, art: (entwurf.auswirkungen[art][0], wert)}
            entwurf = replace(entwurf, auswirkungen=antworten)
        elif name.removeprefix("feld-") in entwurf.felder:
            entwurf = replace(entwurf, felder={**entwurf.felder, name.removeprefix("feld-"): wert})
    return entwurf


def _texte(gelesen: Any) -> dict[str, str]:
    return {str(name): str(wert) for name, wert in gelesen.items()}

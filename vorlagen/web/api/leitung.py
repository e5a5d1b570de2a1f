"""How papers get on: where they are, how long it takes, how often they come back. Offices, never persons."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import leitung
from vorlagen.services.entwurfsfelder import finde_amt
from vorlagen.services.leitungszahlen import Filter
from vorlagen.services.tabelle import Tabelle
from vorlagen.services.vorlagen import finde_art
from vorlagen.web import tuer
from vorlagen.web.ansichten.leitung import als_json, tabelle
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.leitung import Leitungsfrage, Leitungslage
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("leitung", "Leitung", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/leitung", "Wie die Vorlagen vorankommen", fragt=Leitungsfrage, gibt=Leitungslage)
def lesen(frage: dict[str, Any]) -> Response:
    tag = heute(tuer.jetzt())
    return antworte(als_json(leitung.lage(tuer.wer(), filter_aus(frage), heute=tag), tag))


def als_tabelle(frage: dict[str, Any]) -> Tabelle:
    """The durations as a table."""
    return tabelle(tuer.wer(), filter_aus(frage), heute(tuer.jetzt()))


def filter_aus(frage: dict[str, Any]) -> Filter:
    """Names or ids as ids; raises `EingabeUngueltig` for what the town does not have."""
    stadt = tuer.wer().koerperschaft_id
    amt, art = frage.get("amt"), frage.get("art")
    return Filter(
        amt_id=finde_amt(stadt, amt, feld="amt").id if amt else None,
        art_id=finde_art(stadt, art).id if art else None,
        quartale=frage["quartale"],
    )

"""The offices of the administration."""

from __future__ import annotations

from flask import Response

from vorlagen.services import stammdaten
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.stamm import Aemterliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("aemter", "Ämter", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/aemter", "Alle Ämter", gibt=Aemterliste)
def finden() -> Response:
    aemter = stammdaten.aemter(tuer.wer().koerperschaft_id)
    return antworte_mit_liste(
        [{"id": amt.id, "nummer": amt.nummer, "name": amt.name, "aufgaben": list(amt.aufgaben)} for amt in aemter]
    )

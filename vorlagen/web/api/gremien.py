"""The bodies of the town."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Gremium
from vorlagen.services import sitzungen, stammdaten
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.stamm import Gremienliste, GremiumAus
from vorlagen.web.sicht import Sicht

tafel = Tafel("gremien", "Gremien", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/gremien", "Alle Gremien", gibt=Gremienliste)
def finden() -> Response:
    return antworte_mit_liste([_als_json(einer) for einer in stammdaten.gremien(tuer.wer().koerperschaft_id)])


@tafel.weg("GET", "/gremien/<gremium_id>", "Ein Gremium", gibt=GremiumAus)
def lesen(gremium_id: str) -> Response:
    return antworte(_als_json(sitzungen.hole_gremium(gremium_id)))


def _als_json(gremium: Gremium) -> dict[str, Any]:
    return {
        "id": gremium.id,
        "name": gremium.name,
        "kuerzel": gremium.kuerzel,
        "abgabe_werktage": gremium.abgabe_werktage,
        "abgabe": gremium.abgabe,
        "ladung": gremium.ladung,
        "links": {"self": adresse("gremien", gremium.id)},
    }

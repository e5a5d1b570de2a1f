"""The versions of a paper's text, and what changed between two of them."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Fassung
from vorlagen.services import fassungen, stammdaten
from vorlagen.web.api.antwort import antworte, antworte_mit_liste, ganze
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.begleitend import Fassungsliste, VergleichAus
from vorlagen.web.schemas.fragen import Vergleichsfrage
from vorlagen.web.sicht import Sicht

tafel = Tafel("fassungen", "Fassungen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagen/<vorlage_id>/fassungen", "Alle Fassungen", gibt=Fassungsliste)
def finden(vorlage_id: str) -> Response:
    alle = fassungen.alle(ganze(vorlage_id))
    namen = stammdaten.namen({fassung.geaendert_von_id for fassung in alle if fassung.geaendert_von_id})
    return antworte_mit_liste([_als_json(fassung, namen) for fassung in alle])


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/fassungen/<int(max=100000):nr>/diff",
    "Zwei Fassungen vergleichen",
    fragt=Vergleichsfrage,
    gibt=VergleichAus,
)
def vergleichen(frage: dict[str, Any], vorlage_id: str, nr: int) -> Response:
    gegen = frage.get("gegen", nr - 1)
    unterschiede = fassungen.vergleiche(ganze(vorlage_id), nr, gegen)
    data = [
        {"feld": u.feld, "teile": [{"zeichen": zeichen, "text": text} for zeichen, text in u.teile]}
        for u in unterschiede
    ]
    return antworte({"fassung": nr, "gegen": gegen, "data": data})


def _als_json(fassung: Fassung, namen: dict[str, str]) -> dict[str, Any]:
    return {
        "nr": fassung.nr,
        "sha256": fassung.sha256,
        "festgestellt": zeit(fassung.festgestellt),
        "geaendert": zeit(fassung.geaendert),
        "geaendert_von": namen.get(fassung.geaendert_von_id or ""),
        "inhalt": fassung.inhalt,
    }

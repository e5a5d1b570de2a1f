"""The full-text search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

from vorlagen.services.suche.auszug import Stueck
from vorlagen.services.suche.finden import Treffer, suche
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.suche import Suchergebnis, Suchfrage
from vorlagen.web.sicht import Sicht

tafel = Tafel("suche", "Suche", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "GET",
    "/suche",
    "Im ganzen Text suchen",
    fragt=Suchfrage,
    gibt=Suchergebnis,
    text="In Vorlagen und Sitzungen, das Neueste zuerst, und nur in dem, was Sie lesen dürfen.",
)
def finden(frage: dict[str, Any]) -> Response:
    ergebnis = suche(tuer.wer(), frage["q"], art=frage.get("art"), nach=frage.get("nach"), anzahl=frage["anzahl"])
    return antworte_mit_liste(
        [_als_json(treffer) for treffer in ergebnis.zeilen],
        weiter=ergebnis.weiter,
        mehr={"vollstaendig": ergebnis.vollstaendig, "genauer": ergebnis.genauer},
    )


def _als_json(treffer: Treffer) -> Mapping[str, Any]:
    auszug = treffer.auszug
    return {
        "art": treffer.art,
        "id": treffer.id,
        "nummer": treffer.nummer,
        "titel": _stuecke(treffer.titel),
        "auszug": {"wo": auszug.wo, "stuecke": _stuecke(auszug.stuecke)} if auszug else None,
        "oeffentlich": treffer.oeffentlich,
        "beginn": zeit(treffer.beginn) if treffer.beginn else None,
    }


def _stuecke(stuecke: Iterable[Stueck]) -> list[Mapping[str, Any]]:
    return [{"text": stueck.text, "gesucht": stueck.gesucht} for stueck in stuecke]

"""The Protokoll of a town, for its Verwaltung and the programs that watch over it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response

from vorlagen.services import protokoll
from vorlagen.services.protokoll import Filter
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.protokoll import Protokollfrage, Protokollliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("protokoll", "Protokoll", sicht=Sicht.VERWALTUNG)


@tafel.weg(
    "GET",
    "/protokoll",
    "Was mit Rollen, Schlüsseln und Anmeldungen geschah",
    fragt=Protokollfrage,
    gibt=Protokollliste,
    text="Das Neueste zuerst. Namen stehen nicht darin, nur Kennungen.",
)
def finden(frage: dict[str, Any]) -> Response:
    nach, anzahl = frage.pop("nach", None), frage.pop("anzahl")
    filter_ = Filter(was=frage.get("was"), person_id=frage.get("person"), ab=frage.get("seit"), bis=frage.get("bis"))
    seite = protokoll.liste(tuer.wer(), filter_, nach=nach, anzahl=anzahl)
    return antworte_mit_liste(
        [
            {
                "id": eintrag.id,
                "zeit": zeit(eintrag.zeit),
                "was": eintrag.was,
                "wer": eintrag.wer_id,
                "gegenstand": {"art": eintrag.gegenstand_art, "id": eintrag.gegenstand_id}
                if eintrag.gegenstand_art
                else None,
                "daten": json.loads(eintrag.daten),
            }
            for eintrag in seite.zeilen
        ],
        weiter=seite.weiter,
    )

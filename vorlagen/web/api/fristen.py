"""Open deadlines, most urgent first."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.kalender import BERLIN
from vorlagen.services import offene_fristen
from vorlagen.services.offene_fristen import Aufgabe
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.fragen import Fristenfrage
from vorlagen.web.schemas.stamm import Fristenliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("fristen", "Fristen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/fristen", "Offene Fristen finden", fragt=Fristenfrage, gibt=Fristenliste)
def finden(frage: dict[str, Any]) -> Response:
    seite = offene_fristen.seite(
        tuer.wer(),
        meine=frage.get("meine", False),
        vorlage_id=frage.get("vorlage"),
        nach=frage.get("nach"),
        anzahl=frage["anzahl"],
    )
    return antworte_mit_liste([_als_json(aufgabe) for aufgabe in seite.zeilen], weiter=seite.weiter)


def _als_json(frist: Aufgabe) -> dict[str, Any]:
    papier = {"id": frist.vorlage_id, "nummer": frist.nummer, "betreff": frist.betreff}
    return {
        "id": frist.frist_id,
        "name": frist.name,
        "faellig_am": zeit(frist.faellig_am),
        "rest_tage": frist.rest(tuer.jetzt().astimezone(BERLIN).date()),
        "gruende": list(frist.gruende),
        "rolle": frist.rolle,
        "amt": frist.amt,
        "vorlage": papier if frist.vorlage_id else None,
        "sitzung": frist.sitzung_id,
        "gremium": frist.gremium,
    }

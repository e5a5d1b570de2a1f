"""The history of a paper, to read and to verify."""

from __future__ import annotations

import json

from flask import Response

from vorlagen.services import stammdaten, verlauf, verlaufsausgabe
from vorlagen.web.api.antwort import antworte_mit_liste, ganze
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.begleitend import Verlaufsexport, Verlaufsliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("verlauf", "Verlauf", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vorlagen/<vorlage_id>/verlauf", "Was mit der Vorlage geschah", gibt=Verlaufsliste)
def finden(vorlage_id: str) -> Response:
    eintraege = verlauf.lies(ganze(vorlage_id).id)
    namen = stammdaten.namen({eintrag.wer_id for eintrag in eintraege if eintrag.wer_id})
    return antworte_mit_liste(
        [
            {
                "nr": eintrag.nr,
                "zeit": zeit(eintrag.zeit),
                "wer": {"id": eintrag.wer_id, "name": namen.get(eintrag.wer_id)} if eintrag.wer_id else None,
                "was": eintrag.was,
                "daten": json.loads(eintrag.daten),
                "hash": eintrag.hash,
                "vorher": eintrag.vorher,
            }
            for eintrag in eintraege
        ]
    )


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/verlauf/export",
    "Den Verlauf als prüfbare Datei holen",
    gibt=Verlaufsexport,
    text="Prüfen mit `vorlagen verlauf pruefe DATEI`, ohne diese Installation und ohne ihre Datenbank.",
)
def exportieren(vorlage_id: str) -> Response:
    vorlage = ganze(vorlage_id)
    antwort = Response(json.dumps(verlaufsausgabe.mit_beweis(vorlage), ensure_ascii=False), mimetype="application/json")
    antwort.headers["Content-Disposition"] = f'attachment; filename="verlauf-{vorlage.id}.json"'
    return antwort

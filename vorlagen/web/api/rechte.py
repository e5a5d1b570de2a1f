"""Who may do what with a paper, and why."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import rechte
from vorlagen.services.rechte import Personenrechte
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_liste
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.rechte import Rechtefrage, Rechteliste
from vorlagen.web.sicht import Sicht

tafel = Tafel("rechte", "Vorlagen", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "GET",
    "/vorlagen/<vorlage_id>/rechte",
    "Wer darf was, und warum",
    fragt=Rechtefrage,
    gibt=Rechteliste,
    text="Alle, die die Vorlage ganz sehen, oder nur die gefragte Person.",
)
def finden(frage: dict[str, Any], vorlage_id: str) -> Response:
    wer, jetzt = tuer.wer(), tuer.jetzt()
    if "person" in frage:
        return antworte_mit_liste([_als_json(rechte.fuer_person(vorlage_id, frage["person"], wer=wer, jetzt=jetzt))])
    return antworte_mit_liste([_als_json(eine) for eine in rechte.fuer_vorlage(vorlage_id, wer=wer, jetzt=jetzt)[1]])


def _als_json(eine: Personenrechte) -> dict[str, Any]:
    return {
        "person": {"id": eine.person.id, "name": eine.person.name},
        "einblick": [grund.name for grund in eine.einblick],
        "rechte": [
            {
                "name": recht.name,
                "titel": recht.titel,
                "darf": recht.darf,
                "weil": list(recht.weil),
                "gruende": list(recht.gruende),
                "laut": recht.laut,
            }
            for recht in eine.rechte
        ],
    }

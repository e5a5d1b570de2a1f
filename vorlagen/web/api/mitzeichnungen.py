"""Co-signing what was read."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import mitzeichnungen
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte_mit_vorlage, ganze, unter_bedingung
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.vorlage import RuecknahmeEin, VotumEin
from vorlagen.web.schemas.vorlage_aus import VorlageAus
from vorlagen.web.sicht import Sicht

tafel = Tafel("mitzeichnungen", "Mitzeichnungen", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/mitzeichnungen/<mitzeichnung_id>",
    "Mitzeichnen",
    nimmt=VotumEin,
    gibt=VorlageAus,
    unter=("IF_MATCH",),
    text="Das Votum gilt der Fassung, die gelesen wurde; gilt inzwischen eine andere, kommt 409.",
)
def zeichnen(werte: dict[str, Any], vorlage_id: str, mitzeichnung_id: str) -> Response:
    with unter_bedingung(vorlage_id) as version:
        ganze(vorlage_id)
        mitzeichnungen.zeichne(
            vorlage_id, mitzeichnung_id, **werte, version=version, wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    return antworte_mit_vorlage(vorlage_id)


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/mitzeichnungen/<mitzeichnung_id>/ruecknahme",
    "Eine Mitzeichnung zurücknehmen",
    nimmt=RuecknahmeEin,
    gibt=VorlageAus,
    unter=("IF_MATCH",),
    text="Solange mitgezeichnet wird; danach kommt 409. Das Amt wird neu gefragt.",
)
def zuruecknehmen(werte: dict[str, Any], vorlage_id: str, mitzeichnung_id: str) -> Response:
    with unter_bedingung(vorlage_id) as version:
        ganze(vorlage_id)
        mitzeichnungen.nimm_zurueck(
            vorlage_id, mitzeichnung_id, **werte, version=version, wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    return antworte_mit_vorlage(vorlage_id)

"""What a body did with a paper."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import ergebnisse
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte_mit_vorlage, unter_bedingung
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.ergebnis import ErgebnisEin
from vorlagen.web.schemas.vorlage_aus import VorlageMitHinweisen

tafel = Tafel("beratungen", "Beratungen")


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/beratungen/<beratung_id>/ergebnis",
    "Das Ergebnis einer Beratung eintragen",
    nimmt=ErgebnisEin,
    gibt=VorlageMitHinweisen,
    unter=("IF_MATCH",),
    text="Gilt ganz und für den letzten Versuch dieses Gremiums. Widersprüche hindern nicht; sie kommen als hinweise.",
)
def eintragen(werte: dict[str, Any], vorlage_id: str, beratung_id: str) -> Response:
    with unter_bedingung(vorlage_id, werte.get("version")) as version:
        hinweise = ergebnisse.trage_ein(
            beratung_id,
            eingabe.ergebnis(werte),
            version=version,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            vorlage_id=vorlage_id,
        )
    return antworte_mit_vorlage(vorlage_id, hinweise=hinweise)

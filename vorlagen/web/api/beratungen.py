"""What a body did with a paper."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import ergebnisse, folgeaenderung
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte_mit_vorlage, unter_bedingung
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.ergebnis import ErgebnisEin, VerweisungEin
from vorlagen.web.schemas.vorlage_aus import VorlageAus, VorlageMitHinweisen
from vorlagen.web.sicht import Sicht

tafel = Tafel("beratungen", "Beratungen", sicht=Sicht.ANGEMELDET)


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


@tafel.weg(
    "POST",
    "/vorlagen/<vorlage_id>/beratungen/<beratung_id>/verweisung",
    "Eine unbenannte Verweisung benennen",
    nimmt=VerweisungEin,
    gibt=VorlageAus,
    unter=("IF_MATCH",),
    text="Die genannten Gremien kommen als Stationen hinzu, soweit sie die Vorlage nicht ohnehin noch vor sich haben.",
)
def benennen(werte: dict[str, Any], vorlage_id: str, beratung_id: str) -> Response:
    with unter_bedingung(vorlage_id, werte.get("version")) as version:
        folgeaenderung.benenne_verweisung(
            vorlage_id, beratung_id, werte["verwiesen_an"], version=version, wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    return antworte_mit_vorlage(vorlage_id)

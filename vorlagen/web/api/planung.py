"""The planner: when decided at the earliest, by when to begin at the latest, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from vorlagen.fehler import NichtGefunden
from vorlagen.services import planung, sitzungen, stammdaten, zeichenzeiten
from vorlagen.services.beratungsfolge import finde_gremium
from vorlagen.services.planung import Auskunft, Wunsch
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.services.wer import Umfang, Wer
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import als_werte
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.planung import PlanAus, Planungsfrage
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("planung", "Planung", sicht=Sicht.ANGEMELDET)


@tafel.weg("POST", "/planung", "Den Weg einer Vorlage planen", nimmt=Planungsfrage, gibt=PlanAus, umfang=Umfang.LESEN)
def planen(frage: dict[str, Any]) -> Response:
    return antworte(als_werte(frage["richtung"], auskunft(frage, tuer.wer())))


def auskunft(frage: Mapping[str, Any], wer: Wer) -> Auskunft:
    """The answer to a checked question (`Planungsfrage`), for programs and for the page.

    Raises `NichtGefunden`, also for a paper that the person does not see whole, and `EingabeUngueltig`.
    """
    jetzt = heute(tuer.jetzt())
    if "vorlage" in frage:
        vorlage, einblick = hole(frage["vorlage"], wer)
        if einblick is not Einblick.VOLL:
            raise NichtGefunden
        return planung.fuer_vorlage(vorlage, heute=jetzt, ab=frage.get("ab"), bis=frage.get("bis"))
    stadt = stammdaten.koerperschaft(wer.koerperschaft_id)
    wuensche = [_wunsch(station, stadt.id) for station in frage["beratungsfolge"]]
    ueblich = zeichenzeiten.uebliche(stadt, None).werktage if frage.get("mit_mitzeichnung") else 0
    vorlauf = frage.get("mitzeichnung_werktage", ueblich)
    if frage["richtung"] == "rueckwaerts":
        return planung.frage_rueckwaerts(stadt, wuensche, frage["bis"], vorlauf=vorlauf, heute=jetzt)
    return planung.frage_vorwaerts(stadt, wuensche, frage.get("ab", jetzt), vorlauf=vorlauf)


def _wunsch(station: Mapping[str, Any], koerperschaft_id: str) -> Wunsch:
    namen = [station["gremium"]] if "gremium" in station else station["gremien"]
    gremien = [finde_gremium(koerperschaft_id, name) for name in namen]
    gewaehlt = sitzungen.hole(station["sitzung"]).beginn if station.get("sitzung") else None
    return Wunsch(
        gremium_id=gremien[0].id,
        gremium=" und ".join(gremium.name for gremium in gremien),
        art=station.get("art", ""),
        entscheidet=station.get("entscheidet"),
        nicht_vor=heute(gewaehlt) if gewaehlt else station.get("datum"),
        reihe=station.get("reihe"),
        abstand_tage=station.get("mindestabstand_tage", 0),
        ohne_termin=station.get("intern", False),
        schluessel=station.get("schluessel"),
        wartet_auf=tuple(station["wartet_auf"]) if "wartet_auf" in station else None,
    )

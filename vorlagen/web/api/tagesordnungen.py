"""Agendas frozen, opened again, read as they were, and voted on in lists."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Sitzung, Tagesordnungsfassung
from vorlagen.services import en_bloc, sitzungen, tagesordnungsfassungen
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.sitzungsbild import sitzung_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.sitzung import SitzungAus
from vorlagen.web.schemas.sitzungsdienst import (
    EnBlocEin,
    FeststellungEin,
    GrundEin,
    HinweiseAus,
    TagesordnungAus,
    Tagesordnungsliste,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("tagesordnungen", "Tagesordnungen", sicht=Sicht.ANGEMELDET)
PUNKT = ("id", "top", "titel", "oeffentlich", "aufnahme", "nachtrag", "en_bloc")


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/feststellung",
    "Die Tagesordnung feststellen",
    nimmt=FeststellungEin,
    gibt=SitzungAus,
    text="Sie wird als Fassung aufbewahrt. Danach geht nur noch ein Nachtrag oder eine Tischvorlage mit Begründung.",
)
def feststellen(werte: dict[str, Any], sitzung_id: str) -> Response:
    tagesordnungsfassungen.stelle_fest(
        sitzung_id, anlass=werte.get("anlass", ""), version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte(sitzung_als_json(sitzung_id))


@tafel.weg("POST", "/sitzungen/<sitzung_id>/oeffnung", "Die Tagesordnung öffnen", nimmt=GrundEin, gibt=SitzungAus)
def oeffnen(werte: dict[str, Any], sitzung_id: str) -> Response:
    tagesordnungsfassungen.oeffne(
        sitzung_id, grund=werte.get("grund", ""), version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte(sitzung_als_json(sitzung_id))


@tafel.weg("GET", "/sitzungen/<sitzung_id>/tagesordnungen", "Alle festgestellten Fassungen", gibt=Tagesordnungsliste)
def finden(sitzung_id: str) -> Response:
    sitzung = sitzungen.hole(sitzung_id)
    return antworte_mit_liste([_als_json(sitzung, eine) for eine in tagesordnungsfassungen.fassungen(sitzung.id)])


@tafel.weg(
    "GET", "/sitzungen/<sitzung_id>/tagesordnungen/<int:nr>", "Eine Fassung der Tagesordnung", gibt=TagesordnungAus
)
def lesen(sitzung_id: str, nr: int) -> Response:
    sitzung = sitzungen.hole(sitzung_id)
    eine, punkte = tagesordnungsfassungen.lies(sitzung, nr, tuer.wer())
    bild = _als_json(sitzung, eine)
    bild["punkte"] = [
        {name: punkt[name] for name in PUNKT} | {"abgesetzt": punkt["abgesetzt"] is not None} for punkt in punkte
    ]
    if sitzungen.ist_gremiendienst(sitzung.gremium_id, tuer.wer()):
        bild["seither"] = [aenderung.satz for aenderung in tagesordnungsfassungen.seither(eine, sitzung)]
    return antworte(bild)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/en-bloc",
    "Über eine Liste gemeinsam abstimmen",
    nimmt=EnBlocEin,
    gibt=HinweiseAus,
    text="Das Ergebnis wird bei jedem offenen Punkt der Liste eingetragen, bei allen oder bei keinem.",
)
def abstimmen(werte: dict[str, Any], sitzung_id: str) -> Response:
    liste, version = werte.pop("liste"), werte.pop("version", None)
    hinweise = en_bloc.stimme_ab(
        sitzung_id, liste, eingabe.ergebnis(werte), version=version, wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte({"hinweise": list(hinweise)})


def _als_json(sitzung: Sitzung, fassung: Tagesordnungsfassung) -> dict[str, Any]:
    bild: dict[str, Any] = {
        "nr": fassung.nr,
        "festgestellt": zeit(fassung.festgestellt),
        "links": {"self": adresse("sitzungen", sitzung.id, "tagesordnungen", str(fassung.nr))},
    }
    if sitzungen.ist_gremiendienst(sitzung.gremium_id, tuer.wer()):
        bild["anlass"] = fassung.anlass
    return bild

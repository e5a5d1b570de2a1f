"""Meetings and what stands on their agendas."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.models import Sitzung
from vorlagen.services import listen, sitzungen, tagesordnung
from vorlagen.services.beratungsfolge import finde_gremium
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.projektion import adresse, zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.api.tops import antworte_mit_top, top_als_json
from vorlagen.web.schemas.fragen import Sitzungsfrage
from vorlagen.web.schemas.sitzung import PunktEin, SitzungAus, SitzungNeu, Sitzungsliste, TopAus

tafel = Tafel("sitzungen", "Sitzungen")


@tafel.weg("GET", "/sitzungen", "Sitzungen finden", fragt=Sitzungsfrage, gibt=Sitzungsliste)
def finden(frage: dict[str, Any]) -> Response:
    seite = listen.sitzungen(**frage)
    return antworte_mit_liste([_als_json(sitzung) for sitzung in seite.zeilen], weiter=seite.weiter)


@tafel.weg("POST", "/sitzungen", "Eine Sitzung anlegen", nimmt=SitzungNeu, gibt=SitzungAus, status=201)
def anlegen(werte: dict[str, Any]) -> Response:
    wer = tuer.wer()
    gremium = finde_gremium(wer.koerperschaft_id, werte["gremium"], feld="gremium")
    sitzung_id = sitzungen.lege_an(gremium.id, werte["beginn"], ort=werte.get("ort", ""), wer=wer, jetzt=tuer.jetzt())
    return _antworte_mit_sitzung(sitzung_id, 201)


@tafel.weg("GET", "/sitzungen/<sitzung_id>", "Eine Sitzung mit ihrer Tagesordnung", gibt=SitzungAus)
def lesen(sitzung_id: str) -> Response:
    return _antworte_mit_sitzung(sitzung_id)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/einladung",
    "Vermerken, dass eingeladen ist",
    gibt=SitzungAus,
    text="Die Ladungsfrist ist damit erledigt, ihre Erinnerungen entfallen.",
)
def einladen(sitzung_id: str) -> Response:
    sitzungen.lade_ein(sitzung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte_mit_sitzung(sitzung_id)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/tagesordnung",
    "Auf die Tagesordnung setzen",
    nimmt=PunktEin,
    gibt=TopAus,
    status=201,
    text="Eine Vorlage mit „beratung“ (ihre Station bei diesem Gremium), etwas anderes mit „titel“ und „oeffentlich“.",
)
def aufsetzen(werte: dict[str, Any], sitzung_id: str) -> Response:
    if "beratung" in werte:
        beratung_id = werte["beratung"]
        top_id = tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    else:
        top_id = tagesordnung.nimm_punkt_auf(
            sitzung_id, werte["titel"], oeffentlich=werte["oeffentlich"], wer=tuer.wer()
        )
    return antworte_mit_top(top_id, 201)


def _antworte_mit_sitzung(sitzung_id: str, status: int = 200) -> Response:
    sitzung = sitzungen.hole(sitzung_id)
    punkte = [top_als_json(top, papier) for top, papier in tagesordnung.punkte(sitzung, tuer.wer())]
    bild = _als_json(sitzung) | {"tagesordnung": punkte}
    return antworte(bild, status, ort=adresse("sitzungen", sitzung.id) if status == 201 else None)


def _als_json(sitzung: Sitzung) -> dict[str, Any]:
    return {
        "id": sitzung.id,
        "gremium": {"id": sitzung.gremium_id, "name": sitzung.gremium.name},
        "beginn": zeit(sitzung.beginn),
        "ort": sitzung.ort,
        "status": sitzung.status,
        "links": {"self": adresse("sitzungen", sitzung.id)},
    }

"""Meetings and what stands on their agendas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from flask import Response

from vorlagen.kalender import Wochentag
from vorlagen.kalender.reihen import Reihenregel, Rhythmus
from vorlagen.services import listen, sammeleintrag, sitzungen, sitzungslauf, sitzungsreihen
from vorlagen.services.beratungsfolge import finde_gremium
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.sitzungsbild import kurz_als_json, sitzung_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.api.tops import antworte_mit_top
from vorlagen.web.schemas.fragen import Sitzungsfrage
from vorlagen.web.schemas.sitzung import PunktEin, SitzungAus, SitzungNeu, Sitzungsliste, TopAus
from vorlagen.web.schemas.sitzungsdienst import EinladungEin, GrundEin, ReiheAus, ReiheEin, SitzungVerlegt
from vorlagen.web.sicht import Sicht

tafel = Tafel("sitzungen", "Sitzungen", sicht=Sicht.ANGEMELDET)
EINE: Final = "/sitzungen/<string(length=32):sitzung_id>"
"""One meeting by id; „reihe“ is none."""


@tafel.weg("GET", "/sitzungen", "Sitzungen finden", fragt=Sitzungsfrage, gibt=Sitzungsliste)
def finden(frage: dict[str, Any]) -> Response:
    seite = listen.sitzungen(**frage)
    return antworte_mit_liste([kurz_als_json(sitzung) for sitzung in seite.zeilen], weiter=seite.weiter)


@tafel.weg("POST", "/sitzungen", "Eine Sitzung anlegen", nimmt=SitzungNeu, gibt=SitzungAus, status=201)
def anlegen(werte: dict[str, Any]) -> Response:
    wer = tuer.wer()
    gremium = finde_gremium(wer.koerperschaft_id, werte["gremium"], feld="gremium")
    sitzung_id = sitzungen.lege_an(gremium.id, werte["beginn"], ort=werte.get("ort", ""), wer=wer, jetzt=tuer.jetzt())
    return _antworte_mit_sitzung(sitzung_id, 201)


@tafel.weg("GET", EINE, "Eine Sitzung mit ihrer Tagesordnung", gibt=SitzungAus)
def lesen(sitzung_id: str) -> Response:
    return _antworte_mit_sitzung(sitzung_id)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/einladung",
    "Vermerken, dass eingeladen ist",
    nimmt=EinladungEin,
    gibt=SitzungAus,
    text="Die Ladungsfrist ist damit erledigt, ihre Erinnerungen entfallen; festgehalten wird die Tagesordnung, "
    "wie sie ist.",
)
def einladen(werte: dict[str, Any], sitzung_id: str) -> Response:
    sitzungslauf.lade_ein(sitzung_id, **werte, wer=tuer.wer(), jetzt=tuer.jetzt())
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
    top_id = sammeleintrag.setze_auf(sitzung_id, eingabe.neuer_punkt(werte), wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte_mit_top(top_id, 201)


@tafel.weg(
    "PATCH",
    EINE,
    "Eine Sitzung verlegen",
    nimmt=SitzungVerlegt,
    gibt=SitzungAus,
    text="Vorlagen und Planungen gehen mit; was zu prüfen ist, steht in der Antwort unter pruefung.",
)
def verlegen(werte: dict[str, Any], sitzung_id: str) -> Response:
    sitzungslauf.verlege(sitzung_id, **werte, wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte_mit_sitzung(sitzung_id)


@tafel.weg("POST", "/sitzungen/<sitzung_id>/absage", "Eine Sitzung absagen", nimmt=GrundEin, gibt=SitzungAus)
def absagen(werte: dict[str, Any], sitzung_id: str) -> Response:
    grund = werte.get("grund", "")
    sitzungslauf.sage_ab(sitzung_id, grund=grund, version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return _antworte_mit_sitzung(sitzung_id)


@tafel.weg(
    "POST",
    "/sitzungen/reihe",
    "Eine Reihe von Sitzungen anlegen",
    nimmt=ReiheEin,
    gibt=ReiheAus,
    status=201,
    auch=200,
    text="Mit „probe“ wird nur gezeigt, welche Tage es wären und welche warum entfallen.",
)
def reihe_anlegen(werte: dict[str, Any]) -> Response:
    wer = tuer.wer()
    gremium = finde_gremium(wer.koerperschaft_id, werte["gremium"], feld="gremium")
    regel = Reihenregel(
        rhythmus=Rhythmus(werte["rhythmus"]),
        wochentag=Wochentag(werte["wochentag"] - 1),
        **{name: werte[name] for name in ("von", "bis", "jede", "woche") if name in werte},
    )
    termine = sitzungsreihen.zeige(gremium.id, regel, wer=wer)
    ids: Sequence[str] = ()
    if not werte.get("probe", False):
        uhrzeit = time.fromisoformat(werte["uhrzeit"])
        ohne = werte.get("ohne", ())
        ids = sitzungsreihen.lege_reihe_an(
            gremium.id, regel, uhrzeit, ort=werte.get("ort", ""), ohne=ohne, wer=wer, jetzt=tuer.jetzt()
        )
    tage = [{"tag": termin.tag.isoformat(), "entfaellt": termin.entfaellt or None} for termin in termine]
    return antworte({"termine": tage, "sitzungen": list(ids)}, 201 if ids else 200)


def _antworte_mit_sitzung(sitzung_id: str, status: int = 200) -> Response:
    ort = adresse("sitzungen", sitzung_id) if status == 201 else None
    return antworte(sitzung_als_json(sitzung_id), status, ort=ort)

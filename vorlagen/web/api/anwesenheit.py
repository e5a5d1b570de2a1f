"""Who was there, and who sits in a body by which rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response

from vorlagen.services import anwesenheiten, beschlussfaehigkeit, gremienordnung, sitzungen
from vorlagen.services.anwesenheiten import Eintrag, Sitz
from vorlagen.services.gremienordnung import Ordnung
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.projektion import zeit
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.besetzung import AnwesenheitAus, AnwesenheitEin, BesetzungAus, BesetzungEin
from vorlagen.web.sicht import Sicht

tafel = Tafel("anwesenheit", "Anwesenheit und Besetzung", sicht=Sicht.ANGEMELDET)
ORDNUNG = ("mitglieder", "beschlussfaehig", "tischvorlagen", "mehrheit", "quelle")


@tafel.weg("GET", "/sitzungen/<sitzung_id>/anwesenheit", "Die Anwesenheitsliste", gibt=AnwesenheitAus)
def lesen(sitzung_id: str) -> Response:
    return _antworte(sitzung_id)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/anwesenheit",
    "Die Anwesenheitsliste setzen",
    nimmt=AnwesenheitEin,
    gibt=AnwesenheitAus,
    text="Gilt ganz: Wer fehlt, steht nicht mehr darauf.",
)
def setzen(werte: dict[str, Any], sitzung_id: str) -> Response:
    eintraege = [
        Eintrag(
            eine["name"],
            eine["funktion"],
            stimmberechtigt=eine["stimmberechtigt"],
            stand=eine["stand"],
            zeiten=tuple((spanne.get("von"), spanne.get("bis")) for spanne in eine.get("zeiten", ())),
            mitgliedschaft_id=eine.get("mitgliedschaft"),
            id=eine.get("id"),
        )
        for eine in werte["data"]
    ]
    anwesenheiten.setze(sitzung_id, eintraege, version=werte["version"], wer=tuer.wer())
    return _antworte(sitzung_id)


@tafel.weg("GET", "/gremien/<gremium_id>/besetzung", "Sitze und Regeln eines Gremiums", gibt=BesetzungAus)
def besetzung(gremium_id: str) -> Response:
    return _antworte_mit_besetzung(gremium_id)


@tafel.weg(
    "POST",
    "/gremien/<gremium_id>/besetzung",
    "Sitze und Regeln eines Gremiums setzen",
    nimmt=BesetzungEin,
    gibt=BesetzungAus,
)
def besetzen(werte: dict[str, Any], gremium_id: str) -> Response:
    sitze = [Sitz(**sitz) for sitz in werte["sitze"]] if "sitze" in werte else None
    gremienordnung.setze(gremium_id, Ordnung(**werte["ordnung"]), sitze, version=werte.get("version"), wer=tuer.wer())
    return _antworte_mit_besetzung(gremium_id)


def _antworte(sitzung_id: str) -> Response:
    sitzung = sitzungen.hole(sitzung_id)
    faehig = beschlussfaehigkeit.fuer_sitzung(sitzung)
    data = [
        {
            "id": zeile.id,
            "name": zeile.name,
            "funktion": zeile.funktion,
            "stimmberechtigt": zeile.stimmberechtigt,
            "stand": zeile.stand,
            "zeiten": [{"von": _zeit(von), "bis": _zeit(bis)} for von, bis in zeile.zeiten],
            "mitgliedschaft": zeile.mitgliedschaft_id,
        }
        for zeile in anwesenheiten.lies(sitzung, tuer.wer())
    ]
    links = {"self": adresse("sitzungen", sitzung.id, "anwesenheit")}
    folgt = {"beschlussfaehig": faehig.gegeben, "gruende": list(faehig.gruende)}
    return antworte({"data": data, "version": sitzung.version, **folgt, "links": links})


def _antworte_mit_besetzung(gremium_id: str) -> Response:
    gremium = sitzungen.hole_gremium(gremium_id)
    sitzungen.pruefe_gremiendienst(gremium.id, tuer.wer())
    sitze = [
        {
            "id": sitz.id,
            "name": sitz.name,
            "funktion": sitz.funktion,
            "stimmberechtigt": sitz.stimmberechtigt,
            "fraktion": sitz.fraktion,
            "von": zeit(sitz.von),
            "bis": zeit(sitz.bis),
        }
        for sitz in anwesenheiten.mitglieder(gremium.id)
    ]
    ordnung = {name: gremium.ordnung.get(name) for name in ORDNUNG}
    links = {"self": adresse("gremien", gremium.id, "besetzung")}
    return antworte({"sitze": sitze, "ordnung": ordnung, "version": gremium.version, "links": links})


def _zeit(roh: str | None) -> str | None:
    return zeit(datetime.fromisoformat(roh)) if roh else None

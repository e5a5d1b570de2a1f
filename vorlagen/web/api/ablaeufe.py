"""Procedures: which statuses, steps, conditions and fields there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from vorlagen.models import Vorlageart
from vorlagen.services import stammdaten
from vorlagen.services.sachstand import ablaeufe_fuer, ablauf_fuer
from vorlagen.web import tuer
from vorlagen.web.ansichten import ablaufprobe
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.schritte import schritt_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.ablauf import AblaufAus, Ablaufliste, AblaufprobeAus, Ablaufprobefrage
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute
from vorlagen.workflow.bausteine import Frist, Schritt
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.workflow import Workflow

tafel = Tafel("ablaeufe", "Abläufe", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/ablaeufe", "Alle Abläufe", gibt=Ablaufliste)
def finden() -> Response:
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    arten = stammdaten.vorlagearten(stadt.id, heute=heute(tuer.jetzt()))
    return antworte_mit_liste([_als_json(ablauf, arten) for ablauf in ablaeufe_fuer(stadt)])


@tafel.weg("GET", "/ablaeufe/<name>", "Ein Ablauf", gibt=AblaufAus)
def lesen(name: str) -> Response:
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    return antworte(_als_json(ablauf_fuer(stadt, name), stammdaten.vorlagearten(stadt.id, heute=heute(tuer.jetzt()))))


@tafel.weg(
    "GET",
    "/ablaeufe/<name>/probe",
    "Was wäre, wenn",
    fragt=Ablaufprobefrage,
    gibt=AblaufprobeAus,
    text="Welche Schritte bei einer gedachten Vorlage gehen und welche warum nicht. Gespeichert wird nichts.",
)
def proben(frage: dict[str, str], name: str) -> Response:
    ablauf = ablauf_fuer(stammdaten.koerperschaft(tuer.wer().koerperschaft_id), name)
    gemeint = ablaufprobe.aus_programm(ablauf, frage)
    return antworte(
        {
            "status": gemeint.status,
            "rolle": gemeint.rolle,
            "annahmen": sorted(gemeint.annahmen),
            "ausgang": gemeint.ausgang,
            "data": [schritt_als_json(eine) for eine in ablaufprobe.antworte(ablauf, gemeint)],
        }
    )


def _als_json(ablauf: Workflow, arten: Sequence[Vorlageart]) -> dict[str, Any]:
    return {
        "name": ablauf.name,
        "version": ablauf.version,
        "titel": ablauf.titel,
        "beginnt_mit": ablauf.beginnt_mit,
        "endet_mit": list(ablauf.endet_mit),
        "vorlagearten": [art.name for art in arten if art.ablauf == ablauf.name],
        "status": [{"name": status.name, "titel": status.titel} for status in ablauf.status],
        "mitzeichnung": [
            {"aufgabe": regel.aufgabe, "satz": regel.satz, "betrifft": list(regel.betrifft)}
            for regel in ablauf.mitzeichnung.regeln
        ],
        "schritte": [_schritt(schritt) for schritt in ablauf.schritte],
        "felder": [_feld(feld) for feld in ablauf.felder],
        "links": {"self": adresse("ablaeufe", ablauf.name)},
    }


def _schritt(schritt: Schritt) -> dict[str, Any]:
    frist = schritt.frist
    return {
        "name": schritt.name,
        "titel": schritt.aufschrift,
        "von": list(schritt.quellen),
        "nach": schritt.nach,
        "durch": [str(rolle) for rolle in schritt.rollen],
        "wenn": [bedingung.satz for bedingung in schritt.wenn],
        "frist": _frist(frist) if frist else None,
        "dokument": schritt.dokument,
        "begruenden": schritt.begruenden,
        "laut": schritt.laut,
    }


def _frist(frist: Frist) -> dict[str, Any]:
    return {"name": frist.name, "werktage": frist.werktage, "bis": frist.bis, "fuer": str(frist.fuer)}


def _feld(feld: Feld) -> dict[str, Any]:
    return {
        "name": feld.name,
        "titel": feld.titel,
        "art": feld.art.value,
        "hilfe": feld.hilfe,
        "pflicht": feld.pflicht,
        "oeffentlich": feld.oeffentlich,
        "laenge": feld.laenge,
        "auswahl": list(feld.auswahl),
    }

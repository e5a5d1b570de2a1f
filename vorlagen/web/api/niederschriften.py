"""What is known once a meeting is over, and its minutes."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.dateien.arten import DOCX, PDF
from vorlagen.services import auszuege, niederschriften, ruecknahme, sitzungen, sitzungslauf
from vorlagen.services.dokumente import Druck
from vorlagen.web import mappen, tuer
from vorlagen.web.api.antwort import antworte
from vorlagen.web.api.dateien import schicke, schicke_pdf, schicke_word
from vorlagen.web.api.sitzungsbild import sitzung_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.sitzung import SitzungAus
from vorlagen.web.schemas.sitzungsdienst import (
    AbschlussEin,
    GesehenEin,
    MappenstandAus,
    Niederschriftfrage,
    RuecknahmegrundEin,
)
from vorlagen.web.sicht import Sicht

tafel = Tafel("niederschriften", "Niederschriften", sicht=Sicht.ANGEMELDET)


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/abschluss",
    "Eine Sitzung abschließen",
    nimmt=AbschlussEin,
    gibt=SitzungAus,
    text="Geht auch noch einmal; was fehlt, bleibt, wie es ist.",
)
def abschliessen(werte: dict[str, Any], sitzung_id: str) -> Response:
    bisher = sitzungen.hole(sitzung_id)
    sitzungslauf.schliesse(
        sitzung_id,
        ende=werte.get("ende", bisher.ende),
        vorsitz=werte.get("vorsitz", bisher.vorsitz),
        schriftfuehrung=werte.get("schriftfuehrung", bisher.schriftfuehrung),
        version=werte["version"],
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )
    return antworte(sitzung_als_json(sitzung_id))


@tafel.weg(
    "GET",
    "/sitzungen/<sitzung_id>/auszuege.zip",
    "Alle Auszüge einer Sitzung",
    datei="application/zip",
    text="Je Punkt mit Ergebnis eine Word-Datei, ganz; für den Gremiendienst, der das Gremium betreut.",
)
def alle_auszuege(sitzung_id: str) -> Response:
    druck = auszuege.drucke_alle(sitzung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return schicke(druck.inhalt, name=druck.name, typ="application/zip", sha256=druck.sha256)


@tafel.weg(
    "GET",
    "/sitzungen/<sitzung_id>/niederschrift.docx",
    "Die Niederschrift",
    fragt=Niederschriftfrage,
    datei=DOCX.typ,
    text="Ein Entwurf aus Tagesordnung, Anwesenheit und Ergebnissen. Ohne Gremiendienst nur der öffentliche Teil, "
    "sobald er freigegeben ist.",
)
def drucken(frage: dict[str, Any], sitzung_id: str) -> Response:
    return schicke_word(_druck(frage, sitzung_id))


@tafel.weg(
    "GET",
    "/sitzungen/<sitzung_id>/niederschrift.pdf",
    "Die Niederschrift als PDF",
    fragt=Niederschriftfrage,
    datei=PDF.typ,
    text="Inhalt wie in der Word-Datei, nach ISO 19005-2.",
)
def als_pdf(frage: dict[str, Any], sitzung_id: str) -> Response:
    return schicke_pdf(_druck(frage, sitzung_id))


@tafel.weg(
    "GET",
    "/sitzungen/<sitzung_id>/mappe.pdf",
    "Die Sitzungsmappe",
    fragt=Niederschriftfrage,
    gibt=MappenstandAus,
    datei=PDF.typ,
    auch=202,
    text="Tagesordnung, Vorlagen und Anlagen in einer PDF-Datei, soweit Sie sie lesen dürfen. Ist noch nicht alles "
    "fertig, antwortet 202 mit „fertig“ und „gesamt“; fragen Sie dann noch einmal.",
)
def mappe(frage: dict[str, Any], sitzung_id: str) -> Response:
    nur_oeffentlich = frage.get("teil") == mappen.NUR_OEFFENTLICH
    return mappen.als_antwort(mappen.stelle_zusammen(sitzung_id, nur_oeffentlich=nur_oeffentlich))


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/niederschrift/freigabe",
    "Den öffentlichen Teil der Niederschrift freigeben",
    nimmt=GesehenEin,
    gibt=SitzungAus,
    text="Er wird festgehalten, wie er ist; was danach geändert wird, erscheint erst mit der nächsten Freigabe.",
)
def freigeben(werte: dict[str, Any], sitzung_id: str) -> Response:
    niederschriften.gib_frei(sitzung_id, version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(sitzung_als_json(sitzung_id))


@tafel.weg(
    "POST",
    "/sitzungen/<sitzung_id>/niederschrift/ruecknahme",
    "Die Freigabe der Niederschrift zurücknehmen",
    nimmt=RuecknahmegrundEin,
    gibt=SitzungAus,
)
def zuruecknehmen(werte: dict[str, Any], sitzung_id: str) -> Response:
    ruecknahme.nimm_niederschrift_zurueck(sitzung_id, werte["grund"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte(sitzung_als_json(sitzung_id))


def _druck(frage: dict[str, Any], sitzung_id: str) -> Druck:
    nur_oeffentlich = frage.get("teil") == "oeffentlich"
    return niederschriften.drucke(sitzung_id, nur_oeffentlich=nur_oeffentlich, wer=tuer.wer(), jetzt=tuer.jetzt())

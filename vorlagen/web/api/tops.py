"""One item of an agenda."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.dateien.arten import DOCX, PDF
from vorlagen.services import aenderungsdruck, ergebnisblatt, niederschriften, reihenfolge, tops
from vorlagen.web import tuer
from vorlagen.web.api import eingabe
from vorlagen.web.api.antwort import antworte, etag_von, pruefe_if_match
from vorlagen.web.api.dateien import schicke_pdf, schicke_word
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.sitzungsbild import sitzung_als_json, tops_als_json
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.sitzung import SitzungAus, TopAenderung, TopAus
from vorlagen.web.schemas.sitzungsdienst import GrundEin, StelleEin, TopRuecknahme
from vorlagen.web.sicht import Sicht

tafel = Tafel("tops", "Tagesordnungspunkte", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/tops/<top_id>", "Einen Tagesordnungspunkt lesen", gibt=TopAus)
def lesen(top_id: str) -> Response:
    return antworte_mit_top(top_id)


@tafel.weg(
    "PATCH",
    "/tops/<top_id>",
    "Einen Tagesordnungspunkt ändern",
    nimmt=TopAenderung,
    gibt=TopAus,
    unter=("IF_MATCH",),
    text="Titel, Ergebnis oder beides. Das Ergebnis gilt ganz: Was darin fehlt, ist offen oder unbekannt. Bei einem "
    "Punkt mit Vorlage ist es das Ergebnis ihrer Beratung und „version“ die der Vorlage.",
)
def aendern(werte: dict[str, Any], top_id: str) -> Response:
    sitzungsversion = werte.pop("sitzungsversion", None)
    eintrag = eingabe.eintrag(top_id, werte)
    hinweise = tops.aendere(
        top_id,
        angaben=eintrag.angaben,
        sitzungsversion=sitzungsversion,
        ergebnis=eintrag.ergebnis,
        version=eintrag.version,
        bedingung=lambda: pruefe_if_match(etag_von(_bild(top_id))),
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )
    return antworte_mit_top(top_id, hinweise=list(hinweise))


@tafel.weg(
    "POST",
    "/tops/<top_id>/stelle",
    "Einen Punkt umordnen",
    nimmt=StelleEin,
    gibt=TopAus,
    text="Nur solange die Tagesordnung offen ist. Unterpunkte gehen mit, die anderen rücken.",
)
def umordnen(werte: dict[str, Any], top_id: str) -> Response:
    reihenfolge.verschiebe(top_id, werte["stelle"], version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt())
    return antworte_mit_top(top_id)


@tafel.weg(
    "POST",
    "/tops/<top_id>/absetzung",
    "Einen Punkt herunternehmen",
    nimmt=GrundEin,
    gibt=SitzungAus,
    text="Vor der ersten Feststellung verschwindet er; danach bleibt er stehen, als abgesetzt. Antwortet die Sitzung.",
)
def herunternehmen(werte: dict[str, Any], top_id: str) -> Response:
    sitzung_id = tops.lies(top_id, wer=tuer.wer())[0].sitzung_id
    reihenfolge.nimm_herunter(
        top_id, grund=werte.get("grund", ""), version=werte["version"], wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte(sitzung_als_json(sitzung_id))


@tafel.weg(
    "POST",
    "/tops/<top_id>/ruecknahme",
    "Ein Ergebnis zurücknehmen",
    nimmt=TopRuecknahme,
    gibt=TopAus,
    text="Der Punkt ist danach wieder offen; was eingetragen war, bleibt im Verlauf. Hat das Ergebnis die Vorlage "
    "beendet, geht das über den Schritt des Ablaufs, der es berichtigt.",
)
def zuruecknehmen(werte: dict[str, Any], top_id: str) -> Response:
    ergebnisblatt.nimm_zurueck(
        top_id, version=werte.get("version"), grund=werte.get("grund", ""), wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte_mit_top(top_id)


@tafel.weg(
    "GET",
    "/tops/<top_id>/auszug.docx",
    "Der Auszug aus der Niederschrift",
    datei=DOCX.typ,
    text="Ganz für den Gremiendienst und wer die Vorlage ganz sieht; sonst erst, wenn die Niederschrift heraus ist.",
)
def drucken(top_id: str) -> Response:
    return schicke_word(niederschriften.auszug(top_id, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.weg(
    "GET",
    "/tops/<top_id>/auszug.pdf",
    "Der Auszug als PDF",
    datei=PDF.typ,
    text="Wie die Word-Datei, nach ISO 19005-2.",
)
def als_pdf(top_id: str) -> Response:
    return schicke_pdf(niederschriften.auszug(top_id, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.weg(
    "GET",
    "/tops/<top_id>/aenderung.docx",
    "Der geänderte Beschluss mit nachverfolgten Änderungen",
    datei=DOCX.typ,
    text="Was das Gremium am Wortlaut geändert hat, unter seinem Namen und dem Tag der Sitzung; für den Gremiendienst "
    "und wer die Vorlage ganz sieht.",
)
def aenderung_drucken(top_id: str) -> Response:
    return schicke_word(aenderungsdruck.drucke(top_id, wer=tuer.wer(), jetzt=tuer.jetzt()))


def antworte_mit_top(top_id: str, status: int = 200, **mehr: Any) -> Response:
    """The item as the person at the door sees it."""
    bild = _bild(top_id)
    ort = adresse("tops", top_id) if status == 201 else None
    return antworte(bild | mehr, status, ort=ort, etag=etag_von(bild))


def _bild(top_id: str) -> dict[str, Any]:
    sitzung, punkt = tops.bild(top_id, wer=tuer.wer())
    return tops_als_json(sitzung, [punkt])[0]

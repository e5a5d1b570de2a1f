"""PDF files at the doors: the print of a draft that is not saved, and a meeting's folder for everybody and for some."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from tests.dateien import PDF, bild, ooxml
from tests.oparl.conftest import BASIS, gib_heraus
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.dateien.arten import XLSX
from vorlagen.druckerei import Druckerei
from vorlagen.extensions import db
from vorlagen.models import Tagesordnungspunkt, Vorlage
from vorlagen.pdf.presse import Presse
from vorlagen.services import anlagen, mappe, sitzungslauf, tagesordnung

pytestmark = pytest.mark.probe
SITZUNG = JETZT.replace(month=4, hour=15)
GEHEIM = "Grundstückskauf am Anger"


@pytest.fixture(autouse=True)
def _mit_libreoffice(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The LibreOffice of this machine; under CI there must be one."""
    ohne, eine = app.extensions["presse"], Presse(Druckerei(), tmp_path / "pdf")
    if eine.programm is None:
        pytest.fail("Es fehlt LibreOffice (apt install libreoffice-writer-nogui).")
    app.extensions["presse"] = eine
    yield
    app.extensions["presse"] = ohne
    eine.schliesse()


def test_die_mappe_enthaelt_was_man_lesen_darf_mit_lesezeichen_und_seitenzahlen(
    besuch: Besucht, stadt: Stadt, monkeypatch: pytest.MonkeyPatch
) -> None:
    gib_heraus()
    pfad = f"/sitzungen/{_sitzung(stadt)}/mappe.pdf"
    with monkeypatch.context() as langsam:
        langsam.setattr(mappe, "SEKUNDEN", 0.0)
        erst = besuch("gerda").oeffne(pfad)
        assert (erst.status_code, "1 von 6 Dokumenten" in erst.get_data(as_text=True)) == (202, True)
    ganze = besuch("gerda").oeffne(pfad)
    assert (ganze.status_code, ganze.mimetype) == (200, "application/pdf")
    assert ganze.headers["Content-Disposition"] == "attachment; filename=Mappe-HFA-02.04.2026.pdf"
    innen, inhalt = _text(ganze.data), BytesIO(ganze.data)
    ganze.close()
    for wort in (GEHEIM, "Sachstand Datennetz", "kosten.xlsx (liegt gesondert vor)", "Anlage 2: foto.png"):
        assert wort in innen, wort
    with pikepdf.open(inhalt) as offen:
        seiten = len(offen.pages)
        with offen.open_outline() as gliederung:
            titel = [(eintrag.title, [unter.title for unter in eintrag.children]) for eintrag in gliederung.root]
    assert titel[0] == ("Tagesordnung", [])
    assert [len(unter) for _, unter in titel[1:]] == [4, 1]
    assert [f"Seite {nr} von {seiten} der Mappe" in innen for nr in range(1, seiten + 1)] == [True] * seiten
    aussen = [
        besuch(None).oeffne(f"/oeffentlich{pfad}", base_url=BASIS),
        besuch("niemand").oeffne(pfad),
        besuch("gerda").oeffne(f"{pfad}?teil=oeffentlich"),
    ]
    for antwort in aussen:
        assert antwort.status_code == 200
        text = _text(antwort.data)
        antwort.close()
        assert ("Sachstand Datennetz" in text, "foto.png" in text) == (True, True)
        assert [wort for wort in (GEHEIM, "gutachten", "kosten.xlsx") if wort in text] == []


def test_das_druckbild_zeigt_was_getippt_ist_und_speichert_nichts(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda, pfad = besuch("frieda"), f"/vorlagen/{vorlage_id}/bearbeiten"
    antwort = frieda.druecke(pfad, frieda.hole(pfad), betreff="Ganz neuer Betreff", aktion="druckbild")
    assert (antwort.status_code, antwort.mimetype) == (200, "application/pdf")
    assert antwort.headers["Content-Disposition"].startswith("inline")
    assert "Ganz neuer Betreff" in _text(antwort.data)
    db.session.rollback()
    vorlage = db.session.get_one(Vorlage, vorlage_id)
    assert (vorlage.betreff, vorlage.version) == ("Sachstand Datennetz", 1)
    assert besuch("kai").oeffne(f"/vorlagen/{vorlage_id}/dokumente/mitteilungsvorlage.pdf").status_code == 404
    druck = frieda.oeffne(f"/vorlagen/{vorlage_id}/dokumente/mitteilungsvorlage.pdf")
    assert (druck.status_code, "Sachstand Datennetz" in _text(druck.data)) == (200, True)


def _sitzung(stadt: Stadt) -> str:
    """A meeting with a public paper that has four attachments, and with one that is not public."""
    offen = entwurf(stadt)
    for name, inhalt in (
        ("plan.pdf", PDF),
        ("foto.png", bild("PNG", (400, 300))),
        ("gutachten.pdf", PDF),
        ("kosten.xlsx", ooxml(typ=f"{XLSX.typ}.main+xml", haupt="xl/workbook.xml")),
    ):
        oeffentlich = name in ("plan.pdf", "foto.png")
        anlagen.fuege_hinzu(offen, name, inhalt, oeffentlich=oeffentlich, wer=als("frieda"), jetzt=JETZT)
    gehe(offen, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(offen)
    gehe(offen, "freigeben", "olaf")
    beratung_id = auf_tagesordnung(stadt, offen, beginn=SITZUNG)
    sitzung_id = db.session.scalars(
        select(Tagesordnungspunkt.sitzung_id).where(Tagesordnungspunkt.beratung_id == beratung_id)
    ).one()
    zu = freigegeben(stadt, betreff=GEHEIM, oeffentlich=False, begruendung_nichtoeffentlich="Kauf")
    geheime = db.session.get_one(Vorlage, zu).beratungen[0].id
    tagesordnung.nimm_auf(sitzung_id, geheime, wer=als("gerda"), jetzt=JETZT)
    sitzungslauf.lade_ein(sitzung_id, wer=als("gerda"), jetzt=JETZT)
    return sitzung_id


def _text(pdf: bytes) -> str:
    befehl = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(befehl, input=pdf, capture_output=True, check=True).stdout.decode()

"""What the public may read follows the release: a return to the drafting desk takes it back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

import vorlagen as vorlagen_paket
from tests.lebenslaeufe import SITZUNG, lies
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, baue_stadt, freigegeben, gehe, zeichne_fuer_alle
from vorlagen.extensions import Base, db, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Vorlage
from vorlagen.services import sitzungen, tagesordnung, vorlagen
from vorlagen.services.oeffentlich import OeffentlicheVorlage
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.workflow import Rolle, Schritt, umgebaut
from vorlagen.workflow.engine import BedingungOffen


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    """Here released papers may go back to the drafting desk."""
    alt = verzeichnis.hole("mitteilungsvorlage")
    zurueck = Schritt(name="ueberarbeiten", von="freigegeben", nach="entwurf", durch=Rolle.FEDERFUEHRUNG)
    verzeichnis.ablaeufe["mitteilungsvorlage", alt.version] = umgebaut(alt, schritte=(zurueck,))
    yield baue_stadt()
    verzeichnis.lade()


def einblick(vorlage_id: str) -> Einblick | None:
    """How much Niemand, who has no role, sees."""
    wer = als("niemand")
    db.session.rollback()
    try:
        return hole(vorlage_id, wer)[1]
    except NichtGefunden:
        return None


def test_was_ueberarbeitet_wird_ist_bis_zur_neuen_freigabe_nicht_oeffentlich(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH
    gehe(vorlage_id, "ueberarbeiten", "frieda")
    assert einblick(vorlage_id) is None
    frieda = als("frieda")
    vorlage, _ = hole(vorlage_id, frieda)
    vorlagen.aendere(vorlage_id, {"betreff": "Neu"}, version=vorlage.version, wer=frieda, jetzt=JETZT)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    assert einblick(vorlage_id) is None
    gehe(vorlage_id, "freigeben", "olaf")
    assert einblick(vorlage_id) is Einblick.OEFFENTLICH


def test_ein_oeffentlicher_punkt_verschwindet_mit_der_freigabe_seiner_vorlage(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    sitzung_id = lies(vorlage_id).beratungen[0].tops[0].sitzung_id

    def titel(wer: str) -> list[str]:
        person = als(wer)
        db.session.rollback()
        return [top.titel for top, _ in tagesordnung.punkte(sitzungen.hole(sitzung_id), person)]

    assert titel("niemand") == titel("gerda") == ["Sachstand Datennetz"]
    als("gerda")
    db.session.get_one(Vorlage, vorlage_id).freigegeben = None  # as a procedure's step back to the desk does
    db.session.commit()
    assert (titel("niemand"), titel("gerda")) == ([], ["Sachstand Datennetz"])


def test_auf_eine_vergangene_sitzung_kommt_eine_vorlage_nur_mit_begruendung(stadt: Stadt) -> None:
    with pytest.raises(BedingungOffen) as offen:
        auf_tagesordnung(stadt, freigegeben(stadt), beginn=JETZT - timedelta(days=6))
    assert [grund.code for grund in offen.value.gruende] == ["tagesordnung.steht"]


OFFEN = {
    "vorlage": "id koerperschaft_id nummer vorlageart_id ablauf ablauf_version status oeffentlicher_status oeffentlich "
    "betreff federfuehrend_id datum beschlussvorschlag sachverhalt auswirkungen felder ruecknahme",
    "anlage": "id vorlage_id name typ groesse sha256 oeffentlich reihe inhalt ruecknahme",
    "beratung": "id vorlage_id reihe art entscheidet oeffentlich geplant_id geplant_am ergebnis ausgang",
    "tagesordnungspunkt": "id sitzung_id beratung_id oeffentlich nummer unter bezeichnung titel ergebnis ausgang "
    "aufnahme nachtrag en_bloc abgesetzt zugelassen frueher protokoll",
    "fassung": "vorlage_id nr inhalt oeffentlich_seit",
}
INNEN = {
    "vorlage": "ablauf_kennung version fassung begruendung_nichtoeffentlich beteiligt bearbeiter aktenzeichen fall "
    "fall_id erstellt_von_id erstellt geaendert eingereicht freigegeben beendet veroeffentlicht veroeffentlichen_am "
    "ruecknahme_grund ruecknahme_von_id",
    "anlage": "koerperschaft_id begruendung_nichtoeffentlich hochgeladen ruecknahme_grund ruecknahme_von_id",
    "beratung": "koerperschaft_id begruendung_nichtoeffentlich beschlusstext intern verwiesen_an verwiesen_von_id "
    "fassung_vorher fassung_nachher",
    "tagesordnungspunkt": "koerperschaft_id begruendung_nichtoeffentlich begruendung urteil aufgerufen "
    "fassung_vorher fassung_nachher",
    "fassung": "id koerperschaft_id sha256 festgestellt geaendert geaendert_von_id",
}


def test_jede_spalte_sagt_ob_sie_jemals_nach_aussen_darf() -> None:
    """A new one is non-public until somebody has written it down, and this asks about it."""
    for tabelle, innen in INNEN.items():
        offen, drinnen = set(OFFEN[tabelle].split()), set(innen.split())
        assert offen & drinnen == set()
        assert set(Base.metadata.tables[tabelle].columns.keys()) == offen | drinnen, tabelle


def test_was_die_oeffentlichkeit_sieht_geht_nur_durch_die_eine_projektion() -> None:
    """Modules of the doors that are named after the public know no table and no other service that reads one."""
    erlaubt = {"vorlagen.services.oeffentlich", "vorlagen.services.beiwerk"}
    module = list((Path(vorlagen_paket.__path__[0]) / "web").rglob("oeffentlich*.py"))
    for ort in module:
        knoten = [k for k in ast.walk(ast.parse(ort.read_text("utf-8"))) if isinstance(k, ast.ImportFrom)]
        woher = {
            k.module or "" for k in knoten if (k.module or "").startswith(("vorlagen.models", "vorlagen.services"))
        }
        assert woher <= erlaubt, ort
    assert [ort.name for ort in module] == ["oeffentlich.py"]
    felder = {feld.name for feld in fields(OeffentlicheVorlage)}
    versprochen = set(OFFEN["vorlage"].split()) - {"vorlageart_id", "oeffentlicher_status", "oeffentlich", "ruecknahme"}
    genannt = {name.removesuffix("_id") for name in versprochen}
    assert felder == genannt | {"art", "punkte", "anlagen", "verweise"}

"""Silence counts as agreement only where a procedure says so, only for whom was told, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.test_mitzeichnung import GELD, fristen, gib, mit_wirkung, nochmal, runde, status, zeichne
from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf, gehe
from vorlagen import uhr
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction, verzeichnis
from vorlagen.models import Erinnerung, Vorlage
from vorlagen.services import druckbild, schweigen, verlauf
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.sichtbarkeit import hole
from vorlagen.workflow import Schweigen, umgebaut

MITTERNACHT = datetime(2026, 3, 5, 23, 0, tzinfo=UTC)
"""The deadline of three Werktage from Monday ends with Thursday, in Berlin."""


@pytest.fixture
def stadt(app: Flask) -> Iterator[Stadt]:
    """Lindenstadt with a Mitteilungsvorlage in which silence is agreement."""
    alt = verzeichnis.hole("mitteilungsvorlage", 1)
    ordnung = replace(alt.mitzeichnung, schweigen=Schweigen.ZUSTIMMUNG)
    verzeichnis.ablaeufe["mitteilungsvorlage", 2] = umgebaut(replace(alt, version=2), mitzeichnung=ordnung)
    yield baue_stadt()
    verzeichnis.lade()


def schlage(jetzt: datetime) -> int:
    sicht_oeffnen(ALLE)
    return schweigen.stelle_fest(jetzt=jetzt)


def test_wer_die_frist_verstreichen_laesst_stimmt_zu_und_das_steht_dabei(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    assert {m.schweigen_gilt for m in runde(vorlage_id).values()} == {True}
    zeichne(vorlage_id, "kai", "20")
    assert (schlage(MITTERNACHT - timedelta(seconds=1)), schlage(MITTERNACHT), schlage(MITTERNACHT)) == (0, 1, 0)
    rechtsamt = runde(vorlage_id)["30"]
    assert (rechtsamt.votum, rechtsamt.stillschweigend, rechtsamt.person_id) == ("zugestimmt", True, None)
    assert (rechtsamt.fassung, rechtsamt.sha256) == (1, runde(vorlage_id)["20"].sha256)
    assert status(vorlage_id) == "in_freigabe"
    eintrag = next(e for e in reversed(verlauf.lies(vorlage_id)) if e.was == "mitgezeichnet")
    assert (eintrag.wer_id, '"stillschweigend":true' in eintrag.daten) == (None, True)
    vorlage, _ = hole(vorlage_id, als("olaf"))
    gedruckt = druckbild.kontext(vorlage, heute=JETZT.date())["mitzeichnungen"]
    assert [(m["amt"], m["votum"], m["name"]) for m in gedruckt] == [
        ("Kämmerei", "zugestimmt", "Kai Kassenwart"),
        ("Rechtsamt", "zugestimmt durch Schweigen", ""),
    ]
    assert verlauf.pruefe_alle()[1] == []


def test_wen_eine_regel_verlangt_dessen_schweigen_ist_keine_zustimmung(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, auswirkungen=mit_wirkung(finanziell="ja"))
    gib(vorlage_id)
    assert schlage(MITTERNACHT) == 1
    zeilen = runde(vorlage_id)
    assert (zeilen["20"].anlass, zeilen["20"].votum, zeilen["20"].schweigen_gilt) == (GELD, None, False)
    assert (zeilen["30"].stillschweigend, status(vorlage_id)) == (True, "in_mitzeichnung")


def test_ohne_solche_regel_bleibt_es_beim_erinnern(stadt: Stadt) -> None:
    del verzeichnis.ablaeufe["mitteilungsvorlage", 2]
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    assert (schlage(MITTERNACHT), status(vorlage_id)) == (0, "in_mitzeichnung")


def test_das_schweigen_der_ersten_gruppe_ruft_die_zweite(stadt: Stadt) -> None:
    vorlage_id = entwurf(
        stadt, mitzeichnungen=[Beteiligung(stadt.aemter["20"]), Beteiligung(stadt.aemter["30"], gruppe=2)]
    )
    gib(vorlage_id)
    assert schlage(MITTERNACHT) == 1
    assert {nr: f"{tag:%d.%m.}" for nr, tag in fristen().items()} == {"30": "11.03."}
    assert schlage(MITTERNACHT + timedelta(days=6)) == 1
    assert status(vorlage_id) == "in_freigabe"


def test_eine_stille_zustimmung_gilt_in_der_naechsten_runde_nicht_weiter(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    zeichne(vorlage_id, "kai", "20")
    schlage(MITTERNACHT)
    nochmal(vorlage_id)
    assert {nr: m.votum for nr, m in runde(vorlage_id).items()} == {"20": "zugestimmt", "30": None}


def test_was_zurueckgeholt_ist_wird_nicht_stillschweigend_gezeichnet(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib(vorlage_id)
    gehe(vorlage_id, "zurueckholen", "frieda")
    assert (schlage(MITTERNACHT), runde(vorlage_id)["20"].votum) == (0, None)


def test_ist_der_ablauf_abgeschaltet_wartet_nur_diese_vorlage(stadt: Stadt) -> None:
    verwaist, gesund = entwurf(stadt), entwurf(stadt)
    for vorlage_id in (verwaist, gesund):
        gib(vorlage_id)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Vorlage).where(Vorlage.id == verwaist).values(ablauf="lindenstadt.weg"))
    assert (schlage(MITTERNACHT), status(gesund)) == (2, "in_freigabe")
    sicht_oeffnen(ALLE)
    assert db.session.get_one(Vorlage, verwaist).status == "in_mitzeichnung"


def test_die_uhr_schliesst_die_frist_ehe_sie_an_sie_erinnert(app: Flask, stadt: Stadt) -> None:
    gib(entwurf(stadt))
    bilanz = uhr.schlage(app, MITTERNACHT + timedelta(hours=10))
    assert bilanz.stillschweigend == 2
    sicht_oeffnen(ALLE)
    assert set(db.session.scalars(select(Erinnerung.stufe).where(Erinnerung.zustand == "versandt"))) == {"eingang"}

"""The clock: from a step to the letter box, once, however many of them strike; and it stops when it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial

import pytest
from flask import Flask, current_app
from sqlalchemy import select, text

from tests.gleichzeitig import lasse_laufen
from tests.mailserver import SCHWEIGEN, Briefkasten, EigenwilligerServer, postamt
from tests.welt import JETZT, Stadt, entwurf, freigegeben, gehe
from vorlagen import uhr
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.models import Dokument, Erinnerung, Postausgang
from vorlagen.services import erinnern, uhrschlag
from vorlagen.services.uhrschlag import Bilanz
from vorlagen.services.wer import Wer
from vorlagen.uhr import laufe, schlage


@pytest.fixture
def kasten() -> Briefkasten:
    return Briefkasten()


@pytest.fixture
def mit_post(einstellungen: Einstellungen, app: Flask, kasten: Briefkasten) -> Iterator[Einstellungen]:
    """The installation has a mail server now."""
    with postamt(kasten) as port:
        yield mit_server(app, einstellungen, port)


def mit_server(app: Flask, einstellungen: Einstellungen, port: int) -> Einstellungen:
    neue = replace(einstellungen, smtp_url=f"smtp://127.0.0.1:{port}?timeout=10", absender="rat@lindenstadt.example")
    app.config["EINSTELLUNGEN"] = neue
    return neue


def in_mitzeichnung(stadt: Stadt, *, jetzt: datetime = JETZT) -> str:
    """A paper that Kai and Berta are to sign."""
    vorlage_id = entwurf(stadt, jetzt=jetzt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=jetzt)
    db.session.rollback()
    return vorlage_id


def empfaenger(kasten: Briefkasten) -> list[str]:
    return sorted(an for _, (an,), _ in kasten.briefe)


def warte_bis(so_weit: Callable[[], object]) -> None:
    bis = time.monotonic() + 30
    while not so_weit():
        assert time.monotonic() < bis, "nothing happened"
        time.sleep(0.02)


def test_ein_schlag_bringt_die_erinnerung_bis_in_den_briefkasten(
    app: Flask, stadt: Stadt, mit_post: Einstellungen, kasten: Briefkasten
) -> None:
    vorlage_id = in_mitzeichnung(stadt)
    assert schlage(app, JETZT) == Bilanz(erinnert=2, gesendet=2, gesucht=1)
    assert empfaenger(kasten) == ["berta@example.org", "kai@example.org"]
    mail = message_from_bytes(kasten.briefe[0][2])
    assert mail["From"] == "rat@lindenstadt.example"
    assert mail["Message-ID"].endswith("@lindenstadt.example>")
    assert f"http://127.0.0.1:8000/vorlagen/{vorlage_id}".encode() in kasten.briefe[0][2]


def test_wo_nichts_faellig_ist_geschieht_nichts(
    app: Flask, stadt: Stadt, mit_post: Einstellungen, kasten: Briefkasten
) -> None:
    in_mitzeichnung(stadt)
    schlage(app, JETZT)
    assert schlage(app, JETZT + timedelta(minutes=5)) == Bilanz()
    assert len(kasten.briefe) == 2


def test_ohne_mailserver_bleibt_die_post_liegen_bis_es_einen_gibt(
    app: Flask, einstellungen: Einstellungen, stadt: Stadt, kasten: Briefkasten
) -> None:
    in_mitzeichnung(stadt)
    assert schlage(app, JETZT) == Bilanz(erinnert=2, gesucht=1)
    with postamt(kasten) as port:
        mit_server(app, einstellungen, port)
        assert schlage(app, JETZT) == Bilanz(gesendet=2)
    assert len(kasten.briefe) == 2


def test_ein_schlag_macht_auch_die_bestellten_dokumente(app: Flask, stadt: Stadt) -> None:
    freigegeben(stadt)
    db.session.rollback()
    assert schlage(app, JETZT).dokumente == 1
    sicht_oeffnen(ALLE)
    assert db.session.scalars(select(Dokument.zustand)).all() == ["fertig"]


def test_mehr_als_ein_haeppchen_wird_in_einem_schlag_erledigt(
    app: Flask, stadt: Stadt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erinnern, "AUF_EINMAL", 3)
    monkeypatch.setattr(erinnern, "befoerdere", partial(erinnern.befoerdere, hoechstens=3))
    for _ in range(4):
        in_mitzeichnung(stadt)
    assert schlage(app, JETZT) == Bilanz(erinnert=8, gesucht=4)


def schlage_mit(wer: Wer, male: int) -> Iterator[Callable[[], object]]:
    """What a clock in a process of its own does."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy ends with its context
    for _ in range(male):
        yield partial(schlage, app, JETZT)


@pytest.mark.probe
def test_drei_uhren_zugleich_schreiben_jedem_nur_einmal(
    app: Flask, stadt: Stadt, mit_post: Einstellungen, kasten: Briefkasten
) -> None:
    for _ in range(12):
        in_mitzeichnung(stadt)
    meldungen = lasse_laufen(mit_post, [(schlage_mit, ("adele", 3))] * 3)
    assert meldungen == [["ok"] * 3] * 3
    assert empfaenger(kasten) == ["berta@example.org"] * 12 + ["kai@example.org"] * 12
    assert len({message_from_bytes(roh)["Message-ID"] for _, _, roh in kasten.briefe}) == 24
    sicht_oeffnen(ALLE)
    assert set(db.session.execute(select(Postausgang.zustand, Postausgang.versuche)).all()) == {("gesendet", 1)}
    stufen = select(Erinnerung.zustand).where(Erinnerung.stufe == "eingang")
    assert set(db.session.scalars(stufen)) == {"versandt"}


def test_der_schlag_laesst_sqlite_seine_zeilen_zaehlen(app: Flask, stadt: Stadt) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL zählt selbst.")
    in_mitzeichnung(stadt)
    schlage(app, JETZT)
    frage = "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_vorlage_koerperschaft_id'"
    assert db.session.scalar(text(frage)) == "1 1"


def test_jeder_schlag_hinterlaesst_seine_zeit(app: Flask, stadt: Stadt) -> None:
    assert not uhrschlag.uhr_geht(jetzt=JETZT)
    for jetzt in (JETZT, JETZT + timedelta(minutes=1)):
        schlage(app, jetzt)
    db.session.rollback()
    schlaege = uhrschlag.letzte_schlaege()
    werke = {
        "veroeffentlichung",
        "passwortlinks",
        "aufraeumen",
        "fristen",
        "schweigen",
        "erinnern",
        "zurueckholen",
        "post",
        "dokumente",
        "oparl",
        "suche",
        "einfuhr",
        "webhooks",
        "tageskoepfe",
    }
    assert set(schlaege) == werke
    assert set(schlaege.values()) == {JETZT + timedelta(minutes=1)}
    assert uhrschlag.uhr_geht(jetzt=JETZT + timedelta(minutes=1, seconds=45))
    assert not uhrschlag.uhr_geht(jetzt=JETZT + timedelta(minutes=1, seconds=46))


class LaufendeUhr:
    """A clock in a thread; `halt` stops it and waits until it has come to rest."""

    def __init__(self, app: Flask) -> None:
        self.stop = threading.Event()
        self.faden = threading.Thread(target=laufe, args=(app,), kwargs={"stop": self.stop})

    def __enter__(self) -> LaufendeUhr:
        self.faden.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.faden.join(30)
        assert not self.faden.is_alive()


def test_eine_laufende_uhr_sendet_von_selbst_und_haelt_an_wenn_sie_soll(
    app: Flask, stadt: Stadt, mit_post: Einstellungen, kasten: Briefkasten, monkeypatch: pytest.MonkeyPatch
) -> None:
    werke = {name: (timedelta(seconds=0.2), tu) for name, (_, tu) in uhr._WERKE.items()}
    monkeypatch.setattr(uhr, "_WERKE", werke)
    vorher = threading.active_count()
    with LaufendeUhr(app):
        in_mitzeichnung(stadt, jetzt=datetime.now(UTC))
        warte_bis(lambda: len(kasten.briefe) == 2)
    assert threading.active_count() == vorher
    in_mitzeichnung(stadt, jetzt=datetime.now(UTC))
    time.sleep(0.5)
    assert len(kasten.briefe) == 2
    assert uhrschlag.uhr_geht(jetzt=datetime.now(UTC))


def test_was_unterwegs_ist_wird_noch_zu_ende_gebracht(app: Flask, einstellungen: Einstellungen, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, mitzeichnungen=[], jetzt=datetime.now(UTC))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda", jetzt=datetime.now(UTC))
    db.session.rollback()
    with app.app_context():
        sicht_oeffnen(ALLE)
        erinnern.befoerdere(jetzt=datetime.now(UTC))
    with EigenwilligerServer(punkt=SCHWEIGEN) as server:
        neue = mit_server(app, einstellungen, server.port)
        app.config["EINSTELLUNGEN"] = replace(neue, smtp_url=f"smtp://127.0.0.1:{server.port}?timeout=1")
        with LaufendeUhr(app):
            warte_bis(lambda: server.angenommen)
    sicht_oeffnen(ALLE)
    mail = db.session.scalars(select(Postausgang)).one()
    assert (mail.zustand, mail.zweifel, mail.versuche) == ("bereit", True, 1)


def test_ein_werk_das_klemmt_haelt_die_anderen_nicht_auf(
    app: Flask,
    stadt: Stadt,
    mit_post: Einstellungen,
    kasten: Briefkasten,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    in_mitzeichnung(stadt, jetzt=datetime.now(UTC))
    sicht_oeffnen(ALLE)
    erinnern.befoerdere(jetzt=datetime.now(UTC))

    def klemmt(**_: object) -> int:
        raise RuntimeError("klemmt")

    monkeypatch.setattr(erinnern, "befoerdere", klemmt)
    with LaufendeUhr(app):
        warte_bis(lambda: len(kasten.briefe) == 2 and "RuntimeError: klemmt" in caplog.text)
    db.session.rollback()
    assert "erinnern" not in uhrschlag.letzte_schlaege()

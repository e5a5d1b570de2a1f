"""Passwords: which will do, who may set them, and that a link counts once, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.gleichzeitig import lasse_laufen
from tests.mailserver import Briefkasten, postamt
from tests.welt import JETZT, PASSWORT, Stadt, als
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import AnmeldungGesperrt, EingabeUngueltig, LinkUngueltig, NichtAngemeldet, NichtBerechtigt
from vorlagen.mail import Postweg
from vorlagen.models import Einmallink, Person, Postausgang, Protokolleintrag
from vorlagen.services import (
    anmeldesitzungen,
    anmeldung,
    passwoerter,
    passworthash,
    passwortregel,
    zugaenge,
    zustellung,
)
from vorlagen.services.anmeldesitzungen import Sitzungsdauer
from vorlagen.services.einmallinks import schluessel_von
from vorlagen.services.wer import Wer
from vorlagen.services.zustellung import Ausgegangen, Versand

GEHEIM = b"nur-fuer-pruefungen-" * 3
NEUES = "sieben ruhige Kiesel"
DAUER = Sitzungsdauer(hoechstens=timedelta(hours=12), untaetig=timedelta(minutes=60))


@pytest.mark.parametrize(
    ("passwort", "satz"),
    [
        ("kurz", "mindestens 12 Zeichen"),
        ("x" * 257, "höchstens 256 Zeichen"),
        ("aaaaaaaaabbb", "fast nur aus gleichen Zeichen"),
        ("GerdaGlocke!1", "fast nur aus Ihrem Namen"),
        ("glocke-lindenstadt-26", "fast nur aus Ihrem Namen"),
        ("Passwort12345", "die jeder zuerst versucht"),
        ("Qwertzuiop123", "die jeder zuerst versucht"),
        ("rathaus-gerda-1", "die jeder zuerst versucht"),
        ("mailcreated5240", "bekannt geworden"),
        ("P@ssw0rd2026!", "bekannt geworden"),
    ],
)
def test_was_jeder_zuerst_versucht_wird_abgelehnt(passwort: str, satz: str) -> None:
    with pytest.raises(EingabeUngueltig, match=satz):
        passwortregel.pruefe(passwort, eigenes=("Gerda Glocke", "gerda", "Stadt Lindenstadt"))


@pytest.mark.parametrize(
    "passwort",
    [
        NEUES,
        "Übermütige Öre",
        "847362519284",
        "Nachts um drei rollt ein gelber Bus durch die Stadt. " * 4,
        "Gerdas alter Traktor",
    ],
)
def test_was_lang_genug_ist_gilt_ohne_weitere_vorschrift(passwort: str) -> None:
    passwortregel.pruefe(passwort, eigenes=("Gerda Glocke", "gerda", "Stadt Lindenstadt"))


def test_ein_unbekannter_name_kostet_dieselbe_rechnung(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in argon2 computations: a clock would tell the machine's load, too."""
    gerechnet: list[str] = []
    pruefer = passworthash._pruefer

    class Zaehlend:
        def verify(self, gespeichert: str, passwort: str) -> bool:
            gerechnet.append(gespeichert)
            return pruefer.verify(gespeichert, passwort)

        def hash(self, passwort: str) -> str:
            return pruefer.hash(passwort)

    monkeypatch.setattr(passworthash, "_pruefer", Zaehlend())
    passworthash._niemandes()
    kosten = {}
    for name in ("gerda", "gibtesnicht", "", "x" * 500):
        gerechnet.clear()
        with pytest.raises(NichtAngemeldet, match="Anmeldename oder Passwort stimmt nicht"):
            anmeldung.anmelden(name, "falsch", jetzt=JETZT)
        kosten[name] = len(gerechnet)
    assert set(kosten.values()) == {1}


def test_das_passwort_der_demo_gilt_nur_in_der_demo(stadt: Stadt) -> None:
    _gib_passwort("gerda", anmeldung.DEMO_PASSWORT)
    with pytest.raises(NichtAngemeldet, match="gilt nur in der Demo"):
        anmeldung.anmelden("gerda", anmeldung.DEMO_PASSWORT, jetzt=JETZT)
    assert anmeldung.anmelden("gerda", anmeldung.DEMO_PASSWORT, jetzt=JETZT, demo=True).wer.anmeldename == "gerda"


def test_wer_sein_passwort_aendert_beendet_jede_andere_anmeldung(stadt: Stadt) -> None:
    gerda, marke, _ = anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
    gestohlen = anmeldesitzungen.beginne(gerda.id, marke, geraet="", jetzt=JETZT)
    with pytest.raises(EingabeUngueltig, match="Das bisherige Passwort stimmt nicht"):
        passwoerter.aendere("falsch", NEUES, wer=gerda, jetzt=JETZT)
    with pytest.raises(EingabeUngueltig, match="aus Ihrem Namen"):
        passwoerter.aendere(PASSWORT, "Gerda Glocke 26", wer=gerda, jetzt=JETZT)
    wieder = passwoerter.aendere(PASSWORT, NEUES, wer=gerda, jetzt=JETZT)
    assert (wieder.wer.id, wieder.marke == marke) == (gerda.id, False)
    with pytest.raises(NichtAngemeldet):
        anmeldesitzungen.mit_schluessel(gestohlen, dauer=DAUER, jetzt=JETZT)
    with pytest.raises(NichtAngemeldet):
        anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT)
    assert anmeldung.anmelden("gerda", NEUES, jetzt=JETZT).wer.id == gerda.id
    assert _post() == [("gerda@example.org", "Ihr Passwort wurde geändert")]
    for _ in range(5):
        with pytest.raises(EingabeUngueltig):
            passwoerter.aendere("geraten", "anderes langes Wort", wer=gerda, jetzt=JETZT)
    with pytest.raises(AnmeldungGesperrt):
        passwoerter.aendere(NEUES, "anderes langes Wort", wer=gerda, jetzt=JETZT)
    assert _protokoll("anmeldung_gesperrt") == [gerda.id]


def test_ein_vergessenes_passwort_wird_mit_einem_link_neu_gesetzt(stadt: Stadt) -> None:
    alte = anmeldesitzungen.beginne(*_karte("gerda"), geraet="", jetzt=JETZT)
    for name in (" Gerda ", "gibtesnicht", "x" * 200):
        passwoerter.wuensche_neues(name, jetzt=JETZT)
    sicht_oeffnen(ALLE)
    assert passwoerter.erfuelle_wuensche(geheimnis=GEHEIM, jetzt=JETZT) == 1
    assert _post() == [("gerda@example.org", "Neues Passwort für Vorlagen")]
    (schluessel,) = _schluessel()
    assert schluessel not in str(db.session.execute(select(Postausgang.inhalt, Postausgang.schluessel)).all())
    assert anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT).wer.anmeldename == "gerda"
    with pytest.raises(LinkUngueltig):
        passwoerter.setze_mit_link(schluessel, NEUES, jetzt=JETZT + timedelta(minutes=60))
    with pytest.raises(EingabeUngueltig):
        passwoerter.setze_mit_link(schluessel, "kurz", jetzt=JETZT)
    assert passwoerter.setze_mit_link(schluessel, NEUES, jetzt=JETZT).wer.anmeldename == "gerda"
    with pytest.raises(LinkUngueltig):
        passwoerter.setze_mit_link(schluessel, "noch ein anderes", jetzt=JETZT)
    with pytest.raises(NichtAngemeldet):
        anmeldesitzungen.mit_schluessel(alte, dauer=DAUER, jetzt=JETZT)
    assert anmeldung.anmelden("gerda", NEUES, jetzt=JETZT).wer.anmeldename == "gerda"


def test_ein_neuer_link_entwertet_den_alten_und_mehr_als_drei_je_stunde_gibt_es_nicht(stadt: Stadt) -> None:
    geschickt = 0
    for _ in range(5):
        passwoerter.wuensche_neues("gerda", jetzt=JETZT)
        sicht_oeffnen(ALLE)
        geschickt += passwoerter.erfuelle_wuensche(geheimnis=GEHEIM, jetzt=JETZT)
    *alte, letzter = _schluessel()
    assert (geschickt, len(alte)) == (3, 2)
    for schluessel in (*alte, "falsch", ""):
        with pytest.raises(LinkUngueltig):
            passwoerter.setze_mit_link(schluessel, NEUES, jetzt=JETZT)
    passwoerter.setze_mit_link(letzter, NEUES, jetzt=JETZT)
    passwoerter.wuensche_neues("gerda", jetzt=JETZT)
    sicht_oeffnen(ALLE)
    assert passwoerter.erfuelle_wuensche(geheimnis=GEHEIM, jetzt=JETZT + timedelta(minutes=61)) == 1


def test_die_verwaltung_laedt_ein_sperrt_und_entsperrt(stadt: Stadt) -> None:
    adele, gerda = als("adele"), als("gerda")
    with pytest.raises(NichtBerechtigt):
        zugaenge.lade_ein(gerda.id, geheimnis=GEHEIM, wer=gerda, jetzt=JETZT)
    adele = als("adele")
    pfad = zugaenge.lade_ein(gerda.id, geheimnis=GEHEIM, wer=adele, jetzt=JETZT)
    token, schluessel = (
        anmeldung.token_neu("gerda", jetzt=JETZT),
        anmeldesitzungen.beginne(*_karte("gerda"), geraet="", jetzt=JETZT),
    )
    adele = als("adele")
    with pytest.raises(EingabeUngueltig):
        zugaenge.sperre(adele.id, wer=adele, jetzt=JETZT)
    zugaenge.sperre(gerda.id, wer=adele, jetzt=JETZT)
    versuche: list[Any] = [
        lambda: anmeldung.anmelden("gerda", PASSWORT, jetzt=JETZT),
        lambda: anmeldung.mit_token(token, jetzt=JETZT),
        lambda: anmeldesitzungen.mit_schluessel(schluessel, dauer=DAUER, jetzt=JETZT),
        lambda: passwoerter.setze_mit_link(pfad.rpartition("/")[2], NEUES, jetzt=JETZT),
    ]
    for versuch in versuche:
        with pytest.raises((NichtAngemeldet, LinkUngueltig)):
            versuch()
    zugaenge.entsperre(gerda.id, wer=als("adele"), jetzt=JETZT)
    assert versuche[0]().wer.id == gerda.id
    for versuch in versuche[1:]:
        with pytest.raises((NichtAngemeldet, LinkUngueltig)):
            versuch()
    assert _protokoll("person_gesperrt") == _protokoll("person_entsperrt") == [gerda.id]


def test_erst_der_versand_schreibt_den_link_in_die_mail(stadt: Stadt) -> None:
    zugaenge.lade_ein(als("gerda").id, geheimnis=GEHEIM, wer=als("adele"), jetzt=JETZT)
    kasten = Briefkasten()
    sicht_oeffnen(ALLE)
    with postamt(kasten) as port:
        versand = Versand(
            postweg=Postweg("127.0.0.1", port),
            absender="vorlagen@lindenstadt.example",
            basis_url="https://vorlagen.lindenstadt.example/rat",
            geheimnis=GEHEIM,
            domain="lindenstadt.example",
        )
        assert zustellung.verschicke_naechste(versand, jetzt=JETZT) is Ausgegangen.GESENDET
    ((_, an, brief),) = kasten.briefe
    teile = [t.get_content() for t in message_from_bytes(brief, policy=default).walk() if not t.is_multipart()]
    links = [re.findall(r"https://vorlagen\.lindenstadt\.example/rat/passwort/([\w-]{43})", teil) for teil in teile]
    assert (an, len(links), links[0] == links[1], len(links[0])) == (["gerda@example.org"], 2, True, 1)
    assert passwoerter.setze_mit_link(links[0][0], NEUES, jetzt=JETZT).wer.anmeldename == "gerda"


@pytest.mark.probe
def test_von_zweien_mit_demselben_link_gewinnt_einer(app: Flask, stadt: Stadt, einstellungen: Einstellungen) -> None:
    pfad = zugaenge.lade_ein(als("gerda").id, geheimnis=GEHEIM, wer=als("adele"), jetzt=JETZT)
    db.session.remove()
    auftraege = [(_loese_ein, ("gerda", pfad.rpartition("/")[2], f"{NEUES} {nr}")) for nr in range(4)]
    gemeldet = [meldung for (meldung,) in lasse_laufen(einstellungen, auftraege)]
    assert sorted(gemeldet) == ["LinkUngueltig"] * 3 + ["ok"]
    gewonnen = gemeldet.index("ok")
    assert anmeldung.anmelden("gerda", f"{NEUES} {gewonnen}", jetzt=JETZT).wer.anmeldename == "gerda"


@pytest.mark.probe
def test_viele_raten_zugleich_nicht_oefter_als_einer(app: Flask, stadt: Stadt, einstellungen: Einstellungen) -> None:
    db.session.remove()
    gemeldet = lasse_laufen(einstellungen, [(_rate, ("gerda", nr)) for nr in range(4)])
    alle = [meldung for meldungen in gemeldet for meldung in meldungen]
    assert {meldung: alle.count(meldung) for meldung in set(alle)} == {"NichtAngemeldet": 5, "AnmeldungGesperrt": 7}


def _loese_ein(_wer: Wer, schluessel: str, neues: str) -> Iterator[Any]:
    yield lambda: passwoerter.setze_mit_link(schluessel, neues, jetzt=JETZT)


def _rate(_wer: Wer, nr: int) -> Iterator[Any]:
    for versuch in range(3):
        yield lambda versuch=versuch: anmeldung.anmelden("gerda", f"geraten {nr} {versuch}", jetzt=JETZT)


def _gib_passwort(anmeldename: str, passwort: str) -> None:
    person_id = als(anmeldename).id
    with transaction() as sitzung:
        sitzung.get_one(Person, person_id).passwort = passworthash.passwort_hash(passwort)


def _karte(anmeldename: str) -> tuple[str, str]:
    wer, marke = anmeldung.aus_sitzung(als(anmeldename).id)
    return wer.id, marke


def _post() -> list[tuple[str, str]]:
    sicht_oeffnen(ALLE)
    zeilen = db.session.execute(select(Postausgang.an, Postausgang.inhalt).order_by(Postausgang.id)).all()
    return [(zeile.an, zeile.inhalt["betreff"]) for zeile in zeilen]


def _protokoll(was: str) -> list[str | None]:
    sicht_oeffnen(ALLE)
    return list(db.session.scalars(select(Protokolleintrag.gegenstand_id).where(Protokolleintrag.was == was)))


def _schluessel() -> list[str]:
    """The keys of all links, as the sender would work them out."""
    sicht_oeffnen(ALLE)
    assert db.session.scalar(select(func.count()).select_from(Einmallink))
    return [
        schluessel_von(link_id, GEHEIM) for link_id in db.session.scalars(select(Einmallink.id).order_by(Einmallink.id))
    ]

"""Erasing a person: nothing tells any more who it was, and everything that was done is still proven."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, func, select

from tests.test_tageskopf import NACHTS, schliesse_ab
from tests.test_verlauf_stadt import online
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtAngemeldet, NichtGefunden
from vorlagen.models import Person, Postausgang, Protokolleintrag
from vorlagen.services import (
    anmeldung,
    erinnern,
    fremdkonten,
    passwoerter,
    personen,
    personenloeschung,
    rollen,
    tokenerstellung,
    zugaenge,
)
from vorlagen.services.personen import Angaben
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import Umfang


def loesche(person_id: str, *, trotzdem: bool = False, wer: str = "adele") -> str:
    adele = als(wer)
    return personenloeschung.loesche(person_id, grund="Az. 10-7", wer=adele, jetzt=JETZT, trotzdem=trotzdem)


def fundstellen(wort: str) -> list[str]:
    """Every column of the database in which these letters stand."""
    sicht_oeffnen(ALLE)
    db.session.rollback()
    gefunden = []
    for tabelle in Base.metadata.sorted_tables:
        for spalte in tabelle.columns:
            frage = select(func.count()).select_from(tabelle).where(spalte.cast(String).ilike(f"%{wort}%"))
            if db.session.scalar(frage):
                gefunden.append(f"{tabelle.name}.{spalte.name}")
    return gefunden


@pytest.mark.probe
def test_von_der_person_bleibt_nur_was_sie_getan_hat(stadt: Stadt, tmp_path: Path) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    freigegeben(stadt)
    sicht_oeffnen(ALLE)
    erinnern.befoerdere(jetzt=JETZT)
    kai = als("kai")
    token = tokenerstellung.erstelle(
        name="Kais Skript", umfang=Umfang.LESEN, tage=30, wer=kai, jetzt=JETZT, geheimnis=b"x" * 32
    )
    assert schliesse_ab(tmp_path, NACHTS) == 1
    assert {"person.name", "postausgang.inhalt"} <= set(fundstellen("Kassenwart"))
    offen = personenloeschung.hindernisse(kai.id, wer=als("adele"), jetzt=JETZT)
    assert offen == ["1 Mitzeichnung wartet auf ein Amt ohne andere Person."]
    with pytest.raises(EingabeUngueltig, match="noch etwas zu klären"):
        loesche(kai.id)
    assert loesche(kai.id, trotzdem=True) == "ehemalige Person (Amt 20)"
    with pytest.raises(EingabeUngueltig, match="schon gelöscht"):
        loesche(kai.id, trotzdem=True)
    assert fundstellen("Kassenwart") == ["dokument.kontext"]  # what was printed for the file stays as it was printed
    assert fundstellen("kai@example.org") == []
    assert db.session.scalars(select(Postausgang.an).where(Postausgang.person_id == kai.id)).all() == [""]
    eintrag = db.session.scalars(select(Protokolleintrag).where(Protokolleintrag.was == "person_geloescht")).one()
    assert (eintrag.gegenstand_id, eintrag.daten) == (kai.id, '{"grund":"Az. 10-7"}')
    assert online(stadt, tmp_path) == []
    with pytest.raises(NichtAngemeldet):
        anmeldung.mit_token(token, jetzt=JETZT)
    _kommt_nicht_wieder(kai.id)


def _kommt_nicht_wieder(person_id: str) -> None:
    """Nobody gives an erased person access, a role, a name or a key again."""
    adele, name = als("adele"), f"geloescht-{person_id}"
    zeit: dict[str, Any] = {"wer": adele, "jetzt": JETZT}
    for tat in (
        lambda: zugaenge.entsperre(person_id, **zeit),
        lambda: zugaenge.lade_ein(person_id, geheimnis=b"x" * 32, **zeit),
        lambda: rollen.gib(person_id, Vergabe(rolle="freigabe"), **zeit),
        lambda: personen.aendere(person_id, Angaben(name="Kai", mail=None, amt_id=None), gesehen=None, **zeit),
        lambda: rollen.setze(person_id, Angaben(name="Kai", mail=None, amt_id=None), [], **zeit),
    ):
        with pytest.raises(EingabeUngueltig, match="sind gelöscht"):
            tat()
    with pytest.raises(NichtGefunden):
        anmeldung.token_neu(name, jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        fremdkonten.verbinde(name, "https://idp.example", "kai", jetzt=JETZT)
    with pytest.raises(EingabeUngueltig):
        passwoerter.setze(name, "sieben ruhige Kiesel", jetzt=JETZT)
    assert not personen.taugt_als_anmeldename(name)


def test_wer_gebraucht_wird_bleibt(stadt: Stadt) -> None:
    frieda, adele = als("frieda"), als("adele")
    entwurf(stadt)
    assert personenloeschung.hindernisse(frieda.id, wer=als("adele"), jetzt=JETZT) == ["1 Vorlage ist noch im Entwurf."]
    with pytest.raises(EingabeUngueltig, match="Sich selbst"):
        loesche(adele.id)
    for grund in ("", " ", "x" * 201):
        with pytest.raises(EingabeUngueltig, match="Grund"):
            personenloeschung.loesche(frieda.id, grund=grund, wer=als("adele"), jetzt=JETZT)
    assert db.session.get_one(Person, frieda.id).name == "Frieda Federhalter"


@pytest.mark.probe
def test_von_zweien_die_einander_zugleich_loeschen_bleibt_einer(app: Flask, stadt: Stadt) -> None:
    adele = als("adele")
    rollen.gib(als("olaf").id, Vergabe(rolle="verwaltung"), wer=adele, jetzt=JETZT)
    ziele = {name: als(name) for name in ("adele", "olaf")}
    db.session.rollback()
    ausgang: list[str] = []

    def tue(wer: str, wen: str) -> None:
        with app.app_context():
            eigene = als(wer)
            db.session.rollback()
            bereit.wait()
            try:
                personenloeschung.loesche(ziele[wen].id, grund="Az. 1", wer=eigene, jetzt=JETZT, trotzdem=True)
                ausgang.append("geloescht")
            except Fachfehler as fehler:
                ausgang.append(type(fehler).__name__)

    bereit = threading.Barrier(2)
    faeden = [threading.Thread(target=tue, args=paar) for paar in (("adele", "olaf"), ("olaf", "adele"))]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert sorted(ausgang) == ["EingabeUngueltig", "geloescht"]


def test_jeder_verweis_auf_eine_person_ist_entschieden() -> None:
    verweise = {
        f"{tabelle.name}.{spalte.name}"
        for tabelle in Base.metadata.sorted_tables
        for spalte in tabelle.columns
        if any(fremd.column.table.name == "person" for fremd in spalte.foreign_keys)
    }
    assert verweise == personenloeschung.GEHT | personenloeschung.BLEIBT

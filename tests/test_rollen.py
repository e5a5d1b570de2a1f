"""Roles and absences: from their first day to their last, never beyond the town, never the last Verwaltung."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.test_mitzeichnung import gib as gib_vorlage
from tests.test_mitzeichnung import runde
from tests.test_mitzeichnung_vertretung import am, sieht
from tests.welt import JETZT, Stadt, als, baue_stadt, entwurf
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Amt, Mitzeichnung, Person, Postausgang, Protokolleintrag
from vorlagen.services import abwesenheiten, mitzeichnungen, personen, rollen, vertretungen, zustaendigkeit
from vorlagen.services.erinnern import befoerdere
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import person_mit_namen
from vorlagen.workflow.begriffe import Rolle

MONTAG, FREITAG = date(2026, 3, 2), date(2026, 3, 6)


def gib(wem: str, vergabe: Vergabe, wer: str = "adele") -> str:
    person_id = als(wem).id
    return rollen.gib(person_id, vergabe, wer=als(wer), jetzt=JETZT)


def melde(weg: str, durch: str | None, wer: str | None = None, von: date = MONTAG, bis: date = FREITAG) -> str:
    """Somebody is away from Monday to Friday."""
    person_id, vertretung_id = als(weg).id, als(durch).id if durch else None
    return abwesenheiten.melde(person_id, von=von, bis=bis, durch=vertretung_id, wer=als(wer or weg), jetzt=JETZT)


def post() -> dict[str, str]:
    """Who was written to since the last look, and with which subject."""
    sicht_oeffnen(ALLE)
    befoerdere(jetzt=JETZT)
    with transaction() as sitzung:
        briefe = sitzung.scalars(select(Postausgang)).all()
        gelesen = {brief.an.partition("@")[0]: brief.inhalt["betreff"].partition(":")[0] for brief in briefe}
        for brief in briefe:
            sitzung.delete(brief)
    return gelesen


def test_eine_rolle_gilt_vom_ersten_bis_zum_letzten_tag_beim_sehen_handeln_und_erinnern(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gib_vorlage(vorlage_id)
    post()
    dienstag = MONTAG + timedelta(days=1)
    gib("niemand", Vergabe(rolle="mitzeichnung", amt_id=stadt.aemter["20"], von=dienstag, bis=FREITAG))
    for tag, darf in ((0, False), (1, True), (4, True), (5, False)):
        niemand = am("niemand", JETZT + timedelta(days=tag))
        assert (bool(niemand.rollen), sieht(niemand)) == (darf, {vorlage_id} if darf else set()), tag
    assert als("niemand").rollen == ()
    kaemmerei = runde(vorlage_id)["20"].id
    with pytest.raises(NichtGefunden):
        mitzeichnungen.zeichne(vorlage_id, kaemmerei, votum="zugestimmt", fassung=1, wer=am("niemand"), jetzt=JETZT)
    rollen.nimm(als("kai").id, als_rolle("kai"), wer=als("adele"), jetzt=JETZT)
    assert zustaendigkeit.unbesetzte(stadt.koerperschaft_id, heute=MONTAG) >= {stadt.aemter["20"]}
    assert stadt.aemter["20"] not in zustaendigkeit.unbesetzte(stadt.koerperschaft_id, heute=dienstag)
    frueh, spaet = entwurf(stadt), entwurf(stadt)
    gib_vorlage(frueh)
    assert post() == {"adele": "Niemand zuständig", "berta": "Neu"}
    gib_vorlage(spaet)
    sicht_oeffnen(ALLE)
    befoerdere(jetzt=JETZT + timedelta(days=1))
    assert "niemand@example.org" in set(db.session.scalars(select(Postausgang.an)))


def als_rolle(wer: str) -> str:
    """The id of somebody's first role."""
    als("adele")
    frage = select(Person).where(Person.anmeldename == wer)
    return db.session.scalars(frage).one().rollen[0].id


def test_rollen_gibt_und_nimmt_nur_die_verwaltung_der_eigenen_stadt(stadt: Stadt) -> None:
    fremd = baue_stadt("ulm", "Stadt Ulmenau", vorsilbe="u-")
    fremder = person_mit_namen("u-niemand")
    assert fremder is not None
    fremder_id = fremder.id
    for wer in ("frieda", "kai", "gerda", "niemand"):
        with pytest.raises(NichtBerechtigt):
            gib("niemand", Vergabe(rolle="freigabe"), wer)
    with pytest.raises(NichtGefunden):
        rollen.gib(fremder_id, Vergabe(rolle="freigabe"), wer=als("adele"), jetzt=JETZT)
    for vergabe in (
        Vergabe(rolle="freigabe", amt_id=fremd.aemter["20"]),
        Vergabe(rolle="gremiendienst", gremium_id=fremd.gremien["HFA"]),
        Vergabe(rolle="verwaltung", amt_id=stadt.aemter["20"]),
        Vergabe(rolle="gremiendienst", amt_id=stadt.aemter["20"]),
        Vergabe(rolle="mitzeichnung", gremium_id=stadt.gremien["HFA"]),
        Vergabe(rolle="mitzeichnung", amt_id=stadt.aemter["20"], gremium_id=stadt.gremien["HFA"]),
        Vergabe(rolle="automatik"),
        Vergabe(rolle="unfug"),
        Vergabe(rolle="freigabe", von=FREITAG, bis=MONTAG),
        Vergabe(rolle="freigabe", bis=MONTAG - timedelta(days=1)),
    ):
        with pytest.raises(EingabeUngueltig):
            gib("niemand", vergabe)
    gegeben = gib("niemand", Vergabe(rolle="freigabe", bis=FREITAG))
    with pytest.raises(EingabeUngueltig):
        gib("niemand", Vergabe(rolle="freigabe", von=FREITAG))
    gib("niemand", Vergabe(rolle="freigabe", von=FREITAG + timedelta(days=1)))
    rollen.nimm(als("niemand").id, gegeben, wer=als("adele"), jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        rollen.nimm(als("niemand").id, gegeben, wer=als("adele"), jetzt=JETZT)
    als("adele")
    assert [e.was for e in db.session.scalars(select(Protokolleintrag).order_by(Protokolleintrag.id))] == [
        "rolle_gegeben",
        "rolle_gegeben",
        "rolle_genommen",
    ]


def test_wer_einen_ueberholten_stand_gesehen_hat_aendert_nichts(stadt: Stadt) -> None:
    gesehen = personen.stand(personen.lies(als("niemand").id, als("adele")))
    gib("niemand", Vergabe(rolle="freigabe"))
    wem = als("niemand").id
    for tat in (
        lambda: rollen.gib(wem, Vergabe(rolle="gremiendienst"), wer=als("adele"), jetzt=JETZT, gesehen=gesehen),
        lambda: personen.aendere(
            wem, personen.Angaben(name="N", mail=None, amt_id=None), gesehen=gesehen, wer=als("adele"), jetzt=JETZT
        ),
    ):
        with pytest.raises(ZwischenzeitlichGeaendert):
            tat()
    assert [r.rolle for r in am("niemand").rollen] == ["freigabe"]


def test_die_letzte_verwaltung_bleibt_auch_wenn_zwei_sich_zugleich_gehen_lassen(app: Flask, stadt: Stadt) -> None:
    with pytest.raises(EingabeUngueltig):
        rollen.nimm(als("adele").id, als_rolle("adele"), wer=als("adele"), jetzt=JETZT)
    befristet = gib("niemand", Vergabe(rolle="verwaltung", bis=FREITAG))
    with pytest.raises(EingabeUngueltig):
        rollen.nimm(als("adele").id, als_rolle("adele"), wer=als("adele"), jetzt=JETZT)
    rollen.nimm(als("niemand").id, befristet, wer=als("adele"), jetzt=JETZT)
    gib("olaf", Vergabe(rolle="verwaltung"))
    als("adele")
    ziele = {
        name: (person.id, next(r.id for r in person.rollen if r.rolle == "verwaltung"))
        for name in ("adele", "olaf")
        for person in db.session.scalars(select(Person).where(Person.anmeldename == name))
    }
    db.session.rollback()
    ausgang: list[str] = []

    def nimm(wer: str, wem: str) -> None:
        with app.app_context():
            try:
                rollen.nimm(*ziele[wem], wer=als(wer), jetzt=JETZT)
                ausgang.append("genommen")
            except Fachfehler as fehler:
                ausgang.append(type(fehler).__name__)

    faeden = [threading.Thread(target=nimm, args=paar) for paar in (("adele", "olaf"), ("olaf", "adele"))]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    zu_spaet = {"EingabeUngueltig", "NichtBerechtigt"}  # the second was the last one left, or has just lost the role
    assert "genommen" in ausgang
    assert len(zu_spaet & set(ausgang)) == 1
    assert sum(als(name).hat(Rolle.VERWALTUNG) for name in ziele) == 1


def test_wer_abwesend_ist_wird_bis_zum_letzten_tag_vertreten_und_am_tag_danach_nicht_mehr(stadt: Stadt) -> None:
    melde("kai", "niemand")
    vorlage_id = entwurf(stadt)
    gib_vorlage(vorlage_id)
    assert post() == {"berta": "Neu", "niemand": "Neu"}
    saetze = abwesenheiten.worte([stadt.aemter["20"]], stadt.koerperschaft_id, heute=MONTAG)
    assert saetze == {stadt.aemter["20"]: ("Kai Kassenwart ist abwesend bis Fr 06.03.2026, Vertretung: Niko Niemand.",)}
    for tag, vertritt in ((-1, False), (0, True), (4, True), (5, False)):
        niemand = am("niemand", JETZT + timedelta(days=tag))
        assert (sieht(niemand), bool(niemand.vertritt)) == ({vorlage_id} if vertritt else set(), vertritt), tag
    assert am("kai").aemter("mitzeichnung") == frozenset({stadt.aemter["20"]})
    kaemmerei = runde(vorlage_id)["20"].id
    mitzeichnungen.zeichne(vorlage_id, kaemmerei, votum="zugestimmt", fassung=1, wer=am("niemand"), jetzt=JETZT)
    assert runde(vorlage_id)["20"].in_vertretung
    danach = am("niemand", JETZT + timedelta(days=5))
    assert sieht(danach) == set()


def test_die_vertretung_der_vertretung_springt_ein_und_sonst_hoert_es_die_verwaltung(stadt: Stadt) -> None:
    melde("kai", "niemand")
    melde("niemand", "olaf", wer="adele")
    gib_vorlage(entwurf(stadt))
    assert am("olaf").vertritt == {stadt.aemter["20"]}
    assert post() == {"berta": "Neu", "olaf": "Neu"}
    melde("olaf", None)
    gib_vorlage(entwurf(stadt))
    assert post() == {"berta": "Neu", "adele": "Niemand zuständig"}


def test_eine_abwesenheit_die_nicht_geht_wird_mit_grund_abgelehnt(stadt: Stadt) -> None:
    eigene = melde("kai", "niemand")
    for weg, durch, wer, von, bis in (
        ("kai", "olaf", "kai", FREITAG, FREITAG),
        ("niemand", "kai", "niemand", FREITAG, FREITAG + timedelta(days=9)),
        ("gerda", "gerda", "gerda", MONTAG, FREITAG),
        ("gerda", "olaf", "gerda", FREITAG, MONTAG),
        ("gerda", "olaf", "gerda", MONTAG, MONTAG + timedelta(days=400)),
    ):
        with pytest.raises(EingabeUngueltig):
            melde(weg, durch, wer, von, bis)
    with pytest.raises(NichtBerechtigt):
        melde("gerda", "olaf", "kai")
    with pytest.raises(NichtBerechtigt):
        vertretungen.beende(eigene, wer=als("gerda"), jetzt=JETZT)
    melde("niemand", "olaf")
    melde("olaf", "gerda")
    with pytest.raises(EingabeUngueltig):
        melde("berta", "kai")
    vertretungen.beende(eigene, wer=als("kai"), jetzt=JETZT)
    assert abwesenheiten.von_person(als("kai").id, als("kai"), heute=MONTAG) == []


def test_wer_fuer_die_ganze_stadt_zeichnet_wird_fuer_alle_aemter_vertreten(stadt: Stadt) -> None:
    gib("olaf", Vergabe(rolle="mitzeichnung"))
    melde("olaf", "niemand")
    als("adele")
    assert am("niemand").vertritt == set(db.session.scalars(select(Amt.id)))


def test_eine_vertretung_die_nicht_lesen_darf_erfaehrt_nur_die_nummer_und_die_verwaltung_hoert_es(stadt: Stadt) -> None:
    melde("kai", "niemand")
    vorlage_id = entwurf(stadt)
    gib_vorlage(vorlage_id)
    kaemmerei = runde(vorlage_id)["20"].id
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:  # signed by somebody else, as a restore may bring it back: the deadline still runs
        sitzung.get_one(Mitzeichnung, kaemmerei).votum = "zugestimmt"
    sicht_oeffnen(ALLE)
    befoerdere(jetzt=JETZT)
    briefe = {brief.an.partition("@")[0]: brief.inhalt for brief in db.session.scalars(select(Postausgang))}
    assert set(briefe) == {"adele", "berta", "niemand"}
    assert "Sachstand Datennetz" in briefe["berta"]["text"]
    assert "Datennetz" not in str(briefe["niemand"])
    assert "eine Vertretung eingetragen, die diese Vorlage nicht lesen darf" in briefe["adele"]["text"]

"""What is kept how long: deleted in bites, once, and never a history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.test_tageskopf import NACHTS, schliesse_ab
from tests.test_verlauf_stadt import online
from tests.welt import JETZT, Stadt, als, entwurf, gehe
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Lesung, Postausgang, Protokolleintrag, Verlaufseintrag
from vorlagen.services import erinnern, lesungen, loeschfristen, protokoll, tokenerstellung
from vorlagen.services.lesungen import Weg
from vorlagen.services.loeschfristen import Posten
from vorlagen.services.protokoll import Ereignis
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Umfang

SPAETER = JETZT + timedelta(days=1200)


@pytest.fixture
def gebrauchte_stadt(stadt: Stadt, tmp_path: Path) -> Stadt:
    """Mails, readings, keys and events, all of one day, under a head."""
    geheim = entwurf(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personalsache")
    gehe(geheim, "zur_mitzeichnung_geben", "frieda")
    sicht_oeffnen(ALLE)
    erinnern.befoerdere(jetzt=JETZT)
    with transaction() as sitzung:
        for mail in sitzung.scalars(select(Postausgang)):
            mail.zustand = "gesendet"
    for tag in range(3):
        kai = als("kai")
        hole(geheim, kai)
        lesungen.schreibe_auf(kai, Weg.SEITE, jetzt=JETZT + timedelta(days=tag))
    tokenerstellung.erstelle(name="s", umfang=Umfang.LESEN, tage=1, wer=als("kai"), jetzt=JETZT, geheimnis=b"")
    assert schliesse_ab(tmp_path, NACHTS) == 1
    return stadt


def _faellig(stadt: Stadt, tage: int) -> dict[str, int]:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    posten = loeschfristen.faellig(stadt.koerperschaft_id, jetzt=JETZT + timedelta(days=tage))
    return _anzahlen(posten)


def _anzahlen(posten: Sequence[Posten]) -> dict[str, int]:
    """But for the change feed: its time is that of the commit, which no test sets (`test_webhooks`)."""
    return {einer.name: einer.anzahl for einer in posten if einer.anzahl and einer.name != "aenderungen"}


def test_geloescht_wird_in_haeppchen_was_faellig_ist_und_sonst_nichts(
    gebrauchte_stadt: Stadt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stadt = gebrauchte_stadt
    monkeypatch.setattr(loeschfristen, "HAEPPCHEN", 2)
    assert _faellig(stadt, 80) == {}
    assert _faellig(stadt, 100) == {"post": 2}
    assert _faellig(stadt, 1200) == {"post": 2, "lesungen": 3, "protokoll": 1, "token": 1}
    eintraege = db.session.scalar(select(func.count()).select_from(Verlaufseintrag))
    db.session.rollback()
    geloescht = loeschfristen.loesche(stadt.koerperschaft_id, jetzt=SPAETER)
    assert _anzahlen(geloescht) == {"post": 2, "lesungen": 3, "protokoll": 1, "token": 1}
    assert _faellig(stadt, 1200) == {}
    assert db.session.scalar(select(func.count()).select_from(Lesung)) == 0
    assert db.session.execute(select(Postausgang.an, Postausgang.zustand)).all() == [("", "gesendet")] * 2
    assert db.session.scalar(select(func.count()).select_from(Verlaufseintrag)) == eintraege
    assert online(stadt, tmp_path) == []  # the head of that day knows that its events were deleted as they should
    sicht_oeffnen(ALLE)
    db.session.rollback()
    with transaction() as sitzung:
        for eintrag in sitzung.scalars(select(Protokolleintrag)):
            eintrag.was = "irgendwas"
    assert online(stadt, tmp_path) != []  # without that event they are missing


def test_die_uhr_loescht_nur_wo_es_eingeschaltet_ist(gebrauchte_stadt: Stadt) -> None:
    stadt_id = gebrauchte_stadt.koerperschaft_id
    sicht_oeffnen(ALLE)
    assert loeschfristen.loesche_nachts(jetzt=SPAETER) == 0
    for neue, satz in (({"lesungen": 5}, "Möglich sind 30 bis 1095 Tage"), ({"verlauf": 5}, "keine Löschfrist")):
        with pytest.raises(EingabeUngueltig, match=satz):
            loeschfristen.setze(stadt_id, neue, nachts=None, jetzt=JETZT)
    loeschfristen.setze(stadt_id, {"lesungen": 30}, nachts=True, jetzt=JETZT)
    assert loeschfristen.loesche_nachts(jetzt=JETZT + timedelta(days=40)) == 3
    adele = als("adele")
    ereignisse = protokoll.liste(adele, protokoll.Filter(was=Ereignis.FRISTGEMAESS_GELOESCHT)).zeilen
    assert [e.daten for e in ereignisse] == ['{"anzahl":3,"art":"lesungen"}']

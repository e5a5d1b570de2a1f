"""The planner on a town's meetings: earliest decisions, latest beginnings, what the town's own habits say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.lebenslaeufe import trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import haltgruende, kette
from vorlagen.models import Gremium, Koerperschaft, Vorlage
from vorlagen.services import planung, regelwerk, sitzungen, sitzungspruefung, zeichenzeiten
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.planung import Wunsch
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import hole

SITZUNGEN = (("HFA", 6, 16), ("Rat", 6, 30), ("HFA", 9, 8), ("Rat", 9, 22))


@pytest.fixture
def kalenderjahr(stadt: Stadt) -> Stadt:
    """Lindenstadt with two meetings of each body; papers are due 10 working days before."""
    gerda = als("gerda")
    for gremium, monat, tag in SITZUNGEN:
        beginn = datetime(2026, monat, tag, 15, tzinfo=UTC)
        sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=gerda, jetzt=JETZT)
    als("gerda")
    return stadt


def folge(stadt: Stadt) -> list[Wunsch]:
    return [Wunsch(stadt.gremien["HFA"], "HFA", "Vorberatung"), Wunsch(stadt.gremien["Rat"], "Rat", "Entscheidung")]


def koerperschaft(stadt: Stadt) -> Koerperschaft:
    return db.session.get_one(Koerperschaft, stadt.koerperschaft_id)


def papier(vorlage_id: str) -> Vorlage:
    db.session.rollback()
    return hole(vorlage_id, als("frieda"))[0]


def lange_folge(stadt: Stadt) -> list[Station]:
    return [
        Station(gremium_ids=(stadt.gremien["HFA"],), art="Vorberatung"),
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung"),
    ]


def test_vorwaerts_sagt_der_planer_wann_fruehestens_entschieden_wird(kalenderjahr: Stadt) -> None:
    plan = planung.frage_vorwaerts(koerperschaft(kalenderjahr), folge(kalenderjahr), date(2026, 5, 28)).plan
    assert plan is not None
    assert (plan.entscheidung, plan.spaetestens, plan.sonst) == (
        date(2026, 6, 30),
        date(2026, 6, 1),
        date(2026, 9, 22),
    )
    assert kette(plan) == "Freigabe bis 01.06. → HFA 16.06. → Rat 30.06.; einen Tag später → Rat erst 22.09."
    assert haltgruende(plan, plan.halte[1]) == (
        "Wartet auf HFA am Di 16.06.2026",
        "10 Arbeitstage vor Di 30.06.2026 (dieser Tag zählt nicht) → Di 16.06.2026",
        "Ladung zur Sitzung spätestens Mo 22.06.2026",
    )


def test_rueckwaerts_und_wieder_vorwaerts_ist_rechtzeitig_und_einen_tag_spaeter_nicht(kalenderjahr: Stadt) -> None:
    stadt, bis = koerperschaft(kalenderjahr), date(2026, 7, 31)
    auskunft = planung.frage_rueckwaerts(stadt, folge(kalenderjahr), bis, vorlauf=5, heute=date(2026, 3, 2))
    zurueck = auskunft.plan
    assert zurueck is not None
    assert zurueck.beginn == zurueck.beginn_spaetestens == date(2026, 5, 25)
    assert auskunft.hinweise == ("Mo 25.05.2026 Pfingstmontag: praktisch am Werktag davor, Fr 22.05.2026",)
    hin = planung.frage_vorwaerts(stadt, folge(kalenderjahr), zurueck.beginn, vorlauf=5).plan
    danach = planung.frage_vorwaerts(stadt, folge(kalenderjahr), zurueck.beginn + timedelta(days=1), vorlauf=5).plan
    assert hin is not None
    assert danach is not None
    assert hin.entscheidung == date(2026, 6, 30)
    assert danach.entscheidung == date(2026, 9, 22)


def test_was_schon_zurueckliegt_und_was_nicht_geht_steht_dabei(kalenderjahr: Stadt) -> None:
    stadt = koerperschaft(kalenderjahr)
    spaet = planung.frage_rueckwaerts(stadt, folge(kalenderjahr), date(2026, 7, 1), heute=date(2026, 6, 10))
    assert spaet.hinweise == ("Mo 01.06.2026 liegt schon zurück",)
    nie = planung.frage_rueckwaerts(stadt, folge(kalenderjahr), date(2026, 6, 29), heute=date(2026, 3, 2))
    assert (nie.plan, nie.hinweise) == (None, ("Bis Mo 29.06.2026 gibt es keinen Weg zur Entscheidung",))


def test_die_regel_der_abgabe_verschiebt_den_plan(kalenderjahr: Stadt) -> None:
    hfa = db.session.get_one(Gremium, kalenderjahr.gremien["HFA"])
    hfa.abgabe = {"tage": 19, "einheit": "kalendertage"}
    db.session.commit()
    als("gerda")
    plan = planung.frage_vorwaerts(koerperschaft(kalenderjahr), folge(kalenderjahr), date(2026, 5, 28)).plan
    assert plan is not None
    assert plan.spaetestens == date(2026, 5, 28)
    hfa = db.session.get_one(Gremium, kalenderjahr.gremien["HFA"])
    hfa.ladung = {"tage": 30}
    db.session.commit()
    als("gerda")
    plan = planung.frage_vorwaerts(koerperschaft(kalenderjahr), folge(kalenderjahr), date(2026, 5, 28)).plan
    assert plan is not None
    assert plan.entscheidung == date(2026, 9, 22), "the invitation goes out before the paper could be there"


def test_nebeneinander_wartet_nur_auf_die_reihe_davor(kalenderjahr: Stadt) -> None:
    hfa, rat = folge(kalenderjahr)
    daneben = [Wunsch(w.gremium_id, w.gremium, w.art, reihe=1) for w in (hfa, rat)]
    plan = planung.frage_vorwaerts(koerperschaft(kalenderjahr), daneben, date(2026, 6, 10)).plan
    assert plan is not None
    assert plan.entscheidung == date(2026, 6, 30)


def test_ein_entwurf_rechnet_mit_den_fristen_des_ablaufs(kalenderjahr: Stadt) -> None:
    vorlage = papier(entwurf(kalenderjahr, art="Beschlussvorlage", beratungsfolge=lange_folge(kalenderjahr)))
    auskunft = planung.fuer_vorlage(vorlage, heute=date(2026, 5, 18))
    zeit = zeichenzeiten.uebliche(vorlage.koerperschaft, ablauf_von(vorlage))
    assert zeit.werktage > 0
    assert auskunft.hinweise == (zeit.satz,)
    assert zeit.satz.startswith("Angenommen nach den Fristen des Ablaufs")
    assert auskunft.plan is not None
    assert (auskunft.plan.freigabe > date(2026, 5, 18), auskunft.freigegeben) == (True, False)
    zurueck = planung.fuer_vorlage(vorlage, heute=date(2026, 5, 18), bis=date(2026, 6, 30)).plan
    assert zurueck is not None
    danach = planung.fuer_vorlage(vorlage, heute=date(2026, 5, 18), ab=zurueck.beginn + timedelta(days=1)).plan
    assert danach is not None
    assert zurueck.freigabe <= date(2026, 6, 1) < danach.freigabe


@pytest.mark.probe
def test_die_stadt_rechnet_mit_ihrer_eigenen_erfahrung(kalenderjahr: Stadt) -> None:
    dauern = (2, 4, 6, 8, 100)
    for tage in dauern:
        vorlage_id = freigegeben(kalenderjahr)
        vorlage = papier(vorlage_id)
        vorlage.eingereicht = JETZT
        vorlage.freigegeben = JETZT + timedelta(days=tage)
        db.session.commit()
    als("frieda")
    stadt = koerperschaft(kalenderjahr)
    zeit = zeichenzeiten.uebliche(stadt, ablauf_von(papier(vorlage_id)))
    assert zeit.werktage == 4, "six calendar days from a Monday"
    assert zeit.satz == "Üblich hier: 4 Arbeitstage von der Mitzeichnung bis zur Freigabe (Median aus 5 Vorlagen)"


def test_wer_unterwegs_ist_hat_schon_zeit_verbraucht(kalenderjahr: Stadt) -> None:
    vorlage_id = entwurf(kalenderjahr)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gleich = planung.fuer_vorlage(papier(vorlage_id), heute=JETZT.date())
    spaeter = planung.fuer_vorlage(papier(vorlage_id), heute=date(2026, 3, 4))
    lange = planung.fuer_vorlage(papier(vorlage_id), heute=date(2026, 4, 30))
    assert gleich.plan is not None
    assert spaeter.plan is not None
    assert lange.plan is not None
    assert gleich.plan.freigabe == spaeter.plan.freigabe
    assert lange.plan.freigabe == date(2026, 4, 30)
    assert spaeter.hinweise[1] == "Davon sind seit Mo 02.03.2026 schon 2 vergangen"


def test_was_auf_der_tagesordnung_steht_steht_im_plan_fest(kalenderjahr: Stadt) -> None:
    vorlage_id = freigegeben(kalenderjahr, art="Beschlussvorlage", beratungsfolge=lange_folge(kalenderjahr))
    beginn = datetime(2026, 6, 23, 15, tzinfo=UTC)
    auf_tagesordnung(kalenderjahr, vorlage_id, beginn=beginn)
    auskunft = planung.fuer_vorlage(papier(vorlage_id), heute=date(2026, 6, 20))
    assert auskunft.plan is not None
    assert auskunft.freigegeben is True
    assert [halt.tag for halt in auskunft.plan.halte] == [date(2026, 6, 23), date(2026, 6, 30)]
    assert haltgruende(auskunft.plan, auskunft.plan.halte[0]) == (
        "Steht schon auf einer Tagesordnung oder ist schon beraten",
    )


def test_geplant_wird_nie_in_vergangene_sitzungen_und_nicht_nach_der_stunde_der_abgabe(kalenderjahr: Stadt) -> None:
    hfa = [Station((kalenderjahr.gremien["HFA"],), "Entscheidung")]
    vorlage_id = freigegeben(kalenderjahr, art="Beschlussvorlage", beratungsfolge=hfa)
    plan = planung.fuer_vorlage(papier(vorlage_id), heute=date(2026, 7, 1)).plan
    assert plan is not None
    assert plan.entscheidung == date(2026, 9, 8)
    beratung_id = auf_tagesordnung(kalenderjahr, vorlage_id, beginn=datetime(2026, 8, 4, 15, tzinfo=UTC))
    trage_ein(beratung_id, "vertagt")
    plan = planung.fuer_vorlage(papier(vorlage_id), heute=date(2026, 8, 4)).plan
    assert plan is not None
    assert plan.entscheidung == date(2026, 9, 8)
    regel = {"tage": 8, "einheit": "kalendertage", "uhrzeit": "12:00"}
    regelwerk.setze_abgabe(kalenderjahr.gremien["HFA"], regel, wer=als("gerda"))
    for stunde, juni in ((9, True), (20, False)):
        abends = datetime(2026, 6, 8, stunde, tzinfo=UTC)
        spaet = freigegeben(kalenderjahr, art="Beschlussvorlage", beratungsfolge=hfa, jetzt=abends)
        plan = planung.fuer_vorlage(papier(spaet), heute=date(2026, 6, 9)).plan
        assert plan is not None
        assert (plan.entscheidung == date(2026, 6, 16)) is juni
        auf_tagesordnung(kalenderjahr, spaet, beginn=datetime(2026, 6, 16, 12 + juni, tzinfo=UTC), jetzt=abends)
        gerda = als("gerda")
        sitzung = sitzungen.hole(sitzungen.kommende(ab=datetime(2026, 6, 16, 12, tzinfo=UTC))[0].id)
        codes = {p.code for p in sitzungspruefung.pruefe(sitzung, wer=gerda, heute=date(2026, 6, 9))}
        assert ("abgabe.verspaetet" in codes) is not juni


def test_ein_gewuenschter_termin_ist_nicht_zu_frueh(kalenderjahr: Stadt) -> None:
    hfa, rat = folge(kalenderjahr)
    spaeter = Wunsch(hfa.gremium_id, "HFA", "Vorberatung", nicht_vor=date(2026, 9, 1))
    plan = planung.frage_vorwaerts(koerperschaft(kalenderjahr), [spaeter, rat], date(2026, 5, 1)).plan
    assert plan is not None
    assert plan.entscheidung == date(2026, 9, 22)
    assert "Nicht Di 16.06.2026: gewünscht ist frühestens Di 01.09.2026" in haltgruende(plan, plan.halte[0])
    with pytest.raises(EingabeUngueltig, match="Feiertage bekannt"):
        planung.frage_vorwaerts(koerperschaft(kalenderjahr), [hfa, rat], date(2199, 5, 1), vorlauf=3)

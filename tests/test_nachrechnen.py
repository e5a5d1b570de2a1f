"""What happens to open deadlines when a rule, a meeting or the days of a town change."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.welt import JETZT, Stadt, als, entwurf, gehe
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import FEIERTAGE_STAND
from vorlagen.models import Erinnerung, Frist, Gremium, Mitzeichnung
from vorlagen.services import fristen, nachrechnen, regelwerk, sitzungen, verlauf

DIENSTAG = datetime(2026, 6, 16, 15, tzinfo=UTC)


def offene(**suche: str) -> list[Frist]:
    """The open deadlines, read afresh."""
    db.session.rollback()
    sicht_oeffnen(ALLE)
    return list(db.session.scalars(select(Frist).filter_by(zustand="offen", **suche).order_by(Frist.id)))


def geplante(frist: Frist) -> set[str]:
    """The reminders that are planned for a deadline, by their keys."""
    frage = select(Erinnerung.schluessel).where(Erinnerung.frist_id == frist.id, Erinnerung.zustand == "geplant")
    return set(db.session.scalars(frage))


def einberufen(stadt: Stadt, gremium: str = "Rat") -> str:
    return sitzungen.lege_an(stadt.gremien[gremium], DIENSTAG, wer=als("gerda"), jetzt=JETZT)


def test_eine_andere_ladungsregel_rechnet_die_offenen_fristen_neu_und_sagt_welche(stadt: Stadt) -> None:
    sitzung_id = einberufen(stadt)
    einberufen(stadt, "HFA")
    (vorher,) = offene(sitzung_id=sitzung_id)
    assert (vorher.faellig_am, vorher.regel, vorher.feiertage) == (date(2026, 6, 8), {"tage": 7}, FEIERTAGE_STAND)
    alt = geplante(vorher)
    werte = {"tage": 4, "bestaetigt": True, "laut": "§ 2 Geschäftsordnung"}
    verschoben = regelwerk.setze_ladung(stadt.gremien["Rat"], werte, wer=als("gerda"), jetzt=JETZT)
    assert [eine.satz for eine in verschoben] == ["Ladung, Rat der Stadt: bisher Mo 08.06.2026, jetzt Do 11.06.2026"]
    (nachher,) = offene(sitzung_id=sitzung_id)
    assert (nachher.faellig_am, nachher.regel["tage"]) == (date(2026, 6, 11), 4)
    assert nachher.gruende[-1] == "Regel: § 2 Geschäftsordnung"
    assert geplante(nachher)
    assert not geplante(nachher) & alt
    assert regelwerk.setze_ladung(stadt.gremien["Rat"], werte, wer=als("gerda"), jetzt=JETZT) == ()


def test_die_stunde_der_regel_beendet_den_tag_frueher(stadt: Stadt) -> None:
    sitzung_id = einberufen(stadt)
    assert offene(sitzung_id=sitzung_id)[0].faellig_um == datetime(2026, 6, 8, 22, tzinfo=UTC)
    werte = {"tage": 7, "dienstschluss": "16:00"}
    assert regelwerk.setze_ladung(stadt.gremien["Rat"], werte, wer=als("adele"), jetzt=JETZT) == ()
    (frist,) = offene(sitzung_id=sitzung_id)
    assert (frist.faellig_am, frist.faellig_um) == (date(2026, 6, 8), datetime(2026, 6, 8, 14, tzinfo=UTC))


def test_ein_schliesstag_verschiebt_die_mitzeichnung_und_steht_im_verlauf(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    bisher = {frist.faellig_am for frist in offene(vorlage_id=vorlage_id)}
    (ende,) = bisher
    verschoben = regelwerk.setze_tage(
        stadt.koerperschaft_id, schliesstage=[ende], wer=als("adele"), jetzt=JETZT + timedelta(hours=1)
    )
    neu = ende + timedelta(days=1)
    assert {(eine.bisher, eine.neu, eine.wofuer) for eine in verschoben} == {(ende, neu, "Sachstand Datennetz")}
    assert {frist.faellig_am for frist in offene(vorlage_id=vorlage_id)} == {neu}
    gefragt = db.session.scalars(select(Mitzeichnung.frist).where(Mitzeichnung.vorlage_id == vorlage_id))
    assert set(gefragt) == {neu}
    eintraege = [e for e in verlauf.lies(vorlage_id) if e.was == "frist_verschoben"]
    daten = json.loads(eintraege[0].daten)
    assert (daten["bisher"], daten["neu"]) == (ende.isoformat(), neu.isoformat())
    assert daten["anlass"] == "Feiertage oder Schließtage geändert"
    assert "Schließtag" in " ".join(daten["gruende"])
    assert verlauf.pruefe_alle()[1] == []


def test_ein_neuer_feiertag_gilt_bevor_die_bibliothek_ihn_kennt(stadt: Stadt) -> None:
    sitzung_id = einberufen(stadt)
    feiertage = [(date(2026, 6, 8), "Tag der Lindenblüte")]
    verschoben = regelwerk.setze_tage(stadt.koerperschaft_id, zusatz_feiertage=feiertage, wer=als("adele"), jetzt=JETZT)
    assert [(eine.sitzung_id, eine.neu) for eine in verschoben] == [(sitzung_id, date(2026, 6, 5))]
    assert any("Tag der Lindenblüte" in grund for grund in verschoben[0].gruende)


def test_die_uhr_stellt_nach_was_mit_alten_feiertagen_gerechnet_ist(stadt: Stadt) -> None:
    sitzung_id = einberufen(stadt)
    (frist,) = offene(sitzung_id=sitzung_id)
    frist.feiertage, frist.faellig_am = "holidays 0.1", date(2026, 6, 9)
    db.session.commit()
    sicht_oeffnen(ALLE)
    assert [eine.neu for eine in nachrechnen.stelle_nach(jetzt=JETZT)] == [date(2026, 6, 8)]
    assert nachrechnen.stelle_nach(jetzt=JETZT) == ()
    (frist,) = offene(sitzung_id=sitzung_id)
    assert (frist.faellig_am, frist.feiertage) == (date(2026, 6, 8), FEIERTAGE_STAND)


@pytest.mark.parametrize(
    ("tag", "stunde", "zugang", "urteil"),
    [
        (8, 8, datetime(2026, 6, 8, 8, tzinfo=UTC), "Zugang Mo 08.06.2026, spätestens Mo 08.06.2026: rechtzeitig"),
        (8, 15, datetime(2026, 6, 8, 22, tzinfo=UTC), "Zugang Di 09.06.2026, spätestens Mo 08.06.2026: zu spät"),
    ],
)
def test_eine_ladung_behaelt_wann_sie_zuging_und_ob_das_rechtzeitig_war(
    stadt: Stadt, tag: int, stunde: int, zugang: datetime, urteil: str
) -> None:
    sitzung_id = einberufen(stadt)
    werte = {"tage": 7, "dienstschluss": "16:00"}
    regelwerk.setze_ladung(stadt.gremien["Rat"], werte, wer=als("gerda"), jetzt=JETZT)
    versand = datetime(2026, 6, tag, stunde, tzinfo=UTC)
    fristen.beende(jetzt=versand, zustand="erledigt", sitzung_id=sitzung_id, abgesandt=versand)
    db.session.commit()
    frist = db.session.scalars(select(Frist).filter_by(sitzung_id=sitzung_id, zustand="erledigt")).one()
    assert (frist.abgesandt, frist.bereit, frist.zugegangen) == (versand, versand, zugang)
    assert frist.gruende[-1] == urteil


@pytest.mark.parametrize("wer", ["frieda", "kai", "olaf", "niemand"])
def test_regeln_aendert_nur_wer_dafuer_da_ist(stadt: Stadt, wer: str) -> None:
    rat = stadt.gremien["Rat"]
    with pytest.raises(NichtBerechtigt):
        regelwerk.setze_ladung(rat, {"tage": 1}, wer=als(wer), jetzt=JETZT)
    with pytest.raises(NichtBerechtigt):
        regelwerk.setze_abgabe(rat, {"tage": 1}, wer=als(wer))
    with pytest.raises(NichtBerechtigt):
        regelwerk.setze_tage(stadt.koerperschaft_id, schliesstage=[], wer=als(wer), jetzt=JETZT)


def test_was_keine_regel_ist_wird_nicht_gespeichert(stadt: Stadt) -> None:
    rat = stadt.gremien["Rat"]
    with pytest.raises(EingabeUngueltig, match="zwischen 0 und 366"):
        regelwerk.setze_ladung(rat, {"tage": 999}, wer=als("gerda"), jetzt=JETZT)
    with pytest.raises(NichtGefunden):
        regelwerk.setze_ladung("gibt-es-nicht", {"tage": 9}, wer=als("gerda"), jetzt=JETZT)
    tage = [(date(2026, 6, 8), " ")]
    with pytest.raises(EingabeUngueltig, match="braucht einen Namen"):
        regelwerk.setze_tage(stadt.koerperschaft_id, zusatz_feiertage=tage, wer=als("adele"), jetzt=JETZT)
    regelwerk.setze_abgabe(rat, {"tage": 12, "einheit": "kalendertage"}, wer=als("adele"))
    als("adele")
    gremium = db.session.get_one(Gremium, rat)
    assert (gremium.ladung, gremium.abgabe) == ({"tage": 7}, {"tage": 12, "einheit": "kalendertage"})

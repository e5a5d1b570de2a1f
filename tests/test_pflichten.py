"""Duties (domain handbook § 8.8): each arises by a rule of a procedure, several of a kind, due by day or by meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.lebenslaeufe import SITZUNG, aendere, beraten, entwurf_von, lies, rat, stadt_mit_allem, trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben, gehe
from vorlagen.extensions import db
from vorlagen.kalender import LAENDER, Kalender, widerspruch_bis, zweite_abstimmung
from vorlagen.kalender.widerspruch import WIDERSPRUCHSREGELN
from vorlagen.models import Pflicht
from vorlagen.services import pflichten, sitzungen
from vorlagen.services.beratungsfolge import Station
from vorlagen.workflow.bausteine import Folgenregel
from vorlagen.workflow.begriffe import Pflichtart
from vorlagen.workflow.proben import proben
from workflows import ABLAEUFE

NICHT_OEFFENTLICH: dict[str, Any] = {"oeffentlich": False, "begruendung_nichtoeffentlich": "Grundstück"}
ANTRAG = {"antragsteller": "Fraktion Linde", "eingegangen_am": "2026-03-01"}


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def offene(wer: str = "gerda") -> list[tuple[str, str | None, date | None]]:
    person = als(wer)
    db.session.rollback()
    return [(p.art, p.gremium, p.faellig_am) for p in pflichten.offene(person)]


def sitzung(stadt: Stadt, gremium: str, beginn: datetime) -> None:
    sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=als("gerda"), jetzt=JETZT - timedelta(days=60))


def test_jede_pflichtart_entsteht_durch_eine_regel_in_einem_ablauf() -> None:
    entstehen = {
        eine.daten["art"]
        for ablauf in ABLAEUFE
        for schritt in ablauf.schritte
        for regel in schritt.folgen
        if isinstance(regel, Folgenregel)
        for probe in proben(ablauf, schritt.quellen[0])
        for eine in regel.folgere(probe)
        if eine.art == "pflicht_begruenden"
    }
    assert entstehen == set(Pflichtart)


def test_zwei_gremien_geben_zwei_pflichten_und_jede_wird_fuer_sich_erfuellt(stadt: Stadt) -> None:
    folge = [Station((stadt.gremien[name],), "Entscheidung") for name in ("HFA", "Rat")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, **NICHT_OEFFENTLICH)
    beraten(stadt, vorlage_id, "angenommen", gremium="HFA", beginn=SITZUNG)
    beraten(stadt, vorlage_id, "angenommen", gremium="Rat", beginn=SITZUNG + timedelta(days=7))
    assert [paar[:2] for paar in offene()] == [
        ("bekannt_geben", "Haupt- und Finanzausschuss"),
        ("bekannt_geben", "Rat der Stadt"),
    ]
    verhuellt = []
    for _ in range(2):
        verhuellt.append(lies(vorlage_id).oeffentlicher_status is not None)
        erste = pflichten.offene(als("gerda"))[0]
        pflichten.erledige(erste.id, wer=als("gerda"), jetzt=JETZT)
    assert (verhuellt, offene(), lies(vorlage_id).oeffentlicher_status) == ([True, True], [], None)


def test_zwei_tage_sind_zwei_pflichten_und_derselbe_tag_bleibt_eine(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    for tag in (date(2026, 9, 1), date(2026, 12, 1), date(2026, 9, 1)):
        pflichten.begruende(lies(vorlage_id), Pflichtart.BERICHTEN, beratung=None, bis=tag, jetzt=JETZT)
        db.session.commit()
    assert offene() == [("berichten", None, date(2026, 9, 1)), ("berichten", None, date(2026, 12, 1))]
    assert pflichten.erfuelle(lies(vorlage_id), Pflichtart.BERICHTEN, jetzt=JETZT)
    db.session.commit()
    assert (offene(), len(db.session.scalars(select(Pflicht.id)).all())) == ([], 2)


def test_der_antrag_muss_bis_zur_uebernaechsten_erreichbaren_sitzung_behandelt_sein(stadt: Stadt) -> None:
    """Seven days of notice: the meeting in four days cannot be reached any more and does not count."""
    for tage in (4, 20, 40, 60):
        sitzung(stadt, "Rat", JETZT + timedelta(days=tage))
    antrag = entwurf_von(stadt, "Antrag", wer="gerda", federfuehrend=stadt.aemter["10"], felder=ANTRAG)
    gehe(antrag, "eingang_bestaetigen", "gerda")
    assert offene() == [("beantworten", "Rat der Stadt", date(2026, 4, 11))]
    (pflicht,) = pflichten.offene(als("gerda"))
    assert pflicht.gruende == (
        "Fr 06.03.2026 zählt nicht: Zu laden war bis Do 26.02.2026",
        "Übernächste Sitzung: Rat der Stadt, Sa 11.04.2026",
    )
    beraten(stadt, antrag, "angenommen", beginn=JETZT + timedelta(days=21))
    assert offene() == []
    gehe(antrag, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt.")
    assert [art for art, *_ in offene()] == ["beantworten"]
    gehe(antrag, "fuer_erledigt_erklaeren", "gerda", bemerkung="Überholt.")
    assert offene() == []


@pytest.mark.parametrize(
    ("art", "felder", "ausgang"),
    [("Wahlvorlage", {}, "gewaehlt"), ("Prüfauftrag", {"vorlegen_bis": "2026-09-30"}, "angenommen")],
)
def test_was_nichtoeffentlich_entschieden_wird_ist_bekannt_zu_geben(
    stadt: Stadt, art: str, felder: dict[str, str], ausgang: str
) -> None:
    wahl = rat(stadt, "Wahl" if art == "Wahlvorlage" else "Entscheidung")
    wer = "frieda"
    vorlage_id = entwurf_von(stadt, art, wer=wer, gremien=wahl, felder=felder, **NICHT_OEFFENTLICH)
    if art == "Wahlvorlage":
        gehe(vorlage_id, "zur_mitzeichnung_geben", wer)
        gehe(vorlage_id, "freigeben", "olaf")
    else:
        gehe(vorlage_id, "eingang_bestaetigen", wer)
    beraten(stadt, vorlage_id, ausgang)
    assert "bekannt_geben" in [p for p, *_ in offene()]


def test_nach_dem_widerspruch_sagt_das_land_wann_noch_einmal_abzustimmen_ist(stadt: Stadt) -> None:
    """NW: not before the 3rd day, within two weeks; the regular meeting two days later and that of May do not do."""
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt))
    beraten(stadt, vorlage_id, "angenommen")
    widerspruch = SITZUNG + timedelta(days=2)
    sitzung(stadt, "Rat", widerspruch + timedelta(days=2))
    sitzung(stadt, "Rat", widerspruch + timedelta(days=40))
    gehe(vorlage_id, "widersprechen", "olaf", jetzt=widerspruch, bemerkung="Schadet der Stadt.")
    assert offene() == [("erneut_abstimmen", "Rat der Stadt", date(2026, 4, 9))]
    (pflicht,) = pflichten.offene(als("gerda"))
    assert pflicht.gruende[:1] + pflicht.gruende[-3:] == (
        "Frühestens So 29.03.2026: 3 Tage nach dem Widerspruch vom Do 26.03.2026",
        "Sa 28.03.2026 zählt nicht: vor So 29.03.2026",
        "Nächste Sitzung: Rat der Stadt, Di 05.05.2026",
        "Bis Do 09.04.2026 ist keine Sitzung geplant: bitte eine einberufen",
    )
    assert "Quelle: § 54 GO NRW (nicht geprüft, bitte bestätigen)" in pflicht.gruende
    sitzung(stadt, "Rat", widerspruch + timedelta(days=9))
    assert offene() == [("erneut_abstimmen", "Rat der Stadt", date(2026, 4, 4))]


@pytest.mark.parametrize(
    ("land", "bis", "von", "spaetestens"),
    [
        ("NW", date(2026, 3, 27), date(2026, 3, 29), date(2026, 4, 9)),
        ("NI", None, date(2026, 3, 27), None),
        ("BB", date(2026, 4, 14), None, None),
        ("HE", None, None, None),
        ("BW", date(2026, 3, 31), None, date(2026, 4, 14)),
        ("ST", date(2026, 4, 7), None, None),
        ("MV", None, None, None),
        ("SN", None, None, None),
    ],
)
def test_jedes_land_hat_seine_widerspruchsfrist_oder_sagt_dass_sie_fehlt(
    land: str, bis: date | None, von: date | None, spaetestens: date | None
) -> None:
    kalender = Kalender(land)
    frist = widerspruch_bis(date(2026, 3, 24), kalender)
    wieder = zweite_abstimmung(date(2026, 3, 24), date(2026, 3, 26), kalender)
    assert (frist.bis, wieder.von, wieder.bis) == (bis, von, spaetestens)
    assert frist.gruende[-1] == wieder.gruende[-1]
    assert frist.gruende[-1].endswith("bitte bestätigen)")
    assert set(WIDERSPRUCHSREGELN) == set(LAENDER)


def test_ein_zwischenbericht_erfuellt_den_vorigen_und_kuendigt_den_naechsten_an(stadt: Stadt) -> None:
    folge = rat(stadt, "Kenntnisnahme")
    felder = {"naechster_bericht": "2026-09-01"}
    bericht = entwurf_von(stadt, "Berichtsvorlage", gremien=folge, felder=felder, sachverhalt="<p>Stand.</p>")
    for schritt, wer in (("zur_mitzeichnung_geben", "frieda"), ("freigeben", "olaf")):
        gehe(bericht, schritt, wer)
    beraten(stadt, bericht, "kenntnis_genommen")
    gehe(bericht, "bericht_fortschreiben", "frieda")
    zweite = [
        Station((stadt.gremien["Rat"],), "Kenntnisnahme", id=lies(bericht).beratungen[0].id),
        Station((stadt.gremien["HFA"],), "Kenntnisnahme"),
    ]
    aendere(bericht, {"beratungsfolge": zweite, "felder": {"naechster_bericht": "2026-12-01"}}, "frieda")
    for schritt, wer in (("zur_mitzeichnung_geben", "frieda"), ("freigeben", "olaf")):
        gehe(bericht, schritt, wer)
    trage_ein(auf_tagesordnung_hfa(stadt, bericht), "kenntnis_genommen")
    assert offene() == [("berichten", None, date(2026, 12, 1))]
    assert [(p.faellig_am, p.erfuellt) for p in pflichten.bilder(bericht)] == [
        (date(2026, 9, 1), True),
        (date(2026, 12, 1), False),
    ]


def auf_tagesordnung_hfa(stadt: Stadt, vorlage_id: str) -> str:
    return auf_tagesordnung(stadt, vorlage_id, gremium="HFA", beginn=SITZUNG + timedelta(days=30))

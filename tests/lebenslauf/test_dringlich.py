"""Dringlichkeitsentscheidung: two signatures by two people decide at once, the body approves in its next meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.lebenslaeufe import (
    SITZUNG,
    aendere,
    beraten,
    entwurf_von,
    gruende,
    lies,
    rat,
    stadt_mit_allem,
    trage_ein,
    tueren,
)
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from tests.wordwerk import absaetze
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Pflicht, Rollenvergabe, Unterschrift
from vorlagen.services import dokumente, pflichten, sitzungen

EILE = {"grund_der_dringlichkeit": "Der Damm droht zu brechen."}


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def entwurf_mit_eile(stadt: Stadt) -> str:
    return entwurf_von(stadt, "Dringlichkeitsentscheidung", betreff="Sicherung des Damms", felder=EILE)


def entschieden(stadt: Stadt) -> str:
    """Signed twice, in force."""
    vorlage_id = entwurf_mit_eile(stadt)
    gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
    gehe(vorlage_id, "unterschreiben", "olaf")
    gehe(vorlage_id, "mitunterschreiben", "rita")
    return vorlage_id


def test_beide_unterschriften_stehen_auf_dem_papier(stadt: Stadt) -> None:
    vorlage_id = entschieden(stadt)
    zeilen = absaetze(dokumente.drucke(vorlage_id, "beschlussvorlage", wer=als("gerda"), jetzt=JETZT).inhalt)
    assert [zeile for zeile in zeilen if zeile.startswith("gez.")] == [
        "gez. Olaf Obenan, 02.03.2026",
        "gez. Rita, 02.03.2026",
    ]
    assert "Grund der Dringlichkeit: Der Damm droht zu brechen." in zeilen


def test_zwei_unterschriften_entscheiden_und_das_gremium_genehmigt(stadt: Stadt) -> None:
    vorlage_id = entwurf_mit_eile(stadt)
    tueren(vorlage_id, "entwurf", zur_unterschrift_geben="frieda", zurueckziehen="frieda")
    gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
    tueren(
        vorlage_id,
        "zur_unterschrift",
        unterschreiben="olaf",
        unterschrift_ablehnen="olaf rita",
        zurueckholen="frieda",
        zurueckziehen="frieda olaf",
    )
    gehe(vorlage_id, "unterschreiben", "olaf")
    assert lies(vorlage_id).nummer is None
    tueren(
        vorlage_id,
        "zur_zweiten_unterschrift",
        mitunterschreiben="rita",
        unterschrift_ablehnen="olaf rita",
        zurueckholen="frieda",
        zurueckziehen="frieda olaf",
    )
    gehe(vorlage_id, "mitunterschreiben", "rita")
    tueren(vorlage_id, "entschieden")
    assert lies(vorlage_id).nummer == "DE/2026/001"
    fassung = db.session.scalars(select(Unterschrift.sha256).where(Unterschrift.vorlage_id == vorlage_id)).all()
    assert (len(fassung), len(set(fassung))) == (2, 1)

    (pflicht,) = pflichten.offene(als("gerda"))
    assert (pflicht.art, pflicht.gremium, pflicht.faellig_am) == ("genehmigen", "Rat der Stadt", None)
    beraten(stadt, vorlage_id, "angenommen", ergebnis="einstimmig beschlossen")
    tueren(vorlage_id, "genehmigt", ergebnis_berichtigen="gerda")
    assert pflichten.offene(als("gerda")) == ()


def test_genehmigt_werden_muss_in_der_naechsten_sitzung_des_gremiums(stadt: Stadt) -> None:
    gerda = als("gerda")
    for gremium, beginn in (
        ("Rat", SITZUNG + timedelta(days=28)),
        ("HFA", SITZUNG),
        ("Rat", JETZT - timedelta(days=9)),
    ):
        sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=gerda, jetzt=JETZT - timedelta(days=20))
    nacht = datetime(2026, 3, 30, 22, 30, tzinfo=UTC)  # half past midnight of the 31st in Berlin
    sitzungen.lege_an(stadt.gremien["Rat"], nacht, wer=gerda, jetzt=JETZT)
    vorlage_id = entschieden(stadt)
    assert [p.faellig_am for p in pflichten.offene(als("olaf"))] == [date(2026, 3, 31)]
    assert [p.faellig_am for p in pflichten.bilder(vorlage_id)] == [date(2026, 3, 31)]
    assert pflichten.offene(als("niemand")) == ()


def test_wer_schon_unterschrieben_hat_unterschreibt_kein_zweites_mal(stadt: Stadt) -> None:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.add(
            Rollenvergabe(koerperschaft_id=stadt.koerperschaft_id, person_id=als("olaf").id, rolle="gremienmitglied")
        )
    vorlage_id = entwurf_mit_eile(stadt)
    gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
    gehe(vorlage_id, "unterschreiben", "olaf")
    assert gruende(vorlage_id, "mitunterschreiben", "olaf") == ["unterschrift.dieselbe_person"]
    gehe(vorlage_id, "mitunterschreiben", "rita")
    assert lies(vorlage_id).status == "entschieden"


def test_eine_geaenderte_fassung_muss_neu_unterschrieben_werden(stadt: Stadt) -> None:
    vorlage_id = entwurf_mit_eile(stadt)
    gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
    gehe(vorlage_id, "unterschreiben", "olaf")
    with pytest.raises(EingabeUngueltig):
        gehe(vorlage_id, "unterschrift_ablehnen", "rita")
    gehe(vorlage_id, "unterschrift_ablehnen", "rita", bemerkung="Der Preis fehlt.")
    aendere(vorlage_id, {"sachverhalt": "<p>Es kostet 9.000 Euro.</p>"}, "frieda")
    gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
    gehe(vorlage_id, "unterschreiben", "olaf")
    gehe(vorlage_id, "mitunterschreiben", "rita")
    zeilen = db.session.execute(
        select(Unterschrift.schritt, Unterschrift.fassung)
        .where(Unterschrift.vorlage_id == vorlage_id)
        .order_by(Unterschrift.fassung, Unterschrift.schritt)
    ).all()
    assert [tuple(zeile) for zeile in zeilen] == [
        ("unterschreiben", 1),
        ("mitunterschreiben", 2),
        ("unterschreiben", 2),
    ]


def test_dieselbe_fassung_wird_im_selben_schritt_nur_einmal_unterschrieben(stadt: Stadt) -> None:
    vorlage_id = entwurf_mit_eile(stadt)
    for _ in range(2):
        gehe(vorlage_id, "zur_unterschrift_geben", "frieda")
        gehe(vorlage_id, "unterschreiben", "olaf")
        gehe(vorlage_id, "zurueckholen", "frieda")
    assert db.session.scalars(select(Unterschrift.fassung).where(Unterschrift.vorlage_id == vorlage_id)).all() == [1]


def test_ein_gremium_kann_die_genehmigung_versagen_und_das_wird_berichtigt(stadt: Stadt) -> None:
    vorlage_id = entschieden(stadt)
    beraten(stadt, vorlage_id, "abgelehnt")
    tueren(vorlage_id, "nicht_genehmigt", ergebnis_berichtigen="gerda")
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt.")
    assert [p.art for p in pflichten.offene(als("gerda"))] == ["genehmigen"]
    tueren(vorlage_id, "in_beratung")
    trage_ein(lies(vorlage_id).beratungen[0].id, "angenommen")
    assert (lies(vorlage_id).status, pflichten.offene(als("gerda"))) == ("genehmigt", ())
    assert len(db.session.scalars(select(Pflicht.id)).all()) == 1


def test_auch_eine_andere_vorlage_kann_genehmigen(stadt: Stadt) -> None:
    vorlage_id = entschieden(stadt)
    assert gruende(vorlage_id, "genehmigung_feststellen", "gerda") == ["genehmigung.fehlt"]
    genehmigung_id = freigegeben(
        stadt,
        art="Beschlussvorlage",
        beratungsfolge=rat(stadt),
        verknuepfungen=[{"art": "genehmigt", "nummer": "DE/2026/001"}],
    )
    assert gruende(vorlage_id, "genehmigung_feststellen", "gerda") == ["genehmigung.fehlt"]
    beraten(stadt, genehmigung_id, "angenommen")
    gehe(vorlage_id, "genehmigung_feststellen", "gerda")
    tueren(vorlage_id, "genehmigt", ergebnis_berichtigen="gerda")
    assert pflichten.offene(als("gerda")) == ()


def test_ohne_grund_gibt_es_keine_eile(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Dringlichkeitsentscheidung", gremien=rat(stadt, "Kenntnisnahme"))
    assert gruende(vorlage_id, "zur_unterschrift_geben", "frieda") == [
        "beratungsfolge.fehlt",
        "grund_der_dringlichkeit.fehlt",
    ]
    gehe(vorlage_id, "zurueckziehen", "frieda", bemerkung="Es eilt doch nicht.")
    tueren(vorlage_id, "zurueckgezogen")


def test_wer_nur_mitunterschreibt_sieht_andere_vorlagen_nicht(stadt: Stadt) -> None:
    eilig, anders = entwurf_mit_eile(stadt), entwurf(stadt, oeffentlich=False, begruendung_nichtoeffentlich="Personal")
    with pytest.raises(NichtGefunden):
        lies(eilig, "rita")
    gehe(eilig, "zur_unterschrift_geben", "frieda")
    gehe(anders, "zur_mitzeichnung_geben", "frieda")
    assert lies(eilig, "rita").betreff == "Sicherung des Damms"
    with pytest.raises(NichtGefunden):
        lies(anders, "rita")

"""Antrag, Anfrage and Prüfauftrag: what comes into the house from outside the administration, from first to last."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.lebenslaeufe import (
    aendere,
    beraten,
    beraten_wieder,
    entwurf_von,
    gruende,
    lies,
    rat,
    stadt_mit_allem,
    trage_ein,
    tueren,
)
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben, gehe
from tests.wordwerk import absaetze
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.models import Frist
from vorlagen.services import dokumente, pflichten, verlauf, vorlagen

ANTRAG = {"antragsteller": "Fraktion Linde", "eingegangen_am": "2026-03-01"}
ANFRAGE = {"fragesteller": "Rita Ratsfrau", "eingegangen_am": "2026-03-01"}


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def antrag(stadt: Stadt) -> str:
    """A motion that Gerda has registered, with its own number."""
    vorlage_id = entwurf_von(
        stadt, "Antrag", wer="gerda", federfuehrend=stadt.aemter["10"], felder=ANTRAG, betreff="Bäume im Stadtpark"
    )
    gehe(vorlage_id, "eingang_bestaetigen", "gerda")
    return vorlage_id


def test_der_antrag_laesst_sich_mit_seinen_eigenen_angaben_drucken(stadt: Stadt) -> None:
    vorlage_id = antrag(stadt)
    zeilen = absaetze(dokumente.drucke(vorlage_id, "beschlussvorlage", wer=als("gerda"), jetzt=JETZT).inhalt)
    assert [zeile for zeile in zeilen if zeile.startswith(("Antrag von", "Eingegangen", "gez."))] == [
        "Antrag von: Fraktion Linde",
        "Eingegangen am: 01.03.2026",
    ]


def test_ein_antrag_wird_durch_eine_vorlage_mit_anderer_nummer_beantwortet(stadt: Stadt) -> None:
    antrag_id = antrag(stadt)
    assert lies(antrag_id).nummer == "A/2026/001"
    tueren(antrag_id, "eingegangen", ruecknahme_vermerken="frieda gerda", fuer_erledigt_erklaeren="gerda")
    assert gruende(antrag_id, "als_beantwortet_feststellen", "gerda") == ["antwort.fehlt"]

    verweis = [{"art": "beantwortet", "nummer": "A/2026/001"}]
    antwort_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt), verknuepfungen=verweis)
    assert lies(antwort_id).nummer == "BV/2026/0001"
    assert gruende(antrag_id, "als_beantwortet_feststellen", "gerda") == ["antwort.offen"]
    beraten(stadt, antwort_id, "angenommen")

    tueren(
        antrag_id,
        "eingegangen",
        ruecknahme_vermerken="frieda gerda",
        fuer_erledigt_erklaeren="gerda",
        als_beantwortet_feststellen="gerda",
    )
    gehe(antrag_id, "als_beantwortet_feststellen", "gerda")
    tueren(antrag_id, "beantwortet")
    assert (lies(antrag_id).nummer, lies(antwort_id).status) == ("A/2026/001", "beschlossen")
    assert verlauf.pruefe_alle()[1] == []


@pytest.mark.parametrize("ausgang", ["angenommen", "abgelehnt"])
def test_ein_antrag_wird_verwiesen_vorberaten_und_entschieden(stadt: Stadt, ausgang: str) -> None:
    antrag_id = antrag(stadt)
    beraten(stadt, antrag_id, "verwiesen", verwiesen_an=("Haupt- und Finanzausschuss",))
    tueren(antrag_id, "in_beratung", ruecknahme_vermerken="frieda gerda", fuer_erledigt_erklaeren="gerda")
    beraten(stadt, antrag_id, "abgelehnt", gremium="HFA")
    assert lies(antrag_id).status == "in_beratung"
    beraten_wieder(stadt, antrag_id, ausgang)
    tueren(antrag_id, ausgang, ergebnis_berichtigen="gerda")
    gehe(antrag_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt.")
    assert lies(antrag_id).status == "in_beratung"


def test_ein_unfertiger_antrag_geht_nicht_ein(stadt: Stadt) -> None:
    antrag_id = vorlagen.lege_an({"art": "Antrag"}, wer=als("gerda"), jetzt=JETZT)
    assert gruende(antrag_id, "eingang_bestaetigen", "gerda") == [
        "betreff.fehlt",
        "federfuehrend.fehlt",
        "beschlussvorschlag.fehlt",
        "begruendung_nichtoeffentlich.fehlt",
        "beratungsfolge.fehlt",
        "antragsteller.fehlt",
        "eingegangen_am.fehlt",
    ]
    tueren(antrag_id, "entwurf", ruecknahme_vermerken="gerda")
    with pytest.raises(EingabeUngueltig):
        gehe(antrag_id, "ruecknahme_vermerken", "gerda")
    gehe(antrag_id, "ruecknahme_vermerken", "gerda", bemerkung="Doppelt erfasst.")
    tueren(antrag_id, "zurueckgezogen")


def test_einen_antrag_erfasst_wer_ihn_auch_eingehen_lassen_kann(stadt: Stadt) -> None:
    for wer in ("kai", "olaf", "niemand", "rita"):
        with pytest.raises(NichtBerechtigt, match="„Antrag“ anlegen kann nur"):
            vorlagen.lege_an({"art": "Antrag"}, wer=als(wer), jetzt=JETZT)
    with pytest.raises(NichtBerechtigt, match="„Beschlussvorlage“ anlegen kann nur die federführende Stelle"):
        vorlagen.lege_an({"art": "Beschlussvorlage"}, wer=als("gerda"), jetzt=JETZT)
    with pytest.raises(EingabeUngueltig):
        vorlagen.lege_an({"art": "Antrag", "federfuehrend": stadt.aemter["20"]}, wer=als("frieda"), jetzt=JETZT)
    eigener = vorlagen.lege_an({"art": "Antrag"}, wer=als("frieda"), jetzt=JETZT)
    assert lies(eigener, "frieda").federfuehrend_id == stadt.aemter["10"]


def test_eine_anfrage_wird_schriftlich_beantwortet(stadt: Stadt) -> None:
    anfrage_id = entwurf_von(stadt, "Anfrage", wer="gerda", federfuehrend=stadt.aemter["10"], felder=ANFRAGE)
    tueren(anfrage_id, "entwurf", eingang_bestaetigen="gerda frieda", ruecknahme_vermerken="gerda frieda")
    gehe(anfrage_id, "eingang_bestaetigen", "gerda")
    frist = db.session.execute(select(Frist.name, Frist.rolle, Frist.faellig_am).where(Frist.zustand == "offen")).one()
    assert tuple(frist) == ("Antwort", "federfuehrung", date(2026, 3, 16))
    antwort_id = entwurf_von(
        stadt, "Mitteilungsvorlage", verknuepfungen=[{"art": "beantwortet", "vorlage": anfrage_id}]
    )
    assert gruende(anfrage_id, "als_beantwortet_feststellen", "gerda") == ["antwort.offen"]
    gehe(antwort_id, "zur_mitzeichnung_geben", "frieda")
    gehe(antwort_id, "freigeben", "olaf")
    gehe(anfrage_id, "als_beantwortet_feststellen", "gerda")
    tueren(anfrage_id, "beantwortet")


def test_eine_anfrage_wird_in_der_sitzung_beantwortet(stadt: Stadt) -> None:
    anfrage_id = entwurf_von(
        stadt,
        "Anfrage",
        wer="gerda",
        federfuehrend=stadt.aemter["10"],
        felder=ANFRAGE,
        gremien=rat(stadt, "Kenntnisnahme"),
    )
    gehe(anfrage_id, "eingang_bestaetigen", "gerda")
    beratung_id = auf_tagesordnung(stadt, anfrage_id, gremium="Rat", beginn=datetime(2026, 3, 24, 16, tzinfo=UTC))
    tueren(anfrage_id, "in_beratung", ruecknahme_vermerken="gerda frieda", fuer_erledigt_erklaeren="gerda")
    trage_ein(beratung_id, "kenntnis_genommen")
    tueren(anfrage_id, "muendlich_beantwortet", ergebnis_berichtigen="gerda")
    gehe(anfrage_id, "ergebnis_berichtigen", "gerda", bemerkung="Falscher Punkt.")
    gehe(anfrage_id, "fuer_erledigt_erklaeren", "gerda", bemerkung="Im Gespräch geklärt.")
    tueren(anfrage_id, "erledigt")


def pruefauftrag(stadt: Stadt) -> str:
    """The Rat orders a proposal by the end of September."""
    vorlage_id = entwurf_von(
        stadt,
        "Prüfauftrag",
        wer="gerda",
        federfuehrend=stadt.aemter["10"],
        betreff="Neuordnung von IT und Organisation",
        beschlussvorschlag="<p>Die Verwaltung wird beauftragt, einen Vorschlag zu erarbeiten.</p>",
        felder={"vorlegen_bis": date(2026, 9, 30)},
    )
    gehe(vorlage_id, "eingang_bestaetigen", "gerda")
    beraten(stadt, vorlage_id, "angenommen")
    return vorlage_id


def test_ein_pruefauftrag_verpflichtet_bis_zum_festgesetzten_tag(stadt: Stadt) -> None:
    auftrag_id = pruefauftrag(stadt)
    tueren(auftrag_id, "beauftragt", fuer_erledigt_erklaeren="gerda", ergebnis_berichtigen="gerda")
    assert gruende(auftrag_id, "als_vorgelegt_feststellen", "frieda") == ["antwort.fehlt"]
    (pflicht,) = pflichten.offene(als("frieda"))
    assert (pflicht.vorlage_id, pflicht.art, pflicht.gremium, pflicht.faellig_am) == (
        auftrag_id,
        "vorlegen",
        "Rat der Stadt",
        date(2026, 9, 30),
    )
    frist = db.session.execute(
        select(Frist.name, Frist.faellig_am, Frist.gruende).where(
            Frist.vorlage_id == auftrag_id, Frist.zustand == "offen"
        )
    ).one()
    assert tuple(frist) == ("Vorschlag", date(2026, 9, 30), ["Der Tag steht in der Vorlage: 30.09.2026."])

    freigegeben(
        stadt,
        art="Beschlussvorlage",
        beratungsfolge=rat(stadt),
        verknuepfungen=[{"art": "beantwortet", "vorlage": auftrag_id}],
    )
    gehe(auftrag_id, "als_vorgelegt_feststellen", "frieda")
    tueren(auftrag_id, "vorgelegt")
    assert pflichten.offene(als("adele")) == ()


def test_ein_pruefauftrag_kann_abgelehnt_berichtigt_und_erledigt_werden(stadt: Stadt) -> None:
    auftrag_id = pruefauftrag(stadt)
    gehe(auftrag_id, "ergebnis_berichtigen", "gerda", bemerkung="Falsche Zeile.")
    assert pflichten.offene(als("adele")) == ()
    beratung_id = lies(auftrag_id).beratungen[0].id
    trage_ein(beratung_id, "abgelehnt")
    tueren(auftrag_id, "abgelehnt", ergebnis_berichtigen="gerda")
    gehe(auftrag_id, "ergebnis_berichtigen", "gerda", bemerkung="Doch angenommen.")
    trage_ein(beratung_id, "angenommen")
    assert [p.art for p in pflichten.offene(als("adele"))] == ["vorlegen"]
    gehe(auftrag_id, "fuer_erledigt_erklaeren", "gerda", bemerkung="Gegenstandslos.")
    assert (lies(auftrag_id).status, pflichten.offene(als("adele"))) == ("erledigt", ())


def test_ohne_tag_gibt_es_keinen_pruefauftrag(stadt: Stadt) -> None:
    auftrag_id = entwurf_von(stadt, "Prüfauftrag", wer="gerda", federfuehrend=stadt.aemter["10"])
    assert gruende(auftrag_id, "eingang_bestaetigen", "gerda") == ["vorlegen_bis.fehlt"]
    aendere(auftrag_id, {"felder": {"vorlegen_bis": "2026-09-30"}}, "gerda")
    tueren(auftrag_id, "entwurf", eingang_bestaetigen="gerda frieda", ruecknahme_vermerken="gerda frieda")

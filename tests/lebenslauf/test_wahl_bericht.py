"""Wahlvorlage and Berichtsvorlage: from the draft to the end, every other door tried."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.lebenslaeufe import (
    SITZUNG,
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
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, gehe, zeichne_fuer_alle
from vorlagen.extensions import db
from vorlagen.models import Frist
from vorlagen.services import pflichten, vorlagen
from vorlagen.services.beratungsfolge import Station


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def test_eine_wahlvorlage_geht_von_hand_zu_hand_bis_gewaehlt_ist(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt, art="Wahlvorlage", beratungsfolge=rat(stadt, "Wahl"))
    tueren(vorlage_id, "entwurf", zur_mitzeichnung_geben="frieda", zurueckziehen="frieda")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    tueren(vorlage_id, "in_mitzeichnung", zurueckholen="frieda", zur_ueberarbeitung_zurueckgeben="kai berta")
    zeichne_fuer_alle(vorlage_id)
    tueren(vorlage_id, "in_freigabe", zurueckholen="frieda", freigeben="olaf", freigabe_ablehnen="olaf")
    gehe(vorlage_id, "freigeben", "olaf")
    tueren(vorlage_id, "freigegeben", zurueckziehen="frieda olaf")
    assert lies(vorlage_id).nummer == "WV/2026/001"
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    tueren(vorlage_id, "in_beratung", zurueckziehen="frieda olaf", fuer_erledigt_erklaeren="gerda")

    trage_ein(beratung_id, "angenommen", ergebnis="ungeändert beschlossen")
    assert lies(vorlage_id).status == "in_beratung"
    wahl = {"verfahren": "geheim", "wahlgaenge": [{"nr": 1, "gueltig": 58}], "gewaehlt": "Wanda Wählbar"}
    trage_ein(beratung_id, "gewaehlt", wahl=wahl)
    tueren(vorlage_id, "gewaehlt", ergebnis_berichtigen="gerda")

    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Los übersehen.")
    trage_ein(beratung_id, "nicht_gewaehlt")
    tueren(vorlage_id, "nicht_gewaehlt", ergebnis_berichtigen="gerda")


def test_eine_wahlvorlage_braucht_ein_gremium_das_waehlt(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Wahlvorlage")
    assert gruende(vorlage_id, "zur_mitzeichnung_geben", "frieda") == ["beratungsfolge.fehlt"]
    leer = vorlagen.lege_an({"art": "Wahlvorlage", "oeffentlich": True}, wer=als("frieda"), jetzt=JETZT)
    assert gruende(leer, "zur_mitzeichnung_geben", "frieda") == [
        "betreff.fehlt",
        "beschlussvorschlag.fehlt",
        "sachverhalt.fehlt",
        "beratungsfolge.fehlt",
    ]


def bericht(stadt: Stadt, **werte: Any) -> str:
    """A report that is released and has its number."""
    vorlage_id = entwurf_von(stadt, "Berichtsvorlage", gremien=rat(stadt, "Kenntnisnahme"), **werte)
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "freigeben", "olaf")
    return vorlage_id


def test_ein_bericht_endet_mit_der_kenntnisnahme(stadt: Stadt) -> None:
    vorlage_id = bericht(stadt)
    tueren(vorlage_id, "freigegeben", zurueckziehen="frieda olaf")
    beraten(stadt, vorlage_id, "kenntnis_genommen")
    tueren(vorlage_id, "zur_kenntnis_genommen", ergebnis_berichtigen="gerda")
    assert pflichten.offene(als("gerda")) == ()


def test_ein_zwischenbericht_kommt_mit_derselben_nummer_wieder(stadt: Stadt) -> None:
    vorlage_id = bericht(stadt, felder={"naechster_bericht": date(2026, 9, 1)})
    beraten(stadt, vorlage_id, "kenntnis_genommen")
    tueren(
        vorlage_id,
        "zwischenbericht",
        bericht_fortschreiben="frieda",
        berichterstattung_beenden="gerda",
        ergebnis_berichtigen="gerda",
    )
    frist = db.session.execute(
        select(Frist.name, Frist.rolle, Frist.faellig_am).where(
            Frist.vorlage_id == vorlage_id, Frist.zustand == "offen"
        )
    ).one()
    assert tuple(frist) == ("Nächster Bericht", "federfuehrung", date(2026, 9, 1))
    assert [(p.art, p.faellig_am) for p in pflichten.offene(als("frieda"))] == [("berichten", date(2026, 9, 1))]

    gehe(vorlage_id, "bericht_fortschreiben", "frieda")
    aendere(vorlage_id, {"sachverhalt": "<p>Fertig.</p>", "felder": {"naechster_bericht": None}}, "frieda")
    assert gruende(vorlage_id, "zur_mitzeichnung_geben", "frieda") == ["beratungsfolge.fehlt"]
    erste = lies(vorlage_id).beratungen[0].id
    stationen = [
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Kenntnisnahme", id=erste),
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Kenntnisnahme"),
    ]
    aendere(vorlage_id, {"beratungsfolge": stationen}, "frieda")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "freigeben", "olaf")
    tueren(vorlage_id, "freigegeben", zurueckziehen="frieda olaf")
    beraten_wieder(stadt, vorlage_id, "kenntnis_genommen")
    vorlage = lies(vorlage_id)
    assert (vorlage.status, vorlage.nummer, vorlage.fassung) == ("zur_kenntnis_genommen", "BE/2026/001", 2)
    assert pflichten.offene(als("frieda")) == ()


def test_die_berichterstattung_kann_vorher_enden_oder_berichtigt_werden(stadt: Stadt) -> None:
    vorlage_id = bericht(stadt, felder={"naechster_bericht": "2026-09-01"})
    beraten(stadt, vorlage_id, "kenntnis_genommen")
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Falscher Punkt.")
    tueren(vorlage_id, "in_beratung", zurueckziehen="frieda olaf", fuer_erledigt_erklaeren="gerda")
    trage_ein(lies(vorlage_id).beratungen[0].id, "kenntnis_genommen")
    gehe(vorlage_id, "berichterstattung_beenden", "gerda", bemerkung="Der Anlass ist entfallen.")
    tueren(vorlage_id, "erledigt")
    assert pflichten.offene(als("gerda")) == ()

"""Beschlussvorlage, Mitteilungsvorlage, Geschäftliche Mitteilung: every status, every door, by everyone."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.lebenslaeufe import ALLE, SITZUNG, beraten, gruende, lies, rat, stadt_mit_allem, trage_ein, tueren
from tests.welt import Stadt, auf_tagesordnung, entwurf, gehe, zeichne_fuer_alle


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def bis_zur_freigabe(stadt: Stadt, art: str, freigabe: str = "freigeben", **werte: Any) -> str:
    """Drafted by Frieda, returned once by Kai, signed by both; every door is tried on the way."""
    vorlage_id = entwurf(stadt, art=art, **werte)
    tueren(vorlage_id, "entwurf", zur_mitzeichnung_geben="frieda", zurueckziehen="frieda")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    tueren(vorlage_id, "in_mitzeichnung", zur_ueberarbeitung_zurueckgeben="kai berta", zurueckholen="frieda")
    gehe(vorlage_id, "zur_ueberarbeitung_zurueckgeben", "kai", bemerkung="Die Zahlen fehlen.")
    tueren(vorlage_id, "entwurf", zur_mitzeichnung_geben="frieda", zurueckziehen="frieda olaf")
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    zeichne_fuer_alle(vorlage_id)
    offen = {"zurueckholen": "frieda", "freigabe_ablehnen": "olaf", freigabe: "olaf"}
    tueren(vorlage_id, "in_freigabe", ALLE, **offen)
    return vorlage_id


@pytest.mark.parametrize(("ausgang", "ende"), [("angenommen", "beschlossen"), ("abgelehnt", "abgelehnt")])
def test_eine_beschlussvorlage_geht_durch_alle_haende(stadt: Stadt, ausgang: str, ende: str) -> None:
    vorlage_id = bis_zur_freigabe(stadt, "Beschlussvorlage", beratungsfolge=rat(stadt))
    gehe(vorlage_id, "freigeben", "olaf")
    tueren(vorlage_id, "freigegeben", zurueckziehen="frieda olaf")
    assert gruende(vorlage_id, "durch_neufassung_ersetzen", "gerda") == ["neufassung.fehlt"]
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    tueren(vorlage_id, "in_beratung", zurueckziehen="frieda olaf", fuer_erledigt_erklaeren="gerda")
    trage_ein(beratung_id, ausgang)
    widerspruch = {"widersprechen": "olaf"} if ende == "beschlossen" else {}
    tueren(vorlage_id, ende, ergebnis_berichtigen="gerda", **widerspruch)
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Falsche Zeile.")
    tueren(vorlage_id, "in_beratung", zurueckziehen="frieda olaf", fuer_erledigt_erklaeren="gerda")
    gehe(vorlage_id, "fuer_erledigt_erklaeren", "gerda", bemerkung="Der Anlass ist entfallen.")
    tueren(vorlage_id, "erledigt")


def test_eine_mitteilungsvorlage_geht_durch_alle_haende(stadt: Stadt) -> None:
    vorlage_id = bis_zur_freigabe(stadt, "Mitteilungsvorlage")
    gehe(vorlage_id, "freigeben", "olaf")
    tueren(vorlage_id, "freigegeben", zurueckziehen="frieda olaf")
    beraten(stadt, vorlage_id, "kenntnis_genommen", gremium="HFA")
    tueren(vorlage_id, "zur_kenntnis_genommen", ergebnis_berichtigen="gerda")


def test_eine_geschaeftliche_mitteilung_endet_mit_einer_unterschrift(stadt: Stadt) -> None:
    ohne = {"beschlussvorschlag": "", "beratungsfolge": []}
    vorlage_id = bis_zur_freigabe(stadt, "Geschäftliche Mitteilung", "unterzeichnen", **ohne)
    gehe(vorlage_id, "unterzeichnen", "olaf")
    tueren(vorlage_id, "unterzeichnet", zurueckziehen="frieda olaf", bekannt_geben="gerda")
    assert lies(vorlage_id).nummer == "GM/2026/0001"
    gehe(vorlage_id, "bekannt_geben", "gerda")
    tueren(vorlage_id, "bekannt_gegeben")


def test_eine_geschaeftliche_mitteilung_kann_auch_vor_ein_gremium(stadt: Stadt) -> None:
    vorlage_id = bis_zur_freigabe(stadt, "Geschäftliche Mitteilung", "unterzeichnen")
    gehe(vorlage_id, "unterzeichnen", "olaf")
    tueren(vorlage_id, "unterzeichnet", zurueckziehen="frieda olaf")
    beraten(stadt, vorlage_id, "kenntnis_genommen", gremium="HFA")
    tueren(vorlage_id, "zur_kenntnis_genommen", ergebnis_berichtigen="gerda")


def test_zurueckgezogenes_bleibt_zurueckgezogen(stadt: Stadt) -> None:
    vorlage_id = bis_zur_freigabe(stadt, "Mitteilungsvorlage")
    gehe(vorlage_id, "freigabe_ablehnen", "olaf", bemerkung="Noch einmal rechnen.")
    gehe(vorlage_id, "zurueckziehen", "frieda", bemerkung="Es rechnet sich nicht.")
    tueren(vorlage_id, "zurueckgezogen")

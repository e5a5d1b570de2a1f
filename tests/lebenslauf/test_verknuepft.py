"""Ergänzungsvorlage and Neufassung: papers that hang on others, and the links that say so."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.lebenslaeufe import aendere, beraten, entwurf_von, gruende, lies, rat, stadt_mit_allem, tueren
from tests.welt import JETZT, Stadt, als, freigegeben, gehe
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Vorlage
from vorlagen.services import vorlagen
from vorlagen.services.verknuepfungen import bilder


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    return stadt_mit_allem()


def urfassung(stadt: Stadt) -> str:
    """A released Beschlussvorlage, BV/2026/0001."""
    return freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt))


def gib_ab(vorlage_id: str, amt_id: str) -> None:
    """Another office has the paper from now on; Frieda does not see it any more."""
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        papier = sitzung.get_one(Vorlage, vorlage_id)
        papier.federfuehrend_id, papier.erstellt_von_id = amt_id, None


def fertig(vorlage_id: str) -> None:
    """Through signing and release."""
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    gehe(vorlage_id, "freigeben", "olaf")


def test_eine_ergaenzung_haengt_an_einer_laufenden_vorlage(stadt: Stadt) -> None:
    haupt_id = urfassung(stadt)
    ergaenzung_id = entwurf_von(stadt, "Ergänzungsvorlage")
    assert gruende(ergaenzung_id, "zur_mitzeichnung_geben", "frieda") == ["ergaenzt.fehlt"]
    aendere(ergaenzung_id, {"verknuepfungen": [{"art": "ergaenzt", "nummer": "BV/2026/0001"}]}, "frieda")
    tueren(ergaenzung_id, "entwurf", zur_mitzeichnung_geben="frieda", zurueckziehen="frieda")
    fertig(ergaenzung_id)
    tueren(ergaenzung_id, "freigegeben", zurueckziehen="frieda olaf")
    assert lies(ergaenzung_id).nummer == "EV/2026/001"
    beraten(stadt, haupt_id, "angenommen")
    beraten(stadt, ergaenzung_id, "angenommen")
    tueren(ergaenzung_id, "beschlossen", ergebnis_berichtigen="gerda", widersprechen="olaf")


def test_eine_abgeschlossene_vorlage_wird_nicht_mehr_ergaenzt(stadt: Stadt) -> None:
    haupt_id = urfassung(stadt)
    beraten(stadt, haupt_id, "abgelehnt")
    ergaenzung_id = entwurf_von(stadt, "Ergänzungsvorlage", verknuepfungen=[{"art": "ergaenzt", "vorlage": haupt_id}])
    assert gruende(ergaenzung_id, "zur_mitzeichnung_geben", "frieda") == ["ergaenzt.abgeschlossen"]
    gehe(ergaenzung_id, "zurueckziehen", "frieda", bemerkung="Zu spät.")
    tueren(ergaenzung_id, "zurueckgezogen")


def test_wer_eine_verknuepfung_nicht_sieht_loescht_sie_auch_nicht(stadt: Stadt) -> None:
    fremd_id = entwurf_von(stadt, "Beschlussvorlage")
    papier_id = entwurf_von(stadt, "Ergänzungsvorlage", verknuepfungen=[{"art": "ergaenzt", "vorlage": fremd_id}])
    gib_ab(fremd_id, stadt.aemter["20"])
    aendere(papier_id, {"verknuepfungen": [{"art": "aendert", "nummer": "40-1/2009"}]}, "frieda")
    assert sorted(bild.art for bild in bilder(papier_id)) == ["aendert", "ergaenzt"]
    aendere(papier_id, {"verknuepfungen": []}, "frieda")
    assert [bild.art for bild in bilder(papier_id)] == ["ergaenzt"]


@pytest.mark.parametrize("unterwegs", [False, True])
def test_eine_neufassung_tritt_an_die_stelle_der_alten(stadt: Stadt, unterwegs: bool) -> None:
    alt_id = urfassung(stadt)
    if unterwegs:
        beraten(stadt, alt_id, "vertagt")
    assert gruende(alt_id, "durch_neufassung_ersetzen", "gerda") == ["neufassung.fehlt"]
    neu_id = entwurf_von(stadt, "Neufassung", verknuepfungen=[{"art": "ersetzt", "vorlage": alt_id}])
    assert gruende(alt_id, "durch_neufassung_ersetzen", "gerda") == ["neufassung.fehlt"]
    fertig(neu_id)
    gehe(alt_id, "durch_neufassung_ersetzen", "gerda")
    tueren(alt_id, "erledigt")
    beraten(stadt, neu_id, "abgelehnt")
    tueren(neu_id, "abgelehnt", ergebnis_berichtigen="gerda")


def test_eine_neufassung_ohne_alte_gibt_es_nicht(stadt: Stadt) -> None:
    neu_id = entwurf_von(stadt, "Neufassung")
    assert gruende(neu_id, "zur_mitzeichnung_geben", "frieda") == ["ersetzt.fehlt"]
    aendere(neu_id, {"verknuepfungen": [{"art": "ersetzt", "nummer": "40-1/2009"}]}, "frieda")
    (verweis,) = bilder(neu_id)
    assert (verweis.nummer, verweis.hier, verweis.freigegeben, verweis.eingehend) == ("40-1/2009", False, False, False)
    gehe(neu_id, "zur_mitzeichnung_geben", "frieda")
    assert lies(neu_id).status == "in_freigabe"


def test_beide_seiten_sehen_die_verknuepfung(stadt: Stadt) -> None:
    alt_id = urfassung(stadt)
    neu_id = entwurf_von(stadt, "Neufassung", verknuepfungen=[{"art": "ersetzt", "vorlage": alt_id}] * 2)
    (hinaus,), (herein,) = bilder(neu_id), bilder(alt_id)
    assert (hinaus.eingehend, hinaus.nummer, hinaus.freigegeben, hinaus.beendet) == (False, "BV/2026/0001", True, False)
    assert (herein.eingehend, herein.nummer, herein.freigegeben, herein.zugestimmt) == (True, None, False, False)
    fertig(neu_id)
    beraten(stadt, neu_id, "angenommen_geaendert")
    (herein,) = bilder(alt_id)
    assert (herein.nummer, herein.freigegeben, herein.beendet, herein.zugestimmt) == ("NF/2026/001", True, True, True)


def test_die_nummer_einer_nichtoeffentlichen_vorlage_bleibt_verborgen(stadt: Stadt) -> None:
    alt_id = urfassung(stadt)
    geheim: dict[str, Any] = {"oeffentlich": False, "begruendung_nichtoeffentlich": "Personalsache"}
    neu_id = entwurf_von(stadt, "Neufassung", verknuepfungen=[{"art": "ersetzt", "vorlage": alt_id}], **geheim)
    fertig(neu_id)
    (herein,) = bilder(alt_id)
    assert (herein.nummer, herein.freigegeben) == (None, True)


@pytest.mark.parametrize(
    ("verweis", "satz"),
    [
        ({"art": "verlobt_mit", "nummer": "1"}, "Die Verknüpfung „verlobt_mit“ gibt es nicht."),
        ({"art": "ergaenzt", "nummer": " "}, "Bei einer Verknüpfung fehlt die andere Vorlage."),
        ({"art": "ergaenzt", "vorlage": "gibtesnicht"}, "Die verknüpfte Vorlage gibt es nicht, oder Sie"),
    ],
)
def test_eine_unsinnige_verknuepfung_wird_abgewiesen(stadt: Stadt, verweis: dict[str, str], satz: str) -> None:
    with pytest.raises(EingabeUngueltig, match=satz) as gefangen:
        entwurf_von(stadt, "Ergänzungsvorlage", verknuepfungen=[verweis])
    assert set(gefangen.value.felder) == {"verknuepfungen"}


def test_niemand_verweist_auf_sich_selbst_oder_auf_verborgenes(stadt: Stadt) -> None:
    vorlage_id = entwurf_von(stadt, "Ergänzungsvorlage")
    with pytest.raises(EingabeUngueltig, match="nicht auf sich selbst"):
        aendere(vorlage_id, {"verknuepfungen": [{"art": "ergaenzt", "vorlage": vorlage_id}]}, "frieda")
    db.session.rollback()
    fremd = vorlagen.lege_an({"art": "Antrag"}, wer=als("gerda"), jetzt=JETZT)
    with pytest.raises(EingabeUngueltig, match="oder Sie dürfen sie nicht sehen"):
        aendere(vorlage_id, {"verknuepfungen": [{"art": "ergaenzt", "vorlage": fremd}]}, "frieda")

"""The Beratungsfolge as a graph: who waits for whom, referrals, stages after the decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.lebenslaeufe import SITZUNG, beraten, lies, trage_ein
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, entwurf, freigegeben
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Beratung
from vorlagen.services import ergebnisse, kanten
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.workflow.engine import BedingungOffen


def station(stadt: Stadt, gremium: str, art: str = "Vorberatung", **mehr: Any) -> Station:
    return Station((stadt.gremien[gremium],), art, **mehr)


def hfa_und_rat(stadt: Stadt, **mehr: Any) -> str:
    """A released paper that goes through the committee to the council."""
    folge = [station(stadt, "HFA"), station(stadt, "Rat", "Entscheidung", **mehr)]
    return freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)


def kuerzel(beratungen: list[Beratung]) -> list[str]:
    return [beratung.gremien[0].kuerzel for beratung in beratungen]


def test_kanten_gehen_quer_und_das_letzte_gremium_wartet_auf_alle(stadt: Stadt) -> None:
    folge = [
        station(stadt, "HFA", "mitberatend", reihe=1, schluessel="a"),
        station(stadt, "HFA", "federführend", reihe=1, schluessel="b"),
        station(stadt, "HFA", "Anhörung", reihe=2, wartet_auf=("a",), schluessel="c"),
        station(stadt, "Rat", "Entscheidung", reihe=3, wartet_auf_alle=True, mindestabstand_tage=7),
        station(stadt, "HFA", "Kenntnisnahme", reihe=4),
    ]
    eins, zwei, drei, vier, danach = lies(entwurf(stadt, beratungsfolge=folge), "frieda").beratungen
    assert (eins.wartet_auf, zwei.wartet_auf, drei.wartet_auf) == ([], [eins], [eins])
    assert (set(vier.wartet_auf), danach.wartet_auf) == ({eins, zwei, drei}, [vier])
    assert (vier.mindestabstand_tage, drei.mindestabstand_tage) == (7, 0)


@pytest.mark.parametrize("ziele", [("b", "a"), ("gibt-es-nicht", None)])
def test_im_kreis_oder_auf_unbekanntes_wartet_niemand(stadt: Stadt, ziele: tuple[str, str | None]) -> None:
    erste, zweite = ((ziel,) if ziel else None for ziel in ziele)
    folge = [
        station(stadt, "HFA", schluessel="a", wartet_auf=erste),
        station(stadt, "Rat", schluessel="b", wartet_auf=zweite),
    ]
    with pytest.raises(EingabeUngueltig) as gefangen:
        entwurf(stadt, beratungsfolge=folge)
    assert list(gefangen.value.felder) == ["beratungsfolge"]


def test_der_mindestabstand_steht_als_grund_da(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt, mindestabstand_tage=2)
    auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    vorlage = lies(vorlage_id)
    rat = vorlage.beratungen[1]
    morgen = SITZUNG.date() + timedelta(days=1)
    assert [grund.code for grund in kanten.zu_frueh(vorlage, rat, morgen)] == ["beratung.zu_frueh"]
    assert list(kanten.zu_frueh(vorlage, rat, morgen + timedelta(days=1))) == []


def test_eine_verweisung_nennt_vorhandene_gremien_und_verdoppelt_nichts(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    beraten(stadt, vorlage_id, "verwiesen", gremium="HFA", verwiesen_an=("Rat der Stadt",))
    hfa, rat = lies(vorlage_id).beratungen
    assert (hfa.ausgang, rat.wartet_auf) == ("verwiesen", [hfa])


def test_eine_berichtigte_verweisung_nimmt_ihre_stationen_zurueck(stadt: Stadt) -> None:
    folge = [station(stadt, "Rat", "Entscheidung")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    trage_ein(beratung_id, "verwiesen", verwiesen_an=("Haupt- und Finanzausschuss",))
    rat, hfa, wieder = lies(vorlage_id).beratungen
    assert (kuerzel([rat, hfa, wieder]), hfa.wartet_auf, wieder.wartet_auf) == (["Rat", "HFA", "Rat"], [rat], [hfa])
    trage_ein(beratung_id, "verwiesen", verwiesen_an=("Haupt- und Finanzausschuss",))
    assert kuerzel(lies(vorlage_id).beratungen) == ["Rat", "HFA", "Rat"]
    trage_ein(beratung_id, "angenommen")
    vorlage = lies(vorlage_id)
    assert (kuerzel(vorlage.beratungen), vorlage.beratungen[0].entscheidet) == (["Rat"], True)
    assert vorlage.status == "beschlossen"


def test_eine_unbenannte_verweisung_laesst_den_rat_entscheidend(stadt: Stadt) -> None:
    folge = [station(stadt, "Rat", "Entscheidung")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)
    gerda = als("gerda")
    ergebnis = Ergebnis(ergebnis="in die Ausschüsse verwiesen")
    hinweise = ergebnisse.trage_ein(beratung_id, ergebnis, version=None, wer=gerda, jetzt=JETZT)
    assert hinweise == ("Wohin verwiesen wurde, fehlt noch. Bitte die Beratungsfolge ergänzen.",)
    (rat,) = lies(vorlage_id).beratungen
    assert (rat.ausgang, rat.entscheidet, lies(vorlage_id).status) == ("verwiesen", True, "in_beratung")


def test_die_ablehnung_im_ausschuss_beendet_nichts(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    beraten(stadt, vorlage_id, "abgelehnt", gremium="HFA")
    assert lies(vorlage_id).status == "in_beratung"
    beraten(stadt, vorlage_id, "angenommen", beginn=SITZUNG + timedelta(days=14))
    assert lies(vorlage_id).status == "beschlossen"


def test_interne_stationen_brauchen_keine_tagesordnung_und_sind_nie_oeffentlich(stadt: Stadt) -> None:
    folge = [station(stadt, "HFA", "Bestätigung", intern=True, oeffentlich=True), station(stadt, "Rat", "Entscheidung")]
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge)
    intern, _ = lies(vorlage_id).beratungen
    assert (intern.entscheidet, intern.oeffentlich) == (False, False)
    trage_ein(intern.id, "empfohlen")
    assert [(b.ausgang, b.tops) for b in lies(vorlage_id).beratungen] == [("empfohlen", []), (None, [])]


def test_nach_der_entscheidung_gibt_es_weiter_ergebnisse_aber_keine_zweite_entscheidung(stadt: Stadt) -> None:
    vorlage_id = hfa_und_rat(stadt)
    vorher = auf_tagesordnung(stadt, vorlage_id, beginn=SITZUNG)
    beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG + timedelta(days=1))
    trage_ein(beratung_id, "angenommen")
    assert lies(vorlage_id).status == "beschlossen"
    trage_ein(vorher, "kenntnis_genommen")
    trage_ein(beratung_id, "angenommen", ergebnis="einstimmig beschlossen")
    with pytest.raises(BedingungOffen):
        trage_ein(beratung_id, "abgelehnt")
    vorlage = lies(vorlage_id)
    assert [(b.ausgang, b.ergebnis) for b in vorlage.beratungen] == [
        ("kenntnis_genommen", None),
        ("angenommen", "einstimmig beschlossen"),
    ]


def test_eine_gemeinsame_sitzung_fuehrt_das_erste_gremium(stadt: Stadt) -> None:
    beide = Station((stadt.gremien["Rat"], stadt.gremien["HFA"]), "Beratung")
    (beratung,) = lies(entwurf(stadt, beratungsfolge=[beide]), "frieda").beratungen
    assert [gremium.kuerzel for gremium in beratung.gremien] == ["Rat", "HFA"]

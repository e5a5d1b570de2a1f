"""What a number looks like, and that it stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.welt import JETZT, Stadt, aendere_art, als, freigegeben, gehe, neue_art
from vorlagen.extensions import transaction
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.models import Vorlage
from vorlagen.services import nummern, nummernprobe
from vorlagen.services.nummernprobe import Zaehler
from vorlagen.services.sichtbarkeit import hole


@pytest.mark.parametrize(
    ("muster", "nummer"),
    [
        ("{amt}/{nr:03d}/{jahr}", "10/022/2026"),
        ("VO/{jahr}/{nr}", "VO/2026/22"),
        ("DS{nr:04d}/{jj}", "DS0022/26"),
        ("GRDrs {nr}/{jahr}", "GRDrs 22/2026"),
    ],
)
def test_ein_muster_ergibt_die_nummer(muster: str, nummer: str) -> None:
    assert nummern.baue(muster, amt="10", heute=date(2026, 3, 2), nr=22) == nummer


@pytest.mark.parametrize(
    ("muster", "warum"),
    [
        ("VO/{jahr}", "genau einmal"),
        ("{nr}/{nr}", "genau einmal"),
        ("VO/{Jahr}/{nr}", "unbekannte Marke"),
        ("VO/{nr:4d}", "unbekannte Marke"),
        ("VO/{nr", "unbekannte Marke"),
        ("{amt}{nr}", "Trennzeichen"),
        ("VO1{nr}", "Trennzeichen"),
        ("{nr:03d}{jahr}", "Trennzeichen"),
        ("{nr}1/{jahr}", "Trennzeichen"),
        ("VO\n{nr}", "druckbare"),
        ("V" * 80 + "{nr}", "80"),
    ],
)
def test_ein_muster_das_nicht_zaehlen_kann_wird_mit_grund_abgelehnt(muster: str, warum: str) -> None:
    with pytest.raises(EinstellungUngueltig, match=warum):
        nummern.baue(muster, amt="10", heute=date(2026, 3, 2))


def test_jede_art_zaehlt_nach_ihrem_muster_und_gleiche_muster_zaehlen_zusammen(stadt: Stadt) -> None:
    erste = freigegeben(stadt)
    neue_art("Vermerk", ablauf="mitteilungsvorlage", nummernmuster="V {nr}")
    neue_art("Bericht", ablauf="mitteilungsvorlage", nummernmuster="V {nr}")
    weitere = [freigegeben(stadt, art=art) for art in ("Vermerk", "Bericht", "Vermerk")]
    gerda = als("gerda")
    assert [hole(v, gerda)[0].nummer for v in (erste, *weitere)] == ["10/001/2026", "V 1", "V 2", "V 3"]


def test_eine_vergebene_nummer_wird_auch_ueber_ein_anderes_muster_nicht_noch_einmal_vergeben(stadt: Stadt) -> None:
    neue_art("Vermerk", ablauf="mitteilungsvorlage", nummernmuster="10/{nr:03d}/2026")
    erste, zweite = freigegeben(stadt), freigegeben(stadt, art="Vermerk")
    gerda = als("gerda")
    assert [hole(v, gerda)[0].nummer for v in (erste, zweite)] == ["10/001/2026", "10/002/2026"]


def test_ein_neues_muster_gilt_ab_der_naechsten_freigabe_und_aendert_keine_vergebene(stadt: Stadt) -> None:
    erste = freigegeben(stadt)
    aendere_art("Mitteilungsvorlage", nummernmuster="MV {nr:04d}/{jj}")
    zweite, gerda = freigegeben(stadt), als("gerda")
    assert [hole(v, gerda)[0].nummer for v in (erste, zweite)] == ["10/001/2026", "MV 0001/26"]


def test_die_probe_nennt_wer_mitzaehlt_was_fehlt_und_was_uebersprungen_wird(stadt: Stadt) -> None:
    erste, zweite = freigegeben(stadt), freigegeben(stadt)
    adele, heute = als("adele"), JETZT.date()
    with transaction() as sitzung:
        for vorlage_id, nummer in ((erste, None), (zweite, "V 2")):
            sitzung.get_one(Vorlage, vorlage_id).nummer = nummer
    gleiche = nummernprobe.probe("{amt}/{nr:02d}/{jahr}", wer=adele, heute=heute)
    assert gleiche.naechste == ("10/03/2026", "10/04/2026", "10/05/2026")
    assert gleiche.hinweise == (
        "„Mitteilungsvorlage“ zählt denselben Zähler mit anderen führenden Nullen weiter; "
        "die Nummern wechseln sich ab.",
        "Keine Vorlage trägt die laufende Nummer 1, 2, obwohl der Zähler schon darüber ist.",
        "Gezeigt für Amt 10; jedes federführende Amt zählt für sich.",
        "Ab der laufenden Nummer 100 wird die Nummer länger.",
    )
    neue = nummernprobe.probe("V {nr}", wer=adele, heute=heute)
    assert neue.naechste == ("V 1", "V 3", "V 4")
    assert neue.hinweise[0] == "Schon vergeben und deshalb übersprungen: V 2."
    assert nummernprobe.zaehler("{amt}/{nr:03d}/{jahr}", wer=adele) == [Zaehler("10/…/2026", 2)]


def test_im_neuen_jahr_beginnt_die_zaehlung_neu(stadt: Stadt) -> None:
    neujahr = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    erste, zweite, dritte = freigegeben(stadt), freigegeben(stadt), freigegeben(stadt, jetzt=neujahr)
    gerda = als("gerda")
    assert [hole(v, gerda)[0].nummer for v in (erste, zweite, dritte)] == ["10/001/2026", "10/002/2026", "10/001/2027"]


def test_eine_nummer_bleibt_fuer_immer(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    gehe(vorlage_id, "zurueckziehen", "olaf", jetzt=JETZT, bemerkung="überholt")
    vorlage, _ = hole(vorlage_id, als("olaf"))
    assert (vorlage.status, vorlage.nummer) == ("zurueckgezogen", "10/001/2026")
    assert hole(freigegeben(stadt), als("olaf"))[0].nummer == "10/002/2026"

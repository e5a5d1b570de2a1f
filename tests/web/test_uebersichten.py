"""Desk, lists, deadlines, procedures, administration: what they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.besuch import text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.extensions import verzeichnis
from vorlagen.services import sitzungen
from vorlagen.web.darstellung import rest
from vorlagen.workflow.stecker import Stoerung

SITZUNG = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)


def test_der_arbeitskorb_sagt_was_wartet_bis_wann_und_auf_wen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    assert "Entwürfe" in text(besuch("frieda").hole("/"))
    gehe(vorlage_id, "zur_mitzeichnung_geben", "frieda")
    kai = text(besuch("kai").hole("/"))
    assert "1 Aufgabe wartet auf Sie." in kai
    assert "Zur Mitzeichnung gegeben am 02.03.2026 von Frieda Federhalter Mitzeichnen für Kämmerei" in kai
    assert "Mitzeichnen für Kämmerei 05.03.2026 noch 3 Tage" in kai
    frieda = text(besuch("frieda").hole("/"))
    assert "Gerade wartet nichts auf Sie." in frieda
    assert "Darauf warten Sie" in frieda
    assert "Mitzeichnung: Kämmerei (Kai Kassenwart) bis 05.03.2026 noch 3 Tage" in frieda
    assert "Alles erledigt." in text(besuch("niemand").hole("/"))


def test_was_ueberfaellig_ist_steht_oben(besuch: Besucht, stadt: Stadt) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    with time_machine.travel(JETZT + timedelta(days=5)):
        seite = text(besuch("kai").hole("/"))
        assert "1 Frist ist überschritten." in seite
        assert "Sachstand Datennetz : Mitzeichnung bei Ihnen, 2 Tage überfällig" in seite
        bei_anderen = text(besuch("frieda").hole("/"))
        assert "Mitzeichnung bei: Kämmerei (Kai Kassenwart), 2 Tage überfällig" in bei_anderen
        assert "2 Tage überfällig" in text(besuch("gerda").hole("/fristen"))


@pytest.mark.probe
def test_die_liste_laesst_sich_eingrenzen_und_blaettern(besuch: Besucht, stadt: Stadt) -> None:
    for nr in range(52):
        entwurf(stadt, betreff=f"Netzausbau {nr:02}", jetzt=JETZT - timedelta(minutes=60 - nr))
    freigegeben(stadt, betreff="Friedhofssatzung")
    frieda = besuch("frieda")
    erste = frieda.hole("/vorlagen")
    assert ("Friedhofssatzung" in erste, "Netzausbau 51" in erste, "Netzausbau 00" in erste) == (True, True, False)
    zweite = frieda.hole(wege(erste, r"/vorlagen\?nach=[^\"]+")[0].replace("&amp;", "&"))
    assert ("Netzausbau 00" in zweite, "Zum Anfang der Liste" in zweite) == (True, True)
    gesucht = frieda.hole("/vorlagen?q=friedhof&status=freigegeben&art=Mitteilungsvorlage")
    assert ("Friedhofssatzung" in gesucht, "Netzausbau" in gesucht) == (True, False)
    assert "Dazu gibt es keine Vorlage" in frieda.hole("/vorlagen?q=100%25")
    frieda.hole("/vorlagen?nach=unfug", 422)


def test_fristen_nennen_ihre_rechnung(besuch: Besucht, stadt: Stadt) -> None:
    gehe(entwurf(stadt), "zur_mitzeichnung_geben", "frieda")
    sitzungen.lege_an(stadt.gremien["HFA"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    seite = text(besuch("gerda").hole("/fristen"))
    assert "3 Arbeitstage nach Mo 02.03.2026 (dieser Tag zählt nicht) → Do 05.03.2026" in seite
    assert "Ladung zur Sitzung am 24.03.2026" in seite
    assert "Der Gremiendienst" in seite


def test_jeder_ablauf_sagt_wer_wann_was_darf(besuch: Besucht) -> None:
    niemand = besuch("niemand")
    for pfad in {*wege(niemand.hole("/ablaeufe"), "/ablaeufe/[a-z_]+")}:
        assert "Durch" in niemand.hole(pfad), pfad
    seite = text(niemand.hole("/ablaeufe/beschlussvorlage"))
    for satz in (
        "Zur Mitzeichnung geben Die federführende Stelle",
        "Der Betreff steht.",
        "Die Vorlage bekommt ihre Nummer.",
        "geschieht von selbst",
    ):
        assert satz in seite, satz
    niemand.hole("/ablaeufe/gibtesnicht", 404)
    probe = "/ablaeufe/beschlussvorlage/probe"
    assert "Zur Mitzeichnung geben Geht „In Mitzeichnung“" in text(niemand.hole(probe))
    leer = text(besuch("frieda").hole(f"{probe}?gefragt=1&rolle=federfuehrung"))
    assert "Gefragt wird für jemand mit allen Rollen" in leer
    assert "Zur Mitzeichnung geben Geht nicht" in leer
    assert "<svg" in niemand.hole("/ablaeufe/beschlussvorlage")


def test_gremien_nennen_ihre_regeln_und_den_naechsten_termin(besuch: Besucht, stadt: Stadt) -> None:
    sitzungen.lege_an(stadt.gremien["HFA"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    seite = text(besuch("kai").hole("/gremien"))
    assert (
        "Haupt- und Finanzausschuss HFA 10 Arbeitstage vor der Sitzung 7 Tage vorher (bitte bestätigen) Di 24.03.2026"
        in seite
    )
    assert "noch nicht geplant" in seite


def test_die_verwaltung_sieht_rollen_muster_und_stoerungen(besuch: Besucht) -> None:
    adele = besuch("adele")
    seite = text(adele.hole("/verwaltung"))
    assert "2 Fristregeln sind noch nicht bestätigt. Das Impressum ist noch leer." in seite
    assert "Kai Kassenwart kai 20 Kämmerei Mitzeichnung 20 Kämmerei" in text(adele.hole("/verwaltung/personen"))
    verzeichnis.stoerungen.append(Stoerung("lindenstadt", "„lindenstadt“ ließ sich nicht laden: kaputt"))
    assert "„lindenstadt“ ließ sich nicht laden" in text(adele.hole("/verwaltung"))
    verzeichnis.stoerungen.clear()


def test_reste_in_worten() -> None:
    assert [rest(tage) for tage in (-2, -1, 0, 1, 3)] == [
        "2 Tage überfällig", "1 Tag überfällig", "heute", "morgen", "noch 3 Tage",
    ]  # fmt: skip

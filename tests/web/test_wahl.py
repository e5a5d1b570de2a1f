"""An election on the page: ballots, lot, acceptance, and what was typed when a number is none."""

from __future__ import annotations

from tests.lebenslaeufe import lies
from tests.test_ergebnisse import beim_rat
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt


def test_eine_wahl_mit_los_wird_auf_der_seite_eingetragen_und_kommt_so_wieder(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id, _ = beim_rat(stadt, art="Wahl")
    top = lies(vorlage_id).beratungen[0].tops[0]
    pfad, gerda = f"/sitzungen/{top.sitzung_id}/tops/{top.id}", besuch("gerda")
    getippt = {
        "wahl-verfahren": "geheim",
        "wahl-1-abgegeben": "20",
        "wahl-1-gueltig": "viele",
        "wahl-1-vorschlaege": "Anna Ahorn; 10\nBernd Birke; 10",
        "wahl-1-los": "Anna Ahorn",
        "wahl-gewaehlt": "Anna Ahorn",
        "wahl-angenommen": "ja",
    }
    falsch = gerda.druecke(pfad, gerda.hole(pfad), ohne_skript=False, **getippt)
    assert (falsch.status_code, "0 heißt niemand" in text(falsch.text), "Bernd Birke; 10" in falsch.text) == (
        422,
        True,
        True,
    )
    gerda.druecke(pfad, gerda.hole(pfad), ohne_skript=False, **{**getippt, "wahl-1-gueltig": "20"})
    beratung = lies(vorlage_id).beratungen[0]
    wahl = beratung.abstimmungen[-1].wahl
    assert (beratung.ausgang, wahl and wahl["angenommen"], wahl and wahl["wahlgaenge"][0]["los"]) == (
        "gewaehlt",
        True,
        {"zwischen": ["Anna Ahorn", "Bernd Birke"], "gezogen": "Anna Ahorn"},
    )

"""An election on the page: ballots, lot, acceptance, and what was typed when a number is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.lebenslaeufe import SITZUNG, lies, trage_ein
from tests.test_ergebnisse import beim_rat
from tests.web.besuch import text
from tests.web.conftest import Besucht
from tests.welt import Stadt, auf_tagesordnung, freigegeben
from vorlagen.services import abstimmungen
from vorlagen.services.abstimmungen import (
    Antragsabstimmung,
    Ergebnis,
    Gruppenstimmen,
    Punktergebnis,
    Stimmen,
    Verfahrensabstimmung,
)
from vorlagen.services.beratungsfolge import Station


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
    assert "Gewählt: Anna Ahorn" in text(gerda.hole(f"/vorlagen/{vorlage_id}"))


def test_nach_dem_ersten_wahlgang_ist_die_wahl_noch_offen(besuch: Besucht, stadt: Stadt) -> None:
    vorlage_id, _ = beim_rat(stadt, art="Wahl")
    top = lies(vorlage_id).beratungen[0].tops[0]
    pfad, gerda = f"/sitzungen/{top.sitzung_id}/tops/{top.id}", besuch("gerda")
    gerda.druecke(pfad, gerda.hole(pfad), wahl__1__vorschlaege="Anna Ahorn; 10\nBernd Birke; 10")
    beratung = lies(vorlage_id).beratungen[0]
    assert (beratung.ausgang, beratung.abstimmungen[-1].wahl is not None) == (None, True)


@pytest.mark.probe
def test_noch_einmal_speichern_ohne_etwas_zu_aendern_aendert_nichts(besuch: Besucht, stadt: Stadt) -> None:
    """Also what the form cannot show, the changed wording, and where the paper was referred."""
    gaenge = [{"nr": nr, "mehrere_stimmen": True, "vorschlaege": [{"name": "Anna Ahorn"}]} for nr in (1, 2, 3, 4)]
    alles = Ergebnis(
        ergebnis="nach Aussprache", ausgang="empfohlen_geaendert", stimmen=Stimmen(5, anwesend=11, worte="einmütig"),
        punkte=(Punktergebnis("1", "empfohlen", stimmen=Stimmen(5, stimmberechtigt=12)),),
        verfahren=(Verfahrensabstimmung("Schluss", "abgelehnt", wirkung="vertagt"), Verfahrensabstimmung("Rede", None)),
        antraege=(Antragsabstimmung("Ansatz streichen", "abgelehnt"),), gruppen=(Gruppenstimmen("Rat", Stimmen(3)),),
        wahl={"verfahren": "offen", "wahlgaenge": gaenge, "gewaehlt": "Anna Ahorn", "angenommen": None},
        beschlusstext="<p>Der Rat kauft das Haus mit Garten:</p><ol><li>das Haus.</li></ol>",
    )  # fmt: skip
    vorschlag = "<p>Der Rat kauft das Haus:</p><ol><li>das Haus.</li></ol>"
    folge = [Station((stadt.gremien[g],), art) for g, art in (("HFA", "Vorberatung"), ("Rat", "Entscheidung"))]
    for gremium, ergebnis in (
        ("HFA", alles),
        ("Rat", Ergebnis(ausgang="verwiesen", verwiesen_an=(stadt.gremien["HFA"],))),
    ):
        vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=folge, beschlussvorschlag=vorschlag)
        beratung_id = auf_tagesordnung(stadt, vorlage_id, gremium=gremium, beginn=SITZUNG)
        werte = {name: getattr(ergebnis, name) for name in Ergebnis.__dataclass_fields__ if name != "ausgang"}
        trage_ein(beratung_id, str(ergebnis.ausgang), **werte)
        vorlage = lies(vorlage_id)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        top = beratung.tops[-1]
        assert abstimmungen.lies(vorlage, beratung, top) == ergebnis
        vorher = (vorlage.beschlussvorschlag, vorlage.fassung, [(b.id, b.entscheidet) for b in vorlage.beratungen])
        pfad, gerda = f"/sitzungen/{top.sitzung_id}/tops/{top.id}", besuch("gerda")
        assert gerda.druecke(pfad, gerda.hole(pfad), nein="1").status_code == 302
        vorlage = lies(vorlage_id)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        jetzt = (vorlage.beschlussvorschlag, vorlage.fassung, [(b.id, b.entscheidet) for b in vorlage.beratungen])
        assert jetzt == vorher
        neu = abstimmungen.lies(vorlage, beratung, beratung.tops[-1])
        assert neu == replace(ergebnis, stimmen=replace(ergebnis.stimmen, nein=1), wahl=neu.wahl)
        assert (neu.wahl or {}).get("wahlgaenge", [])[3:] == (ergebnis.wahl or {}).get("wahlgaenge", [])[3:]
        assert all(gang["mehrere_stimmen"] for gang in (neu.wahl or {}).get("wahlgaenge", []))

"""Results: what really happened, in every shape that votes and ballots take, and what does not fit together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.lebenslaeufe import SITZUNG, lies
from tests.welt import JETZT, Stadt, als, auf_tagesordnung, freigegeben, gehe
from vorlagen.services import auftraege, ausgaenge, ergebnisse, sitzungen, tagesordnung, wortlaut
from vorlagen.services.abstimmungen import (
    Antragsabstimmung,
    Ergebnis,
    Gruppenstimmen,
    Punktergebnis,
    Stimmen,
    Verfahrensabstimmung,
)
from vorlagen.services.beratungsfolge import Station
from vorlagen.workflow.begriffe import Ausgang

TEXT = "<p>Der Rat beschließt:</p><ol><li>den Bau,</li><li>den Kauf.</li></ol>"


def beim_rat(stadt: Stadt, art: str = "Entscheidung", **werte: Any) -> tuple[str, str]:
    """A paper on the agenda of the council: its id and the stage's."""
    folge = [Station((stadt.gremien["Rat"],), art)]
    vorlage_id = freigegeben(stadt, **{"art": "Beschlussvorlage", "beratungsfolge": folge, **werte})
    return vorlage_id, auf_tagesordnung(stadt, vorlage_id, gremium="Rat", beginn=SITZUNG)


def ein(beratung_id: str, **ergebnis: Any) -> tuple[str, ...]:
    return ergebnisse.trage_ein(beratung_id, Ergebnis(**ergebnis), version=None, wer=als("gerda"), jetzt=JETZT)


@pytest.mark.parametrize(
    ("wahl", "erwartet"),
    [
        (None, None),
        ({"gewaehlt": "Anna Ahorn"}, "gewaehlt"),
        ({"gewaehlt": "Anna Ahorn", "angenommen": False}, "nicht_gewaehlt"),
        ({"wahlgaenge": [{"nr": 1}], "gewaehlt": None}, "nicht_gewaehlt"),
        ({"wahlgaenge": [{"nr": 1}]}, None),
        ({"wahlgaenge": [{"nr": 1, "vorschlaege": [{"name": "Liste A", "stimmen": 30, "sitze": 3}]}]}, "gewaehlt"),
    ],
)
def test_eine_wahl_sagt_selbst_wie_sie_ausging(wahl: dict[str, Any] | None, erwartet: str | None) -> None:
    assert ausgaenge.aus_wahl(wahl) == erwartet


def test_der_ausgang_folgt_aus_antrag_und_punkten_vor_der_bezeichnung(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    vertagung = Verfahrensabstimmung("Vertagung", "angenommen", Stimmen(29, 0, 0), wirkung="vertagt")
    hinweise = ein(beratung_id, ergebnis="ungeändert beschlossen", verfahren=(vertagung,))
    assert lies(vorlage_id).beratungen[0].ausgang == "vertagt"
    assert len(hinweise) == 1
    punkte = (Punktergebnis("1", "angenommen"), Punktergebnis("2", "vertagt"))
    (teil,) = ein(beratung_id, ergebnis="ungeändert beschlossen", punkte=punkte)
    assert "nennt nur einen Teil" in teil
    assert lies(vorlage_id).beratungen[0].ausgang == "gemischt"
    ein(beratung_id, ergebnis="einstimmig beschlossen")
    assert lies(vorlage_id).beratungen[0].ausgang is None


def test_ein_vertagter_punkt_kommt_wieder_und_macht_die_entscheidung_ganz(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    ein(beratung_id, punkte=(Punktergebnis("1", "angenommen"), Punktergebnis("2", "vertagt")))
    vorlage = lies(vorlage_id)
    assert (vorlage.status, ausgaenge.bleibt_offen(vorlage.beratungen[0])) == ("in_beratung", True)


def test_ein_geaenderter_wortlaut_macht_den_ausgang_geaendert_und_zeigt_jedes_wort(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag="<p>Der Rat beschließt den Bau.</p>")
    ein(beratung_id, ergebnis="ungeändert beschlossen", beschlusstext="<p>Der Rat beschließt den Bau mit Dach.</p>")
    vorlage = lies(vorlage_id)
    beratung = vorlage.beratungen[0]
    assert (beratung.ausgang, beratung.fassung_vorher, beratung.fassung_nachher) == ("angenommen_geaendert", 1, 2)
    (geaendert,) = wortlaut.geaendert_von(vorlage, beratung)
    assert geaendert.teile == (("=", "Der Rat beschließt den "), ("-", "Bau."), ("+", "Bau mit Dach."))


def test_eine_berichtigung_bringt_den_alten_wortlaut_zurueck(stadt: Stadt) -> None:
    folge = [
        Station((stadt.gremien[gremium],), art) for gremium, art in (("Rat", "Vorberatung"), ("HFA", "Entscheidung"))
    ]
    vorlage_id, beratung_id = beim_rat(stadt, beratungsfolge=folge, beschlussvorschlag=TEXT)
    neu = "<ol><li>den Bau,</li><li>den Kauf mit Garten,</li><li>den Umzug.</li></ol>"
    ein(beratung_id, ausgang="empfohlen_geaendert", beschlusstext=neu)
    vorlage = lies(vorlage_id)
    assert [p.text for p in vorlage.beschlusspunkte] == ["den Bau,", "den Kauf mit Garten,", "den Umzug."]
    ein(beratung_id, ausgang="empfohlen")
    vorlage = lies(vorlage_id)
    assert (vorlage.fassung, vorlage.beschlussvorschlag) == (3, TEXT)
    assert [p.text for p in vorlage.beschlusspunkte] == ["den Bau,", "den Kauf."]
    assert [(a.ausgang, a.gilt) for a in vorlage.beratungen[0].abstimmungen] == [
        ("empfohlen_geaendert", False),
        ("empfohlen", True),
    ]


def test_ein_zweiter_versuch_nimmt_nichts_zurueck_was_der_erste_geaendert_hat(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    mit_dach = "<p>Der Rat beschließt:</p><ol><li>den Bau mit Dach,</li><li>den Kauf.</li></ol>"
    punkte = (Punktergebnis("1", "angenommen_geaendert"), Punktergebnis("2", "vertagt"))
    ein(beratung_id, punkte=punkte, beschlusstext=mit_dach)
    gerda, spaeter = als("gerda"), SITZUNG + timedelta(days=14)
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], spaeter, wer=gerda, jetzt=JETZT)
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
    ein(beratung_id, punkte=(Punktergebnis("2", "angenommen"),))
    vorlage = lies(vorlage_id)
    assert (vorlage.fassung, vorlage.beschlussvorschlag) == (2, mit_dach)
    erster, zweiter = vorlage.beratungen[0].tops
    assert [(top.fassung_vorher, top.fassung_nachher) for top in (erster, zweiter)] == [(1, 2), (2, 2)]
    assert wortlaut.geaendert_von(vorlage, vorlage.beratungen[0]) == wortlaut.geaendert_in(vorlage, erster)
    assert wortlaut.geaendert_in(vorlage, zweiter) == ()


def test_ein_punkt_ueber_den_abgestimmt_ist_bleibt_auch_wenn_der_text_ihn_verliert(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    punkte = (Punktergebnis("1", "angenommen"), Punktergebnis("2", "abgelehnt"))
    ein(beratung_id, punkte=punkte, beschlusstext="<ol><li>den Bau.</li></ol>")
    assert [(p.nr, p.text) for p in lies(vorlage_id).beschlusspunkte] == [("1", "den Bau."), ("2", "")]


def test_abstimmungen_in_jeder_gestalt_bleiben_erhalten(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt)
    ein(
        beratung_id,
        ausgang="angenommen",
        stimmen=Stimmen(None, 1, 3, worte="eine Gegenstimme, drei Enthaltungen"),
        antraege=(Antragsabstimmung("Zeile 7 streichen", "abgelehnt", Stimmen(8, 13)),),
        gruppen=(
            Gruppenstimmen("Stadtverordnete", Stimmen(4, 0, 3, 0, anwesend=7)),
            Gruppenstimmen("Sachkundige", Stimmen(5, 0, 1)),
        ),
    )
    alle = lies(vorlage_id).beratungen[0].abstimmungen
    assert [(a.art, a.antrag or a.gruppe, a.ja, a.nein, a.anwesend) for a in alle] == [
        ("antrag", "Zeile 7 streichen", 8, 13, None),
        ("gruppe", "Stadtverordnete", 4, 0, 7),
        ("gruppe", "Sachkundige", 5, 0, None),
        ("sache", None, None, 1, None),
    ]
    assert (alle[-1].befangen, alle[-1].worte) == (None, "eine Gegenstimme, drei Enthaltungen")


@pytest.mark.parametrize(
    ("ergebnis", "wort"),
    [
        ({"ausgang": "angenommen", "stimmen": Stimmen(20, 5, 1, anwesend=25)}, "26 Stimmen bei 25 Anwesenden"),
        ({"ausgang": "angenommen", "stimmen": Stimmen(20, 1, 1, 0, anwesend=25)}, "fehlen welche"),
        ({"ausgang": "angenommen", "ergebnis": "einstimmig", "stimmen": Stimmen(20, 1)}, "1 Gegenstimmen"),
        ({"ausgang": "abgelehnt", "stimmen": Stimmen(20, 1)}, "nicht abgelehnt"),
        ({"ausgang": "angenommen_geaendert"}, "der neue Wortlaut fehlt"),
        ({"ausgang": "angenommen", "beschlusstext": "<p>Ganz anders.</p>"}, "weitergegeben wird der alte"),
        ({"ausgang": "angenommen_geaendert", "ergebnis": "ungeändert beschlossen", "beschlusstext": "<p>A.</p>"},
         "sagt „ungeändert“"),
        ({"ausgang": "angenommen", "ergebnis": "vertagt"}, "heißt sonst „vertagt“"),
        ({"ausgang": "kenntnis_genommen"}, "eingetragen ist eine Kenntnisnahme"),
        ({"ausgang": "empfohlen"}, "eingetragen ist eine Empfehlung"),
    ],
)  # fmt: skip
def test_widersprueche_werden_gesagt_und_hindern_nicht(stadt: Stadt, ergebnis: dict[str, Any], wort: str) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag="<p>Der Rat beschließt den Bau.</p>")
    hinweise = ein(beratung_id, **ergebnis)
    assert [satz for satz in hinweise if wort in satz] != []
    assert lies(vorlage_id).beratungen[0].ausgang == ergebnis["ausgang"]


def test_ein_beschluss_ueber_eine_kenntnisnahme_faellt_auf(stadt: Stadt) -> None:
    _, beratung_id = beim_rat(stadt, beschlussvorschlag="<p>Der Rat nimmt den Bericht zur Kenntnis.</p>")
    assert ein(beratung_id, ausgang="angenommen") == (
        "Der Beschlussvorschlag nimmt nur zur Kenntnis, eingetragen ist ein Beschluss.",
    )


WAHLGAENGE: list[tuple[dict[str, Any], str]] = [
    ({"ausgegeben": 37, "abgegeben": 38}, "ausgegeben nur 37"),
    ({"abgegeben": 37, "gueltig": 34, "ungueltig": 4}, "nicht 37 Stimmzettel"),
    ({"abgegeben": 37, "gueltig": 34, "ungueltig": 3, "enthaltung": 3,
      "vorschlaege": [{"name": "Ja", "stimmen": 28}, {"name": "Nein", "stimmen": 6}]}, "auch als ungültig"),
    ({"gueltig": 10, "vorschlaege": [{"name": "A", "stimmen": 6}, {"name": "B", "stimmen": 6}]}, "gültig sind 10"),
    ({"vorschlaege": [{"name": "A", "stimmen": 6}, {"name": "B", "stimmen": 6}], "gewaehlt": "A"}, "ein Los"),
    ({"vorschlaege": [{"name": "A", "stimmen": 6}, {"name": "B", "stimmen": 5}],
      "los": {"zwischen": ["A", "B"], "gezogen": "A"}}, "nur bei gleicher"),
    ({"los": {"zwischen": ["A", "B"], "gezogen": "C"}}, "Gezogen ist „C“"),
]  # fmt: skip


def test_was_bei_einer_wahl_nicht_aufgeht_wird_gesagt(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, art="Wahl")
    for gang, wort in WAHLGAENGE:
        wahl = {"verfahren": "geheim", "wahlgaenge": [{"nr": 1, **gang}], "gewaehlt": "Anna Ahorn", "angenommen": True}
        hinweise = ein(beratung_id, wahl=wahl)
        assert [satz for satz in hinweise if wort in satz and satz.startswith("1. Wahlgang: ")] != [], wort
        assert lies(vorlage_id).beratungen[0].ausgang == Ausgang.GEWAEHLT


def test_eine_abgelehnte_wahl_ist_keine(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, art="Wahl")
    assert ein(beratung_id, wahl={"gewaehlt": "Anna Ahorn", "angenommen": False}) == (
        "Die Wahl wurde nicht angenommen; es ist neu zu wählen.",
    )
    assert lies(vorlage_id).beratungen[0].ausgang == "nicht_gewaehlt"


def wieder_beim_rat(stadt: Stadt, beratung_id: str) -> None:
    """Four weeks later the council has the paper on its agenda again."""
    gerda, spaeter = als("gerda"), SITZUNG + timedelta(days=28)
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], spaeter, wer=gerda, jetzt=JETZT)
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)


def zu_tun() -> list[str]:
    gerda = als("gerda")
    return [a.text for a, _ in auftraege.liste(gerda) if a.status == "offen"]


def test_sind_alle_punkte_endgueltig_ist_entschieden_auch_wenn_sie_verschieden_ausgingen(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    hinweise = ein(beratung_id, ergebnis="ungeändert beschlossen", punkte=(Punktergebnis("1", "angenommen"),))
    assert [satz for satz in hinweise if "Beschlusspunkt 2" in satz] != []
    vorlage = lies(vorlage_id)
    assert (vorlage.status, vorlage.beratungen[0].ausgang, zu_tun()) == ("in_beratung", None, [])
    ein(beratung_id, punkte=(Punktergebnis("1", "angenommen"), Punktergebnis("2", "abgelehnt")))
    vorlage = lies(vorlage_id)
    assert (vorlage.status, vorlage.beratungen[0].ausgang, zu_tun()) == ("beschlossen", "gemischt", ["den Bau,"])
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Vertippt")
    ein(beratung_id, punkte=(Punktergebnis("1", "abgelehnt"), Punktergebnis("2", "zurueckgezogen")))
    assert (lies(vorlage_id).status, zu_tun()) == ("abgelehnt", [])


def test_eine_zweite_abstimmung_beginnt_von_vorn_eine_berichtigung_nur_beim_letzten_versuch(stadt: Stadt) -> None:
    vorlage_id, beratung_id = beim_rat(stadt, beschlussvorschlag=TEXT)
    ein(beratung_id, punkte=(Punktergebnis("1", "angenommen"), Punktergebnis("2", "vertagt")))
    wieder_beim_rat(stadt, beratung_id)
    ein(beratung_id, punkte=(Punktergebnis("2", "angenommen"),))
    assert (lies(vorlage_id).status, zu_tun()) == ("beschlossen", ["den Bau,", "den Kauf."])
    gehe(vorlage_id, "ergebnis_berichtigen", "gerda", bemerkung="Punkt 2 war abgelehnt.")
    ein(beratung_id, punkte=(Punktergebnis("2", "abgelehnt"),))
    assert (lies(vorlage_id).status, zu_tun()) == ("beschlossen", ["den Bau,"])
    gehe(vorlage_id, "widersprechen", "olaf", bemerkung="Rechtsverstoß")
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], SITZUNG + timedelta(days=35), wer=gerda, jetzt=JETZT)
    tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=als("gerda"), jetzt=JETZT)
    ein(beratung_id, punkte=(Punktergebnis("1", "abgelehnt"),))
    assert (lies(vorlage_id).status, lies(vorlage_id).beratungen[0].ausgang) == ("ausgesetzt", None)
    hinweise = ein(beratung_id, ausgang="abgelehnt", punkte=(Punktergebnis("1", "angenommen"),))
    assert "Die Beschlusspunkte ergeben „angenommen“, eingetragen ist „abgelehnt“." in hinweise
    assert (lies(vorlage_id).status, zu_tun()) == ("abgelehnt", [])

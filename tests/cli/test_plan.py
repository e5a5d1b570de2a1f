"""`vorlagen plan` and the part of `vorlagen frist` that changes a town."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, datetime
from unittest.mock import ANY

import pytest

from tests.cli.conftest import Ruf
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Ladungsregel, abgabespalten, als_werte, ladungsregel, ladungswerte
from vorlagen.kalender.regelworte import LADUNG
from vorlagen.services import sitzungen
from vorlagen.services.plandatei import aus_werten
from vorlagen.web.formulare.gremienregeln import aus_regel, lies

pytestmark = pytest.mark.probe


@pytest.fixture
def kalenderjahr(stadt: Stadt) -> Stadt:
    """Two meetings of each body."""
    for gremium, monat, tag in (("HFA", 6, 15), ("Rat", 6, 29), ("HFA", 9, 7), ("Rat", 9, 21)):
        beginn = datetime(2027, monat, tag, 15, tzinfo=UTC)
        sitzungen.lege_an(stadt.gremien[gremium], beginn, wer=als("gerda"), jetzt=JETZT)
    db.session.remove()
    return stadt


@pytest.mark.usefixtures("instanz", "kalenderjahr")
def test_plan_sagt_den_weg_in_einer_zeile_und_dann_warum(rufe: Ruf) -> None:
    status, ausgabe, klage = rufe("plan", "--gremium", "HFA", "--gremium", "Rat", "--ab", "2027-05-27")
    zeilen = ausgabe.splitlines()
    assert (status, klage) == (0, "")
    assert zeilen[:3] == [
        "Freigabe bis 01.06. → HFA 15.06. → Rat 29.06.; einen Tag später → Rat erst 21.09.",
        "Beginn spätestens: Di 01.06.2027",
        "HFA: Di 15.06.2027, Puffer 5 Tage",
    ]
    assert "  - Wartet auf HFA am Di 15.06.2027" in zeilen


@pytest.mark.usefixtures("instanz")
def test_plan_rueckwaerts_und_fuer_eine_vorlage_als_json(rufe: Ruf, kalenderjahr: Stadt) -> None:
    worte = ("plan", "--gremium", "HFA", "--gremium", "Rat der Stadt", "--mitzeichnung", "5", "--json")
    plan = json.loads(rufe(*worte, "--bis", "2027-07-01")[1])
    assert (plan["richtung"], plan["beginn_spaetestens"]) == ("rueckwaerts", "2027-05-24")
    assert rufe("plan", "--gremium", "Rat", "--bis", "2027-01-01")[1] == (
        "Bis Fr 01.01.2027 gibt es keinen Weg zur Entscheidung.\n"
    )
    ueblich = rufe("plan", "--gremium", "Rat", "--ab", "2027-05-03", "--mitzeichnung", "ueblich")[1]
    assert "- Angenommen nach den Fristen des längsten Ablaufs: " in ueblich
    vorlage_id = entwurf(kalenderjahr)
    db.session.remove()
    plan = json.loads(rufe("plan", "--vorlage", vorlage_id, "--ab", "2027-05-03", "--json")[1])
    assert plan["entscheidung"] == "2027-06-15"


@pytest.mark.usefixtures("instanz", "stadt")
@pytest.mark.parametrize(
    ("worte", "satz"),
    [
        ("plan", "Bitte entweder --vorlage oder mindestens ein --gremium angeben."),
        ("plan --gremium Rat --ab 2027-01-01 --bis 2027-02-01", "Bitte entweder --ab (vorwärts) oder --bis"),
        ("plan --gremium Kreistag", "Das Gremium „Kreistag“ gibt es nicht. Es gibt: HFA, Rat."),
        ("plan --vorlage 0815", "Die Vorlage „0815“ gibt es nicht."),
        ("frist regel Kreistag", "Das Gremium „Kreistag“ gibt es nicht."),
        ("frist regel Rat --voreinstellung NW", "Für Nordrhein-Westfalen gibt es keine Zahl (§ 47 GO NRW)."),
        ("frist tage --feiertag 2027-06-07", "Ein Feiertag braucht einen Namen."),
        ("frist ladung --sitzung 2026-06-16 --kalender NW", "Bitte entweder --tage oder --voreinstellung"),
        ("frist ladung --sitzung 2026-06-16 --kalender NW --voreinstellung BB", "Für Brandenburg gibt es keine"),
    ],
)
def test_was_nicht_geht_steht_in_einem_satz(rufe: Ruf, worte: str, satz: str) -> None:
    status, ausgabe, klage = rufe(*worte.split())
    assert (status, ausgabe, klage[: len(satz)]) == (1, "", satz)


@pytest.mark.usefixtures("instanz", "kalenderjahr")
def test_eine_regel_wird_geaendert_und_was_sich_verschiebt_gesagt(rufe: Ruf) -> None:
    assert rufe("frist", "regel", "Rat")[1] == "tage: 7\nabgabe.tage: 10\n"
    status, ausgabe, _ = rufe("frist", "regel", "Rat", "--voreinstellung", "hilden", "--bestaetigt")
    assert (status, ausgabe.splitlines()[-2:]) == (
        0,
        [
            "Ladung, Rat der Stadt: bisher Mo 21.06.2027, jetzt Fr 18.06.2027",
            "Ladung, Rat der Stadt: bisher Mo 13.09.2027, jetzt Fr 10.09.2027",
        ],
    )
    neu = json.loads(rufe("frist", "regel", "Rat", "--tage", "4", "--laut", "§ 2 GeschO", "--json")[1])
    assert (neu["regel"]["tage"], neu["regel"]["laut"], len(neu["verschoben"])) == (4, "§ 2 GeschO", 2)
    assert "bestaetigt" not in neu["regel"]


@pytest.mark.usefixtures("instanz", "kalenderjahr")
def test_jedes_feld_einer_regel_laesst_sich_setzen_und_zuruecknehmen(rufe: Ruf) -> None:
    """Whatever a rule can hold, the command reaches it, and the form of the page too."""
    angaben = {
        "tage": "9", "einheit": "werktage", "bezug": "absendung", "sitzungstag_zaehlt": "ja", "zugangstag_zaehlt": "ja",
        "kanal": "post", "zugangsfiktion.portal": "1", "zugangsfiktion.email": "2", "zugangsfiktion.post": "3",
        "zugangsruhe": "sonntag", "dienstschluss": "16:00", "anker": "freitag", "dringend.tage": "3",
        "dringend.einheit": "kalendertage", "nie_verkuerzt_fuer": "Wahl, Hauptsatzung", "heilung": "ja",
        "rat_bestaetigt": "ja",
    }  # fmt: skip
    assert set(angaben) == set(LADUNG)
    assert {name.partition(".")[0] for name in LADUNG} | {"laut", "bestaetigt"} == {
        f.name for f in fields(Ladungsregel)
    }
    worte = [wort for name, wert in angaben.items() for wort in ("--setze", f"{name}={wert}")]
    abgabe = ["--abgabe", "tage=12", "--abgabe", "einheit=kalendertage", "--abgabe", "uhrzeit=23:59"]
    gesetzt = json.loads(rufe("frist", "regel", "Rat", *worte, *abgabe, "--laut", "§ 2", "--bestaetigt", "--json")[1])
    regel = ladungsregel(gesetzt["regel"])
    assert [f.name for f in fields(regel) if getattr(regel, f.name) == getattr(Ladungsregel(tage=7), f.name)] == []
    assert gesetzt["abgabe"] == {"tage": 12, "einheit": "kalendertage", "uhrzeit": "23:59"}
    gezeigt = aus_regel(gesetzt["regel"])
    assert all(gezeigt.values())
    assert lies({**gezeigt, "abgabe_tage": "12"})[0] == {**als_werte(regel), "nie_verkuerzt_fuer": ANY}
    weg = [
        "--setze",
        "anker=",
        "--setze",
        "dringend.tage=",
        "--setze",
        "dringend.einheit=",
        "--setze",
        "zugangsfiktion.email=",
    ]
    danach = json.loads(rufe("frist", "regel", "Rat", *weg, "--json")[1])["regel"]
    assert ("anker" in danach, "dringend" in danach, danach["zugangsfiktion"]) == (
        False,
        False,
        {"portal": 1, "post": 3},
    )
    assert rufe("frist", "regel", "Rat", "--setze", "farbe=rot")[2].startswith("„farbe=rot“ ist so nicht zu setzen.")
    assert rufe("frist", "regel", "Rat", "--setze", "heilung=vielleicht")[2] == "„vielleicht“ ist weder ja noch nein.\n"


def test_ein_plan_bringt_ganze_regeln_mit() -> None:
    gremien = [
        {"kuerzel": "A", "name": "Ausschuss", "ladung": {"voreinstellung": "hilden", "tage": 8}},
        {"kuerzel": "B", "name": "Beirat", "ladung": {"sitzungstag_zaehlt": True}, "ladung_tage": 5,
         "abgabe": {"tage": 12, "einheit": "kalendertage"}},
    ]  # fmt: skip
    eins, zwei = aus_werten({"kuerzel": "x", "name": "X", "land": "NW", "gremien": gremien}).gremien
    assert ladungswerte(eins.ladung)["dringend"] == {"tage": 3}
    assert (ladungswerte(eins.ladung)["tage"], "bestaetigt" in ladungswerte(eins.ladung)) == (8, False)
    assert (zwei.ladung, abgabespalten(zwei.abgabe)) == (
        {"tage": 5, "sitzungstag_zaehlt": True},
        {"abgabe": {"tage": 12, "einheit": "kalendertage"}},
    )
    for regel, satz in (
        ({"ladung": {"voreinstellung": "atlantis"}}, "gremien[1].ladung: Die Voreinstellung „atlantis“ gibt es nicht."),
        ({"abgabe": {"stunde": 12}}, "gremien[1].abgabe: Die Abgaberegel kennt kein „stunde“."),
        ({"ladung": 7}, "gremien[1].ladung: muss eine Tabelle sein."),
    ):
        with pytest.raises(EingabeUngueltig, match=re.escape(satz)):
            aus_werten({"kuerzel": "x", "name": "X", "land": "NW", "gremien": [{"kuerzel": "A", "name": "A", **regel}]})


@pytest.mark.usefixtures("instanz", "kalenderjahr")
def test_eigene_tage_kommen_und_gehen(rufe: Ruf) -> None:
    zeilen = rufe("frist", "tage", "--schliesstag", "2027-06-21", "--feiertag", "2027-06-07=Lindentag")[1].splitlines()
    assert zeilen == [
        "Mo 21.06.2027: Schließtag",
        "Mo 07.06.2027: Lindentag",
        "Ladung, Haupt- und Finanzausschuss: bisher Mo 07.06.2027, jetzt Fr 04.06.2027",
        "Ladung, Rat der Stadt: bisher Mo 21.06.2027, jetzt Fr 18.06.2027",
    ]
    assert rufe("frist", "nachrechnen")[1] == "Keine offene Frist verschiebt sich.\n"
    assert json.loads(rufe("frist", "tage", "--json")[1])["schliesstage"] == ["2027-06-21"]
    weg = json.loads(rufe("frist", "tage", "--streiche", "2027-06-21", "--json")[1])
    assert (weg["schliesstage"], [eine["neu"] for eine in weg["verschoben"]]) == ([], ["2027-06-21"])
    assert json.loads(rufe("frist", "nachrechnen", "--json")[1]) == []


def test_frist_ladung_kennt_die_voreinstellungen(rufe: Ruf) -> None:
    worte = "frist ladung --sitzung 2026-06-18 --kalender NW --voreinstellung"
    assert json.loads(rufe(*worte.split(), "kalkar", "--json")[1])["absendung_spaetestens"] == "2026-06-03"
    dringend = json.loads(rufe(*worte.split(), "rhein-kreis-neuss", "--dringend", "--kanal", "portal", "--json")[1])
    assert dringend["zugang"] == "2026-06-15"

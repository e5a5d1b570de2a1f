"""The published schema of the case file: what it allows comes in, what it refuses is told place by place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from tests.cli.conftest import Ruf
from tests.cli.conftest import rufe as rufe
from tests.test_faelle import FALL
from tests.welt import JETZT, Stadt, freigegeben
from vorlagen.services.faelle import gib_aus, nimm_auf, schema_text
from vorlagen.services.faelle.fallschema import einwaende, unbekannte

SCHEMA = json.loads(schema_text())
ANZAHL = "eine ganze Zahl von 0 bis 1000000 oder null"
TAG = "ein Datum wie 2018-05-18 oder null"


def station(**werte: Any) -> dict[str, Any]:
    return {"beratungsfolge": [{"gremium": "Rat"}, werte]}


KAPUTT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"id": 7}, "„id“ ist 7; gebraucht wird eine Kennung aus Buchstaben, Ziffern, Punkt und Strich, höchstens 191 "),
    ({"id": "../../etc"}, '„id“ ist "../../etc"; gebraucht wird eine Kennung'),
    ({"id": "fall\n"}, '„id“ ist "fall\\n"; gebraucht wird eine Kennung'),
    ({"id": "x" * 192}, f'„id“ ist "{"x" * 79}…; gebraucht wird eine Kennung'),
    ({"title": 7}, "„title“ ist 7; gebraucht wird ein Text oder null."),
    ({"municipality": ["Rat"]}, '„municipality“ ist ["Rat"]; gebraucht wird ein Text oder null.'),
    ({"public": "ja"}, '„public“ ist "ja"; gebraucht wird true, false oder null.'),
    ({"public": 1}, "„public“ ist 1; gebraucht wird true, false oder null."),
    ({"date": "2017-13-45"}, f'„date“ ist "2017-13-45"; gebraucht wird {TAG}.'),
    ({"date": "18.05.2018"}, f'„date“ ist "18.05.2018"; gebraucht wird {TAG}.'),
    ({"date": "20180518"}, f'„date“ ist "20180518"; gebraucht wird {TAG}.'),
    ({"date": 2017}, f"„date“ ist 2017; gebraucht wird {TAG}."),
    ({"beratungsfolge": {}}, "„beratungsfolge“ ist {}; gebraucht wird eine Liste von Objekten oder null."),
    ({"beratungsfolge": ["Rat"]}, '„beratungsfolge[0]“ ist "Rat"; gebraucht wird ein Objekt.'),
    ({"anlagen": "Plan"}, '„anlagen“ ist "Plan"; gebraucht wird eine Liste oder null.'),
    ({"auswirkungen": []}, "„auswirkungen“ ist []; gebraucht wird ein Objekt oder null."),
    ({"tags": {}}, "„tags“ ist {}; gebraucht wird eine Liste oder null."),
    (station(votes={"ja": "7"}), f'„beratungsfolge[1].votes.ja“ ist "7"; gebraucht wird {ANZAHL}.'),
    (station(votes={"ja": True}), f"„beratungsfolge[1].votes.ja“ ist true; gebraucht wird {ANZAHL}."),
    (station(votes={"nein": -1}), f"„beratungsfolge[1].votes.nein“ ist -1; gebraucht wird {ANZAHL}."),
    (station(votes={"nein": 1.5}), f"„beratungsfolge[1].votes.nein“ ist 1.5; gebraucht wird {ANZAHL}."),
    (station(votes={"befangen": 10**7}), f"„beratungsfolge[1].votes.befangen“ ist 10000000; gebraucht wird {ANZAHL}."),
    (station(votes=[]), "„beratungsfolge[1].votes“ ist []; gebraucht wird ein Objekt oder null."),
    (station(public="nein"), '„beratungsfolge[1].public“ ist "nein"; gebraucht wird true, false oder null.'),
    (station(points=[{"nr": 1}]), "„beratungsfolge[1].points[0].nr“ ist 1; gebraucht wird eine Nummer als Text."),
    (station(points=[{"nr": " "}]), '„beratungsfolge[1].points[0].nr“ ist " "; gebraucht wird eine Nummer als Text.'),
    (station(points=[{"ja": 3}]), "„beratungsfolge[1].points[0].nr“ fehlt; gebraucht wird eine Nummer als Text."),
    (station(result=3), "„beratungsfolge[1].result“ ist 3; gebraucht wird ein Text oder null."),
)


def test_das_schema_ist_selbst_gueltig_und_spricht_deutsch() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    teile = [SCHEMA, *(SCHEMA["$defs"][name] for name in ("station", "punkt", "stimmen"))]
    for teil in teile:
        assert [
            name for name, feld in teil["properties"].items() if "description" not in feld and name != "votes"
        ] == []


@pytest.mark.parametrize(("anders", "satz"), KAPUTT, ids=[satz[:40] for _, satz in KAPUTT])
def test_jeder_fehler_ist_ein_satz_mit_ort_wert_und_abhilfe(anders: dict[str, Any], satz: str) -> None:
    (gesagt,) = einwaende({**FALL, **anders})
    assert gesagt[: len(satz)] == satz


def test_alle_fehler_einer_datei_stehen_im_bericht_und_die_anderen_kommen_herein(app: Flask, tmp_path: Path) -> None:
    kaputt = {**FALL, "title": 7, "date": "gestern", "beratungsfolge": [{"votes": {"ja": "7"}, "date": 3}]}
    (tmp_path / "kaputt.json").write_text(json.dumps(kaputt), encoding="utf-8")
    (tmp_path / "gut.json").write_text(json.dumps(FALL), encoding="utf-8")
    bericht = nimm_auf(tmp_path, jetzt=JETZT)
    assert (bericht.neu, list(bericht.abgelehnt)) == (["eichen-1"], ["kaputt.json"])
    zeilen = bericht.abgelehnt["kaputt.json"].splitlines()
    orte = [zeile.partition("“")[0] for zeile in zeilen]
    assert orte == [
        "kaputt.json: „beratungsfolge[0].date",
        "kaputt.json: „beratungsfolge[0].votes.ja",
        "kaputt.json: „date",
        "kaputt.json: „title",
    ]


def test_ohne_kennung_und_bei_sehr_vielen_fehlern_bleibt_es_lesbar(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "kaputt.json").write_text(json.dumps({"beratungsfolge": ["Rat"] * 500}), encoding="utf-8")
    zeilen = nimm_auf(tmp_path, jetzt=JETZT).abgelehnt["kaputt.json"].splitlines()
    assert (len(zeilen), zeilen[-1]) == (21, "kaputt.json: und 481 weitere Fehler.")
    assert zeilen[0].startswith("kaputt.json: „id“ fehlt; gebraucht wird eine Kennung")


@pytest.mark.probe
def test_vierzig_echte_faelle_und_was_davon_ausgegeben_wird_halten_das_schema(
    app: Flask, testdaten: Path, tmp_path: Path
) -> None:
    pruefer = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    dateien = sorted((testdaten / "faelle").glob("*.json"))
    assert len(dateien) == 40
    nimm_auf(testdaten / "faelle", jetzt=JETZT)
    gib_aus(tmp_path)
    for datei in (*dateien, *tmp_path.glob("*.json")):
        assert list(pruefer.iter_errors(json.loads(datei.read_text(encoding="utf-8")))) == [], datei.name


def test_auch_was_hier_begann_wird_gueltig_ausgegeben(stadt: Stadt, tmp_path: Path) -> None:
    freigegeben(stadt)
    gib_aus(tmp_path, alle=True)
    (datei,) = tmp_path.glob("*.json")
    inhalt = json.loads(datei.read_text(encoding="utf-8"))
    assert (list(einwaende(inhalt)), list(unbekannte(inhalt))) == ([], [])


def test_eine_ganze_zahl_mit_null_hinter_dem_komma_ist_eine_ganze_zahl(app: Flask, tmp_path: Path) -> None:
    fall = {**FALL, "beratungsfolge": [{"gremium": "Rat", "votes": {"ja": 7.0}}]}
    (tmp_path / "eichen-1.json").write_text(json.dumps(fall), encoding="utf-8")
    assert nimm_auf(tmp_path, jetzt=JETZT).neu == ["eichen-1"]
    gib_aus(tmp_path / "aus")
    assert '"ja": 7.0' in (tmp_path / "aus/eichen-1.json").read_text(encoding="utf-8")


def test_jeder_bekommt_das_schema_ohne_anmeldung(klient: FlaskClient) -> None:
    antwort = klient.get("/api/v1/fall.schema.json")
    assert (antwort.status_code, antwort.mimetype, antwort.get_json()) == (200, "application/schema+json", SCHEMA)
    wieder = klient.get("/api/v1/fall.schema.json", headers={"If-None-Match": antwort.headers["ETag"]})
    assert (wieder.status_code, wieder.data) == (304, b"")


def test_die_befehle_geben_das_schema_aus_und_pruefen_ohne_datenbank(rufe: Ruf, tmp_path: Path) -> None:
    assert rufe("faelle", "schema") == (0, schema_text(), "")
    gut, schlecht = tmp_path / "gut.json", tmp_path / "schlecht.json"
    gut.write_text(json.dumps(FALL), encoding="utf-8")
    schlecht.write_text(json.dumps({**FALL, "title": 7}), encoding="utf-8")
    assert rufe("faelle", "pruefe", str(gut)) == (0, "Geprüft: 1, fehlerhaft: 0.\n", "")
    satz = "schlecht.json: „title“ ist 7; gebraucht wird ein Text oder null."
    assert rufe("faelle", "pruefe", str(gut), str(schlecht)) == (1, "Geprüft: 2, fehlerhaft: 1.\n", satz + "\n")
    _, ausgabe, _ = rufe("faelle", "pruefe", str(gut), str(schlecht), "--json")
    assert json.loads(ausgabe) == {"geprueft": 2, "abgelehnt": {str(schlecht): [satz]}}

"""The two commands and the test database stand on their own feet."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import psycopg
import pytest
from packaging.requirements import Requirement

import dev
from tests.postgres import treiberlos

WURZEL = Path(__file__).resolve().parent.parent


def test_altes_python_kann_dev_py_lesen() -> None:
    quelltext = (WURZEL / "dev.py").read_text(encoding="utf-8")
    baum = ast.parse(quelltext, feature_version=(3, 6))
    importe = [knoten for knoten in ast.walk(baum) if isinstance(knoten, ast.Import | ast.ImportFrom)]
    assert importe
    for importiert in importe:
        assert isinstance(importiert, ast.Import), "from __future__ kennt Python 3.6 nur zum Teil"
        assert {name.name.partition(".")[0] for name in importiert.names} <= sys.stdlib_module_names


def test_dev_py_nennt_ein_unbekanntes_wort_beim_namen(tmp_path: Path) -> None:
    lauf = subprocess.run([sys.executable, WURZEL / "dev.py", "tset"], cwd=tmp_path, capture_output=True, text=True)
    assert lauf.returncode == 2
    assert lauf.stderr.splitlines()[0] == "„tset“ gibt es hier nicht."


def test_postgres_kann_umlaute_klein_schreiben(postgres_url: str) -> None:
    with psycopg.connect(treiberlos(postgres_url)) as verbindung:
        zeile = verbindung.execute("SELECT lower('ÄÖÜ'), current_setting('server_encoding')").fetchone()
    assert zeile == ("äöü", "UTF8")


@pytest.mark.skipif("TEST_POSTGRES_URL" in os.environ, reason="die Datenbank gehört anderen")
def test_postgres_hoert_nur_auf_diese_maschine(postgres_url: str) -> None:
    with psycopg.connect(treiberlos(postgres_url)) as verbindung:
        zeile = verbindung.execute("SHOW listen_addresses").fetchone()
    assert zeile == ("127.0.0.1",)


def test_zu_altes_python_bekommt_einen_satz(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dev.sys.version_info", (3, 10, 14, "final", 0))
    antwort = dev.main(["demo"])
    monkeypatch.undo()
    assert antwort == 2
    assert capsys.readouterr().err == "Vorlagen braucht Python 3.11 oder neuer; dies ist Python 3.10.\n"


def test_ohne_venv_modul_gibt_es_einen_satz(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    finde = importlib.util.find_spec
    monkeypatch.setattr("dev.importlib.util.find_spec", lambda name: None if name == "ensurepip" else finde(name))
    antwort = dev.main(["demo"])
    monkeypatch.undo()
    assert antwort == 2
    assert capsys.readouterr().err.startswith("Diesem Python fehlt das Modul venv")


def test_ein_zweiter_lauf_richtet_nichts_mehr_ein(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("dev.VENV", str(tmp_path))
    python = Path(dev.programm("python"))
    python.parent.mkdir()
    python.touch()
    Path(dev.stempelort("werkzeug")).write_text(dev.fingerabdruck(), encoding="ascii")
    dev.richte_ein(mit_werkzeug=True)
    dev.richte_ein(mit_werkzeug=False)
    assert capsys.readouterr().out == ""


def test_jede_abhaengigkeit_ist_in_einer_erlaubten_version_festgehalten() -> None:
    projekt = tomllib.loads((WURZEL / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [angabe for angaben in projekt["optional-dependencies"].values() for angabe in angaben]
    zeilen = (WURZEL / "constraints.txt").read_text(encoding="utf-8").splitlines()
    fest = {name: version for name, _, version in (zeile.partition(" ;")[0].partition("==") for zeile in zeilen)}
    for angabe in [*projekt["dependencies"], *extras]:
        wunsch = Requirement(angabe)
        if wunsch.name != projekt["name"]:
            assert wunsch.specifier.contains(fest[wunsch.name]), angabe


def test_die_festgehaltenen_versionen_verraten_weder_ort_noch_rechner() -> None:
    for zeile in (WURZEL / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; .+)?", zeile), zeile


def test_die_datenbank_endet_auch_mit_einem_abgeschossenen_testlauf() -> None:
    programm = "import time, tests.postgres; print(tests.postgres.starte(), flush=True); time.sleep(60)"
    umgebung = {name: wert for name, wert in os.environ.items() if name != "TEST_POSTGRES_URL"}
    with subprocess.Popen(
        [sys.executable, "-c", programm], cwd=WURZEL, env=umgebung, stdout=subprocess.PIPE, text=True
    ) as lauf:
        assert lauf.stdout is not None
        adresse = lauf.stdout.readline().strip().replace("+psycopg", "")
        psycopg.connect(adresse).close()
        lauf.kill()
    for _ in range(100):
        try:
            psycopg.connect(adresse).close()
        except psycopg.OperationalError:
            return
        time.sleep(0.1)
    pytest.fail(f"{adresse} antwortet noch.")

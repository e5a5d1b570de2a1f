"""The two commands and the test database stand on their own feet."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

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
    lauf = subprocess.run(
        [sys.executable, WURZEL / "dev.py", "tset"], cwd=tmp_path, capture_output=True, text=True
    )
    assert lauf.returncode == 2
    assert lauf.stderr.splitlines()[0] == "„tset“ gibt es hier nicht."


def test_postgres_kann_umlaute_klein_schreiben(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as verbindung:
        zeile = verbindung.execute("SELECT lower('ÄÖÜ'), current_setting('server_encoding')").fetchone()
    assert zeile == ("äöü", "UTF8")


@pytest.mark.skipif("TEST_POSTGRES_URL" in os.environ, reason="die Datenbank gehört anderen")
def test_postgres_hoert_nur_auf_diese_maschine(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as verbindung:
        zeile = verbindung.execute("SHOW listen_addresses").fetchone()
    assert zeile == ("127.0.0.1",)

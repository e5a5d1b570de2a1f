"""The example in the documentation runs as it stands there, against a real server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.api.programm import Besetzung
from tests.conftest import WURZEL


@pytest.mark.probe
def test_das_beispiel_traegt_eine_vorlage_bis_zur_kenntnisnahme(rufen: Besetzung, app: Flask) -> None:
    token = {
        f"TOKEN_{name.upper()}": rufen(name).kopf["Authorization"].removeprefix("Bearer ")
        for name in ("frieda", "kai", "berta", "olaf", "gerda")
    }
    with server(app) as adresse:
        lauf = subprocess.run(
            [sys.executable, str(WURZEL / "docs" / "beispiel_json.py")],
            env={**os.environ, **token, "VORLAGEN_BASE_URL": adresse},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert (lauf.returncode, lauf.stderr) == (0, "")
    zeilen = lauf.stdout.splitlines()
    assert zeilen[0] == "noch offen: Der Betreff fehlt."
    assert "Status: zur_kenntnis_genommen" in zeilen
    assert zeilen[-1] == "Verlauf: 11 Einträge, verkettet"


@contextmanager
def server(app: Flask) -> Iterator[str]:
    """The application behind a port of this machine; its address."""
    laufender = make_server("127.0.0.1", 0, app, threaded=True)
    faden = Thread(target=laufender.serve_forever)
    faden.start()
    try:
        yield f"http://127.0.0.1:{laufender.port}"
    finally:
        laufender.shutdown()
        faden.join()
        laufender.server_close()

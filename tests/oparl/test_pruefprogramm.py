"""The conformance checker of others, over the demo as `vorlagen demo` shows it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[2]
GEDULD = 240  # seconds, on a machine that does other things too


@pytest.mark.probe
def test_das_pruefprogramm_findet_an_der_demo_nichts(testdaten: Path, tmp_path: Path) -> None:
    with socket.socket() as steckdose:
        steckdose.bind(("127.0.0.1", 0))
        port = steckdose.getsockname()[1]
    umgebung = {name: wert for name, wert in os.environ.items() if not name.startswith("VORLAGEN_")}
    befehl = [sys.executable, "-m", "vorlagen", "demo", "--port", str(port), "--instance", str(tmp_path)]
    system = f"http://127.0.0.1:{port}/oparl/v1.1/system"
    with subprocess.Popen(befehl, cwd=WURZEL, env=umgebung, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as demo:
        try:
            _warte(system, demo)
            pruefer = [sys.executable, str(testdaten / "oparl" / "oparl_check.py"), system]
            lauf = subprocess.run(pruefer, capture_output=True, text=True, check=False, timeout=GEDULD)
        finally:
            demo.terminate()
    assert (lauf.returncode, lauf.stdout.splitlines()[-1]) == (
        0,
        "Ergebnis: 0 MUST-, 0 SHOULD-Regeln verletzt",
    ), lauf.stdout


def _warte(adresse: str, demo: subprocess.Popen[bytes]) -> None:
    ende = time.monotonic() + GEDULD
    while time.monotonic() < ende:
        assert demo.poll() is None, demo.stderr and demo.stderr.read()
        try:
            with urllib.request.urlopen(adresse, timeout=GEDULD):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(adresse)

"""A town's real history and every known way in which servers break, through the command as somebody types it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import WURZEL
from tests.postgres import freier_port
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen
from vorlagen.models import Koerperschaft
from vorlagen.services import einfuhr
from vorlagen.services.einfuhr import Auftrag, Hoeflichkeit, Werkzeug

KAPUTT = (
    "access-attachment", "bad-datetime", "bare-array", "bom", "deleted-404", "deleted-in-list", "deleted-no-type",
    "embedded-no-id", "embedded-not-addressable", "empty-404", "empty-strings", "file-html", "html-error",
    "html-escape", "http-id-mismatch", "ignore-filters", "links-lose-filter", "missing-type", "next-on-last",
    "no-cors", "no-created-embedded", "no-links", "no-order", "no-tombstones", "null-values",
    "person-location-object", "single-aux",
)  # fmt: skip

AM_FILTER = ("bare-array", "deleted-no-type", "empty-404", "ignore-filters", "links-lose-filter", "no-tombstones")
ZAEHLE = """SELECT (SELECT count(*) FROM vorlage WHERE koerperschaft_id = :stadt) AS vorlagen,
 (SELECT count(*) FROM sitzung WHERE koerperschaft_id = :stadt) AS sitzungen,
 (SELECT count(*) FROM tagesordnungspunkt WHERE koerperschaft_id = :stadt) AS punkte,
 (SELECT count(*) FROM beratung WHERE koerperschaft_id = :stadt) AS stationen"""


@contextmanager
def nachbau(testdaten: Path, *angaben: str) -> Iterator[str]:
    """The replay server that came with the real data; answers with its address."""
    port = freier_port()
    befehl = [sys.executable, str(testdaten / "oparl" / "mock_oparl.py"), "--port", str(port), *angaben]
    with subprocess.Popen(befehl, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as prozess:
        adresse = f"http://127.0.0.1:{port}/oparl/v1.1/system"
        try:
            for _ in range(200):
                with suppress(OSError):
                    urllib.request.urlopen(adresse, timeout=1).close()
                    break
                time.sleep(0.05)
            yield adresse
        finally:
            prozess.terminate()


@pytest.fixture
def umgebung(auf_sqlite: Einstellungen, tmp_path: Path) -> dict[str, str]:
    """What a shell would have set for the command."""
    datei = tmp_path / "stadt.sqlite3"
    datei.write_bytes(Path(auf_sqlite.database_url.removeprefix("sqlite:///")).read_bytes())
    return {
        **os.environ, "VORLAGEN_INSTANCE": str(tmp_path), "VORLAGEN_DATABASE_URL": f"sqlite:///{datei}",
        "VORLAGEN_SECRET_KEY": "nur-fuer-pruefungen-" * 3, "PYTHONPATH": str(WURZEL),
    }  # fmt: skip


def fuehre_ein(umgebung: dict[str, str], adresse: str, *mehr: str) -> tuple[int, dict[str, Any]]:
    """The command in a process of its own: exit status and report."""
    befehl = [sys.executable, "-m", "vorlagen", "import", "oparl", adresse, "--json", "--pause", "0", *mehr]
    lauf = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, timeout=600, check=False)
    assert "Traceback" not in lauf.stderr, lauf.stderr
    return lauf.returncode, json.loads(lauf.stdout)


def neue(bericht: dict[str, Any], was: str = "neu") -> dict[str, int]:
    return {typ: zahlen.get(was, 0) for typ, zahlen in bericht["zaehler"].items()}


@pytest.mark.lang
def test_ein_wirklicher_bestand_kommt_ganz_und_ein_getoeteter_lauf_geht_weiter(
    testdaten: Path, umgebung: dict[str, str], tmp_path: Path
) -> None:
    """2,097 papers, 5,106 items in under three minutes, killed on the way; a second run changes nothing."""
    flach = tmp_path / "flach"
    daten = sorted(str(datei) for datei in (testdaten / "oparl" / "daten").glob("*.gz"))
    subprocess.run([sys.executable, str(testdaten / "oparl" / "flatten.py"), str(flach), *daten], check=True)
    with nachbau(testdaten, "--data", str(flach)) as adresse:
        befehl = [sys.executable, "-m", "vorlagen", "import", "oparl", adresse, "--json", "--pause", "0"]
        beginn = time.monotonic()
        with subprocess.Popen(befehl, env=umgebung, stdout=subprocess.DEVNULL) as erster:
            time.sleep(25)
            erster.send_signal(signal.SIGKILL)
        status, bericht = fuehre_ein(umgebung, adresse)
        assert time.monotonic() - beginn < 180
        assert (status, bericht["zustand"]) == (0, "vollstaendig")
        erwartet = {"organisation": 22, "person": 49, "sitz": 533, "sitzung": 346, "punkt": 5106, "papier": 2097}
        assert {typ: zahl for typ, zahl in neue(bericht).items() if typ in erwartet} == erwartet
        assert neue(bericht)["station"] == 2228
        status, bericht = fuehre_ein(umgebung, adresse)
        assert (status, sum(neue(bericht).values()), sum(neue(bericht, "geaendert").values())) == (0, 0, 0)
        assert neue(bericht, "unveraendert")["punkt"] == 5106


@pytest.mark.probe
def test_jede_bekannte_krankheit_wird_gemeldet_und_keine_steckt_an(
    testdaten: Path, auf_sqlite: Einstellungen, app: Flask
) -> None:
    """27 ways of breaking, one after the other, each into a town of its own: no crash, no circle, nothing lost."""
    if app.config["EINSTELLUNGEN"].database_url != auf_sqlite.database_url:
        pytest.skip("Die Fehler liegen vor der Datenbank.")
    werkzeug = Werkzeug(netze=(ip_network("127.0.0.0/8"),), hoeflichkeit=Hoeflichkeit(pause=0, warten=0, atem=0))
    for nr, mangel in enumerate(KAPUTT):
        sicht_oeffnen(ALLE)
        stadt_id = neue_id()
        db.session.add(Koerperschaft(id=stadt_id, kuerzel=f"stadt-{nr}", name=f"Stadt {nr}"))
        db.session.commit()
        with im_haus(testdaten, mangel) as adresse:
            for seit in (None, datetime(2024, 1, 1, tzinfo=UTC)) if mangel in AM_FILTER else (None,):
                auftrag = Auftrag(stadt_id=stadt_id, quelle=adresse, seit=seit)
                bericht = einfuhr.fuehre_aus(einfuhr.beginne(auftrag, jetzt=datetime.now(UTC)), werkzeug)
                assert bericht.vollstaendig, (mangel, bericht.befunde)
        stand = db.session.execute(text(ZAEHLE), {"stadt": stadt_id}).one()
        assert tuple(stand) == (28, 2, 5, 4), mangel


@contextmanager
def im_haus(testdaten: Path, mangel: str) -> Iterator[str]:
    """The same server in a thread of ours, with its small built-in data and one fault."""
    bauplan = spec_from_file_location("nachbau", testdaten / "oparl" / "mock_oparl.py")
    assert bauplan is not None
    assert bauplan.loader is not None
    modul: Any = module_from_spec(bauplan)
    bauplan.loader.exec_module(modul)
    vorrat = modul.Store()
    vorrat.demo()
    port = freier_port()
    dienst = modul.App(vorrat, f"http://127.0.0.1:{port}", 10, [mangel])
    server = ThreadingHTTPServer(("127.0.0.1", port), modul.make_handler(dienst))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/oparl/v1.1/system"
    finally:
        server.shutdown()
        server.server_close()

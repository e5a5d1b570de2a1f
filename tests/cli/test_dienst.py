"""The commands that stay: demo, serve and uhr as real processes, with real ports and real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import WURZEL
from tests.postgres import freier_port
from vorlagen.app import create_app
from vorlagen.cli import netz
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.services import demo

pytestmark = pytest.mark.probe

WARNUNGEN = "error,ignore:unclosed:ResourceWarning"  # who is told to stop may leave a browser on the line
GEDULD = 120  # seconds, on a machine that does other things too
BEFEHL = [sys.executable, "-c", "import sys; from vorlagen.cli import main; sys.exit(main())"]
Wert = TypeVar("Wert")


class Prozess:
    """A running command whose output is gathered in files."""

    def __init__(self, ort: Path, umgebung: dict[str, str], *worte: str) -> None:
        self.ausgabe, self.klage = ort / "ausgabe", ort / "klage"
        with self.ausgabe.open("wb") as aus, self.klage.open("wb") as err:
            self.lauf = subprocess.Popen([*BEFEHL, *worte], cwd=WURZEL, env=umgebung, stdout=aus, stderr=err)

    def warte(self, bis: Callable[[], Wert | None]) -> Wert:
        """Ask until there is an answer; a process that has ended will give none."""
        ende = time.monotonic() + GEDULD
        while (wert := bis()) is None:
            lebt = self.lauf.poll() is None and time.monotonic() < ende
            assert lebt, self.klage.read_text(encoding="utf-8")
            time.sleep(0.2)
        return wert

    def beende(self, zeichen: int) -> int:
        self.lauf.send_signal(zeichen)
        return self.lauf.wait(timeout=GEDULD)


@pytest.fixture
def umgebung(tmp_path: Path) -> dict[str, str]:
    """The environment of a process with an instance of its own, and no other setting."""
    frei = {name: wert for name, wert in os.environ.items() if not name.startswith("VORLAGEN_")}
    return {**frei, "VORLAGEN_INSTANCE": str(tmp_path / "instanz"), "PYTHONWARNINGS": WARNUNGEN}


@pytest.fixture
def starte(tmp_path: Path, umgebung: dict[str, str]) -> Iterator[Callable[..., Prozess]]:
    """Start a command; what still runs in the end is killed."""
    prozesse: list[Prozess] = []

    def starten(*worte: str) -> Prozess:
        ort = tmp_path / f"lauf{len(prozesse)}"
        ort.mkdir()
        prozesse.append(Prozess(ort, umgebung, *worte))
        return prozesse[-1]

    yield starten
    for prozess in prozesse:
        if prozess.lauf.poll() is None:
            prozess.lauf.kill()
            prozess.lauf.wait()


def _rufe(umgebung: dict[str, str], *worte: str) -> tuple[int, str, str]:
    lauf = subprocess.run([*BEFEHL, *worte], cwd=WURZEL, env=umgebung, capture_output=True, text=True, timeout=GEDULD)
    return lauf.returncode, lauf.stdout, lauf.stderr


def _seite(port: int, pfad: str) -> Callable[[], str | None]:
    def hole() -> str | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{pfad}", timeout=10) as antwort:
                return str(antwort.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            return None

    return hole


def _sql(umgebung: dict[str, str], frage: str) -> int | None:
    """A number from the instance's database; None as long as there is no such row."""
    engine = create_engine(f"sqlite:///{umgebung['VORLAGEN_INSTANCE']}/vorlagen.sqlite3")
    with engine.connect() as verbindung:
        wert = verbindung.execute(text(frage)).scalar()
    engine.dispose()
    return int(wert) if wert else None


def test_die_demo_laeuft_haelt_an_und_laeuft_wieder(
    tmp_path: Path, umgebung: dict[str, str], starte: Callable[..., Prozess]
) -> None:
    port, instanz = freier_port(), umgebung.pop("VORLAGEN_INSTANCE")
    worte = ("demo", "--port", str(port), "--instance", instanz)
    erste = starte(*worte)
    assert "vorlagen-demo" in erste.warte(_seite(port, "/anmelden"))
    zeilen = erste.ausgabe.read_text(encoding="utf-8").splitlines()
    assert (len(zeilen), zeilen[0]) == (7, f"Vorlagen läuft: http://127.0.0.1:{port}  (Ende mit Strg+C)")
    for name in ("frieda", "kai", "berta", "olaf", "gerda", "adele", "niemand"):
        assert name in "\n".join(zeilen)
    umgebung["VORLAGEN_INSTANCE"] = instanz
    erste.warte(lambda: _sql(umgebung, "SELECT count(*) FROM uhrschlag"))
    status, _, klage = _rufe(umgebung, *worte)
    assert (status, klage.count("\n"), klage.startswith(f"An 127.0.0.1, Port {port}, lässt sich nicht horchen")) == (
        1,
        1,
        True,
    )
    assert erste.beende(signal.SIGINT) == 0
    assert (erste.ausgabe.read_text(encoding="utf-8").splitlines()[-1], erste.klage.read_bytes()) == ("Beendet.", b"")
    zweite = starte(*worte)
    zweite.warte(_seite(port, "/anmelden"))
    assert _sql(umgebung, "SELECT count(*) FROM vorlage") == 5
    assert zweite.beende(signal.SIGTERM) == 0


def test_serve_bedient_ohne_demo_konten_zu_zeigen(umgebung: dict[str, str], starte: Callable[..., Prozess]) -> None:
    assert _rufe(umgebung, "db", "upgrade")[0] == 0
    assert _rufe(umgebung, "einrichten", "--datei", str(demo.DATEN / "stadt.toml"))[0] == 0
    port = freier_port()
    dienst = starte("serve", "--port", str(port), "--mit-uhr")
    seite = dienst.warte(_seite(port, "/anmelden"))
    assert ("Stadt Hollerbrück" in seite, "frieda" in seite) == (True, False)
    dienst.warte(lambda: _sql(umgebung, "SELECT count(*) FROM uhrschlag"))
    assert dienst.beende(signal.SIGTERM) == 0
    assert dienst.klage.read_bytes() == b""


@pytest.mark.parametrize("zeichen", [signal.SIGINT, signal.SIGTERM])
def test_die_uhr_schlaegt_bis_ein_signal_sie_anhaelt(
    umgebung: dict[str, str], starte: Callable[..., Prozess], zeichen: int
) -> None:
    _rufe(umgebung, "db", "upgrade")
    werk = starte("uhr")
    werk.warte(lambda: _sql(umgebung, "SELECT count(*) FROM uhrschlag"))
    assert werk.beende(zeichen) == 0
    assert (werk.ausgabe.read_text(encoding="utf-8"), werk.klage.read_bytes()) == ("Die Uhr läuft.\n", b"")


@pytest.mark.parametrize(("proxies", "wirft_weg"), [(0, True), (1, False)])
def test_hinter_einem_vertrauten_proxy_kommen_seine_kopfzeilen_an(
    leere_datei: Path, proxies: int, wirft_weg: bool
) -> None:
    app = create_app(
        Einstellungen(
            instance=leere_datei.parent,
            database_url=f"sqlite:///{leere_datei}",
            secret_key="nur-fuer-pruefungen-" * 3,
            proxies=proxies,
        )
    )
    server = netz.horche(app, host="127.0.0.1", port=freier_port())
    server.close()
    with app.app_context():
        db.engine.dispose()
    assert server.adj.clear_untrusted_proxy_headers is wirft_weg

"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.postgres import PostgresFehlt, abdruck, geleert, neue_datenbank, starte, treiberlos
from tests.welt import Stadt, baue_stadt
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.druckerei import Druckerei
from vorlagen.einlass import Einlass
from vorlagen.extensions import db
from vorlagen.services import passworthash, schema

WURZEL = Path(__file__).resolve().parent.parent
OHNE_TESTDATEN = "Testdaten fehlen (VORLAGEN_TESTDATEN)"


@pytest.fixture(scope="session")
def testdaten() -> Path:
    """The folder with real case files and OParl schemas; it lies beside the checkout, not in it."""
    ort = Path(os.environ.get("VORLAGEN_TESTDATEN") or WURZEL.parent / "shared")
    if not ort.is_dir():
        pytest.skip(OHNE_TESTDATEN)
    return ort


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a running PostgreSQL with an empty database; under CI it must be there."""
    try:
        return starte()
    except PostgresFehlt as satz:
        if os.environ.get("CI"):
            pytest.fail(str(satz))
        pytest.skip(str(satz))


@pytest.fixture(scope="session")
def leere_datei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; tests copy it."""
    ort = tmp_path_factory.mktemp("leer") / "leer.sqlite3"
    _migriere(_einstellungen(ort.parent, f"sqlite:///{ort}"))
    return ort


@pytest.fixture(scope="session")
def leere_postgres(postgres_url: str) -> list[tuple[str, ...]]:
    """A migrated, empty database named `leer`, the template of the tests' own; answers with its imprint."""
    neue_datenbank(postgres_url, "leer")
    leer = _datenbank(postgres_url, "leer")
    _migriere(_einstellungen(Path(), leer))
    return abdruck(leer)


@pytest.fixture
def auf_sqlite(leere_datei: Path) -> Einstellungen:
    """Settings of an empty installation on SQLite; always at the same place, so that one application serves all."""
    datei = leere_datei.with_name("test.sqlite3")
    for anhang in ("-wal", "-shm"):
        datei.with_name(datei.name + anhang).unlink(missing_ok=True)
    shutil.copy(leere_datei, datei)
    return _einstellungen(datei.parent, f"sqlite:///{datei}")


@pytest.fixture
def auf_postgresql(
    postgres_url: str, leere_postgres: list[tuple[str, ...]], anwendungen: dict[str, Flask]
) -> Einstellungen:
    """Settings of an empty installation on PostgreSQL, likewise; emptied, or made anew where that does not do."""
    adresse = _datenbank(postgres_url, "test")
    if not geleert(adresse, leere_postgres):
        if adresse in anwendungen:
            _trenne(anwendungen.pop(adresse))
        with psycopg.connect(treiberlos(postgres_url), autocommit=True) as verbindung:
            verbindung.execute("DROP DATABASE IF EXISTS test WITH (FORCE)")
        neue_datenbank(postgres_url, "test", "leer")
    return _einstellungen(Path(), adresse)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.probe)])
def einstellungen(request: pytest.FixtureRequest, tmp_path: Path) -> Einstellungen:
    """Settings of an empty installation of its own, once on each database; the second time in a step of its own."""
    gewaehlt: Einstellungen = request.getfixturevalue(f"auf_{request.param}")
    return replace(gewaehlt, instance=tmp_path)


@pytest.fixture(autouse=True, scope="session")
def _billige_passwoerter() -> Iterator[None]:
    """argon2 is meant to be slow; what is tested here is not its strength."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(passworthash, "_pruefer", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def anwendungen() -> Iterator[dict[str, Flask]]:
    """Applications by database; SQLAlchemy's compiled statements live as long as their engine does."""
    alle: dict[str, Flask] = {}
    yield alle
    for anwendung in alle.values():
        _trenne(anwendung)


@pytest.fixture
def app(einstellungen: Einstellungen, anwendungen: dict[str, Flask]) -> Iterator[Flask]:
    """The application with a migrated, empty database; an application context is open."""
    if einstellungen.database_url not in anwendungen:
        anwendungen[einstellungen.database_url] = create_app(einstellungen)
    anwendung = anwendungen[einstellungen.database_url]
    anwendung.testing = True
    anwendung.config["EINSTELLUNGEN"] = einstellungen
    with anwendung.app_context():
        yield anwendung
        db.session.remove()
        if db.engine.dialect.name == "sqlite":  # the next test brings another file to the same place
            db.engine.dispose()


@pytest.fixture
def stadt(app: Flask) -> Stadt:
    """Lindenstadt with its standing cast."""
    return baue_stadt()


@pytest.fixture
def klient(app: Flask, stadt: Stadt) -> FlaskClient:
    """A browser in front of Lindenstadt, nobody logged in."""
    return app.test_client()


def _migriere(einstellungen: Einstellungen) -> None:
    anwendung = create_app(einstellungen)
    with anwendung.app_context():
        schema.bringe_auf_stand(migrationen())
        db.session.remove()
        db.engine.dispose()


def _trenne(anwendung: Flask) -> None:
    with anwendung.app_context():
        db.engine.dispose()


def _datenbank(server: str, name: str) -> str:
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _einstellungen(instance: Path, database_url: str) -> Einstellungen:
    """Without a limit of requests, since tests ask faster than any program may; and without LibreOffice."""
    return Einstellungen(
        einlass=Einlass(betreuung_zweiter_faktor=False),
        instance=instance,
        database_url=database_url,
        secret_key="nur-fuer-pruefungen-" * 3,
        grenze_api=0,
        druckerei=Druckerei(ohne=True),
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ausgelassen = [
        bericht.nodeid
        for bericht in terminalreporter.stats.get("skipped", ())
        if OHNE_TESTDATEN in str(bericht.longrepr)
    ]
    if ausgelassen:
        dateien = ", ".join(sorted({nodeid.partition("::")[0] for nodeid in ausgelassen}))
        terminalreporter.write_line(f"Ohne Testdaten nicht geprüft: {len(ausgelassen)} Prüfungen in {dateien}")

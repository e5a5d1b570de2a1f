"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.postgres import PostgresFehlt, starte
from tests.welt import Stadt, baue_stadt
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.services import anmeldung, schema

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
def leere_postgres(postgres_url: str) -> str:
    """The server's address with a migrated, empty database named `leer`; tests use it as their template."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as verbindung:
        verbindung.execute("CREATE DATABASE leer")
    _migriere(_einstellungen(Path(), _datenbank(postgres_url, "leer")))
    return postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def einstellungen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Einstellungen]:
    """Settings of an empty installation of its own, once on each database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("leere_datei"), tmp_path / "test.sqlite3")
        yield _einstellungen(tmp_path, f"sqlite:///{tmp_path / 'test.sqlite3'}")
        return
    server = request.getfixturevalue("leere_postgres")
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as verbindung:
        verbindung.execute(f'CREATE DATABASE "{name}" TEMPLATE leer')
        yield _einstellungen(tmp_path, _datenbank(server, name))
        verbindung.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True, scope="session")
def _billige_passwoerter() -> Iterator[None]:
    """argon2 is meant to be slow; what is tested here is not its strength."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(anmeldung, "_pruefer", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def app(einstellungen: Einstellungen) -> Iterator[Flask]:
    """The application with a migrated, empty database; an application context is open."""
    anwendung = create_app(einstellungen)
    anwendung.testing = True
    with anwendung.app_context():
        yield anwendung
        db.session.remove()
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


def _datenbank(server: str, name: str) -> str:
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _einstellungen(instance: Path, database_url: str) -> Einstellungen:
    return Einstellungen(instance=instance, database_url=database_url, secret_key="nur-fuer-pruefungen-" * 3)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ausgelassen = [
        bericht.nodeid
        for bericht in terminalreporter.stats.get("skipped", ())
        if OHNE_TESTDATEN in str(bericht.longrepr)
    ]
    if ausgelassen:
        dateien = ", ".join(sorted({nodeid.partition("::")[0] for nodeid in ausgelassen}))
        terminalreporter.write_line(f"Ohne Testdaten nicht geprüft: {len(ausgelassen)} Prüfungen in {dateien}")

"""What every test of a command may ask for. Commands do not care which database lies below; one is enough."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from vorlagen.cli import main
from vorlagen.config import Einstellungen

Ruf = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _umgebung(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine, an instance folder that does not exist yet, and nobody at the keyboard."""
    for name in [name for name in os.environ if name.startswith("VORLAGEN_") and name != "VORLAGEN_TESTDATEN"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VORLAGEN_INSTANCE", str(tmp_path / "instanz"))
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen, tmp_path: Path) -> Einstellungen:
    """Settings of an empty installation on SQLite."""
    return replace(auf_sqlite, instance=tmp_path)


@pytest.fixture
def rufe(capsys: pytest.CaptureFixture[str]) -> Ruf:
    """Run a command in this process; exit status, output, complaints."""

    def ruf(*worte: str) -> tuple[int, str, str]:
        status = main(worte)
        ausgabe = capsys.readouterr()
        return status, ausgabe.out, ausgabe.err

    return ruf


@pytest.fixture
def instanz(app: Flask, einstellungen: Einstellungen, monkeypatch: pytest.MonkeyPatch) -> Einstellungen:
    """The commands meet the same migrated database as `app`."""
    monkeypatch.setenv("VORLAGEN_INSTANCE", str(einstellungen.instance))
    monkeypatch.setenv("VORLAGEN_DATABASE_URL", einstellungen.database_url)
    return einstellungen

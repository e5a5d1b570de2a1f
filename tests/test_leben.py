"""Random lives: short in the fast suite, ten thousand steps when asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.leben import INVARIANTEN, Leben
from vorlagen.config import Einstellungen
from vorlagen.extensions import Base, db

DOKU = Path(__file__).resolve().parent.parent / "docs" / "invarianten.md"


@pytest.fixture
def leere_stadt(app: Flask) -> type[Leben]:
    """A machine that finds an empty database at the beginning of each life."""

    class ImLeeren(Leben):
        def __init__(self) -> None:
            super().__init__()
            db.session.remove()
            with db.engine.begin() as verbindung:
                verbindung.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                for tabelle in reversed(Base.metadata.sorted_tables):
                    verbindung.execute(tabelle.delete())

    return ImLeeren


def test_die_doku_nennt_genau_was_geprueft_wird() -> None:
    genannt = [zeile.removeprefix("* ") for zeile in DOKU.read_text(encoding="utf-8").splitlines() if zeile[:2] == "* "]
    assert genannt == list(INVARIANTEN)


@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
def test_kurze_leben_brechen_nichts(einstellungen: Einstellungen, leere_stadt: type[Leben]) -> None:
    _lebe(leere_stadt, leben=2, schritte=25)


@pytest.mark.lang
@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
def test_zehntausend_schritte_brechen_nichts(einstellungen: Einstellungen, leere_stadt: type[Leben]) -> None:
    schritte = int(os.environ.get("VORLAGEN_LEBEN_SCHRITTE", "10000"))
    _lebe(leere_stadt, leben=max(schritte // 100, 1), schritte=100)


def _lebe(maschine: type[Leben], *, leben: int, schritte: int) -> None:
    run_state_machine_as_test(
        maschine,
        settings=settings(
            max_examples=leben,
            stateful_step_count=schritte,
            deadline=None,
            derandomize=leben < 5,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if leben < 5 else (Phase.generate,),
        ),
    )

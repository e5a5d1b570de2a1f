"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.postgres import PostgresFehlt, starte

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ausgelassen = [
        bericht.nodeid
        for bericht in terminalreporter.stats.get("skipped", ())
        if OHNE_TESTDATEN in str(bericht.longrepr)
    ]
    if ausgelassen:
        dateien = ", ".join(sorted({nodeid.partition("::")[0] for nodeid in ausgelassen}))
        terminalreporter.write_line(
            f"Ohne Testdaten nicht geprüft: {len(ausgelassen)} Prüfungen in {dateien}"
        )

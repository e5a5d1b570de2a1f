"""People in front of the pages, in a town on the day that the tests' world knows. The pages do not care which
database lies below them; one is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from tests.web.besuch import Besuch
from tests.welt import JETZT, Stadt
from vorlagen.config import Einstellungen

Besucht = Callable[[str | None], Besuch]


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """Settings of an empty installation on SQLite."""
    return auf_sqlite


@pytest.fixture(autouse=True)
def _am_zweiten_maerz() -> Iterator[None]:
    with time_machine.travel(JETZT):
        yield


@pytest.fixture
def besuch(app: Flask, stadt: Stadt) -> Besucht:
    """`besuch("frieda")` is Frieda with a browser, `besuch(None)` somebody who is not logged in."""
    besuche: dict[str | None, Besuch] = {}

    def von(anmeldename: str | None) -> Besuch:
        if anmeldename not in besuche:
            besuche[anmeldename] = Besuch(app, anmeldename)
        return besuche[anmeldename]

    return von

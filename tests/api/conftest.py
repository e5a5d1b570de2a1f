"""Programs in front of the JSON API. As the pages are tried on SQLite, so is the API on PostgreSQL: what either
needs of its database is tested on both a floor below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.api.programm import Besetzung
from vorlagen.config import Einstellungen


@pytest.fixture
def einstellungen(auf_postgresql: Einstellungen, tmp_path: Path) -> Einstellungen:
    """Settings of an empty installation on PostgreSQL."""
    return replace(auf_postgresql, instance=tmp_path)


@pytest.fixture
def rufen(klient: FlaskClient) -> Besetzung:
    """`rufen("frieda")` is a program with Frieda's token, `rufen(None)` one without."""
    return Besetzung(klient)

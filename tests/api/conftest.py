"""Programs in front of the JSON API."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.programm import Besetzung


@pytest.fixture
def rufen(klient: FlaskClient) -> Besetzung:
    """`rufen("frieda")` is a program with Frieda's token, `rufen(None)` one without."""
    return Besetzung(klient)

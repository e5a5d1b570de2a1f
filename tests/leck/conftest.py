"""The town with its markers, built once for all who look around in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leck.haus import DATEI, Haus, baue_auf, oeffne


@pytest.fixture(scope="module")
def haus(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haus]:
    """The town, with its doors open."""
    ort = tmp_path_factory.mktemp("leck")
    shutil.copy(leere_datei, ort / DATEI)
    baue_auf(ort)
    with oeffne(ort) as haus:
        yield haus

"""The API does what its OpenAPI document says, tried by a program that knows nothing else of it."""

from __future__ import annotations

import pytest

from tests.belastung.schnittstelle import pruefe


@pytest.mark.probe
def test_was_das_dokument_verspricht_haelt_die_schnittstelle() -> None:
    """The short form of `dev.py belastung schnittstelle`."""
    (bericht,) = pruefe(2, leute=["gerda"], phasen="examples,fuzzing")
    assert bericht.fehler == 0, bericht.ausgabe
    assert bericht.faelle > 100

"""Mails under fire, in short; for two minutes and with other plagues `python3 dev.py belastung erinnern`."""

from __future__ import annotations

import pytest

from tests.belastung.erinnern import ZEICHNENDE, pruefe
from tests.belastung.plagen import Plage


@pytest.mark.probe
def test_getoetete_uhren_und_ein_launischer_mailserver_verlieren_nichts_und_verdoppeln_nichts_unbemerkt() -> None:
    lauf = pruefe(Plage.TOETEN, dauer=3, je_sekunde=1, postgresql=False)
    assert lauf.heil, lauf
    assert (len(lauf.erwartet), lauf.plagen) == (3 * ZEICHNENDE, 3)
    assert lauf.launen

"""Random lives of the outbox: short in `dev.py proben`, long and with planted bugs in `dev.py belastung versand`."""

from __future__ import annotations

import pytest

from tests.belastung.pflanzen import WURZEL
from tests.belastung.versand import FEHLER, lebe, suche


def test_jeder_fehler_des_versands_laesst_sich_noch_pflanzen() -> None:
    falsch = [f.name for f in FEHLER if (WURZEL / f.datei).read_text("utf-8").count(f.alt) != 1]
    assert falsch == []
    assert len(FEHLER) >= 14


@pytest.mark.probe
@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("app")
def test_in_kurzen_leben_geht_keine_mail_verloren_und_keine_unbemerkt_doppelt_hinaus() -> None:
    lebe(4, 40, immer_gleich=True)


@pytest.mark.lang
@pytest.mark.usefixtures("app")
def test_in_langen_leben_ebenso() -> None:
    lebe(60, 60)


@pytest.mark.lang
def test_jeder_gepflanzte_fehler_faellt_auf() -> None:
    assert [urteil.fehler.name for urteil in suche(FEHLER, 60, 40) if urteil.klage is None] == []

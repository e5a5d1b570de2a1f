"""Random lives: short in `dev.py proben`, ten thousand steps when asked for (`python3 dev.py belastung leben`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.belastung.leben import JE_LEBEN, lebe
from tests.invarianten import INVARIANTEN

DOKU = Path(__file__).resolve().parent.parent / "docs" / "invarianten.md"
ALLES = {
    "zur_mitzeichnung_geben", "mitzeichnen", "zur_ueberarbeitung_zurueckgeben", "freigeben", "widersprechen",
    "auf die Tagesordnung setzen", "Sitzung verlegen", "Sitzung absagen", "absetzen", "ergebnis_berichtigen",
    "zurueckziehen", "Ergebnis: vertagt", "Ergebnis: verwiesen", "Ergebnis: je Punkt",
}  # fmt: skip


def test_die_doku_nennt_genau_was_geprueft_wird() -> None:
    genannt = [zeile.removeprefix("* ") for zeile in DOKU.read_text(encoding="utf-8").splitlines() if zeile[:2] == "* "]
    assert genannt == list(INVARIANTEN)


@pytest.mark.probe
@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("app")
def test_kurze_leben_brechen_nichts_und_kommen_voran() -> None:
    bilanz = lebe(4, 12, immer_gleich=True)
    assert bilanz.schritte >= 30
    assert bilanz.gelungen >= {"mitzeichnen", "freigeben", "auf die Tagesordnung setzen", "Ergebnis: zugestimmt"}


@pytest.mark.lang
@pytest.mark.usefixtures("app")
def test_in_langen_leben_gelingt_jede_tat_einmal() -> None:
    bilanz = lebe(20, JE_LEBEN)
    assert bilanz.schritte >= 1000
    assert bilanz.gelungen >= ALLES

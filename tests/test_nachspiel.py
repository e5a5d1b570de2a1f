"""Every real case, lived through again: what comes out is what really happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.nachspiel import Erlebt, spiele_nach
from tests.welt import Stadt
from vorlagen.services import verlauf


def _faelle(ordner: Path) -> list[dict[str, Any]]:
    return [json.loads(datei.read_text(encoding="utf-8")) for datei in sorted((ordner / "faelle").glob("*.json"))]


def _abweichungen(fall: dict[str, Any], erlebt: list[Erlebt]) -> tuple[list[Any], list[Any]]:
    """What differs from the file, and apart from it what the file itself is unsure of."""
    falsch, unsicher = [], []
    for nr, zeile in enumerate(fall.get("beratungsfolge") or []):
        soll = [(fall["id"], nr, None, zeile.get("ausgang"), erlebt[nr].ausgang, zeile.get("ausgang_unsicher"))]
        soll += [
            (fall["id"], nr, punkt["nr"], punkt.get("ausgang"), erlebt[nr].punkte.get(punkt["nr"]),
             punkt.get("ausgang_unsicher"))
            for punkt in zeile.get("points") or ()
        ]  # fmt: skip
        for eintrag in soll:
            if eintrag[5]:
                unsicher.append(eintrag[:5])
            elif eintrag[3] != eintrag[4]:
                falsch.append(eintrag[:5])
    return falsch, unsicher


@pytest.mark.probe
@pytest.mark.parametrize("einstellungen", ["sqlite"], indirect=True)
def test_jeder_echte_fall_endet_wie_in_wirklichkeit(stadt: Stadt, testdaten: Path) -> None:
    falsch: list[Any] = []
    unsicher: list[Any] = []
    stationen = 0
    for fall in _faelle(testdaten):
        _, erlebt = spiele_nach(fall, stadt)
        stationen += len(erlebt)
        f, u = _abweichungen(fall, erlebt)
        falsch, unsicher = falsch + f, unsicher + u
    print(f"{stationen} Stationen nachgespielt; unsicher: {unsicher}")
    assert falsch == []
    assert verlauf.pruefe_alle()[1] == []
    assert len({eintrag[0] for eintrag in unsicher}) < 10 < stationen

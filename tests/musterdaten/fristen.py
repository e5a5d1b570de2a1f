"""Deadlines of one paper: set with a step, done with the next one; what is still open today stays open."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from tests.musterdaten.stadt import Stadt
from tests.musterdaten.zeilen import Stapel
from vorlagen.extensions import neue_id
from vorlagen.kalender import BERLIN, Ergebnis, Kalender, tagesende, werktagsfrist


class Fristenbuch:
    """The paper's deadlines. Nobody is reminded: that would be mail about an invented past."""

    def __init__(self, stapel: Stapel, stadt: Stadt, vorlage_id: str) -> None:
        self._stapel, self._stadt, self._vorlage_id = stapel, stadt, vorlage_id
        self._offen: list[dict[str, Any]] = []

    def setze(self, name: str, rolle: str, amt_id: str | None, jetzt: datetime, *, werktage: int) -> date:
        """Start a deadline; returns its last day."""
        beginn = jetzt.astimezone(BERLIN).date()
        ergebnis = _rechne(self._stadt.kalender, beginn, werktage)
        zeile = self._stapel.lege(
            "frist", id=neue_id(), koerperschaft_id=self._stadt.id, vorlage_id=self._vorlage_id, sitzung_id=None,
            name=name, rolle=rolle, amt_id=amt_id, beginn=beginn, faellig_am=ergebnis.ende,
            faellig_um=tagesende(ergebnis.ende), gruende=list(ergebnis.gruende), zustand="offen", version=1,
            erledigt=None,
        )  # fmt: skip
        self._offen.append(zeile)
        return ergebnis.ende

    def beende(self, jetzt: datetime, *, amt_id: str | None = None) -> None:
        """All open ones are done, or those of one office."""
        for zeile in self._offen:
            if amt_id in (None, zeile["amt_id"]):
                zeile["zustand"], zeile["erledigt"] = "erledigt", jetzt
        self._offen = [zeile for zeile in self._offen if zeile["zustand"] == "offen"]


@cache
def _rechne(kalender: Kalender, beginn: date, werktage: int) -> Ergebnis:
    return werktagsfrist(beginn, werktage, kalender)

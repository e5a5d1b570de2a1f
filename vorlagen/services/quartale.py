"""Quarters of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Quartal(NamedTuple):
    """The first quarter has `nr` 1."""

    jahr: int
    nr: int

    @property
    def beginn(self) -> date:
        """Its first day."""
        return date(self.jahr, 3 * self.nr - 2, 1)

    @property
    def davor(self) -> Quartal:
        """The quarter before."""
        return Quartal(self.jahr, self.nr - 1) if self.nr > 1 else Quartal(self.jahr - 1, 4)

    @property
    def kennung(self) -> str:
        """2026-Q3, for programs and tables."""
        return f"{self.jahr}-Q{self.nr}"

    @property
    def titel(self) -> str:
        """For the screen."""
        return f"{self.nr}. Quartal {self.jahr}"


def quartal_von(tag: date) -> Quartal:
    """The quarter of this day."""
    return Quartal(tag.year, (tag.month + 2) // 3)


def rueckwaerts(letztes: Quartal, anzahl: int) -> Sequence[Quartal]:
    """So many quarters up to and with this one, the earliest first."""
    alle = [letztes]
    while len(alle) < anzahl:
        alle.append(alle[-1].davor)
    return alle[::-1]

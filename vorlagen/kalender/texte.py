"""How days are written in reasons, and the one guard against dates that no calendar holds."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from vorlagen.fehler import EingabeUngueltig


class Wochentag(IntEnum):
    """Counted as `date.weekday()` counts."""

    MONTAG = 0
    DIENSTAG = 1
    MITTWOCH = 2
    DONNERSTAG = 3
    FREITAG = 4
    SAMSTAG = 5
    SONNTAG = 6

    @property
    def kurz(self) -> str:
        return self.name[:2].title()


@lru_cache(maxsize=1024)  # ten thousand mails of one morning name the same few days
def datum_text(tag: date) -> str:
    """`Fr 03.04.2026`. By hand, because `strftime` answers in the language of the machine."""
    return f"{Wochentag(tag.weekday()).kurz} {tag.day:02}.{tag.month:02}.{tag.year:04}"


def anzahl_text(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    return f"{anzahl} {einzahl if anzahl == 1 else mehrzahl}"


def verschoben(tag: date, tage: int) -> date:
    """`tage` calendar days later (negative: earlier); `EingabeUngueltig` where the calendar ends."""
    try:
        return tag + timedelta(days=tage)
    except OverflowError:
        raise EingabeUngueltig("Das Ergebnis liegt außerhalb des Kalenders. Bitte prüfen Sie das Datum.") from None

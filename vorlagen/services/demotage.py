"""Plausible days and hours for the demo, all counted from today: office hours on Werktage, meetings in the evening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from vorlagen.kalender import Kalender, Wochentag, augenblick

ABENDS: Final = time(17, 30)


@dataclass(frozen=True, slots=True)
class Tage:
    """The days around `heute` in a town with this calendar."""

    heute: date
    kalender: Kalender

    def vor(self, werktage: int, stunde: int, *, tag: date | None = None) -> datetime:
        """An hour on the Werktag that lies so many before `tag` (else before today)."""
        return augenblick(self.kalender.werktage_frueher(tag or self.heute, werktage), time(stunde), frueher=True)

    def nach(self, werktage: int, stunde: int, *, tag: date) -> datetime:
        """An hour on the Werktag that lies so many after `tag`."""
        return augenblick(self.kalender.werktage_spaeter(tag, werktage), time(stunde), frueher=True)

    def letzter(self, wochentag: Wochentag, bis: date) -> date:
        """The last such weekday up to `bis` on which a body would meet."""
        return self._sitzungstag(bis - timedelta((bis.weekday() - wochentag) % 7), -7)

    def naechster(self, wochentag: Wochentag, ab: date) -> date:
        """The first such weekday from `ab` on on which a body would meet."""
        return self._sitzungstag(ab + timedelta((wochentag - ab.weekday()) % 7), 7)

    def _sitzungstag(self, tag: date, schritt: int) -> date:
        while not self.kalender.ist_werktag(tag) or _zwischen_den_jahren(tag):
            tag += timedelta(schritt)
        return tag


def abends(tag: date) -> datetime:
    """When meetings begin."""
    return augenblick(tag, ABENDS, frueher=True)


def _zwischen_den_jahren(tag: date) -> bool:
    """Werktage in law, but nobody meets then."""
    return (tag.month, tag.day) >= (12, 22) or (tag.month, tag.day) <= (1, 6)

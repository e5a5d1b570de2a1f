"""From wall clock to UTC, once, when planning (D10). Nothing legal is ever left to a cron expression."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.texte import verschoben

BERLIN: Final = ZoneInfo("Europe/Berlin")


def augenblick(datum: date, uhrzeit: time, zone: ZoneInfo = BERLIN, *, frueher: bool) -> datetime:
    """The UTC instant of a local time. What the spring night skips moves forward by the missing hour.

    What the autumn night repeats: reminders take the earlier one (`frueher=True`), deadlines the later.
    """
    erster = datetime.combine(datum, uhrzeit.replace(fold=0), zone)
    utc = erster.astimezone(UTC)
    if frueher or utc.astimezone(zone).replace(tzinfo=None) != erster.replace(tzinfo=None):
        return utc
    return erster.replace(fold=1).astimezone(UTC)


def tagesende(datum: date, zone: ZoneInfo = BERLIN) -> datetime:
    """Ablauf des Tages: the first instant of the next local day, exclusive. Days have 23 to 25 hours (D1)."""
    return augenblick(verschoben(datum, 1), time(0), zone, frueher=True)


def erinnerungszeit(
    faellig: date, werktage_vorher: int, kalender: Kalender, um: time = time(8), zone: ZoneInfo = BERLIN
) -> datetime:
    """When to remind, in UTC: `werktage_vorher` Werktage before `faellig`; 0: that day or the Werktag before.

    For a lead time of n calendar days pass the day n earlier and 0: no reminder lands on a free day (D11).
    """
    return augenblick(kalender.werktage_frueher(faellig, werktage_vorher), um, zone, frueher=True)

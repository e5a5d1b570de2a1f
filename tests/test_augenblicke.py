"""From wall clock to UTC: the two odd nights, the end of a day, the morning of a reminder."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, Kalender, augenblick, erinnerungszeit, tagesende

NW = Kalender("NW")


@pytest.mark.parametrize(
    ("datum", "uhrzeit", "frueher", "utc"),
    [
        ("2026-03-29", "02:30", True, "2026-03-29T01:30"),
        ("2026-03-29", "02:30", False, "2026-03-29T01:30"),
        ("2026-03-29", "01:59", False, "2026-03-29T00:59"),
        ("2026-03-29", "03:00", False, "2026-03-29T01:00"),
        ("2026-10-25", "02:30", True, "2026-10-25T00:30"),
        ("2026-10-25", "02:30", False, "2026-10-25T01:30"),
        ("2026-10-25", "03:00", True, "2026-10-25T02:00"),
        ("2026-06-16", "12:00", False, "2026-06-16T10:00"),
    ],
)
def test_ortszeit_wird_einmal_zu_weltzeit(datum: str, uhrzeit: str, frueher: bool, utc: str) -> None:
    zeit = time.fromisoformat(uhrzeit)
    erwartet = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    for fold in (0, 1):
        assert augenblick(date.fromisoformat(datum), zeit.replace(fold=fold), BERLIN, frueher=frueher) == erwartet


def test_ein_tag_endet_mit_dem_ersten_augenblick_des_naechsten() -> None:
    assert tagesende(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert tagesende(date(2026, 10, 25)) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert tagesende(date(2026, 10, 25), ZoneInfo("UTC")) == datetime(2026, 10, 26, tzinfo=UTC)
    with pytest.raises(EingabeUngueltig):
        tagesende(date.max)


@pytest.mark.parametrize(
    ("faellig", "vorher", "utc"),
    [
        ("Di 07.04.2026", 1, "2026-04-02T06:00"),
        ("Di 07.04.2026", 5, "2026-03-27T07:00"),
        ("Mo 30.03.2026", 1, "2026-03-27T07:00"),
        ("Mo 28.12.2026", 1, "2026-12-24T07:00"),
        ("Mo 26.10.2026", 1, "2026-10-23T06:00"),
        ("Sa 03.10.2026", 0, "2026-10-02T06:00"),
    ],
)
def test_erinnert_wird_um_acht_uhr_an_einem_werktag(faellig: str, vorher: int, utc: str) -> None:
    zeit = erinnerungszeit(datetime.strptime(faellig[3:], "%d.%m.%Y").date(), vorher, NW)
    assert zeit == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert zeit.tzinfo is UTC


def test_ein_schliesstag_verlegt_die_erinnerung() -> None:
    kalender = Kalender("NW", schliesstage=frozenset({date(2026, 12, 24)}))
    assert erinnerungszeit(date(2026, 12, 28), 1, kalender) == datetime(2026, 12, 23, 7, tzinfo=UTC)

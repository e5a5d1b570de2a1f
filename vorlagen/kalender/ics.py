"""Calendar files (RFC 5545), put together as text: what is subscribed to is asked for again and again.

The block of the time zone is fixed. What libraries work out lists every change of the clock as a date, which Outlook
does not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from vorlagen.kalender.augenblicke import BERLIN

ZEILENENDE: Final = "\r\n"
_OKTETTE: Final = 75
"""So long a line may be at most, without its end (RFC 5545 § 3.1)."""

_KOPF: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vorlagen//Sitzungskalender//DE", "CALSCALE:GREGORIAN")
_ZONE: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ereignis:
    """One entry. `uid` never changes, `folge` (SEQUENCE) only grows; `ende` None: it is expected to take two hours."""

    uid: str
    folge: int
    geaendert: datetime
    beginn: datetime
    ende: datetime | None
    titel: str
    ort: str
    adresse: str
    abgesagt: bool


def kalender(name: str, ereignisse: Iterable[Ereignis]) -> str:
    """The whole file; programs that subscribe are asked to look once an hour."""
    zeilen = [
        *_KOPF,
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_ZONE,
        *(zeile for ereignis in ereignisse for zeile in _ereignis(ereignis)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_gefaltet(zeile)}{ZEILENENDE}" for zeile in zeilen)


def _ereignis(eines: Ereignis) -> Iterator[str]:
    ende = eines.ende if eines.ende and eines.ende > eines.beginn else eines.beginn + timedelta(hours=2)
    geaendert = f"{eines.geaendert.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{eines.uid}"
    yield f"DTSTAMP:{geaendert}"
    yield f"LAST-MODIFIED:{geaendert}"
    yield f"SEQUENCE:{eines.folge}"
    yield f"DTSTART;TZID=Europe/Berlin:{_ortszeit(eines.beginn)}"
    yield f"DTEND;TZID=Europe/Berlin:{_ortszeit(ende)}"
    yield f"SUMMARY:{_text(f'Abgesagt: {eines.titel}' if eines.abgesagt else eines.titel)}"
    if eines.ort:
        yield f"LOCATION:{_text(eines.ort)}"
    yield f"URL:{eines.adresse}"
    yield f"STATUS:{'CANCELLED' if eines.abgesagt else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if eines.abgesagt else 'OPAQUE'}"
    yield "END:VEVENT"


def _ortszeit(wann: datetime) -> str:
    return f"{wann.astimezone(BERLIN):%Y%m%dT%H%M%S}"


def _text(text: str) -> str:
    """Escaped (RFC 5545 § 3.3.11); a line break in it begins no line of the file."""
    for zeichen, statt in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(zeichen, statt)
    return "".join(zeichen if zeichen.isprintable() else " " for zeichen in text)


def _gefaltet(zeile: str) -> str:
    """At most 75 octets a line; no character is torn."""
    stuecke, hier, laenge = [], "", 0
    for zeichen in zeile:
        breite = len(zeichen.encode())
        if laenge + breite > _OKTETTE:
            stuecke.append(hier)
            hier, laenge = " ", 1
        hier, laenge = hier + zeichen, laenge + breite
    return ZEILENENDE.join((*stuecke, hier))

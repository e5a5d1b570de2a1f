"""Rules of a Geschäftsordnung as values: how a body counts the notice of its meetings, by when papers are handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.augenblicke import augenblick, tagesende
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.fristen import Ergebnis, abgabefrist
from vorlagen.kalender.texte import Wochentag, anzahl_text, datum_text, verschoben

_Auswahl = TypeVar("_Auswahl", bound=StrEnum)
TAGE_HOECHSTENS: Final = 366
FIKTION_HOECHSTENS: Final = 60


class Kanal(StrEnum):
    """How the invitation reaches the members."""

    PORTAL = "portal"
    EMAIL = "email"
    POST = "post"


class Einheit(StrEnum):
    """What a Geschäftsordnung counts."""

    KALENDERTAGE = "kalendertage"
    WERKTAGE = "werktage"


class Bezug(StrEnum):
    """Between what and the meeting the days lie."""

    ZUGANG = "zugang"
    ABSENDUNG = "absendung"


class Zugangsruhe(StrEnum):
    """On which days nothing counts as received."""

    KEINE = "keine"
    SONNTAG = "sonntag"
    WOCHENENDE = "wochenende"

    def trifft(self, tag: date, kalender: Kalender) -> str | None:
        """Why nothing is received on this day, in a word; None if it can be. Holidays rest with the Sunday."""
        ab = {
            Zugangsruhe.KEINE: None,
            Zugangsruhe.SONNTAG: Wochentag.SONNTAG,
            Zugangsruhe.WOCHENENDE: Wochentag.SAMSTAG,
        }
        erster = ab[self]
        if erster is None:
            return None
        feiertag = kalender.ist_feiertag(tag)
        return feiertag or (Wochentag(tag.weekday()).name.title() if tag.weekday() >= erster else None)


@dataclass(frozen=True, slots=True)
class Verkuerzung:
    """What is left of the notice period when a matter is urgent; `einheit` None: counted as usual."""

    tage: int
    einheit: Einheit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladungsregel:
    """How a body is called: `tage` days between receipt (or sending, `bezug`) and the meeting.

    `kanal`: how this body is invited. `zugangsfiktion`: days from sending to deemed receipt, per channel; a channel
    that is not named is assumed by law, visibly. `zugangsruhe`: days on which nothing counts as received.
    `dienstschluss`: what is sent electronically later counts as of the next day; None: the day ends at midnight.
    `anker`: the weekday of all sending. `nie_verkuerzt_fuer`: matters for which the urgent period is not open.
    `heilung`: who appears without complaint heals a defect. `rat_bestaetigt`: the body itself must establish the
    urgency. `bestaetigt`: somebody in the town has compared the rule with its Geschäftsordnung. `laut`: its source.
    """

    tage: int
    einheit: Einheit = Einheit.KALENDERTAGE
    bezug: Bezug = Bezug.ZUGANG
    sitzungstag_zaehlt: bool = False
    zugangstag_zaehlt: bool = False
    kanal: Kanal = Kanal.PORTAL
    zugangsfiktion: Mapping[Kanal, int] = field(default_factory=dict, hash=False)
    zugangsruhe: Zugangsruhe = Zugangsruhe.KEINE
    dienstschluss: time | None = None
    anker: Wochentag | None = None
    dringend: Verkuerzung | None = None
    nie_verkuerzt_fuer: frozenset[str] = frozenset()
    heilung: bool = False
    rat_bestaetigt: bool = False
    laut: str = ""
    bestaetigt: bool = False

    def __post_init__(self) -> None:
        for tage in (self.tage, self.dringend.tage if self.dringend else 0):
            if not 0 <= tage <= TAGE_HOECHSTENS:
                raise EingabeUngueltig(f"Die Ladungsfrist muss zwischen 0 und {TAGE_HOECHSTENS} Tagen liegen.")
        if any(not 0 <= tage <= FIKTION_HOECHSTENS for tage in self.zugangsfiktion.values()):
            raise EingabeUngueltig(f"Die Zugangsfiktion muss zwischen 0 und {FIKTION_HOECHSTENS} Tagen liegen.")
        object.__setattr__(self, "zugangsfiktion", MappingProxyType(dict(self.zugangsfiktion)))

    @property
    def volle_tage(self) -> bool:
        """True if neither end counts, so that every counted day lies wholly between the two."""
        return not (self.zugangstag_zaehlt or self.sitzungstag_zaehlt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abgaberegel:
    """By when a paper must be released: `tage` before the meeting, whose own day never counts.

    Counted in Arbeitstage (closing days do not count) or in calendar days; never shifted, because it runs backwards.
    `uhrzeit`: until then on the last day; None: until it is over.
    """

    tage: int = 10
    einheit: Einheit = Einheit.WERKTAGE
    uhrzeit: time | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.tage <= TAGE_HOECHSTENS:
            raise EingabeUngueltig(f"Die Abgabefrist muss zwischen 0 und {TAGE_HOECHSTENS} Tagen liegen.")

    def schluss(self, ende: date) -> datetime:
        """The first instant that is too late, if `ende` is the last day."""
        return augenblick(ende, self.uhrzeit, frueher=False) if self.uhrzeit else tagesende(ende)

    def frist(self, sitzung: date, kalender: Kalender) -> Ergebnis:
        """The last day for a meeting on `sitzung`."""
        if self.einheit is Einheit.WERKTAGE:
            gerechnet = abgabefrist(sitzung, self.tage, kalender)
            ende, gruende = gerechnet.ende, gerechnet.gruende
        else:
            ende = verschoben(sitzung, -self.tage)
            zaehlung = anzahl_text(self.tage, "Kalendertag", "Kalendertage")
            gruende = (f"{zaehlung} vor {datum_text(sitzung)} (dieser Tag zählt nicht) → {datum_text(ende)}",)
        schluss = (f"Abgabe bis {self.uhrzeit:%H:%M} Uhr",) if self.uhrzeit else ()
        return Ergebnis(ende, ende, (*gruende, *schluss))


def aus(art: type[_Auswahl], wert: str) -> _Auswahl:
    """The member of a closed set that a word names. Raises `EingabeUngueltig`."""
    try:
        return art(wert)
    except ValueError:
        raise EingabeUngueltig(f"„{wert}“ kennen wir hier nicht. Möglich sind: {', '.join(art)}.") from None

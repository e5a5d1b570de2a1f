"""Series of meetings by a weekday rule. A day on which nobody can meet is left out, and why is said."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.texte import Wochentag

HOECHSTENS_TAGE: Final = 3 * 366
"""Further ahead nobody knows the holidays by law, nor who will sit in the body."""


class Rhythmus(StrEnum):
    """How a body repeats its meetings."""

    WOECHENTLICH = "woechentlich"
    MONATLICH = "monatlich"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reihenregel:
    """Every `jede`-th week on that weekday; or in every `jede`-th month on its `woche`-th such weekday.

    `woche` counts from 1; -1 is the last one of the month. Both ends count. Raises `EingabeUngueltig` by field.
    """

    rhythmus: Rhythmus
    wochentag: Wochentag
    von: date
    bis: date
    jede: int = 1
    woche: int = 1

    def __post_init__(self) -> None:
        if not self.von <= self.bis <= self.von + timedelta(HOECHSTENS_TAGE):
            satz = "Das Ende liegt nach dem Anfang und höchstens drei Jahre später."
            raise EingabeUngueltig(satz, {"bis": [satz]})
        if not 1 <= self.jede <= 12:
            satz = "Der Abstand liegt zwischen 1 und 12."
            raise EingabeUngueltig(satz, {"jede": [satz]})
        if self.woche not in (1, 2, 3, 4, -1):
            satz = "Möglich sind die erste bis vierte und die letzte Woche des Monats."
            raise EingabeUngueltig(satz, {"woche": [satz]})


@dataclass(frozen=True, slots=True)
class Reihentermin:
    """A day of the series; `entfaellt` says why it is left out, empty if it is not."""

    tag: date
    entfaellt: str = ""


def reihe(regel: Reihenregel, kalender: Kalender, belegt: Collection[date] = ()) -> tuple[Reihentermin, ...]:
    """Every day of the rule in order. `belegt` are days on which the body meets already."""
    return tuple(Reihentermin(tag, _warum_nicht(tag, kalender, belegt)) for tag in _tage(regel))


def _warum_nicht(tag: date, kalender: Kalender, belegt: Collection[date]) -> str:
    feiertag = kalender.ist_feiertag(tag)
    if feiertag:
        return f"Feiertag: {feiertag}"
    if tag in kalender.schliesstage:
        return "Schließtag der Verwaltung"
    return "Das Gremium hat an diesem Tag schon eine Sitzung" if tag in belegt else ""


def _tage(regel: Reihenregel) -> Iterator[date]:
    if regel.rhythmus is Rhythmus.WOECHENTLICH:
        tag = regel.von + timedelta((regel.wochentag - regel.von.weekday()) % 7)
        while tag <= regel.bis:
            yield tag
            tag += timedelta(7 * regel.jede)
        return
    for monat in range(regel.von.year * 12 + regel.von.month - 1, regel.bis.year * 12 + regel.bis.month, regel.jede):
        tag = _im_monat(*divmod(monat, 12), regel)
        if regel.von <= tag <= regel.bis:
            yield tag


def _im_monat(jahr: int, monat_ab_null: int, regel: Reihenregel) -> date:
    erster = date(jahr, monat_ab_null + 1, 1)
    if regel.woche == -1:
        letzter = erster.replace(day=monthrange(jahr, monat_ab_null + 1)[1])
        return letzter - timedelta((letzter.weekday() - regel.wochentag) % 7)
    return erster + timedelta((regel.wochentag - erster.weekday()) % 7 + 7 * (regel.woche - 1))

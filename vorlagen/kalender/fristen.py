"""Periods under §§ 187–193 BGB and those of the house, counted in Werktage.

Everything is reckoned on days; `tagesende` makes an instant of the last one. Each result carries its reasons.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.texte import Wochentag, anzahl_text, datum_text, verschoben

_DAUER: Final = re.compile(r"([1-9][0-9]{0,3})([TWMJ])", re.ASCII)
_EINHEITEN: Final = {
    "T": ("Tag", "Tage"),
    "W": ("Woche", "Wochen"),
    "M": ("Monat", "Monate"),
    "J": ("Jahr", "Jahre"),
}


@dataclass(frozen=True)
class Ergebnis:
    """`ende`: last day of the period, which runs until that day is over. `roh`: the same before § 193 BGB.

    `gruende`: German sentences for screen and Verlauf, in the order of the reckoning.
    """

    ende: date
    roh: date
    gruende: tuple[str, ...]


def rechne(
    start: date, dauer: str, kalender: Kalender, *, tag_zaehlt: bool = False, verschieben: bool = True
) -> Ergebnis:
    """A forward period of `14T`, `2W`, `1M` or `1J`.

    `tag_zaehlt`: the period begins with `start` (§ 187 II BGB) instead of an event in its course (§ 187 I).
    `verschieben=False`: periods that protect somebody else, or whose law says that they do not move (D5).
    Schließtage of the house never matter. Raises `EingabeUngueltig`.
    """
    roh, absatz = _rohes_ende(start, *_zerlegt(dauer), tag_zaehlt=tag_zaehlt)
    gruende = [_anfang(start, tag_zaehlt), f"{_dauer_text(dauer)} → {datum_text(roh)}, § 188 {absatz} BGB"]
    ende, weitere = _nach_193(roh, kalender.gesetzlich, verschieben)
    return Ergebnis(ende, roh, (*gruende, *weitere))


def werktagsfrist(start: date, werktage: int, kalender: Kalender) -> Ergebnis:
    """An internal period forwards, "3 Arbeitstage"; neither `start` nor Schließtage count (D9)."""
    ende = kalender.werktage_spaeter(start, werktage)
    satz = f"{_arbeitstage(werktage)} nach {datum_text(start)} (dieser Tag zählt nicht) → {datum_text(ende)}"
    return Ergebnis(ende, ende, (satz, *_freie_tage("Nicht mitgezählt", start, ende, kalender)))


def abgabefrist(sitzung: date, werktage: int, kalender: Kalender) -> Ergebnis:
    """The same backwards, "5 Arbeitstage vor der Sitzung"; neither its day nor Schließtage count (D9)."""
    ende = kalender.werktage_frueher(sitzung, werktage)
    satz = f"{_arbeitstage(werktage)} vor {datum_text(sitzung)} (dieser Tag zählt nicht) → {datum_text(ende)}"
    return Ergebnis(ende, ende, (satz, *_freie_tage("Nicht mitgezählt", ende, sitzung, kalender)))


def _zerlegt(dauer: str) -> tuple[int, str]:
    treffer = _DAUER.fullmatch(dauer.strip().upper())
    if treffer is None:
        raise EingabeUngueltig(
            f"Die Dauer „{dauer}“ ist unklar. Beispiele: 14T (Tage), 2W (Wochen), 1M (Monat), 1J (Jahr)."
        )
    return int(treffer[1]), treffer[2]


def _rohes_ende(start: date, anzahl: int, einheit: str, *, tag_zaehlt: bool) -> tuple[date, str]:
    abzug = 1 if tag_zaehlt else 0
    if einheit == "T":
        return verschoben(start, anzahl - abzug), "Abs. 1"
    if einheit == "W":
        return verschoben(start, 7 * anzahl - abzug), "Abs. 2"
    return _monate_spaeter(start, anzahl * (12 if einheit == "J" else 1), abzug)


def _monate_spaeter(start: date, monate: int, abzug: int) -> tuple[date, str]:
    """The decisive day is found by its number first and clipped to the month afterwards.

    The other order would end "1 month beginning with 31 March" on 29 instead of 30 April.
    """
    jahr, monat = divmod(start.year * 12 + start.month - 1 + monate, 12)
    if jahr > date.max.year:
        verschoben(date.max, 1)
    letzter = monthrange(jahr, monat + 1)[1]
    if start.day - abzug > letzter:
        return date(jahr, monat + 1, letzter), "Abs. 2 und 3"
    return verschoben(date(jahr, monat + 1, 1), start.day - abzug - 1), "Abs. 2"


def _nach_193(roh: date, gesetzlich: Kalender, verschieben: bool) -> tuple[date, list[str]]:
    warum = gesetzlich.warum_frei(roh)
    if warum is None:
        return roh, []
    if not verschieben:
        return roh, [f"{datum_text(roh)} {warum} bleibt das Ende: Diese Frist verschiebt sich nicht"]
    ende = gesetzlich.naechster_werktag(roh)
    verschiebung = f"{datum_text(roh)} {warum} → {datum_text(ende)}, § 193 BGB"
    return ende, [verschiebung, *_freie_tage("Auch kein Werktag", roh, ende, gesetzlich)]


def _freie_tage(satz: str, von: date, bis: date, kalender: Kalender) -> tuple[str, ...]:
    """Names the free days strictly between that no reader knows by heart: those from Monday to Friday."""
    tage = (verschoben(von, abstand) for abstand in range(1, (bis - von).days))
    frei = [(tag, kalender.warum_frei(tag)) for tag in tage if tag.weekday() < Wochentag.SAMSTAG]
    namen = [f"{datum_text(tag)} {warum}" for tag, warum in frei if warum]
    return (f"{satz}: {', '.join(namen)}",) if namen else ()


def _anfang(start: date, tag_zaehlt: bool) -> str:
    if tag_zaehlt:
        return f"Beginn {datum_text(start)}: Der Tag zählt mit, § 187 Abs. 2 BGB"
    return f"Beginn {datum_text(start)}: Der Tag des Ereignisses zählt nicht mit, § 187 Abs. 1 BGB"


def _dauer_text(dauer: str) -> str:
    anzahl, einheit = _zerlegt(dauer)
    return anzahl_text(anzahl, *_EINHEITEN[einheit])


def _arbeitstage(anzahl: int) -> str:
    return anzahl_text(anzahl, "Arbeitstag", "Arbeitstage")

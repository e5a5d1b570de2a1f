"""Which days are Werktage in a municipality.

Holidays come from the library `holidays`, pinned: a frozen list in the tests breaks the build if one changes.
No library knows *which* municipalities keep Mariä Himmelfahrt, Fronleichnam or the Friedensfest; they say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Final, Self

from holidays.countries.germany import Germany

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.texte import Wochentag, verschoben

FEIERTAGE_STAND: Final = f"holidays {version('holidays')}"
"""Stored beside every computed instant, so that a new version can be told from a moved deadline."""

LAENDER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BB": "Brandenburg",
        "BE": "Berlin",
        "BW": "Baden-Württemberg",
        "BY": "Bayern",
        "HB": "Bremen",
        "HE": "Hessen",
        "HH": "Hamburg",
        "MV": "Mecklenburg-Vorpommern",
        "NI": "Niedersachsen",
        "NW": "Nordrhein-Westfalen",
        "RP": "Rheinland-Pfalz",
        "SH": "Schleswig-Holstein",
        "SL": "Saarland",
        "SN": "Sachsen",
        "ST": "Sachsen-Anhalt",
        "TH": "Thüringen",
    }
)
_MIT_KATHOLISCHEN_GEMEINDEN: Final = frozenset({"BY", "SN", "TH"})
JAHRE: Final = range(Germany.start_year, Germany.end_year + 1)
"""The years whose holidays the library knows."""


@dataclass(frozen=True)
class Kalender:
    """The days of one municipality.

    `katholisch`: Mariä Himmelfahrt (BY) or Fronleichnam (SN, TH) is a legal holiday there.
    `augsburg`: Friedensfest, 8 August, and Mariä Himmelfahrt.
    `schliesstage`: the house is closed, the law does not care; they move reminders and counts of Werktage.
    `zusatz_feiertage`: (day, name) of holidays that a new law brought before the library knows them.
    """

    land: str
    katholisch: bool = False
    augsburg: bool = False
    schliesstage: frozenset[date] = frozenset()
    zusatz_feiertage: frozenset[tuple[date, str]] = frozenset()

    def __post_init__(self) -> None:
        if self.land not in LAENDER:
            raise EingabeUngueltig(f"„{self.land}“ ist kein Land. Möglich sind: {', '.join(LAENDER)}.")
        if self.katholisch and self.land not in _MIT_KATHOLISCHEN_GEMEINDEN:
            raise EingabeUngueltig("Feiertage katholischer Gemeinden gibt es nur in BY, SN und TH.")
        if self.augsburg and self.land != "BY":
            raise EingabeUngueltig("Das Augsburger Friedensfest gibt es nur in BY.")

    @classmethod
    def aus_kuerzel(
        cls,
        kuerzel: str,
        *,
        schliesstage: frozenset[date] = frozenset(),
        zusatz_feiertage: frozenset[tuple[date, str]] = frozenset(),
    ) -> Self:
        """`NW`, `BY` (mainly Protestant), `BY:katholisch`, `BY:augsburg`; else `EingabeUngueltig`."""
        land, doppelpunkt, zusatz = kuerzel.strip().partition(":")
        if doppelpunkt and zusatz not in ("katholisch", "augsburg"):
            raise EingabeUngueltig(
                f"Den Kalender „{kuerzel}“ gibt es nicht. Beispiele: NW, BY:katholisch, BY:augsburg."
            )
        return cls(land.upper(), zusatz == "katholisch", zusatz == "augsburg", schliesstage, zusatz_feiertage)

    @property
    def kuerzel(self) -> str:
        """The way back to `aus_kuerzel`; Augsburg wins, because it keeps Mariä Himmelfahrt anyway."""
        return self.land + (":augsburg" if self.augsburg else ":katholisch" if self.katholisch else "")

    @property
    def gesetzlich(self) -> Kalender:
        """The same calendar as the law sees it: without Schließtage."""
        return replace(self, schliesstage=frozenset())

    def ist_feiertag(self, tag: date) -> str | None:
        """The name of the legal holiday, or None; `EingabeUngueltig` for a year without known holidays."""
        if tag.year not in JAHRE:
            raise EingabeUngueltig(
                f"Für das Jahr {tag.year} sind keine Feiertage bekannt (nur {JAHRE[0]} bis {JAHRE[-1]}). "
                "Bitte prüfen Sie das Datum."
            )
        name = _feiertage("Augsburg" if self.augsburg else self.land, self.katholisch, tag.year).get(tag)
        if name or not self.zusatz_feiertage:
            return name
        return next((zusatz for wann, zusatz in sorted(self.zusatz_feiertage) if wann == tag), None)

    def ist_werktag(self, tag: date) -> bool:
        """Monday to Friday, no holiday, no Schließtag. 24 and 31 December and Rosenmontag are Werktage."""
        feiertag = self.ist_feiertag(tag)
        return tag.weekday() < Wochentag.SAMSTAG and feiertag is None and tag not in self.schliesstage

    def warum_frei(self, tag: date) -> str | None:
        """Why `tag` is no Werktag, in one or two words; None if it is one."""
        gruende = [Wochentag(tag.weekday()).name.title()] if tag.weekday() >= Wochentag.SAMSTAG else []
        if feiertag := self.ist_feiertag(tag):
            gruende.append(feiertag)
        elif tag in self.schliesstage:
            gruende.append("Schließtag")
        return " und ".join(gruende) or None

    def naechster_werktag(self, tag: date) -> date:
        """The day itself if it is a Werktag, else the first one after it."""
        while not self.ist_werktag(tag):
            tag = verschoben(tag, 1)
        return tag

    def voriger_werktag(self, tag: date) -> date:
        """The day itself if it is a Werktag, else the last one before it."""
        while not self.ist_werktag(tag):
            tag = verschoben(tag, -1)
        return tag

    def werktage_spaeter(self, tag: date, anzahl: int) -> date:
        """The `anzahl`-th Werktag after `tag`, which itself never counts; 0 gives `naechster_werktag`."""
        ziel = self.naechster_werktag(tag) if anzahl == 0 else tag
        for _ in range(_nicht_negativ(anzahl)):
            ziel = self.naechster_werktag(verschoben(ziel, 1))
        return ziel

    def werktage_frueher(self, tag: date, anzahl: int) -> date:
        """The `anzahl`-th Werktag before `tag`, which itself never counts; 0 gives `voriger_werktag`."""
        ziel = self.voriger_werktag(tag) if anzahl == 0 else tag
        for _ in range(_nicht_negativ(anzahl)):
            ziel = self.voriger_werktag(verschoben(ziel, -1))
        return ziel


def _nicht_negativ(anzahl: int) -> int:
    if not 0 <= anzahl <= 1000:
        raise EingabeUngueltig("Die Zahl der Werktage muss zwischen 0 und 1000 liegen.")
    return anzahl


@lru_cache(maxsize=1024)
def _feiertage(gebiet: str, katholisch: bool, jahr: int) -> Mapping[date, str]:
    arten = ("public", "catholic") if katholisch else ("public",)
    tage = Germany(subdiv=gebiet, years=jahr, expand=False, language="de", categories=arten)
    return MappingProxyType(dict(tage))

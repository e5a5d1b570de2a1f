"""How values are written in German documents (DIN 5008). Every filter hands None on: `oder` says what then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from vorlagen.fehler import SchabloneUngueltig

_FEST = "\u00a0"
_MINUS = "\u2212"


def datum(wert: object) -> object:
    """18.05.2018."""
    if wert is None:
        return None
    if not isinstance(wert, date):
        raise SchabloneUngueltig("Der Filter „datum“ braucht ein Datum.")
    return f"{wert.day:02d}.{wert.month:02d}.{wert.year:04d}"


def uhrzeit(wert: object) -> object:
    """17:20 Uhr, in Europe/Berlin, with a no-break space."""
    if wert is None:
        return None
    if not isinstance(wert, datetime):
        raise SchabloneUngueltig("Der Filter „uhrzeit“ braucht einen Zeitpunkt.")
    return f"{wert.hour:02d}:{wert.minute:02d}{_FEST}Uhr"


def geld(wert: object) -> object:
    """350.000 € for whole euros (int), 350.000,50 € for a float; with a no-break space."""
    if wert is None:
        return None
    if isinstance(wert, bool) or not isinstance(wert, int | float):
        raise SchabloneUngueltig("Der Filter „geld“ braucht eine Zahl (Euro).")
    ziffern = f"{abs(wert):,d}" if isinstance(wert, int) else f"{abs(wert):,.2f}"
    deutsch = ziffern.translate(str.maketrans(",.", ".,"))
    return f"{_MINUS if wert < 0 else ''}{deutsch}{_FEST}€"


def kreuz(wert: object) -> object:
    """☒ for yes, ☐ for no."""
    if wert is None:
        return None
    if not isinstance(wert, bool):
        raise SchabloneUngueltig("Der Filter „kreuz“ braucht ja oder nein.")
    return "☒" if wert else "☐"


def oder(wert: object, ersatz: str = "") -> object:
    """The value, or `ersatz` where there is none (None or an empty text)."""
    return ersatz if wert is None or wert == "" else wert


def kurz(wert: object, zeichen: int = 100) -> object:
    """At most so many characters on one line, cut between words, with "…"; for headers."""
    if wert is None:
        return None
    if not isinstance(wert, str):
        raise SchabloneUngueltig("Der Filter „kurz“ braucht einen Text.")
    eine_zeile = wert.replace("\n", " ")
    if len(eine_zeile) <= zeichen:
        return eine_zeile
    anfang = eine_zeile[: max(zeichen - 1, 1)]
    ganze_worte = anfang.rpartition(" ")[0] if not eine_zeile[len(anfang)].isspace() else anfang
    return (ganze_worte or anfang).rstrip(" ,;:–-") + "…"


FILTER: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"datum": datum, "geld": geld, "kreuz": kreuz, "kurz": kurz, "oder": oder, "uhrzeit": uhrzeit}
)

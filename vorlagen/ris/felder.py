"""One object of a foreign system, asked field by field. What does not fit is mended or left out, and noted."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, urlsplit

from vorlagen.kalender import BERLIN, augenblick
from vorlagen.richtext import reinige
from vorlagen.ris.befunde import Befund, Befunde

KENNUNG_HOECHSTENS: Final = 2000
_ENTITAET: Final = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_TAG: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DEUTSCHER_TAG: Final = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})")
_Wert = TypeVar("_Wert")
_ALLRIS: Final = re.compile(r"[A-Z]{1,4}LFDNR", re.ASCII)


class Felder:
    """The fields of one object. Every getter answers with a value that fits or with None (or empty)."""

    def __init__(self, roh: Mapping[str, Any], befunde: Befunde) -> None:
        self.roh, self._befunde = roh, befunde

    @property
    def kennung(self) -> str:
        """The object's address as printed, empty if it has none that can be one."""
        wert = self.roh.get("id")
        return wert.strip() if isinstance(wert, str) and _ist_adresse(wert) else ""

    def merke(self, befund: Befund, feld: str, wert: object = "") -> None:
        """Note a finding at this object."""
        self._befunde.merke(befund, f"{self.kennung or '(ohne Kennung)'}: {feld}{f' = {wert!r}' if wert != '' else ''}")

    def text(self, feld: str, hoechstens: int = 100_000) -> str | None:
        """Trimmed text; a number is taken for its digits."""
        wert = self.roh.get(feld)
        if isinstance(wert, int | float) and not isinstance(wert, bool):
            self.merke(Befund.EINZELN, feld, wert)
            wert = str(wert)
        if wert is None or not isinstance(wert, str):
            self._nichts(feld, wert)
            return None
        if _ENTITAET.search(wert):
            self.merke(Befund.ENTITAETEN, feld, wert[:80])
            wert = html.unescape(wert)
        wert = reinige(wert).strip()
        if not wert:
            self.merke(Befund.LEER, feld)
            return None
        if len(wert) > hoechstens:
            self.merke(Befund.GEKUERZT, feld, f"{wert[:60]}…")
            wert = wert[:hoechstens]
        return wert

    def wahr(self, feld: str) -> bool | None:
        """True or False, also said in words; None where nothing is said."""
        wert = self.roh.get(feld)
        if isinstance(wert, str) and wert.strip().lower() in ("true", "false", "1", "0"):
            self.merke(Befund.EINZELN, feld, wert)
            return wert.strip().lower() in ("true", "1")
        if not isinstance(wert, bool):
            self._nichts(feld, wert)
            return None
        return wert

    def zahl(self, feld: str) -> int | None:
        """A whole number from 0 on."""
        wert = self.roh.get(feld)
        if isinstance(wert, str) and wert.strip().isascii() and wert.strip().isdigit() and len(wert) < 16:
            self.merke(Befund.EINZELN, feld, wert)
            wert = int(wert)
        passt = isinstance(wert, int) and not isinstance(wert, bool) and 0 <= wert < 2**53
        if not isinstance(wert, int) or not passt:
            self._nichts(feld, wert)
            return None
        return wert

    def tag(self, feld: str) -> date | None:
        """A day; of an instant its day."""
        return self._gelesen(feld, self._als_tag)

    def zeitpunkt(self, feld: str) -> datetime | None:
        """An instant; without a zone it is German local time, without an hour it is midnight."""
        return self._gelesen(feld, self._als_zeitpunkt)

    def urls(self, feld: str) -> tuple[str, ...]:
        """The objects that this one points to, each once, in order."""
        ziele: dict[str, None] = {}
        for wert in self._liste(feld):
            ziel = wert.get("id") if isinstance(wert, Mapping) else wert
            if isinstance(wert, Mapping):
                self.merke(Befund.EINZELN, feld)
            if isinstance(ziel, str) and _ist_adresse(ziel):
                ziele[ziel.strip()] = None
            else:
                self.merke(Befund.FALSCHER_TYP, feld, str(ziel)[:80])
        return tuple(ziele)

    def url(self, feld: str) -> str | None:
        """The one object that this one points to."""
        if isinstance(self.roh.get(feld), list):
            self.merke(Befund.EINZELN, feld)
        elif self.roh.get(feld) is None:
            return None
        return next(iter(self.urls(feld)), None) if self.roh[feld] else None

    def objekte(self, feld: str) -> Iterator[Felder]:
        """The embedded objects."""
        for wert in self._liste(feld):
            if isinstance(wert, Mapping):
                yield Felder(wert, self._befunde)
            else:
                self.merke(Befund.ZIEL_FEHLT if isinstance(wert, str) else Befund.FALSCHER_TYP, feld, str(wert)[:120])

    def objekt(self, feld: str) -> Felder | None:
        """The one embedded object."""
        if isinstance(self.roh.get(feld), list):
            self.merke(Befund.EINZELN, feld)
        elif self.roh.get(feld) is None:
            return None
        return next(self.objekte(feld), None)

    def _liste(self, feld: str) -> list[Any]:
        wert = self.roh.get(feld)
        if wert is None or wert == "" or wert == []:
            return []
        if isinstance(wert, list):
            return wert
        return [wert]

    def _nichts(self, feld: str, wert: object) -> None:
        if wert is not None:
            self.merke(Befund.FALSCHER_TYP, feld, str(wert)[:80])
        elif feld in self.roh:
            self.merke(Befund.LEER, feld)

    def _gelesen(self, feld: str, lies: Callable[[str, str], _Wert]) -> _Wert | None:
        wert = self.roh.get(feld)
        if not isinstance(wert, str) or not wert.strip():
            self._nichts(feld, None if wert == "" else wert)
            return None
        try:
            return lies(feld, wert.strip())
        except (ValueError, OverflowError):
            self.merke(Befund.DATUM_FALSCH, feld, wert[:60])
            return None

    def _als_tag(self, feld: str, wert: str) -> date:
        if _TAG.fullmatch(wert):
            return _im_rahmen(date.fromisoformat(wert))
        self.merke(Befund.DATUM, feld, wert[:60])
        return _im_rahmen(_lies_tag(wert[:10]))

    def _als_zeitpunkt(self, feld: str, wert: str) -> datetime:
        if len(wert) <= 10:
            self.merke(Befund.DATUM, feld, wert)
            return augenblick(_im_rahmen(_lies_tag(wert)), time(0), BERLIN, frueher=True)
        zeit = datetime.fromisoformat(wert.replace(" ", "T", 1) if wert[10:11] == " " else wert.replace(" ", "+"))
        _im_rahmen(zeit.date())
        if zeit.tzinfo is not None and "T" in wert:
            return zeit
        self.merke(Befund.DATUM, feld, wert[:60])
        return zeit if zeit.tzinfo else augenblick(zeit.date(), zeit.time(), BERLIN, frueher=True)


def fremde_schluessel(*adressen: str | None) -> dict[str, str]:
    """The keys of its own database that ALLRIS writes into addresses: VOLFDNR, TOLFDNR, SILFDNR, KPLFDNR …"""
    gefunden: dict[str, str] = {}
    for adresse in adressen:
        if adresse is None or not _ist_adresse(adresse):
            continue
        for name, wert in parse_qsl(urlsplit(adresse.strip()).query)[:40]:
            if _ALLRIS.fullmatch(name.upper()):
                gefunden.setdefault(name.upper(), wert[:80])
    return gefunden


def _ist_adresse(wert: str) -> bool:
    """Short, printable and one that can be taken apart: half a surrogate pair fits into no database."""
    if not 0 < len(wert.strip()) <= KENNUNG_HOECHSTENS or not wert.strip().isprintable():
        return False
    try:
        urlsplit(wert.strip())
    except ValueError:
        return False
    return True


def _lies_tag(wert: str) -> date:
    if deutsch := _DEUTSCHER_TAG.fullmatch(wert):
        return date(int(deutsch[3]), int(deutsch[2]), int(deutsch[1]))
    return date.fromisoformat(wert)


def _im_rahmen(tag: date) -> date:
    if not 1900 <= tag.year <= 2200:
        raise ValueError("no year of a council")
    return tag

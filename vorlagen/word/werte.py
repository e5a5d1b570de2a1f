"""What may go into a document: plain data. Everything is copied and cleaned before a template sees it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vorlagen.fehler import EingabeUngueltig, SchabloneUngueltig
from vorlagen.richtext import Block, lies, reinige

MAX_TEXT = 1_000_000
MAX_WERTE = 200_000
MAX_TIEFE = 12
MAX_ZAHL = 10**18
_BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Steuerfeld:
    """A field that is to come back from Word: by `name`; `titel` is what Word shows above it."""

    name: str
    titel: str


@dataclass(frozen=True, slots=True)
class Richtext:
    """Formatted text as HTML; it enters a template as `{{p name }}`, alone in its paragraph.

    With a `feld` it is printed inside a content control.
    """

    html: str
    feld: Steuerfeld | None = None


@dataclass(frozen=True, slots=True)
class Geaendert:
    """A `Richtext` as it was (`alt`) and as it became (`html`), printed with tracked changes by `wer` on a day."""

    alt: str
    html: str
    wer: str
    tag: date


@dataclass(frozen=True, slots=True)
class Feldtext:
    """Plain text that is printed inside a content control."""

    text: str
    feld: Steuerfeld


@dataclass(frozen=True, slots=True)
class Aenderung:
    """What a text was before, who changed it, and when (an instant of XML Schema)."""

    bloecke: tuple[Block, ...]
    wer: str
    wann: str


@dataclass(frozen=True, slots=True)
class Formatiert:
    """A `Richtext` that was read. False in a condition if there is nothing to see, and nothing to be filled in."""

    html: str
    bloecke: tuple[Block, ...]
    feld: Steuerfeld | None = None
    aenderung: Aenderung | None = None

    def __bool__(self) -> bool:
        return bool(self.bloecke) or self.feld is not None or self.aenderung is not None


class Benannt(str):
    """A `Feldtext` that was read; a text to every filter, which knows its field as long as it is not changed."""

    feld: Steuerfeld

    def __new__(cls, text: str, feld: Steuerfeld) -> Benannt:
        neu = super().__new__(cls, text)
        neu.feld = feld
        return neu


def nimm(kontext: Mapping[str, object]) -> dict[str, object]:
    """A clean copy of the context. Raises `SchabloneUngueltig` with the path of a value that is not plain data.

    Aware instants are given in Europe/Berlin; an instant without zone is refused, for nobody knows when it is.
    """
    return _Annahme().gruppe(kontext, "", 0)


class _Annahme:
    """Counts what it takes, so that no context is endless."""

    def __init__(self) -> None:
        self._anzahl = 0

    def gruppe(self, werte: Mapping[str, object], pfad: str, tiefe: int) -> dict[str, object]:
        fertig: dict[str, object] = {}
        for name, wert in werte.items():
            if type(name) is not str or not name.isidentifier() or name.startswith("_"):
                raise SchabloneUngueltig(f"„{name}“ ist kein erlaubter Name für einen Wert (in „{pfad or 'oben'}“).")
            fertig[name] = self._wert(wert, f"{pfad}.{name}" if pfad else name, tiefe)
        return fertig

    def _wert(self, wert: object, pfad: str, tiefe: int) -> object:
        self._anzahl += 1
        if self._anzahl > MAX_WERTE or tiefe > MAX_TIEFE:
            raise SchabloneUngueltig(f"Die Daten für das Dokument sind zu umfangreich (bei „{pfad}“).")
        if type(wert) is str:
            return _text(wert, pfad)
        if type(wert) is int and abs(wert) > MAX_ZAHL:
            raise SchabloneUngueltig(f"Die Zahl von „{pfad}“ ist zu groß.")
        if wert is None or type(wert) in (bool, int, date):
            return wert
        if type(wert) is float and math.isfinite(wert):
            return wert
        if type(wert) is datetime and wert.tzinfo is not None:
            return wert.astimezone(_BERLIN)
        if type(wert) is Richtext:
            return _formatiert(wert, pfad)
        if type(wert) is Geaendert:
            # Word shows the time of day as it is written here, whatever the zone.
            davor = _formatiert(Richtext(wert.alt), pfad).bloecke
            aenderung = Aenderung(davor, _text(wert.wer, pfad), f"{wert.tag:%Y-%m-%d}T00:00:00Z")
            return replace(_formatiert(Richtext(wert.html), pfad), aenderung=aenderung)
        if type(wert) is Feldtext:
            return Benannt(_text(wert.text, pfad), wert.feld)
        if type(wert) is dict or isinstance(wert, Mapping):
            return self.gruppe(wert, pfad, tiefe + 1)
        if type(wert) is list or type(wert) is tuple:
            return [self._wert(teil, f"{pfad}[{nr}]", tiefe + 1) for nr, teil in enumerate(wert)]
        raise SchabloneUngueltig(f"Der Wert von „{pfad}“ ist für ein Dokument ungeeignet ({type(wert).__name__}).")


def _text(wert: str, pfad: str) -> str:
    if len(wert) > MAX_TEXT:
        raise SchabloneUngueltig(f"Der Text von „{pfad}“ ist zu lang: höchstens {MAX_TEXT} Zeichen sind möglich.")
    return reinige(wert)


def _formatiert(wert: Richtext, pfad: str) -> Formatiert:
    try:
        return Formatiert(wert.html, lies(wert.html), wert.feld)
    except EingabeUngueltig as fehler:
        raise SchabloneUngueltig(f"„{pfad}“: {fehler.satz}") from fehler

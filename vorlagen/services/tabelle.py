"""Lists as tables to take along: CSV, which leaves row by row, and XLSX, whose rows never are in memory together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN

Wert = str | int | date | datetime | None
"""A cell: an instant is told in local time, None is empty."""
Reihe = Sequence[Wert]

ZEILEN_EINES_BLATTES: Final = 1_048_576
"""So many rows does a sheet of a workbook hold (ECMA-376); CSV knows no end."""
ZEICHEN_EINER_ZELLE: Final = 32_767
HAPPEN: Final = 64 * 1024
"""So many characters leave at a time."""

_UNZEICHEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMELANFANG: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With what a spreadsheet begins a formula, also in full width."""


@dataclass(frozen=True, slots=True)
class Blatt:
    """A sheet: its columns with their widths in characters, and its rows, read once and only when they are written."""

    titel: str
    spalten: Mapping[str, int]
    zeilen: Iterable[Reihe]


@dataclass(frozen=True, slots=True)
class Tabelle:
    """What is taken along: `liste` as CSV, `blaetter` as a workbook; `name` is the file's and tells nobody anything."""

    name: str
    liste: Blatt
    blaetter: tuple[Blatt, ...]


@contextmanager
def lesestand() -> Iterator[None]:
    """All that is read inside is of one instant, however long it takes; objects that were loaded before are expired."""
    sitzung = db.session()
    sitzung.rollback()
    if db.engine.dialect.name == "postgresql":
        sitzung.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        sitzung.rollback()


def als_csv(blatt: Blatt) -> Iterator[bytes]:
    """The sheet after RFC 4180, with semicolons and the mark by which spreadsheets know UTF-8; the head comes at once.

    Days and instants after ISO 8601: whatever the country, no spreadsheet takes day and month for each other. A text
    that a spreadsheet would take for a formula has an apostrophe in front.
    """
    puffer = io.StringIO(newline="")
    feder = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    feder.writerow(blatt.spalten)
    yield b"\xef\xbb\xbf" + _leere(puffer)
    with lesestand():
        for reihe in blatt.zeilen:
            feder.writerow([_geschrieben(wert) for wert in reihe])
            if puffer.tell() >= HAPPEN:
                yield _leere(puffer)
    if puffer.tell():
        yield _leere(puffer)


def als_xlsx(blaetter: Sequence[Blatt], ziel: IO[bytes], *, titel: str) -> None:
    """A workbook of all sheets that have rows, the first if none has; the same rows give the same bytes.

    Text is text, also where it looks like a formula or an address. Raises `EingabeUngueltig` for too many rows.
    """
    wie = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    mappe = xlsxwriter.Workbook(ziel, wie)
    mappe.set_properties({"title": titel, "created": datetime(2000, 1, 1)})
    formate = {
        "kopf": mappe.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": mappe.add_format({"text_wrap": True, "valign": "top"}),
        "tag": mappe.add_format({"num_format": "dd.mm.yyyy", "valign": "top"}),
        "zeit": mappe.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top"}),
    }
    try:
        for nr, blatt in enumerate(blaetter):
            zeilen = iter(blatt.zeilen)
            erste = list(islice(zeilen, 1))
            if erste or (nr == len(blaetter) - 1 and not mappe.worksheets()):
                _fuelle(mappe.add_worksheet(blatt.titel), blatt.spalten, chain(erste, zeilen), formate)
    finally:
        mappe.close()


def rein(text: str) -> str:
    """Without what no file may hold: control characters but for the end of a line, halves of characters."""
    return _UNZEICHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _fuelle(
    blatt: Worksheet, spalten: Mapping[str, int], zeilen: Iterable[Reihe], formate: Mapping[str, Format]
) -> None:
    for spalte, (name, breite) in enumerate(spalten.items()):
        blatt.set_column(spalte, spalte, breite)
        blatt.write_string(0, spalte, name, formate["kopf"])
    letzte = 0
    for letzte, reihe in enumerate(zeilen, start=1):
        if letzte >= ZEILEN_EINES_BLATTES:
            raise EingabeUngueltig("So viele Zeilen fasst keine Arbeitsmappe. Bitte nehmen Sie die Liste als CSV.")
        for spalte, wert in enumerate(reihe):
            _schreibe(blatt, letzte, spalte, wert, formate)
    blatt.freeze_panes(1, 0)
    blatt.autofilter(0, 0, max(letzte, 1), len(spalten) - 1)


def _schreibe(blatt: Worksheet, zeile: int, spalte: int, wert: Wert, formate: Mapping[str, Format]) -> None:
    match wert:
        case datetime():
            blatt.write_datetime(zeile, spalte, _ortszeit(wert), formate["zeit"])
        case date():
            blatt.write_datetime(zeile, spalte, datetime(wert.year, wert.month, wert.day), formate["tag"])
        case int():
            blatt.write_number(zeile, spalte, wert, formate["text"])
        case str() if wert:
            blatt.write_string(zeile, spalte, _gekuerzt(rein(wert)), formate["text"])


def _gekuerzt(text: str) -> str:
    return text if len(text) <= ZEICHEN_EINER_ZELLE else text[: ZEICHEN_EINER_ZELLE - 1] + "…"


def _geschrieben(wert: Wert) -> str | int:
    match wert:
        case datetime():
            return _ortszeit(wert).isoformat(" ", "minutes")
        case date():
            return wert.isoformat()
        case str():
            sauber = rein(wert)
            return f"'{sauber}" if sauber.lstrip().startswith(_FORMELANFANG) else sauber
    return "" if wert is None else wert


def _ortszeit(zeit: datetime) -> datetime:
    return zeit.astimezone(BERLIN).replace(tzinfo=None, second=0, microsecond=0)


def _leere(puffer: io.StringIO) -> bytes:
    text = puffer.getvalue()
    puffer.seek(0)
    puffer.truncate()
    return text.encode()

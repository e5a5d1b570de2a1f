"""Reading one case file: is it what it says it is? What is not known is kept and named, never dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vorlagen.fehler import EingabeUngueltig

HOECHSTENS = 20_000_000
"""Bytes; a case is a page of text."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,190}")
_ANZAHL_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Fall:
    """A case that may come in: its content as parsed, and the paths of keys that nobody here knows."""

    id: str
    inhalt: dict[str, Any]
    unbekannt: tuple[str, ...]


def lies(ort: Path) -> Fall:
    """Read and check one file. Raises `EingabeUngueltig` with a sentence that names file, key and value."""
    inhalt = _parse(ort)
    for pfad, wert, passt, soll in _pruefungen(inhalt):
        if not passt:
            gekuerzt = json.dumps(wert, ensure_ascii=False)[:80]
            raise EingabeUngueltig(f"{ort.name}: „{pfad}“ ist {gekuerzt}; gebraucht wird {soll}.")
    return Fall(inhalt["id"], inhalt, tuple(_unbekannte(inhalt)))


def _parse(ort: Path) -> dict[str, Any]:
    try:
        roh = ort.read_bytes()
        if len(roh) > HOECHSTENS:
            raise EingabeUngueltig(f"{ort.name}: Die Datei ist zu groß (höchstens {HOECHSTENS // 1_000_000} MB).")
        inhalt = json.loads(roh.decode("utf-8-sig"), parse_constant=_keine_zahl)
        json.dumps(inhalt, allow_nan=False)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as fehler:
        raise EingabeUngueltig(f"{ort.name}: Das ist keine lesbare JSON-Datei in UTF-8 ({fehler}).") from fehler
    if not isinstance(inhalt, dict):
        raise EingabeUngueltig(f"{ort.name}: Gebraucht wird ein JSON-Objekt je Datei.")
    return inhalt


def _keine_zahl(wort: str) -> float:
    raise ValueError(f"{wort} ist keine Zahl")


def _text(wert: object) -> bool:
    return wert is None or isinstance(wert, str)


def _ja_nein(wert: object) -> bool:
    return wert is None or isinstance(wert, bool)


def _liste(wert: object) -> bool:
    return wert is None or isinstance(wert, list)


def _objekt(wert: object) -> bool:
    return wert is None or isinstance(wert, dict)


def _objekte(wert: object) -> bool:
    return wert is None or (isinstance(wert, list) and all(isinstance(einzeln, dict) for einzeln in wert))


def _tag(wert: object) -> bool:
    if wert is None:
        return True
    try:
        return isinstance(wert, str) and len(wert) == 10 and date.fromisoformat(wert) is not None
    except ValueError:
        return False


def _anzahl(wert: object) -> bool:
    if wert is None:
        return True
    return isinstance(wert, int) and not isinstance(wert, bool) and 0 <= wert <= _ANZAHL_MAX


def _kennung(wert: object) -> bool:
    return isinstance(wert, str) and _NAME.fullmatch(wert) is not None


def _nummer(wert: object) -> bool:
    return isinstance(wert, str) and bool(wert.strip())


Regel = tuple[Callable[[object], bool], str]
Pruefung = tuple[str, object, bool, str]
"""Path, value, whether it will do, what is needed instead."""

_TEXT: Regel = (_text, "ein Text oder null")
_ZAHL: Regel = (_anzahl, "eine Anzahl ab 0 oder null")
_DATUM: Regel = (_tag, "ein Datum wie 2018-05-18 oder null")
_OBJEKTE: Regel = (_objekte, "eine Liste von Objekten oder null")
_LISTE: Regel = (_liste, "eine Liste oder null")

FALL: dict[str, Regel] = {
    "id": (_kennung, "eine Kennung aus Buchstaben, Ziffern, Punkt, Strich"),
    **dict.fromkeys(
        (
            "source_url", "municipality", "state", "system", "number", "vorlageart", "title", "federfuehrend",
            "bearbeiter", "aktenzeichen", "beschlussvorschlag", "sachverhalt", "text_basis", "notes",
        ),
        _TEXT,
    ),
    "public": (_ja_nein, "true, false oder null"),
    "date": _DATUM,
    "beratungsfolge": _OBJEKTE,
    "auswirkungen": (_objekt, "ein Objekt oder null"),
    "anlagen": _LISTE,
    "tags": _LISTE,
    "related": _LISTE,
}  # fmt: skip
STATION: dict[str, Regel] = {
    **dict.fromkeys(("gremium", "art", "status", "result", "top", "reading", "ausgang"), _TEXT),
    "date": _DATUM,
    "votes": (_objekt, "ein Objekt oder null"),
    "points": _OBJEKTE,
}
STIMMEN: dict[str, Regel] = dict.fromkeys(("ja", "nein", "enthaltung", "befangen"), _ZAHL)
PUNKT: dict[str, Regel] = {
    "nr": (_nummer, "eine Nummer als Text"),
    **STIMMEN,
    **dict.fromkeys(("result", "reading", "ausgang"), _TEXT),
}


def _pruefungen(fall: Mapping[str, Any]) -> Iterator[Pruefung]:
    yield "id", fall.get("id"), _kennung(fall.get("id")), FALL["id"][1]
    yield from _regeln(FALL, fall, "")
    for pfad, station in _stationen(fall):
        yield from _regeln(STATION, station, pfad)
        if isinstance(station.get("votes"), dict):
            yield from _regeln(STIMMEN, station["votes"], f"{pfad}votes.")
        for nr, punkt in enumerate(station.get("points") or ()):
            if isinstance(punkt, dict):
                yield from _regeln(PUNKT, punkt, f"{pfad}points[{nr}].")


def _regeln(regeln: Mapping[str, Regel], werte: Mapping[str, Any], pfad: str) -> Iterator[Pruefung]:
    for name, (passt, soll) in regeln.items():
        if name in werte:
            yield f"{pfad}{name}", werte[name], passt(werte[name]), soll


def _unbekannte(fall: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in fall if name not in FALL and name != "seitdem")
    for pfad, station in _stationen(fall):
        yield from (f"{pfad}{name}" for name in station if name not in STATION)
        yield from (f"{pfad}votes.{name}" for name in station.get("votes") or () if name not in STIMMEN)
        for nr, punkt in enumerate(station.get("points") or ()):
            yield from (f"{pfad}points[{nr}].{name}" for name in punkt if name not in PUNKT)


def _stationen(fall: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    folge = fall.get("beratungsfolge")
    for nr, station in enumerate(folge if isinstance(folge, list) else ()):
        if isinstance(station, dict):
            yield f"beratungsfolge[{nr}].", station

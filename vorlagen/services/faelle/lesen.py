"""Reading one case file: is it what it says it is? What is not known is kept and named, never dropped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services.faelle.fallschema import einwaende, unbekannte

HOECHSTENS = 20_000_000
"""Bytes; a case is a page of text."""
EINWAENDE = 20
"""So many faults of one file are told; who mends these sees the next ones."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A case that may come in: its content as parsed, and the paths of keys that nobody here knows."""

    id: str
    inhalt: dict[str, Any]
    unbekannt: tuple[str, ...]


def lies(ort: Path) -> Fall:
    """Read and check one file. Raises `EingabeUngueltig` with a line for each fault that names file, key and value."""
    try:
        roh = ort.read_bytes()
    except OSError as fehler:
        raise _unlesbar(ort.name, fehler) from fehler
    return verstehe(ort.name, roh)


def verstehe(name: str, roh: bytes) -> Fall:
    """Check what a file of this name says. Raises as `lies`."""
    inhalt = _parse(name, roh)
    saetze = [f"{name}: {satz}" for satz in einwaende(inhalt)]
    if len(saetze) > EINWAENDE:
        saetze = [*saetze[:EINWAENDE], f"{name}: und {len(saetze) - EINWAENDE} weitere Fehler."]
    if saetze:
        raise EingabeUngueltig("\n".join(saetze))
    return Fall(inhalt["id"], inhalt, tuple(unbekannte(inhalt)))


def _parse(name: str, roh: bytes) -> dict[str, Any]:
    if len(roh) > HOECHSTENS:
        raise EingabeUngueltig(f"{name}: Die Datei ist zu groß (höchstens {HOECHSTENS // 1_000_000} MB).")
    try:
        inhalt = json.loads(roh.decode("utf-8-sig"), parse_constant=_keine_zahl)
        json.dumps(inhalt, allow_nan=False)
    except (ValueError, RecursionError) as fehler:
        raise _unlesbar(name, fehler) from fehler
    if not isinstance(inhalt, dict):
        raise EingabeUngueltig(f"{name}: Gebraucht wird ein JSON-Objekt je Datei.")
    return inhalt


def _unlesbar(name: str, fehler: Exception) -> EingabeUngueltig:
    return EingabeUngueltig(f"{name}: Das ist keine lesbare JSON-Datei in UTF-8{_stelle(fehler)}.")


def _stelle(fehler: Exception) -> str:
    """Where reading stopped, as far as that is known."""
    if isinstance(fehler, json.JSONDecodeError):
        return f"; in Zeile {fehler.lineno}, Spalte {fehler.colno} steht etwas anderes, als JSON dort erlaubt"
    if isinstance(fehler, UnicodeDecodeError):
        return f"; das Byte an Stelle {fehler.start + 1} gehört nicht dorthin"
    if isinstance(fehler, RecursionError):
        return "; es ist zu tief geschachtelt"
    return f" ({fehler.strerror if isinstance(fehler, OSError) else fehler})"


def _keine_zahl(wort: str) -> float:
    raise ValueError(f"{wort} ist keine Zahl")

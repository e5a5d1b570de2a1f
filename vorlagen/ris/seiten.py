"""Bytes from a server to one page of a list, whatever its envelope looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vorlagen.fehler import AbrufGescheitert
from vorlagen.ris.befunde import Befund, Befunde

_BOM: Final = b"\xef\xbb\xbf"
_STEUERZEICHEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class AntwortUnlesbar(AbrufGescheitert):
    """Another server answered, but not with what was asked for: a web page, broken JSON, an error, a `status`."""

    code = "antwort-unlesbar"

    def __init__(self, satz: str, status: int | None = None) -> None:
        super().__init__(satz)
        self.status = status


@dataclass(frozen=True, slots=True)
class Seite:
    """One page: its objects, the next page's address, and what the server says of itself (None: nothing)."""

    objekte: tuple[Any, ...]
    weiter: str | None
    alle: int | None
    nummer: int | None
    seiten: int | None


def lies_antwort(koerper: bytes, url: str, befunde: Befunde) -> Any:
    """The JSON in an answer, mended as to its bytes. Raises `AntwortUnlesbar`."""
    if koerper.startswith(_BOM):
        befunde.merke(Befund.BOM, url)
        koerper = koerper[len(_BOM) :]
    try:
        text = koerper.decode("utf-8")
    except UnicodeDecodeError:
        befunde.merke(Befund.ZEICHENSATZ, url)
        text = koerper.decode("cp1252", "replace")
    try:
        inhalt = json.loads(text, strict=False, parse_constant=lambda _wort: None)
    except (ValueError, RecursionError) as fehler:
        satz = "eine HTML-Seite" if text.lstrip()[:1] == "<" else "kein lesbares JSON"
        raise AntwortUnlesbar(f"Der Server antwortet mit etwas anderem: {satz}.") from fehler
    if _STEUERZEICHEN.search(text):  # inside strings, or it would not have been JSON
        befunde.merke(Befund.STEUERZEICHEN, url)
    return inhalt


def lies_seite(inhalt: Any, url: str, befunde: Befunde) -> Seite:
    """An answer as a page. A bare list or a bare object is one, too. Raises `AntwortUnlesbar` for an Error object."""
    if isinstance(inhalt, list):
        befunde.merke(Befund.NACKTE_LISTE, url)
        return Seite(tuple(inhalt), None, None, None, None)
    if not isinstance(inhalt, Mapping):
        raise AntwortUnlesbar("Der Server antwortet mit etwas anderem als einer Liste.")
    if "data" not in inhalt:
        if not isinstance(inhalt.get("id"), str) or str(inhalt.get("type", "")).endswith("/Error"):
            raise AntwortUnlesbar(f"Der Server meldet: {str(inhalt.get('message') or 'keine Liste')[:200]}")
        befunde.merke(Befund.NACKTE_LISTE, url)
        return Seite((inhalt,), None, None, None, None)
    daten = inhalt["data"]
    if not isinstance(daten, list):
        befunde.merke(Befund.EINZELN, f"{url}: data")
        daten = [daten] if isinstance(daten, Mapping) else []
    blatt = _abschnitt(inhalt, "pagination")
    weiter = _abschnitt(inhalt, "links").get("next")
    return Seite(
        tuple(daten),
        weiter if isinstance(weiter, str) and weiter.strip() else None,
        *(_anzahl(blatt.get(name)) for name in ("totalElements", "currentPage", "totalPages")),
    )


def _abschnitt(inhalt: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    wert = inhalt.get(name)
    return wert if isinstance(wert, Mapping) else {}


def _anzahl(wert: object) -> int | None:
    if isinstance(wert, str) and wert.isascii() and wert.isdigit() and len(wert) < 10:
        wert = int(wert)
    return wert if isinstance(wert, int) and not isinstance(wert, bool) and wert >= 0 else None

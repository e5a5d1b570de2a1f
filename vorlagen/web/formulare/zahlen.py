"""Numbers that a page sent along or that people typed; empty is not 0."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

KEINE = -1
"""Fits no version and no Fassung: whoever sends nonsense is told that the state has changed."""


def version(form: MultiDict[str, str], name: str = "version") -> int:
    """The version (or Fassung) that the page was made from."""
    wert = form.get(name, "")
    return int(wert) if wert.isascii() and wert.isdecimal() and len(wert) < 10 else KEINE


def anzahl(eingabe: str) -> int | None:
    """A count as typed. None if nothing was typed; raises `ValueError` if that is no count."""
    eingabe = eingabe.strip()
    if not eingabe:
        return None
    if not (eingabe.isascii() and eingabe.isdecimal() and len(eingabe) < 7):
        raise ValueError(eingabe)
    return int(eingabe)

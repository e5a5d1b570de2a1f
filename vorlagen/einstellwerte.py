"""Values of settings that are alike in many places: each is checked, or refused with one sentence."""

from __future__ import annotations

from vorlagen.fehler import EinstellungUngueltig


def anzahl(name: str, wert: str) -> int:
    """A whole number, not below zero. Raises `EinstellungUngueltig`, as all here do."""
    if not wert.isascii() or not wert.isdigit():
        raise EinstellungUngueltig(f"{name}: „{wert}“ ist keine Anzahl.")
    return int(wert)


def spanne(name: str, wert: str, von: int, bis: int) -> int:
    """A whole number between two others, both included."""
    zahl = anzahl(name, wert)
    if not von <= zahl <= bis:
        raise EinstellungUngueltig(f"{name}: möglich sind {von} bis {bis}, nicht „{wert}“.")
    return zahl


def eines_von(name: str, wert: str, erlaubt: tuple[str, str]) -> str:
    """One of two words, in small or large letters."""
    for wort in erlaubt:
        if wort.lower() == wert.lower():
            return wort
    raise EinstellungUngueltig(f"{name}: möglich sind {' und '.join(erlaubt)}, nicht „{wert}“.")


def kontakt(adresse: str | None) -> str | None:
    """Where to write to: a mail address or a page; None if nobody is named."""
    if adresse and not (adresse.startswith(("mailto:", "https://")) and adresse.isascii() and adresse.isprintable()):
        raise EinstellungUngueltig("VORLAGEN_SICHERHEITSKONTAKT: gebraucht wird mailto:… oder https://….")
    return adresse or None

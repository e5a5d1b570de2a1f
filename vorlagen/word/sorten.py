"""The sorts of names that a template may say, and how contracts spell them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sorte(StrEnum):
    """What a name stands for; the values are words for people."""

    TEXT = "Text"
    ZAHL = "Zahl"
    DATUM = "Datum"
    JA_NEIN = "ja oder nein"
    RICHTEXT = "formatierter Text"
    LISTE = "Liste"
    GRUPPE = "Gruppe"


@dataclass(frozen=True)
class Name:
    """One name. `leer`: there may be no value (None). `felder`: of a group, or of each entry of a list."""

    name: str
    sorte: Sorte
    hilfe: str
    leer: bool = False
    felder: tuple[Name, ...] = ()

    def feld(self, name: str) -> Name | None:
        """The field of this name, if there is one."""
        return next((feld for feld in self.felder if feld.name == name), None)


def text(name: str, hilfe: str, *, leer: bool = False) -> Name:
    """Plain text."""
    return Name(name, Sorte.TEXT, hilfe, leer)


def datum(name: str, hilfe: str, *, leer: bool = False) -> Name:
    """A day."""
    return Name(name, Sorte.DATUM, hilfe, leer)


def ja_nein(name: str, hilfe: str) -> Name:
    """Yes or no."""
    return Name(name, Sorte.JA_NEIN, hilfe)


def richtext(name: str, hilfe: str) -> Name:
    """Formatted text, which may be missing."""
    return Name(name, Sorte.RICHTEXT, hilfe, leer=True)


def liste(name: str, hilfe: str, *felder: Name) -> Name:
    """A list of entries with these fields."""
    return Name(name, Sorte.LISTE, hilfe, felder=felder)


def gruppe(name: str, hilfe: str, *felder: Name, leer: bool = False) -> Name:
    """Names that belong together."""
    return Name(name, Sorte.GRUPPE, hilfe, leer, felder)

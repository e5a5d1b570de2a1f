"""What rich text is made of: frozen blocks and runs, from which HTML, plain text and Word are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Absatzart(StrEnum):
    """The three kinds of paragraph; the values are the HTML tags."""

    TEXT = "p"
    UEBERSCHRIFT_2 = "h2"
    UEBERSCHRIFT_3 = "h3"


class Lage(StrEnum):
    """Where a run stands on its line; the values are the HTML tags."""

    GRUNDLINIE = ""
    TIEF = "sub"
    HOCH = "sup"


@dataclass(frozen=True, slots=True)
class Lauf:
    """Text in one format. A line break is `\\n`, other white space a single space; `link` is an address."""

    text: str
    fett: bool = False
    kursiv: bool = False
    unterstrichen: bool = False
    lage: Lage = Lage.GRUNDLINIE
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Absatz:
    """A paragraph or heading; never empty."""

    laeufe: tuple[Lauf, ...]
    art: Absatzart = Absatzart.TEXT


@dataclass(frozen=True, slots=True)
class Liste:
    """`zaehlung` is None for bullets, else HTML's `type`: 1, A, a, I or i. An item may be empty."""

    punkte: tuple[tuple[Block, ...], ...]
    zaehlung: str | None = None
    beginn: int = 1


@dataclass(frozen=True, slots=True)
class Zelle:
    """One cell of a table; `kopf` marks a heading cell."""

    bloecke: tuple[Block, ...]
    kopf: bool = False


@dataclass(frozen=True, slots=True)
class Zeile:
    """One row of a table, with at least one cell; `kopf` marks a row that is repeated on every page."""

    zellen: tuple[Zelle, ...]
    kopf: bool = False


@dataclass(frozen=True, slots=True)
class Tabelle:
    """At least one row; rows may differ in length."""

    zeilen: tuple[Zeile, ...]


Block: TypeAlias = Absatz | Liste | Tabelle

"""What changed between two texts: blocks are matched first, then the words of those that belong together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeAlias

from vorlagen.richtext.bloecke import Absatz, Absatzart, Block, Liste, Tabelle
from vorlagen.richtext.lesen import lies
from vorlagen.richtext.schreiben import als_text, zaehler

Teile: TypeAlias = tuple[tuple[str, str], ...]
"""(sign, text): `=` stays, `-` is gone, `+` is new."""

AEHNLICH: Final = 0.4
"""From this share of common words on, one block is the other one reworded, not something else in its place."""
HOECHSTENS: Final = 4_000_000
"""Old words times new words: beyond that a block is told as replaced, for word by word would take too long."""


WEIT: Final = 12
"""So many old blocks are looked at for the one that a new block rewords."""


class Form(StrEnum):
    """What a piece of text is on the page."""

    ABSATZ = "absatz"
    UEBERSCHRIFT = "ueberschrift"
    PUNKT = "punkt"
    REIHE = "reihe"


@dataclass(frozen=True, slots=True)
class Stueck:
    """A paragraph, heading, item of a list (`marke` and `tiefe`) or row of a table, which alone has several `zellen`.

    An item is the same wherever it is counted.
    """

    form: Form
    zellen: tuple[str, ...]
    marke: str = field(default="", compare=False)
    tiefe: int = 0


@dataclass(frozen=True, slots=True)
class Vergleichszeile:
    """One piece with what changed in each of its cells."""

    form: Form
    zellen: tuple[Teile, ...]
    marke: str = ""
    tiefe: int = 0

    @property
    def gleich(self) -> bool:
        """True if nothing changed here."""
        return all(zeichen == "=" for teile in self.zellen for zeichen, _ in teile)


def stuecke(text: str) -> tuple[Stueck, ...]:
    """The pieces of rich text, or of plain text line by line."""
    if text.lstrip().startswith("<"):
        return tuple(stueck for block in lies(text) for stueck in _zerlegt(block, 0))
    return tuple(Stueck(Form.ABSATZ, (zeile,)) for zeile in text.splitlines() if zeile.strip())


def vergleiche(alt: Sequence[Stueck], neu: Sequence[Stueck]) -> tuple[Vergleichszeile, ...]:
    """Both texts as one, in the order of the new one, with what is gone where it stood."""
    zeilen: list[Vergleichszeile] = []
    for art, a, b, c, d in difflib.SequenceMatcher(a=alt, b=neu, autojunk=False).get_opcodes():
        if art == "equal":
            zeilen.extend(_nur(stueck, "=") for stueck in neu[c:d])
        else:
            zeilen.extend(_ersetzt(list(alt[a:b]), list(neu[c:d])))
    return tuple(zeilen)


def wortweise(alt: str, neu: str) -> Teile:
    """Two plain texts word by word; a word stays the same whatever space comes after it."""
    vorher, nachher = worte(alt), worte(neu)
    if len(vorher) * len(nachher) > HOECHSTENS:
        return (("-", alt), ("+", neu))
    teile: list[tuple[str, str]] = []
    probe = difflib.SequenceMatcher(
        a=[wort.rstrip() for wort in vorher], b=[wort.rstrip() for wort in nachher], autojunk=False
    )
    for art, a, b, c, d in probe.get_opcodes():
        if art == "equal":
            for altes, neues in zip(vorher[a:b], nachher[c:d], strict=True):
                teile.extend(_gleiches_wort(altes, neues))
        else:
            teile += [("-", "".join(vorher[a:b])), ("+", "".join(nachher[c:d]))]
    return _verbunden(teile)


def worte(text: str) -> list[str]:
    """The words of a text, each with the white space that follows it."""
    worte: list[str] = []
    for zeile in text.splitlines(keepends=True):
        worte.extend(wort + " " for wort in zeile.split(" ")[:-1])
        worte.append(zeile.split(" ")[-1])
    return worte


def _gleiches_wort(altes: str, neues: str) -> Iterator[tuple[str, str]]:
    if altes == neues:
        yield "=", neues
        return
    wort = neues.rstrip()
    yield from (("=", wort), ("-", altes[len(wort) :]), ("+", neues[len(wort) :]))


def _verbunden(teile: Sequence[tuple[str, str]]) -> Teile:
    """Neighbours of one sign as one, without empty ones; what is gone stands before what came in its place."""
    ganz: list[tuple[str, str]] = []
    for bleibt, lauf in groupby((teil for teil in teile if teil[1]), key=lambda teil: teil[0] == "="):
        stuecke_ = list(lauf)
        for zeichen in ("=",) if bleibt else ("-", "+"):
            text = "".join(text for eines, text in stuecke_ if eines == zeichen)
            if text:
                ganz.append((zeichen, text))
    return tuple(ganz)


def _zerlegt(block: Block, tiefe: int) -> Iterator[Stueck]:
    match block:
        case Absatz():
            form = Form.ABSATZ if block.art is Absatzart.TEXT else Form.UEBERSCHRIFT
            yield Stueck(form, (als_text([block]),), tiefe=tiefe)
        case Tabelle():
            for zeile in block.zeilen:
                yield Stueck(Form.REIHE, tuple(als_text(zelle.bloecke) for zelle in zeile.zellen))
        case Liste():
            for nr, punkt in enumerate(block.punkte, block.beginn):
                marke = f"{zaehler(block.zaehlung, nr)}." if block.zaehlung else "–"
                erster, rest = _geteilt(punkt)
                yield Stueck(Form.PUNKT, (erster,), marke, tiefe)
                for inneres in rest:
                    yield from _zerlegt(inneres, tiefe + 1)


def _geteilt(punkt: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """An item's own words, and what is nested in it."""
    if punkt and isinstance(punkt[0], Absatz):
        return als_text(punkt[:1]), punkt[1:]
    return "", punkt


def _ersetzt(alt: list[Stueck], neu: list[Stueck]) -> Iterator[Vergleichszeile]:
    """Pieces that came in the place of others: each new one beside the first old one that it resembles."""
    for stueck in neu:
        stelle = next((nr for nr, altes in enumerate(alt[:WEIT]) if _verwandt(altes, stueck)), None)
        if stelle is None:
            yield _nur(stueck, "+")
            continue
        yield from (_nur(altes, "-") for altes in alt[:stelle])
        yield _gemeinsam(alt[stelle], stueck)
        del alt[: stelle + 1]
    yield from (_nur(altes, "-") for altes in alt)


def _verwandt(altes: Stueck, neues: Stueck) -> bool:
    if altes.form is not neues.form or len(altes.zellen) != len(neues.zellen):
        return False
    a, b = (" ".join(stueck.zellen).split() for stueck in (altes, neues))
    if len(a) * len(b) > HOECHSTENS:
        return False
    probe = difflib.SequenceMatcher(a=a, b=b, autojunk=False)
    return probe.real_quick_ratio() >= AEHNLICH and probe.quick_ratio() >= AEHNLICH and probe.ratio() >= AEHNLICH


def _gemeinsam(altes: Stueck, neues: Stueck) -> Vergleichszeile:
    zellen = tuple(wortweise(a, b) for a, b in zip(altes.zellen, neues.zellen, strict=True))
    return Vergleichszeile(neues.form, zellen, neues.marke, neues.tiefe)


def _nur(stueck: Stueck, zeichen: str) -> Vergleichszeile:
    return Vergleichszeile(
        stueck.form, tuple(((zeichen, zelle),) for zelle in stueck.zellen), stueck.marke, stueck.tiefe
    )

"""Which documents may say it: words by their parts, and the numbers of the documents that say them, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Suchendung, Suchwort
from vorlagen.models.suche import BLOCK
from vorlagen.services.suche import worte
from vorlagen.services.suche.ablage import AUSSEN, INNEN
from vorlagen.services.suche.worte import Begriff

ZU_VIELE: Final = 2000
"""A part of more words than that narrows nothing down: it is only compared with the text."""

_ZUERST: Final = 8
"""So many blocks are asked for at first, then eight times as many, and so on: a common word needs no more than the
newest, a rare one has no more rows than hits."""

_ALLE: Final = (1 << BLOCK) - 1
_HINTER_ALLEM: Final = "\U0010ffff"


class Kandidat(NamedTuple):
    """A document by its number, and in which of its texts the words may stand."""

    nr: int
    innen: bool
    aussen: bool


def kandidaten(stadt: str, begriffe: Sequence[Begriff], *, alles: bool, unter: int) -> Iterator[Kandidat]:
    """Below this number, newest first. Every document that says it is among them, and few others.

    Without `alles` only what everybody may read is looked through.
    """
    gesucht = [passende for wort in _gefragte(begriffe) if (passende := _woerter(stadt, wort)) is not None]
    bis, breite = (unter - 1) // BLOCK, _ZUERST
    while bis >= 0:
        von = max(0, bis - breite + 1)
        innen = _bits(stadt, INNEN, gesucht, von, bis) if alles else {}
        aussen = _bits(stadt, AUSSEN, gesucht, von, bis)
        for block in range(bis, von - 1, -1):
            yield from _im_block(block, innen.get(block, 0), aussen.get(block, 0), unter)
        bis, breite = von - 1, breite * 8


def _gefragte(begriffe: Sequence[Begriff]) -> list[str]:
    """The longest words first: they are likely to be rare."""
    alle = dict.fromkeys(wort for begriff in begriffe for wort in begriff.worte)
    return sorted(alle, key=len, reverse=True)[: worte.HOECHSTENS]


def _woerter(stadt: str, teil: str) -> list[str] | None:
    """The words of the town that this is a part of; None: too many."""
    if not worte.ist_teilbar(teil):
        return [teil]
    hier = (Suchendung.koerperschaft_id == stadt, Suchendung.endung >= teil, Suchendung.endung < teil + _HINTER_ALLEM)
    gefunden = db.session.scalars(select(Suchendung.wort).where(*hier).limit(ZU_VIELE + 1)).all()
    return list(dict.fromkeys(gefunden)) if len(gefunden) <= ZU_VIELE else None


def _bits(stadt: str, schicht: str, gesucht: Sequence[Sequence[str]], von: int, bis: int) -> dict[int, int]:
    """Block → which of its documents say one word of each list."""
    gemeinsam = dict.fromkeys(range(von, bis + 1), _ALLE)
    for woerter in gesucht:
        frage = select(Suchwort.block, Suchwort.nummern).where(
            Suchwort.koerperschaft_id == stadt,
            Suchwort.schicht == schicht,
            Suchwort.wort.in_(woerter),
            Suchwort.block.between(von, bis),
        )
        eigene: dict[int, int] = {}
        for block, nummern in db.session.execute(frage) if gemeinsam else ():
            eigene[block] = eigene.get(block, 0) | int.from_bytes(nummern, "little")
        gemeinsam = {block: rest for block, bits in gemeinsam.items() if (rest := bits & eigene.get(block, 0))}
    return gemeinsam


def _im_block(block: int, innen: int, aussen: int, unter: int) -> Iterator[Kandidat]:
    beide = innen | aussen
    while beide:
        i = beide.bit_length() - 1
        beide ^= 1 << i
        nr = block * BLOCK + i
        if nr < unter:
            yield Kandidat(nr, bool(innen >> i & 1), bool(aussen >> i & 1))

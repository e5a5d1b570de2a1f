"""Blocks → WordprocessingML, in the template's styles.

Blocks are laid out as a row of paragraphs and tables first: so one can be written, and two be compared
(`aenderungen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from vorlagen.richtext import Absatz, Absatzart, Block, Lauf, Liste, Tabelle
from vorlagen.word.druck import Druck
from vorlagen.word.glieder import Glied, Punktstelle, Spur, absatz
from vorlagen.word.listen import PUNKT, STRICH, Listenbeginn, einzug
from vorlagen.word.tabellen import tabelle

_UEBERSCHRIFTEN = {Absatzart.UEBERSCHRIFT_2: "heading 2", Absatzart.UEBERSCHRIFT_3: "heading 3"}


@dataclass(frozen=True, slots=True)
class Tafel:
    """A table to be written, at its place."""

    block: Tabelle
    ort: Ort


Zeug: TypeAlias = Glied | Tafel


@dataclass(frozen=True, slots=True)
class Ort:
    """Where blocks are written: the styles of text and lists, the width in twips, how deep in lists."""

    stil: str
    breite: int
    listenstil: str = ""
    ebene: int = 0
    striche: int = 0


def absaetze(bloecke: Sequence[Block], stil: str, druck: Druck) -> str:
    """The blocks as XML. Headings are lifted where they would leave a level out."""
    return schreibe(ausgelegt(bloecke, stil, druck), druck)


def ausgelegt(bloecke: Sequence[Block], stil: str, druck: Druck) -> list[Zeug]:
    """The blocks as paragraphs and tables, in a row."""
    ort = Ort(stil, druck.formate.breite, druck.formate.absatz("list paragraph"))
    return list(_bloecke(_lueckenlos(bloecke), ort, druck))


def schreibe(zeug: Iterable[Zeug], druck: Druck, spur: Spur | None = None) -> str:
    """Paragraphs and tables as XML, all of them new or gone where there is a `spur`."""
    return "".join(
        absatz(teil, [(spur, teil.laeufe)], druck, ende=spur) if isinstance(teil, Glied) else tafel(teil, druck, spur)
        for teil in zeug
    )


def tafel(teil: Tafel, druck: Druck, *spuren: Spur | None) -> str:
    """A table; `spuren` say of each row, or of all, whether it is new or gone."""
    textstil = druck.formate.absatz("table contents", "tabellentext") or teil.ort.stil
    kopfstil = druck.formate.absatz("table heading") or textstil

    def zelle(bloecke: Sequence[Block], breite: int, *, kopf: bool, spur: Spur | None) -> str:
        innen = Ort(kopfstil if kopf else textstil, breite)
        return schreibe(_bloecke(bloecke, innen, druck), druck, spur) or absatz(Glied((), innen.stil), [], druck)

    je_zeile = spuren if len(spuren) == len(teil.block.zeilen) else [*(spuren or [None])][:1] * len(teil.block.zeilen)
    zeilen_ = [(spur, f"<{spur.anfang(druck)}/>" if spur else "") for spur in je_zeile]
    return tabelle(teil.block, teil.ort.breite, druck.formate.tabelle("table grid"), zelle, zeilen_)


def zeilen(text: str, stil: str, druck: Druck) -> str:
    """Plain text as paragraphs, one a line."""
    return schreibe((Glied((Lauf(zeile),) if zeile else (), stil) for zeile in text.split("\n")), druck)


def _lueckenlos(bloecke: Sequence[Block]) -> Iterator[Block]:
    """A heading of level 3 before any of level 2 becomes one of level 2."""
    begonnen = False
    for block in bloecke:
        if isinstance(block, Absatz) and block.art is not Absatzart.TEXT:
            if not begonnen:
                block = replace(block, art=Absatzart.UEBERSCHRIFT_2)
            begonnen = True
        yield block


def _bloecke(bloecke: Iterable[Block], ort: Ort, druck: Druck) -> Iterator[Zeug]:
    nach_tabelle = False
    for block in bloecke:
        match block:
            case Absatz():
                yield _textabsatz(block, ort.stil, druck, nach_tabelle=nach_tabelle)
            case Liste():
                yield from _liste(block, ort, druck)
            case Tabelle():
                if nach_tabelle:
                    yield Glied((), "")
                yield Tafel(block, ort)
        nach_tabelle = isinstance(block, Tabelle)
    if nach_tabelle:
        yield Glied((), "")


def _textabsatz(absatz: Absatz, stil: str, druck: Druck, *, nach_tabelle: bool) -> Glied:
    if absatz.art is Absatzart.TEXT:
        return Glied(absatz.laeufe, stil, nach_tabelle=nach_tabelle)
    ueberschrift = druck.formate.absatz(_UEBERSCHRIFTEN[absatz.art])
    laeufe = absatz.laeufe if ueberschrift else tuple(replace(lauf, fett=True) for lauf in absatz.laeufe)
    return Glied(laeufe, ueberschrift or stil, nach_tabelle=nach_tabelle)


def _liste(liste: Liste, ort: Ort, druck: Druck) -> Iterator[Zeug]:
    art = liste.zaehlung or (PUNKT if (ort.ebene - ort.striche) % 2 == 0 else STRICH)
    beginn = Listenbeginn(art, min(ort.ebene, 8), liste.beginn)
    stelle = Punktstelle(druck.liste(beginn), beginn)
    stil = ort.listenstil or ort.stil
    innen = replace(ort, ebene=ort.ebene + 1, striche=ort.striche + (liste.zaehlung is None))
    for punkt in liste.punkte:
        anfang, rest = _anfang_und_rest(punkt)
        yield Glied(tuple(anfang), stil, stelle)
        for block in rest:
            if isinstance(block, Absatz):
                yield Glied(block.laeufe, stil, links=einzug(beginn.ebene))
            else:
                yield from _bloecke([block], innen, druck)


def _anfang_und_rest(punkt: Sequence[Block]) -> tuple[list[Lauf], Sequence[Block]]:
    """The paragraphs that an item begins with share its number: further ones are lines below the first."""
    anfang: list[Lauf] = []
    for nr, block in enumerate(punkt):
        if not isinstance(block, Absatz):
            return anfang, punkt[nr:]
        anfang += [Lauf("\n"), *block.laeufe] if anfang else block.laeufe
    return anfang, ()

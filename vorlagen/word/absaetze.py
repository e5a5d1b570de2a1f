"""Blocks → WordprocessingML, in the template's styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from vorlagen.richtext import Absatz, Absatzart, Block, Lage, Lauf, Liste, Tabelle
from vorlagen.word.druck import Druck
from vorlagen.word.listen import PUNKT, STRICH, Listenbeginn, einzug
from vorlagen.word.ooxml import R
from vorlagen.word.tabellen import tabelle

_UEBERSCHRIFTEN = {Absatzart.UEBERSCHRIFT_2: "heading 2", Absatzart.UEBERSCHRIFT_3: "heading 3"}
_LAGE = {Lage.TIEF: "subscript", Lage.HOCH: "superscript"}
_LEERER_ABSATZ = "<w:p/>"
# After a table, which has no space below of its own.
_ABSTAND = '<w:spacing w:before="120"/>'


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
    ort = Ort(stil, druck.formate.breite, druck.formate.absatz("list paragraph"))
    return "".join(_bloecke(_lueckenlos(bloecke), ort, druck))


def zeilen(text: str, stil: str) -> str:
    """Plain text as paragraphs, one a line."""
    laeufe = ((Lauf(zeile),) if zeile else () for zeile in text.split("\n"))
    return "".join(_absatz("".join(_lauf(lauf, "") for lauf in teile), stil) for teile in laeufe)


def _lueckenlos(bloecke: Sequence[Block]) -> Iterator[Block]:
    """A heading of level 3 before any of level 2 becomes one of level 2."""
    begonnen = False
    for block in bloecke:
        if isinstance(block, Absatz) and block.art is not Absatzart.TEXT:
            if not begonnen:
                block = replace(block, art=Absatzart.UEBERSCHRIFT_2)
            begonnen = True
        yield block


def _bloecke(bloecke: Iterable[Block], ort: Ort, druck: Druck) -> Iterator[str]:
    nach_tabelle = False
    for block in bloecke:
        match block:
            case Absatz():
                yield _textabsatz(block, ort.stil, druck, _ABSTAND if nach_tabelle else "")
            case Liste():
                yield from _liste(block, ort, druck)
            case Tabelle():
                if nach_tabelle:
                    yield _LEERER_ABSATZ
                yield _tabelle(block, ort, druck)
        nach_tabelle = isinstance(block, Tabelle)
    if nach_tabelle:
        yield _LEERER_ABSATZ


def _textabsatz(absatz: Absatz, stil: str, druck: Druck, eigenschaften: str) -> str:
    if absatz.art is Absatzart.TEXT:
        return _absatz(_laeufe(absatz.laeufe, druck), stil, eigenschaften)
    ueberschrift = druck.formate.absatz(_UEBERSCHRIFTEN[absatz.art])
    laeufe = absatz.laeufe if ueberschrift else [replace(lauf, fett=True) for lauf in absatz.laeufe]
    return _absatz(_laeufe(laeufe, druck), ueberschrift or stil, eigenschaften)


def _absatz(inhalt: str, stil: str, eigenschaften: str = "") -> str:
    ppr = (f'<w:pStyle w:val="{escape(stil)}"/>' if stil else "") + eigenschaften
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{inhalt}</w:p>"


def _liste(liste: Liste, ort: Ort, druck: Druck) -> Iterator[str]:
    art = liste.zaehlung or (PUNKT if (ort.ebene - ort.striche) % 2 == 0 else STRICH)
    ebene = min(ort.ebene, 8)
    nummer = druck.liste(Listenbeginn(art, ebene, liste.beginn))
    stil = ort.listenstil or ort.stil
    innen = replace(ort, ebene=ort.ebene + 1, striche=ort.striche + (liste.zaehlung is None))
    for punkt in liste.punkte:
        anfang, rest = _anfang_und_rest(punkt)
        numpr = f'<w:numPr><w:ilvl w:val="{ebene}"/><w:numId w:val="{nummer}"/></w:numPr>'
        yield _absatz(_laeufe(anfang, druck), stil, numpr)
        for block in rest:
            if isinstance(block, Absatz):
                weiter = f'<w:ind w:left="{einzug(ebene)}"/>'
                yield _absatz(_laeufe(block.laeufe, druck), stil, weiter)
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


def _tabelle(block: Tabelle, ort: Ort, druck: Druck) -> str:
    textstil = druck.formate.absatz("table contents", "tabellentext") or ort.stil
    kopfstil = druck.formate.absatz("table heading") or textstil

    def zelle(bloecke: Sequence[Block], breite: int, *, kopf: bool) -> str:
        innen = Ort(kopfstil if kopf else textstil, breite)
        return "".join(_bloecke(bloecke, innen, druck)) or _absatz("", innen.stil)

    return tabelle(block, ort.breite, druck.formate.tabelle("table grid"), zelle)


def _laeufe(laeufe: Iterable[Lauf], druck: Druck) -> str:
    stuecke: list[str] = []
    for link, gruppe in groupby(laeufe, key=lambda lauf: lauf.link):
        stil = druck.formate.zeichen("hyperlink") if link else ""
        inhalt = "".join(_lauf(lauf, stil) for lauf in gruppe)
        if link:
            # The prefix is declared here because a template need not declare it.
            inhalt = f'<w:hyperlink xmlns:r="{R}" r:id="{druck.verweis(link)}">{inhalt}</w:hyperlink>'
        stuecke.append(inhalt)
    return "".join(stuecke)


def _lauf(lauf: Lauf, zeichenstil: str) -> str:
    rpr = "".join(
        (
            f'<w:rStyle w:val="{escape(zeichenstil)}"/>' if zeichenstil else "",
            "<w:b/><w:bCs/>" if lauf.fett else "",
            "<w:i/><w:iCs/>" if lauf.kursiv else "",
            '<w:u w:val="single"/>' if lauf.unterstrichen or (lauf.link and not zeichenstil) else "",
            f'<w:vertAlign w:val="{_LAGE[lauf.lage]}"/>' if lauf.lage in _LAGE else "",
        )
    )
    stuecke = (
        f'<w:t xml:space="preserve">{escape(zeile, quote=False)}</w:t>' if zeile else ""
        for zeile in lauf.text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}{'<w:br/>'.join(stuecke)}</w:r>"

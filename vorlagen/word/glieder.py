"""One paragraph as WordprocessingML: runs, links, its place in a list, and what of it is tracked as new or gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from vorlagen.richtext import Lage, Lauf
from vorlagen.word.druck import Druck
from vorlagen.word.listen import Listenbeginn
from vorlagen.word.ooxml import R

_LAGE = {Lage.TIEF: "subscript", Lage.HOCH: "superscript"}
# After a table, which has no space below of its own.
_ABSTAND = '<w:spacing w:before="120"/>'


@dataclass(frozen=True, slots=True)
class Spur:
    """A tracked change: `art` is ins or del, `wer` and `wann` (an instant of XML Schema) stand in its balloon."""

    art: str
    wer: str
    wann: str

    def anfang(self, druck: Druck) -> str:
        """Name and attributes of the element; each has a number of its own."""
        druck.spuren += 1
        wer = escape(self.wer)
        return f'w:{self.art} w:id="{druck.spuren}" w:author="{wer}" w:date="{self.wann}"'


@dataclass(frozen=True, slots=True)
class Punktstelle:
    """An item's place: the list that it belongs to, by its number, its level and kind."""

    nummer: int
    beginn: Listenbeginn


@dataclass(frozen=True, slots=True)
class Glied:
    """A paragraph to be written: runs, style, the item that it is, how far it is indented (twips)."""

    laeufe: tuple[Lauf, ...]
    stil: str
    punkt: Punktstelle | None = None
    links: int = 0
    nach_tabelle: bool = field(default=False, compare=False)


def absatz(
    glied: Glied, stuecke: Sequence[tuple[Spur | None, Sequence[Lauf]]], druck: Druck, *, ende: Spur | None = None
) -> str:
    """A paragraph with this in it, piece by piece new, gone or neither; so is its end."""
    ppr = f'<w:pStyle w:val="{escape(glied.stil)}"/>' if glied.stil else ""
    if glied.punkt is not None:
        ppr += f'<w:numPr><w:ilvl w:val="{glied.punkt.beginn.ebene}"/><w:numId w:val="{glied.punkt.nummer}"/></w:numPr>'
    ppr += _ABSTAND if glied.nach_tabelle else ""
    ppr += f'<w:ind w:left="{glied.links}"/>' if glied.links else ""
    ppr += f"<w:rPr><{ende.anfang(druck)}/></w:rPr>" if ende else ""
    inhalt = "".join(_laeufe(laeufe, druck, spur) for spur, laeufe in stuecke)
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{inhalt}</w:p>"


def _laeufe(laeufe: Iterable[Lauf], druck: Druck, spur: Spur | None) -> str:
    stuecke: list[str] = []
    for link, gruppe in groupby(laeufe, key=lambda lauf: lauf.link):
        stil = druck.formate.zeichen("hyperlink") if link else ""
        inhalt = "".join(_lauf(lauf, stil, spur) for lauf in gruppe)
        if spur is not None:
            inhalt = f"<{spur.anfang(druck)}>{inhalt}</w:{spur.art}>"
        if link:
            # The prefix is declared here because a template need not declare it.
            inhalt = f'<w:hyperlink xmlns:r="{R}" r:id="{druck.verweis(link)}">{inhalt}</w:hyperlink>'
        stuecke.append(inhalt)
    return "".join(stuecke)


def _lauf(lauf: Lauf, zeichenstil: str, spur: Spur | None) -> str:
    rpr = "".join(
        (
            f'<w:rStyle w:val="{escape(zeichenstil)}"/>' if zeichenstil else "",
            "<w:b/><w:bCs/>" if lauf.fett else "",
            "<w:i/><w:iCs/>" if lauf.kursiv else "",
            '<w:u w:val="single"/>' if lauf.unterstrichen or (lauf.link and not zeichenstil) else "",
            f'<w:vertAlign w:val="{_LAGE[lauf.lage]}"/>' if lauf.lage in _LAGE else "",
        )
    )
    name = "w:delText" if spur is not None and spur.art == "del" else "w:t"
    stuecke = (
        f'<{name} xml:space="preserve">{escape(zeile, quote=False)}</{name}>' if zeile else ""
        for zeile in lauf.text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}{'<w:br/>'.join(stuecke)}</w:r>"

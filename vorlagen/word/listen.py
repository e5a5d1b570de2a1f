"""Numbering: every list gets its own `w:num`, so that every list begins anew (ECMA-376 part 1, § 17.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vorlagen.word.ooxml import W, als_zeichen, lies_xml, schreibe_xml, w, zahl

# Bullets, by the depth at which they begin: a first bullet inside a counted list is • as well.
PUNKT, STRICH = "•", "–"
_EBENEN = 9
_EINZUG = 357  # twips per level, 6.3 mm
_ZAEHLUNG = {"1": "decimal", "A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
_ABSTRAKT = (PUNKT, STRICH, *_ZAEHLUNG)


@dataclass(frozen=True, slots=True)
class Listenbeginn:
    """`art` is one of `_ABSTRAKT`; the list stands on `ebene` and counts from `beginn`."""

    art: str
    ebene: int
    beginn: int


@dataclass(frozen=True)
class Nummerierung:
    """The numbering part of a template, and the first free ids in it."""

    wurzel: bytes
    abstrakt_ab: int
    num_ab: int

    def mit(self, listen: Iterable[Listenbeginn]) -> bytes:
        """The part with these lists; the first has the id `num_ab`."""
        listen = list(listen)
        wurzel = lies_xml(self.wurzel, "numbering.xml")
        arten = [art for art in _ABSTRAKT if any(liste.art == art for liste in listen)]
        # Order matters: all abstractNum before all num, numIdMacAtCleanup last.
        nummern = [kind for kind in wurzel if kind.tag in (w("num"), w("numIdMacAtCleanup"))]
        stelle = wurzel.index(nummern[0]) if nummern else len(wurzel)
        for nr, art in enumerate(arten):
            wurzel.insert(stelle + nr, lies_xml(_abstrakt(self.abstrakt_ab + nr, art).encode(), art))
        letzte = [kind for kind in wurzel if kind.tag == w("numIdMacAtCleanup")]
        ende = wurzel.index(letzte[0]) if letzte else len(wurzel)
        for nr, liste in enumerate(listen):
            num = _num(self.num_ab + nr, self.abstrakt_ab + arten.index(liste.art), liste)
            wurzel.insert(ende + nr, lies_xml(num.encode(), liste.art))
        return schreibe_xml(wurzel)


def nummerierung(teil: bytes | None) -> Nummerierung:
    """What the template brings, or an empty part."""
    if teil is None:
        return Nummerierung(f'<w:numbering xmlns:w="{W}"/>'.encode(), 0, 1)
    wurzel = lies_xml(teil, "numbering.xml", ohne_leerraum=True)
    abstrakt = [zahl(e, "abstractNumId") for e in wurzel.iter(w("abstractNum"))]
    nummern = [zahl(e, "numId") for e in wurzel.iter(w("num"))]
    return Nummerierung(als_zeichen(wurzel).encode(), max(abstrakt, default=-1) + 1, max(nummern, default=0) + 1)


def einzug(ebene: int) -> int:
    """Where the text of an item stands, in twips from the margin."""
    return _EINZUG * (min(ebene, _EBENEN - 1) + 1)


def _abstrakt(nummer: int, art: str) -> str:
    ebenen = "".join(_ebene(ebene, art) for ebene in range(_EBENEN))
    # Word joins lists of the same nsid when pasting: one fixed number per kind.
    return (
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{nummer}"><w:nsid w:val="56A0{_ABSTRAKT.index(art):04X}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{ebenen}</w:abstractNum>'
    )


def _ebene(ebene: int, art: str) -> str:
    if art in _ZAEHLUNG:
        form, zeichen = _ZAEHLUNG[art], f"%{ebene + 1}."
    else:
        form, zeichen = "bullet", (PUNKT, STRICH)[(ebene + (art == STRICH)) % 2]
    return (
        f'<w:lvl w:ilvl="{ebene}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{zeichen}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{einzug(ebene)}" w:hanging="{_EINZUG}"/></w:pPr></w:lvl>'
    )


def _num(nummer: int, abstrakt: int, liste: Listenbeginn) -> str:
    # Of bullets, too: by this two lists that follow one another are known as two.
    neu = f'<w:lvlOverride w:ilvl="{liste.ebene}"><w:startOverride w:val="{liste.beginn}"/></w:lvlOverride>'
    return f'<w:num xmlns:w="{W}" w:numId="{nummer}"><w:abstractNumId w:val="{abstrakt}"/>{neu}</w:num>'

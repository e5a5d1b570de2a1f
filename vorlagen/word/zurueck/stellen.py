"""Where in a Word file the fields stand: by the tags of their controls, or by the bookmarks around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vorlagen.word.ooxml import Element, w
from vorlagen.word.steuerelemente import MARKE, feld_von

_HALTER = frozenset(map(w, ("body", "tc", "sdtContent", "txbxContent")))
_BLOECKE = frozenset(map(w, ("p", "tbl", "sdt", "customXml")))


@dataclass(frozen=True, slots=True)
class Stelle:
    """A place of a field: whole blocks, or (if not None) runs within a paragraph. `leer`: only a hint stands there."""

    feld: str
    bloecke: Sequence[Element] = ()
    laeufe: Sequence[Element] | None = None
    leer: bool = False


def stellen(wurzel: Element, marken: Sequence[str]) -> list[Stelle]:
    """The places in the order of the text. LibreOffice keeps the tags of none, Word those of all.

    `marken` are the fields as they were printed, by the number in their bookmarks.
    """
    gefunden = [_am_steuerelement(sdt, feld) for sdt in wurzel.iter(w("sdt")) if (feld := feld_von(sdt))]
    bekannt = {stelle.feld for stelle in gefunden}
    for nr, feld in enumerate(marken):
        if feld not in bekannt:
            gefunden.extend(_an_der_marke(wurzel, nr, feld))
    return gefunden


def _am_steuerelement(sdt: Element, feld: str) -> Stelle:
    inhalt = sdt.find(w("sdtContent"))
    kinder = [] if inhalt is None else list(inhalt)
    leer = sdt.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None
    im_absatz = next((ahne.tag == w("p") for ahne in sdt.iterancestors(w("p"), w("txbxContent"))), False)
    return Stelle(feld, (), kinder, leer) if im_absatz else Stelle(feld, kinder, None, leer)


def _an_der_marke(wurzel: Element, nr: int, feld: str) -> Iterator[Stelle]:
    """LibreOffice may begin a bookmark twice, at both ends of what it was around."""
    anfaenge = [eine for eine in wurzel.iter(w("bookmarkStart")) if eine.get(w("name")) == f"{MARKE}{nr}"]
    nummern = {anfang.get(w("id")) for anfang in anfaenge}
    enden = [ende for ende in wurzel.iter(w("bookmarkEnd")) if ende.get(w("id")) in nummern]
    if not anfaenge or not enden:
        return
    anfang, ende = anfaenge[0], enden[-1]
    absatz = next(anfang.iterancestors(w("p")), None)
    if absatz is not None and absatz is next(ende.iterancestors(w("p")), None) and not _ganz(absatz, anfang, ende):
        yield Stelle(feld, (), list(_zwischen(absatz, anfang, ende)))
        return
    oben = _block(anfang, ende, vorn=True), _block(ende, anfang, vorn=False)
    if oben[0] is None or oben[1] is None or oben[0].getparent() is not oben[1].getparent():
        return
    halter = oben[0].getparent()
    yield Stelle(feld, [b for b in halter[halter.index(oben[0]) : halter.index(oben[1]) + 1] if b.tag in _BLOECKE])


def _ganz(absatz: Element, anfang: Element, ende: Element) -> bool:
    """True if no text of the paragraph stands outside the two marks."""
    drin = set(_zwischen(absatz, anfang, ende))
    return all(any(e in drin for e in (t, *t.iterancestors())) for t in absatz.iter(w("t")) if (t.text or "").strip())


def _zwischen(absatz: Element, anfang: Element, ende: Element) -> Iterator[Element]:
    """The runs between two marks, wherever in the paragraph they are held."""
    alle = list(absatz.iter())
    for element in alle[alle.index(anfang) : alle.index(ende)]:
        if element.tag == w("r"):
            yield element


def _block(marke: Element, andere: Element, *, vorn: bool) -> Element | None:
    """The paragraph or table of the common holder in which a mark stands, or the one beside it."""
    halter = {ahne for ahne in andere.iterancestors() if ahne.tag in _HALTER}
    kette = [marke, *marke.iterancestors()]
    for kind, eltern in pairwise(kette):
        if eltern in halter:
            if kind.tag in _BLOECKE:
                return kind
            nachbarn = kind.itersiblings() if vorn else kind.itersiblings(preceding=True)
            return next((nachbar for nachbar in nachbarn if nachbar.tag in _BLOECKE), None)
    return None

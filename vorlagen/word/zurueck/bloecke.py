"""Paragraphs and tables of a Word file → blocks. The inverse of `vorlagen.word.absaetze`, and more forgiving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vorlagen.richtext import Absatz, Absatzart, Block, Lauf, Liste, Tabelle, Zeile, Zelle
from vorlagen.word.ooxml import Element, w, zahl
from vorlagen.word.zurueck.formate import Nummer
from vorlagen.word.zurueck.laeufe import Laufleser

VERBUNDEN = "Verbundene Zellen einer Tabelle sind getrennt gelesen."
_HUELLEN = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))


def bloecke(elemente: Iterable[Element], leser: Laufleser) -> tuple[Block, ...]:
    """What stands in these paragraphs and tables."""
    sammler = _Sammler(leser)
    for element in ohne_huellen(elemente):
        if element.tag == w("p"):
            sammler.absatz(element)
        else:
            sammler.nimm_tabelle(element)
    return sammler.ende()


def ohne_huellen(elemente: Iterable[Element]) -> Iterator[Element]:
    """The paragraphs and tables, out of the controls that hold them."""
    for element in elemente:
        if element.tag in (w("p"), w("tbl")):
            yield element
        elif element.tag in _HUELLEN:
            yield from ohne_huellen(element)


@dataclass
class _Offen:
    """A list that is being read."""

    nummer: Nummer
    beginn: int
    punkte: list[list[Block]] = field(default_factory=list)

    def fertig(self) -> Liste:
        return Liste(tuple(tuple(punkt) for punkt in self.punkte), self.nummer.zaehlung, self.beginn)


@dataclass
class _Sammler:
    leser: Laufleser
    _fertig: list[Block] = field(default_factory=list)
    _listen: list[_Offen] = field(default_factory=list)
    _zaehler: dict[tuple[int, int], int] = field(default_factory=dict)
    _gesehen: set[tuple[int, int]] = field(default_factory=set)
    _davor: list[Lauf] = field(default_factory=list)

    def absatz(self, absatz: Element) -> None:
        laeufe = [*self._davor, *self.leser.lies(absatz)]
        if self.leser.gestrichen(absatz.find(f"{w('pPr')}/{w('rPr')}")):
            self._davor = laeufe  # its end is gone: what it says belongs to the paragraph that follows
            return
        self._davor = []
        formate = self.leser.formate
        if (nummer := formate.nummer(absatz)) is not None:
            self._punkt(nummer, Absatz(tuple(laeufe)) if laeufe else None)
        elif _sichtbar(laeufe):
            art = formate.art(absatz)
            ort = self._innen(absatz) if art is Absatzart.TEXT else self._aussen()
            ort.append(Absatz(tuple(laeufe), art))

    def nimm_tabelle(self, element: Element) -> None:
        self._schliesse_davor()
        gelesen = _tabelle(element, self.leser)
        if gelesen is not None:
            self._aussen().append(gelesen)

    def ende(self) -> tuple[Block, ...]:
        self._schliesse_davor()
        return tuple(self._aussen())

    def _schliesse_davor(self) -> None:
        laeufe, self._davor = self._davor, []
        if _sichtbar(laeufe):
            self._aussen().append(Absatz(tuple(laeufe)))

    def _punkt(self, nummer: Nummer, inhalt: Absatz | None) -> None:
        stand, neu = self._zaehle(nummer)
        while self._listen and self._listen[-1].nummer.ebene > nummer.ebene:
            self._schliesse()
        oben = self._listen[-1].nummer if self._listen else None
        gleiche = oben is not None and not neu and oben.ebene == nummer.ebene and _zusammen(oben, nummer)
        if oben is not None and oben.ebene == nummer.ebene and not gleiche:
            self._schliesse()
        if not gleiche:
            self._listen.append(_Offen(nummer, stand if nummer.zaehlung else 1))
        self._listen[-1].punkte.append([inhalt] if inhalt else [])

    def _zaehle(self, nummer: Nummer) -> tuple[int, bool]:
        """The number that the item has, and whether it begins a list; a level counts anew below each item above it."""
        hier = (nummer.abstrakt, nummer.ebene)
        neu = nummer.neu and (nummer.num, nummer.ebene) not in self._gesehen
        self._gesehen.add((nummer.num, nummer.ebene))
        self._zaehler[hier] = nummer.beginn if neu or hier not in self._zaehler else self._zaehler[hier] + 1
        for abstrakt, ebene in [ort for ort in self._zaehler if ort[0] == nummer.abstrakt and ort[1] > nummer.ebene]:
            del self._zaehler[abstrakt, ebene]
        return self._zaehler[hier], neu

    def _innen(self, absatz: Element) -> list[Block]:
        """Where a paragraph without a number belongs: into the item under whose text it stands, else outside."""
        einzug = absatz.find(f"{w('pPr')}/{w('ind')}")
        links = 0 if einzug is None else zahl(einzug, "left") or zahl(einzug, "start")
        while self._listen and self._listen[-1].nummer.links > links:
            self._schliesse()
        return self._listen[-1].punkte[-1] if self._listen and links else self._aussen()

    def _aussen(self) -> list[Block]:
        while self._listen:
            self._schliesse()
        return self._fertig

    def _schliesse(self) -> None:
        liste = self._listen.pop().fertig()
        (self._listen[-1].punkte[-1] if self._listen else self._fertig).append(liste)


def _tabelle(element: Element, leser: Laufleser) -> Tabelle | None:
    zeilen: list[Zeile] = []
    for zeile in element.iter(w("tr")):
        if next(zeile.iterancestors(w("tbl"))) is not element or leser.gestrichen(zeile.find(w("trPr"))):
            continue
        kopf = zeile.find(f"{w('trPr')}/{w('tblHeader')}") is not None and all(davor.kopf for davor in zeilen)
        eigene = [zelle for zelle in zeile.iter(w("tc")) if next(zelle.iterancestors(w("tr"))) is zeile]
        zellen = tuple(_zelle(zelle, leser, letzte=zelle is eigene[-1]) for zelle in eigene)
        if zellen:
            zeilen.append(Zeile(zellen, kopf))
    return Tabelle(tuple(zeilen)) if zeilen else None


def _zelle(zelle: Element, leser: Laufleser, *, letzte: bool) -> Zelle:
    eigenschaften = zelle.find(w("tcPr"))
    if eigenschaften is not None:
        breite = eigenschaften.find(w("gridSpan"))
        quer = not letzte and breite is not None and zahl(breite, "val") > 1  # the last cell of a short row is widened
        if quer or eigenschaften.find(w("vMerge")) is not None:
            leser.hinweise[VERBUNDEN] = None
    absaetze = [absatz for absatz in zelle.iter(w("p")) if next(absatz.iterancestors(w("tc"))) is zelle]
    kopf = any(leser.formate.heisst(absatz, "table heading") for absatz in absaetze)
    return Zelle(bloecke(zelle, leser), kopf)


def _zusammen(erste: Nummer, zweite: Nummer) -> bool:
    """True for items that count on: LibreOffice gives each item a number of its own, of the same abstract one."""
    return (erste.abstrakt, erste.zaehlung) == (zweite.abstrakt, zweite.zaehlung)


def _sichtbar(laeufe: list[Lauf]) -> bool:
    return any(lauf.text.strip() for lauf in laeufe)

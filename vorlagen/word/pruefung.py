"""Is this template fit for its kind? Everything that is wrong at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.formate import formate
from vorlagen.word.fuellen import fuelle
from vorlagen.word.gefahren import gefahren
from vorlagen.word.kontext import Vertrag, vertrag
from vorlagen.word.muster import muster
from vorlagen.word.namen import namensfehler
from vorlagen.word.ooxml import Element, lies_xml, w
from vorlagen.word.paket import Paket, oeffne
from vorlagen.word.sprache import verstoesse
from vorlagen.word.teil import Quelle
from vorlagen.word.uebersetzen import quellen, stilteil, titelquelle

_GEBRAUCHT = (("heading 2", "Überschrift 2"), ("heading 3", "Überschrift 3"), ("list paragraph", "Listenabsatz"))


class Schwere(StrEnum):
    """A Fehler keeps the template out, a Hinweis does not."""

    FEHLER = "fehler"
    HINWEIS = "hinweis"


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding: a sentence, and the part and paragraph it is about ("" for the file as a whole)."""

    schwere: Schwere
    satz: str
    ort: str = ""


def pruefe(schablone: bytes, art: str) -> tuple[Befund, ...]:
    """All findings about this template as one of kind `art`; none: it can be used.

    Looks at the package (limits, macros, foreign files), at the language of every part, at each name against the
    contract, and at last fills it with three made-up papers. Raises `NichtGefunden` for an unknown kind.
    """
    gemeint = vertrag(art)
    try:
        paket = oeffne(schablone)
        befunde = [Befund(Schwere.FEHLER, satz) for satz in gefahren(paket)]
        befunde += _sprache(paket, gemeint)
    except SchabloneUngueltig as fehler:
        return (Befund(Schwere.FEHLER, fehler.satz),)
    if not befunde:
        befunde += _proben(schablone, gemeint)
    return (*dict.fromkeys(befunde), *_hinweise(paket))


def _sprache(paket: Paket, gemeint: Vertrag) -> Iterator[Befund]:
    titel = titelquelle(paket)
    for teil in (*quellen(paket), *([titel] if titel else [])):
        yield from _teil(teil, gemeint)


def _teil(teil: Quelle, gemeint: Vertrag) -> Iterator[Befund]:
    baum = teil.baum()
    funde = [*verstoesse(baum), *namensfehler(baum, gemeint)]
    for zeile, satz in sorted(funde, key=lambda fund: fund[0]):
        yield Befund(Schwere.FEHLER, satz, teil.ort(zeile))


def _proben(schablone: bytes, gemeint: Vertrag) -> Iterator[Befund]:
    for name, werte in muster(gemeint).items():
        try:
            fuelle(schablone, werte)
        except SchabloneUngueltig as fehler:
            yield Befund(Schwere.FEHLER, f"Probe „{name}“: {fehler.satz}")


def _hinweise(paket: Paket) -> Iterator[Befund]:
    name = stilteil(paket)
    stile = lies_xml(paket.teile[name], name) if name else None
    gefunden = formate(stile, lies_xml(paket.teile[paket.haupt], "Text"))
    for stil, deutsch in _GEBRAUCHT:
        if not gefunden.absatz(stil):
            yield Befund(Schwere.HINWEIS, f"Die Formatvorlage „{deutsch}“ fehlt; formatierter Text wirkt schlichter.")
    if not _deutsch(stile):
        yield Befund(Schwere.HINWEIS, "Die Sprache der Schablone ist nicht Deutsch; das stört beim Vorlesen.")


def _deutsch(stile: Element | None) -> bool:
    sprache = None if stile is None else stile.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    return sprache is not None and str(sprache.get(w("val"))).startswith("de")

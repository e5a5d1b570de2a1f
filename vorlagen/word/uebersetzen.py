"""Template → what can be filled quickly: opened, checked, patched, compiled and packed once per content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.eigenschaften import ohne_vergangenheit, titel_der_schablone
from vorlagen.word.formate import Formate, formate
from vorlagen.word.gefahren import gefahren
from vorlagen.word.listen import Nummerierung, nummerierung
from vorlagen.word.logo import schilde
from vorlagen.word.ooxml import lies_xml
from vorlagen.word.paket import DOKUMENT, GEFUELLT, INHALTSTYPEN, Paket, oeffne
from vorlagen.word.teil import Quelle, Teil, quelle, uebersetze_teil
from vorlagen.word.zipdatei import Eintrag, packe

# About 10,000 paragraphs; compiling takes a second for each megabyte.
MAX_TEIL = 5_000_000

_NAMEN = {"header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnoten", "endnotes": "Endnoten"}


@dataclass(frozen=True)
class Uebersetzung:
    """A compiled template. `geruest` holds the relations and types as text, for documents that add to them."""

    sha256: str
    haupt: str
    teile: tuple[Teil, ...]
    titel: Teil | None
    formate: Formate
    nummerierung: Nummerierung
    nummernteil: str | None
    geruest: Mapping[str, bytes]
    eintraege: Mapping[str, Eintrag]
    schilde: Mapping[str, frozenset[str]]


@lru_cache(maxsize=32)
def uebersetze(schablone: bytes) -> Uebersetzung:
    """The compiled template, from memory if this content was seen before. Raises `SchabloneUngueltig`."""
    original = oeffne(schablone)
    for gefahr in gefahren(original):
        raise SchabloneUngueltig(gefahr)
    teile = tuple(uebersetze_teil(teil) for teil in quellen(original))
    titel = titelquelle(original)
    stile = stilteil(original)
    nummernteil = _ziel(original, "numbering")
    paket = ohne_vergangenheit(original)
    gefuellt = {teil.quelle.name for teil in teile}
    return Uebersetzung(
        sha256=sha256(schablone).hexdigest(),
        haupt=original.haupt,
        teile=teile,
        titel=uebersetze_teil(titel) if titel else None,
        formate=formate(
            lies_xml(original.teile[stile], stile) if stile else None, lies_xml(original.teile[original.haupt], "Text")
        ),
        nummerierung=nummerierung(original.teile[nummernteil] if nummernteil else None),
        nummernteil=nummernteil,
        geruest={name: inhalt for name, inhalt in paket.teile.items() if name.endswith((".rels", INHALTSTYPEN))},
        eintraege={name: packe(name, inhalt) for name, inhalt in paket.teile.items() if name not in gefuellt},
        schilde=schilde(original, gefuellt),
    )


def quellen(paket: Paket) -> Iterator[Quelle]:
    """Every part with placeholders: text first, then headers, footers and notes."""
    zahl: dict[str, int] = {}
    for name, typ in paket.typen().items():
        if typ == DOKUMENT or typ in GEFUELLT:
            art = typ.rpartition(".")[2].removesuffix("+xml")
            zahl[art] = zahl.get(art, 0) + 1
            wo = f"{_NAMEN[art]} {zahl[art]}" if art in _NAMEN else "Text"
            if len(paket.teile[name]) > MAX_TEIL:
                raise SchabloneUngueltig(
                    f"{wo}: Mehr als {MAX_TEIL // 1_000_000} MB Text sind für eine Schablone zu viel."
                )
            if (teil := quelle(name, wo, paket.teile[name])) is not None:
                yield teil


def titelquelle(paket: Paket) -> Quelle | None:
    """The title in the properties, if it holds placeholders."""
    titel = titel_der_schablone(paket)
    return Quelle("titel", "Titel in den Eigenschaften", titel) if "{{" in titel or "{%" in titel else None


def stilteil(paket: Paket) -> str | None:
    """The name of the part with the styles."""
    return _ziel(paket, "styles")


def _ziel(paket: Paket, art: str) -> str | None:
    return next((b.ziel for b in paket.beziehungen(paket.haupt) if b.art == art and b.ziel in paket.teile), None)

"""HTML → blocks: `nh3` decides what may stay, its well-formed answer is read into one canonical shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import nh3

from vorlagen.fehler import EingabeUngueltig
from vorlagen.richtext.bloecke import (
    Absatz,
    Absatzart,
    Block,
    Lage,
    Lauf,
    Liste,
    Tabelle,
    Zeile,
    Zelle,
)
from vorlagen.richtext.leerraum import gekuerzt, geteilt, verbunden
from vorlagen.richtext.zeichen import reinige

MAX_ZEICHEN = 2_000_000
MAX_TIEFE = 50
ZAEHLUNGEN = frozenset("1AaIi")
_MAX_BEGINN = 32_767

_ADRESSE = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_LEERRAUM = re.compile(r"[ \t\n\r\f]+")

# Tags that editors and mail programs write, and what they mean here. All of them pass `nh3`.
_ABSATZ = {
    **dict.fromkeys(("p", "div", "pre", "blockquote", "caption", "section", "article"), Absatzart.TEXT),
    **dict.fromkeys(("dl", "dt", "dd", "li", "tr", "td", "th"), Absatzart.TEXT),
    **dict.fromkeys(("h1", "h2"), Absatzart.UEBERSCHRIFT_2),
    **dict.fromkeys(("h3", "h4", "h5", "h6"), Absatzart.UEBERSCHRIFT_3),
}
_LISTEN = frozenset({"ul", "ol"})
_ZEICHEN = frozenset({"strong", "b", "em", "i", "u", "sub", "sup", "a"})
_TABELLE = frozenset({"table", "thead", "tbody", "tfoot"})
_ERLAUBT = frozenset(_ABSATZ) | _LISTEN | _ZEICHEN | _TABELLE | {"br"}
_MERKMALE = {"ol": {"type", "start"}, "a": {"href"}}


def lies(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML, however wild; text outside a block becomes a paragraph, empty paragraphs go.

    Raises `EingabeUngueltig` for more than `MAX_ZEICHEN` characters or nesting beyond `MAX_TIEFE`.
    """
    if len(html) > MAX_ZEICHEN:
        raise EingabeUngueltig(f"Der Text ist zu lang: höchstens {MAX_ZEICHEN} Zeichen sind möglich.")
    html = reinige(html.replace("\x0b", "<br>"))
    rein = nh3.clean(
        html,
        tags=set(_ERLAUBT),
        attributes=_MERKMALE,
        attribute_filter=_merkmal,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    baum = _Baum()
    baum.feed(rein)
    baum.close()
    return _Sammler().alles(baum.wurzel, Lauf(""))


def _merkmal(tag: str, name: str, wert: str) -> str | None:
    match tag, name:
        case "a", "href":
            return wert.strip() if _ADRESSE.fullmatch(wert.strip()) else None
        case "ol", "type":
            return wert if wert in ZAEHLUNGEN else None
        case "ol", "start":
            return wert if wert.isdecimal() and len(wert) <= 5 and 0 < int(wert) <= _MAX_BEGINN else None
    return None


@dataclass
class _Element:
    tag: str
    merkmale: dict[str, str | None] = field(default_factory=dict)
    kinder: list[_Element | str] = field(default_factory=list)

    def elemente(self, *tags: str) -> list[_Element]:
        return [kind for kind in self.kinder if isinstance(kind, _Element) and kind.tag in tags]


class _Baum(HTMLParser):
    """Reads what `nh3` wrote: every tag but `br` is closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wurzel = _Element("div")
        self._offen = [self.wurzel]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, dict(attrs))
        self._offen[-1].kinder.append(element)
        if tag != "br":
            self._offen.append(element)
        if len(self._offen) > MAX_TIEFE:
            raise EingabeUngueltig(f"Der Text ist zu tief verschachtelt; möglich sind {MAX_TIEFE} Ebenen.")

    def handle_endtag(self, tag: str) -> None:
        self._offen.pop()

    def handle_data(self, data: str) -> None:
        # Cleaned once more: a forbidden character may have come in as a numeric reference.
        self._offen[-1].kinder.append(reinige(data))


class _Sammler:
    """Collects blocks; runs gather until a block begins or ends. `innen`: within a list item or cell."""

    def __init__(self, *, innen: bool = False) -> None:
        self._innen = innen
        self._bloecke: list[Block] = []
        self._laeufe: list[Lauf] = []

    def alles(self, element: _Element, form: Lauf) -> tuple[Block, ...]:
        self._gehe(element, form)
        self._schliesse(Absatzart.TEXT)
        return tuple(self._bloecke)

    def _gehe(self, element: _Element, form: Lauf) -> None:
        for kind in element.kinder:
            if isinstance(kind, str):
                self._schreibe(kind, form, wortgetreu=element.tag == "pre")
            elif kind.tag == "br":
                self._laeufe.append(replace(form, text="\n"))
            elif kind.tag in _ZEICHEN:
                self._gehe(kind, _geformt(form, kind))
            else:
                self._block(kind, form)

    def _schreibe(self, zeichen: str, form: Lauf, *, wortgetreu: bool) -> None:
        for nr, zeile in enumerate(zeichen.split("\n") if wortgetreu else [zeichen]):
            if nr:
                self._laeufe.append(replace(form, text="\n"))
            self._laeufe.append(replace(form, text=_LEERRAUM.sub(" ", zeile)))

    def _block(self, element: _Element, form: Lauf) -> None:
        self._schliesse(Absatzart.TEXT)
        if element.tag in _LISTEN:
            self._bloecke.extend(_liste(element, form))
        elif element.tag in _TABELLE:
            self._bloecke.extend(_tabelle(element, form))
        else:
            art = _ABSATZ[element.tag]
            ueberschrift = art is not Absatzart.TEXT
            self._gehe(element, replace(form, fett=True) if ueberschrift and self._innen else form)
            self._schliesse(Absatzart.TEXT if self._innen else art)

    def _schliesse(self, art: Absatzart) -> None:
        """An empty line inside a paragraph (two breaks, as Trix writes it) parts it in two."""
        laeufe, self._laeufe = self._laeufe, []
        ganz = gekuerzt(laeufe)
        teile = geteilt(ganz) if art is Absatzart.TEXT and not self._innen else [ganz]
        self._bloecke.extend(Absatz(verbunden(teil), art) for teil in teile if teil)


def _geformt(form: Lauf, element: _Element) -> Lauf:
    match element.tag:
        case "strong" | "b":
            return replace(form, fett=True)
        case "em" | "i":
            return replace(form, kursiv=True)
        case "u":
            return replace(form, unterstrichen=True)
        case "a":
            return replace(form, link=element.merkmale.get("href") or form.link)
        case lage:
            return replace(form, lage=Lage(lage))


def _liste(element: _Element, form: Lauf) -> list[Block]:
    punkte: list[tuple[Block, ...]] = []
    for kind in element.kinder:
        if isinstance(kind, _Element) and kind.tag == "li":
            punkte.append(_Sammler(innen=True).alles(kind, form))
            continue
        # A list or text directly in a list: it belongs to the item before it.
        inhalt = _Sammler(innen=True).alles(_Element("li", {}, [kind]), form)
        if inhalt and punkte:
            punkte[-1] += inhalt
        elif inhalt:
            punkte.append(inhalt)
    if not punkte:
        return []
    if element.tag == "ul":
        return [Liste(tuple(punkte))]
    beginn = int(element.merkmale.get("start") or 1)
    return [Liste(tuple(punkte), element.merkmale.get("type") or "1", beginn)]


def _tabelle(element: _Element, form: Lauf) -> list[Block]:
    bloecke: list[Block] = []
    zeilen: list[Zeile] = []
    for teil in [element, *element.elemente("thead", "tbody", "tfoot")]:
        for zeile in teil.elemente("tr"):
            zellen = tuple(
                Zelle(_Sammler(innen=True).alles(zelle, form), zelle.tag == "th")
                for zelle in zeile.elemente("td", "th")
            )
            if zellen:
                kopf = teil.tag == "thead" or (not zeilen and all(zelle.kopf for zelle in zellen))
                kopf = kopf and all(davor.kopf for davor in zeilen)
                zeilen.append(Zeile(zellen, kopf))
    for titel in element.elemente("caption"):
        bloecke.extend(_Sammler(innen=True).alles(titel, form))
    return [*bloecke, Tabelle(tuple(zeilen))] if zeilen else bloecke

"""What Word puts on the clipboard → plain HTML: its lists are paragraphs that only look like lists.

Read off what Word, and Outlook with it, writes: `mso-list:l0 level2 lfo1` in the style of a paragraph, its mark in a
span that is to be ignored, tracked changes as `ins` and `del`, comments and footnotes as blocks at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from vorlagen.fehler import EingabeUngueltig
from vorlagen.richtext.lesen import MAX_ZEICHEN

BILDER = "Bilder lassen sich im Text nicht einfügen. Bitte hängen Sie sie als Anlage an."
GELOESCHTES = "Was in Word als gelöscht markiert war, ist nicht übernommen."
KOMMENTARE = "Kommentare aus Word sind nicht übernommen."

_TIEFSTE = 200
_LISTE = re.compile(r"mso-list:\s*l(\d+)\s+level(\d+)", re.IGNORECASE)
_ZAEHLER = re.compile(r"\(?(?:[0-9]{1,3}\.)*([0-9]{1,4}|[a-zA-Z]|[ivxIVX]{1,6})(?:[.)]|(?<=\.\d)|(?<=\.\d\d))")
_LEER = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr"})
_UEBERSCHRIFTEN = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STUMM = frozenset({"style", "script", "title", "xml"})
_BILD = frozenset({"img", "v:imagedata", "picture", "svg"})
_MERKMALE = frozenset({"href", "type", "start"})


@dataclass(frozen=True, slots=True)
class Eingelesenes:
    """HTML that `saeubere` reads rightly, and sentences about what was left out."""

    html: str
    hinweise: tuple[str, ...]


def lies_zwischenablage(html: str) -> Eingelesenes:
    """The HTML of a clipboard, whichever program filled it: every word of the text stays, in its list or table.

    Raises `EingabeUngueltig` for more than a text may have, or nesting without end.
    """
    if len(html) > MAX_ZEICHEN:
        raise EingabeUngueltig(f"Der Text ist zu lang: höchstens {MAX_ZEICHEN} Zeichen sind möglich.")
    leser = _Leser()
    leser.feed(html)
    leser.close()
    leser.ende()
    return Eingelesenes("".join(leser.aus), tuple(dict.fromkeys(leser.hinweise)))


@dataclass
class _Punkt:
    """A paragraph that is an item: how deep, of which list, its mark as it stood there."""

    ebene: int
    liste: str
    marke: str = ""


@dataclass
class _Offen:
    """An element that was opened; `stumm`: what is in it does not come along, `marke`: it is an item's mark."""

    tag: str
    stumm: bool = False
    marke: bool = False
    punkt: _Punkt | None = None


@dataclass
class _Liste:
    tag: str
    ebene: int
    kennung: str


@dataclass
class _Leser(HTMLParser):
    aus: list[str] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    _offen: list[_Offen] = field(default_factory=list)
    _listen: list[_Liste] = field(default_factory=list)
    _punkt: _Punkt | None = None
    _tabellen: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        merkmale = {name: wert or "" for name, wert in attrs}
        if tag in _BILD and not self._stumm():
            self.hinweise.append(BILDER)
        if tag in _LEER:
            if tag == "br" and not self._stumm():
                self.aus.append("<br>")
            return
        if len(self._offen) >= _TIEFSTE:
            raise EingabeUngueltig("Der Text ist zu tief verschachtelt, um ihn einzufügen.")
        offen = self._lies(tag, merkmale)
        self._offen.append(offen)
        if offen.punkt:
            self._punkt = offen.punkt
        elif not self._stumm() and not offen.marke:
            if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"):
                self._schliesse_listen(0)
            self.aus.append(_anfang(tag, merkmale))

    def handle_endtag(self, tag: str) -> None:
        while any(offen.tag == tag for offen in self._offen):
            offen = self._offen.pop()
            if offen.punkt:
                self._beginne_punkt()  # also an item without a word
            elif not self._stumm() and not offen.stumm and not offen.marke:
                if offen.tag in ("td", "th", "div", "body"):
                    self._schliesse_listen(0)
                self.aus.append(f"</{offen.tag}>")
            if offen.tag == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._stumm():
            return
        if self._punkt and any(offen.marke for offen in self._offen):
            self._punkt.marke += data
            return
        if self._punkt and data.strip():
            self._beginne_punkt()
        ueberschrift = any(offen.tag in _UEBERSCHRIFTEN for offen in self._offen)
        self.aus.append(escape(data.replace("\xa0", " ") if ueberschrift else data, quote=False))

    def unknown_decl(self, data: str) -> None:
        """`<![if !supportLists]>` and its like: only Word reads them."""

    def ende(self) -> None:
        """Close what the clipboard left open."""
        self._schliesse_listen(0)

    def _lies(self, tag: str, merkmale: dict[str, str]) -> _Offen:
        stil, klasse = merkmale.get("style", "").lower(), merkmale.get("class", "").lower()
        if tag == "del" or "msodel" in klasse:
            self.hinweise.append(GELOESCHTES)
            return _Offen(tag, stumm=True)
        if "mso-element:comment-list" in stil.replace(" ", "") or "msocomanchor" in klasse:
            self.hinweise.append(KOMMENTARE)
            return _Offen(tag, stumm=True)
        if tag in _STUMM:
            return _Offen(tag, stumm=True)
        if "mso-list:ignore" in stil.replace(" ", "") and self._punkt:
            return _Offen(tag, marke=True)  # before a heading the number stays: it is said in the text ("siehe 1.2")
        liste = _LISTE.search(stil)
        if liste and tag in ("p", "div"):
            return _Offen(tag, punkt=_Punkt(int(liste[2]), liste[1]))
        return _Offen(tag)

    def _stumm(self) -> bool:
        return any(offen.stumm for offen in self._offen)

    def _beginne_punkt(self) -> None:
        """Open the item for which a paragraph stands, inside as many lists as its level says."""
        punkt, self._punkt = self._punkt, None
        if punkt is None:
            return
        zaehler = _ZAEHLER.fullmatch(punkt.marke.strip())
        tag = "ol" if zaehler else "ul"
        self._schliesse_listen(punkt.ebene)
        oberste = self._listen[-1] if self._listen else None
        if oberste and oberste.ebene == punkt.ebene and (oberste.tag, oberste.kennung) == (tag, punkt.liste):
            self.aus.append("</li><li>")
            return
        if oberste and oberste.ebene == punkt.ebene:
            self._schliesse_listen(punkt.ebene - 1)
        self._listen.append(_Liste(tag, punkt.ebene, punkt.liste))
        self.aus.append(f"<{tag}{_zaehlung(zaehler[1]) if zaehler else ''}><li>")

    def _schliesse_listen(self, bis: int) -> None:
        while self._listen and self._listen[-1].ebene > bis:
            self.aus.append(f"</li></{self._listen.pop().tag}>")


def _anfang(tag: str, merkmale: dict[str, str]) -> str:
    behalten = "".join(f' {name}="{escape(wert)}"' for name, wert in merkmale.items() if name in _MERKMALE)
    return f"<{tag}{behalten}>"


def _zaehlung(zeichen: str) -> str:
    """How HTML says where a list begins and what it counts with."""
    if zeichen.isdecimal():
        return f' start="{int(zeichen)}"' if int(zeichen) > 1 else ""
    gross = zeichen.isupper()
    if zeichen.lower() == "i":
        return f' type="{"I" if gross else "i"}"'
    if len(zeichen) > 1:
        return f' type="{"I" if gross else "i"}"'
    nr = ord(zeichen.lower()) - ord("a") + 1
    return f' type="{"A" if gross else "a"}"' + (f' start="{nr}"' if nr > 1 else "")

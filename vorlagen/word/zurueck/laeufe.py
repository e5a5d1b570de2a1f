"""The runs of a paragraph in a Word file, as if all its tracked changes were accepted, or all rejected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vorlagen.richtext import Lage, Lauf
from vorlagen.word.ooxml import Element, w
from vorlagen.word.zurueck.formate import Formate

BILDER = "Ein Bild, Textfeld oder eingebettetes Objekt ist nicht übernommen. Bitte hängen Sie es als Anlage an."
NOTEN = "Fuß- und Endnoten stehen nicht im Feld; ihr Text ist unten aufgeführt."
FORMELN = "Eine Formel ist als einfacher Text gelesen."
VERBORGEN = "Ausgeblendeter Text ist nicht übernommen."

_MATHE = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DARIN = frozenset(map(w, ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")))
_NEU, _ALT = frozenset(map(w, ("ins", "moveTo"))), frozenset(map(w, ("del", "moveFrom")))
_ZEICHEN = {w("tab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
_NOTEN = frozenset(map(w, ("footnoteReference", "endnoteReference")))
_BILDER = frozenset((*map(w, ("drawing", "pict", "object")),))
_ERSETZT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BERECHNET = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME|SAVEDATE|PRINTDATE)\b", re.IGNORECASE)
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_AUS = frozenset({"0", "false", "off", "none"})


@dataclass
class _Feldbefehl:
    """A field that has begun: its code so far, and whether its result is being shown."""

    befehl: str = ""
    ergebnis: bool = False


@dataclass
class Laufleser:
    """Reads runs. `links` are the part's addresses by relation, `annehmen` says what counts of tracked changes.

    `ohne` are elements to be passed over; `hinweise` gathers what could not come along.
    """

    formate: Formate
    links: Mapping[str, str]
    annehmen: bool = True
    ohne: frozenset[Element] = frozenset()
    hinweise: dict[str, None] = field(default_factory=dict)
    _felder: list[_Feldbefehl] = field(default_factory=list)

    def lies(self, absatz: Element) -> list[Lauf]:
        """What stands in a paragraph, or in a control within one."""
        return list(self._gehe(absatz, None))

    def gestrichen(self, eigenschaften: Element | None) -> bool:
        """True if a mark with these properties (of a paragraph's end or a row) is not there."""
        weg = "del" if self.annehmen else "ins"
        return eigenschaften is not None and eigenschaften.find(w(weg)) is not None

    def _gehe(self, element: Element, link: str | None) -> Iterator[Lauf]:
        for kind in element:
            if kind in self.ohne or kind.tag in (_ALT if self.annehmen else _NEU):
                continue
            if kind.tag == w("r"):
                yield from self._lauf(kind, link)
            elif kind.tag == w("hyperlink"):
                ziel = next((wert for name, wert in kind.attrib.items() if str(name).endswith("}id")), "")
                yield from self._gehe(kind, self.links.get(str(ziel)) or link)
            elif kind.tag == w("fldSimple"):
                if not _BERECHNET.match(str(kind.get(w("instr")))):
                    yield from self._gehe(kind, link)
            elif kind.tag in _DARIN or kind.tag in _ALT:
                yield from self._gehe(kind, link)
            elif str(kind.tag).startswith(_MATHE):
                self.hinweise[FORMELN] = None
                yield Lauf("".join(t.text or "" for t in kind.iter(f"{_MATHE}t")))

    def _lauf(self, lauf: Element, link: str | None) -> Iterator[Lauf]:
        text = "".join(self._zeichen(kind) for kind in lauf)
        if text:
            if _an(lauf, "vanish"):
                self.hinweise[VERBORGEN] = None
                return
            yield self._form(lauf, text, next((ziel for feld in self._felder if (ziel := _ziel(feld))), link))

    def _zeichen(self, kind: Element) -> str:
        if kind.tag == w("fldChar"):
            self._wechsle(str(kind.get(w("fldCharType"))))
        elif kind.tag == w("instrText") and self._felder:
            self._felder[-1].befehl += kind.text or ""
        elif any(not feld.ergebnis or _BERECHNET.match(feld.befehl) for feld in self._felder):
            return ""
        elif kind.tag in (w("t"), w("delText")):
            return kind.text or ""
        elif kind.tag in _ZEICHEN:
            return _ZEICHEN[kind.tag]
        elif kind.tag == w("sym"):
            return _sinnbild(str(kind.get(w("char"))))
        elif kind.tag in _BILDER or kind.tag == _ERSETZT:
            self.hinweise[BILDER] = None
        elif kind.tag in _NOTEN:
            self.hinweise[NOTEN] = None
        return ""

    def _wechsle(self, art: str) -> None:
        if art == "begin":
            self._felder.append(_Feldbefehl())
        elif art == "separate" and self._felder:
            self._felder[-1].ergebnis = True
        elif art == "end" and self._felder:
            self._felder.pop()

    def _form(self, lauf: Element, text: str, link: str | None) -> Lauf:
        stile = self.formate.zeichenstile(lauf)
        als_link = any(_stilname(stil) in ("hyperlink", "internet link", "followedhyperlink") for stil in stile)
        unterstrichen = _an(lauf, "u") if als_link or not link else False
        hoehe = lauf.find(f"{w('rPr')}/{w('vertAlign')}")
        lage = {"superscript": Lage.HOCH, "subscript": Lage.TIEF}.get("" if hoehe is None else str(hoehe.get(w("val"))))
        return Lauf(
            text,
            fett=any(_an(ort, "b") for ort in _bestimmend(lauf, stile, "b")),
            kursiv=any(_an(ort, "i") for ort in _bestimmend(lauf, stile, "i")),
            unterstrichen=unterstrichen,
            lage=lage or Lage.GRUNDLINIE,
            link=link,
        )


def _bestimmend(lauf: Element, stile: list[Element], name: str) -> list[Element]:
    """The first of the run and its styles that says anything about this."""
    return [ort for ort in (lauf, *stile) if ort.find(f"{w('rPr')}/{w(name)}") is not None][:1]


def _an(ort: Element, name: str) -> bool:
    merkmal = ort.find(f"{w('rPr')}/{w(name)}")
    return merkmal is not None and (merkmal.get(w("val")) or "").lower() not in _AUS


def _stilname(stil: Element) -> str:
    name = stil.find(w("name"))
    return "" if name is None else str(name.get(w("val"))).lower()


def _ziel(feld: _Feldbefehl) -> str:
    fund = _LINK.match(feld.befehl)
    return fund[1] if fund and feld.ergebnis else ""


def _sinnbild(nummer: str) -> str:
    """A character out of a font of symbols; what only that font can show becomes a mark that something is missing."""
    try:
        zeichen = chr(int(nummer, 16))
    except ValueError:
        return "\ufffd"
    return "\ufffd" if "\ue000" <= zeichen <= "\uf8ff" else zeichen

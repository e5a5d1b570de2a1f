"""What styles and numbering of a Word file say about a paragraph: heading or text, which list, how it counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from vorlagen.richtext import Absatzart
from vorlagen.word.ooxml import Element, w, zahl

_ZAEHLUNG = {"decimal": "1", "upperLetter": "A", "lowerLetter": "a", "upperRoman": "I", "lowerRoman": "i"}
_UEBERSCHRIFTEN = {
    **dict.fromkeys(("title", "heading 1", "heading 2"), Absatzart.UEBERSCHRIFT_2),
    **dict.fromkeys((f"heading {ebene}" for ebene in range(3, 10)), Absatzart.UEBERSCHRIFT_3),
}
_TIEFE = 20


@dataclass(frozen=True, slots=True)
class Nummer:
    """An item's list (`num`; lists of one `abstrakt` count on), its level, how it counts (None: bullet) and from where.

    `links` is where its text stands, in twips; `neu` says that the list begins anew at its first item.
    """

    num: int
    abstrakt: int
    ebene: int
    zaehlung: str | None
    beginn: int
    links: int
    neu: bool


@dataclass
class Formate:
    """The styles and numbering parts; either may be missing."""

    stile: Element | None
    nummern: Element | None
    _je_id: dict[str, Element] = field(init=False)
    _nums: dict[int, Element] = field(init=False)
    _abstrakte: dict[int, Element] = field(init=False)

    def __post_init__(self) -> None:
        stile = () if self.stile is None else self.stile.iter(w("style"))
        self._je_id = {str(stil.get(w("styleId"))): stil for stil in stile}
        nums = [] if self.nummern is None else list(self.nummern)
        self._nums = {zahl(num, "numId"): num for num in nums if num.tag == w("num")}
        self._abstrakte = {zahl(eine, "abstractNumId"): eine for eine in nums if eine.tag == w("abstractNum")}

    def art(self, absatz: Element) -> Absatzart:
        """Heading or text, by the name of the style or of one that it builds on."""
        for stil in self._kette(absatz.find(f"{w('pPr')}/{w('pStyle')}")):
            if (art := _UEBERSCHRIFTEN.get(_name(stil))) is not None:
                return art
        return Absatzart.TEXT

    def heisst(self, absatz: Element, name: str) -> bool:
        """True if the paragraph has this style or one that builds on it."""
        return any(_name(stil) == name for stil in self._kette(absatz.find(f"{w('pPr')}/{w('pStyle')}")))

    def zeichenstile(self, lauf: Element) -> list[Element]:
        """The styles of a run, its own first."""
        return self._kette(lauf.find(f"{w('rPr')}/{w('rStyle')}"))

    def nummer(self, absatz: Element) -> Nummer | None:
        """The list of which a paragraph is an item; None for any other, also for numbered headings."""
        if self.art(absatz) is not Absatzart.TEXT:
            return None
        orte = [absatz, *self._kette(absatz.find(f"{w('pPr')}/{w('pStyle')}"))]
        genannt = [ort.find(f"{w('pPr')}/{w('numPr')}") for ort in orte]
        numpr = next((eines for eines in genannt if eines is not None), None)
        if numpr is None or numpr.find(w("numId")) is None:
            return None
        ebene = numpr.find(w("ilvl"))
        return self._nummer(zahl(numpr.find(w("numId")), "val"), 0 if ebene is None else zahl(ebene, "val"))

    def _nummer(self, num: int, ebene: int) -> Nummer | None:
        eintrag = self._nums.get(num)
        if eintrag is None or eintrag.find(w("abstractNumId")) is None:
            return None
        abstrakt = zahl(eintrag.find(w("abstractNumId")), "val")
        anders = next((o for o in eintrag.findall(w("lvlOverride")) if zahl(o, "ilvl") == ebene), None)
        eigene = None if anders is None else anders.find(w("lvl"))
        stufe = eigene if eigene is not None else self._stufe(abstrakt, ebene)
        neu = None if anders is None else anders.find(w("startOverride"))
        form = "decimal" if stufe is None else _wert(stufe, "numFmt", "decimal")
        if form == "none":
            return None
        beginn = neu if neu is not None else (None if stufe is None else stufe.find(w("start")))
        einzug = None if stufe is None else stufe.find(f"{w('pPr')}/{w('ind')}")
        return Nummer(
            num,
            abstrakt,
            ebene,
            None if form == "bullet" else _ZAEHLUNG.get(form, "1"),
            1 if beginn is None else zahl(beginn, "val"),
            0 if einzug is None else zahl(einzug, "left") or zahl(einzug, "start"),
            neu is not None,
        )

    def _stufe(self, abstrakt: int, ebene: int) -> Element | None:
        stufen = () if abstrakt not in self._abstrakte else self._abstrakte[abstrakt].findall(w("lvl"))
        return next((stufe for stufe in stufen if zahl(stufe, "ilvl") == ebene), None)

    def _kette(self, verweis: Element | None) -> list[Element]:
        kette: list[Element] = []
        while verweis is not None and len(kette) < _TIEFE:
            stil = self._je_id.get(str(verweis.get(w("val"))))
            if stil is None:
                break
            kette.append(stil)
            verweis = stil.find(w("basedOn"))
        return kette


def _name(stil: Element) -> str:
    name = stil.find(w("name"))
    return "" if name is None else str(name.get(w("val"))).lower()


def _wert(element: Element, kind: str, sonst: str) -> str:
    gefunden = element.find(w(kind))
    return sonst if gefunden is None else str(gefunden.get(w("val")))

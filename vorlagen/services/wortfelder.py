"""Which fields of a draft go to Word and come back: those that are text, under the names that the form gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vorlagen.models import Vorlage
from vorlagen.richtext import text
from vorlagen.services.sachstand import ablauf_von
from vorlagen.word import Richtext
from vorlagen.word.werte import Feldtext, Steuerfeld
from vorlagen.word.zurueck import Feldwert
from vorlagen.workflow.felder import AUSWIRKUNGEN, STAMMFELDER, Feld, Feldart

_TEXTE: Final = frozenset({Feldart.ZEILE, Feldart.TEXT, Feldart.RICHTEXT})


@dataclass(frozen=True, slots=True)
class Wortfeld:
    """A field with its present value: clean HTML of a `RICHTEXT`, else plain text."""

    name: str
    titel: str
    art: Feldart
    wert: str

    def aus_word(self, ort: Feldwert) -> str:
        """What stands in Word, in the shape in which the field is kept."""
        if self.art is Feldart.RICHTEXT:
            return ort.html
        return " ".join(ort.text.split()) if self.art is Feldart.ZEILE else ort.text

    def als_text(self, wert: str) -> str:
        """A value of this field as people read it on one line."""
        return " ".join((text(wert) if self.art is Feldart.RICHTEXT else wert).split())

    def gedruckt(self) -> Richtext | Feldtext:
        """The value as it goes into a document."""
        steuerfeld = Steuerfeld(self.name, self.titel)
        return Richtext(self.wert, steuerfeld) if self.art is Feldart.RICHTEXT else Feldtext(self.wert, steuerfeld)


def alle(vorlage: Vorlage) -> Sequence[Wortfeld]:
    """The fields in the order of the form."""
    return list(_alle(vorlage))


def im_kontext(kontext: Mapping[str, Any], vorlage: Vorlage, felder: Sequence[Wortfeld]) -> dict[str, Any]:
    """What a template may print, with these fields marked so that they are known again."""
    je_name = {feld.name: feld for feld in felder}
    stamm = {feld.name: feld.gedruckt() for feld in felder if feld.name in kontext}
    zeilen = [zeile["art"] for zeile in vorlage.auswirkungen if zeile.get("wert")]
    auswirkungen = [
        {**zeile, "text": je_name[f"auswirkung_{art}"].gedruckt()} if f"auswirkung_{art}" in je_name else zeile
        for art, zeile in zip(zeilen, kontext["auswirkungen"], strict=True)
    ]
    eigene = [_eigenes(feld, je_name[f"feld-{feld.name}"]) for feld in _textfelder(vorlage)]
    andere = {feld.titel for feld in _textfelder(vorlage)}
    return {
        **kontext,
        **stamm,
        "auswirkungen": auswirkungen,
        "felder": [*(feld for feld in kontext["felder"] if feld["titel"] not in andere), *filter(None, eigene)],
    }


def _alle(vorlage: Vorlage) -> Iterator[Wortfeld]:
    for feld in STAMMFELDER:
        if feld.art in _TEXTE and not (feld.name == "begruendung_nichtoeffentlich" and vorlage.oeffentlich):
            yield Wortfeld(feld.name, feld.titel, feld.art, getattr(vorlage, feld.name) or "")
    for feld in _textfelder(vorlage):
        yield Wortfeld(f"feld-{feld.name}", feld.titel, feld.art, str(vorlage.felder.get(feld.name) or ""))
    zeilen = {zeile["art"]: zeile for zeile in vorlage.auswirkungen}
    for art, titel in AUSWIRKUNGEN:
        if zeilen.get(art, {}).get("text"):  # what is empty is not printed, and so cannot come back
            yield Wortfeld(f"auswirkung_{art}", titel, Feldart.TEXT, zeilen[art]["text"])


def _textfelder(vorlage: Vorlage) -> Sequence[Feld]:
    return [feld for feld in ablauf_von(vorlage).felder if feld.art in _TEXTE]


def _eigenes(feld: Feld, wortfeld: Wortfeld) -> dict[str, Any] | None:
    """A formatted field also while it is empty: its text can be begun in Word."""
    if feld.art is Feldart.RICHTEXT:
        return {"titel": feld.titel, "wert": None, "text": wortfeld.gedruckt()}
    return {"titel": feld.titel, "wert": wortfeld.gedruckt(), "text": None} if wortfeld.wert else None

"""What changed between two Fassungen, section by section as the paper shows them, in their own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from vorlagen.richtext.vergleich import Form, Vergleichszeile, stuecke, vergleiche
from vorlagen.web.darstellung import wirkung
from vorlagen.web.worte import FELDTITEL
from vorlagen.workflow.felder import AUSWIRKUNGEN
from vorlagen.workflow.workflow import Workflow

_LAUFEND: Final = (Form.ABSATZ, Form.UEBERSCHRIFT)


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Neighbouring pieces of one form, of which something (or, if `gleich`, nothing) changed."""

    form: Form
    gleich: bool
    zeilen: Sequence[Vergleichszeile]


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A section of the paper that differs."""

    titel: str
    gruppen: Sequence[Gruppe]


def abschnitte(alt: Mapping[str, Any], neu: Mapping[str, Any], ablauf: Workflow | None) -> Sequence[Abschnitt]:
    """The sections that differ, in the order of the paper. The points of a resolution that differs are part of it."""
    vorher, nachher = dict(_texte(alt, ablauf)), dict(_texte(neu, ablauf))
    titel = [*nachher, *(einer for einer in vorher if einer not in nachher)]
    andere = [einer for einer in titel if vorher.get(einer, "") != nachher.get(einer, "")]
    if FELDTITEL["beschlussvorschlag"] in andere:
        andere = [einer for einer in andere if einer != FELDTITEL["beschlusspunkte"]]
    return [Abschnitt(einer, gruppen(vorher.get(einer, ""), nachher.get(einer, ""))) for einer in andere]


def gruppen(alt: str, neu: str) -> Sequence[Gruppe]:
    """What changed from one text, plain or rich, to another."""
    return _gruppiert(vergleiche(stuecke(alt), stuecke(neu)))


def _gruppiert(zeilen: Sequence[Vergleichszeile]) -> Sequence[Gruppe]:
    """A list or a table stays together; of running text what did not change is a group of its own."""
    gruppen = [list(teil) for _, teil in groupby(zeilen, lambda z: (z.form, z.form in _LAUFEND and z.gleich))]
    return [Gruppe(teil[0].form, all(z.gleich for z in teil), teil) for teil in gruppen]


def _texte(inhalt: Mapping[str, Any], ablauf: Workflow | None) -> Iterator[tuple[str, str]]:
    """Title → text of every section of a stored Fassung."""
    for name, wert in inhalt.items():
        match name:
            case "auswirkungen":
                gesagt = {zeile["art"]: zeile for zeile in wert}
                for art, titel in AUSWIRKUNGEN:
                    if art in gesagt:
                        yield titel, _auswirkung(gesagt[art])
            case "felder":
                felder = {feld.name: feld for feld in (ablauf.felder if ablauf else ())}
                for eigenes, eigener_wert in wert.items():
                    feld = felder.get(eigenes)
                    if eigener_wert not in (None, ""):
                        text = feld.in_worten(eigener_wert) if feld else str(eigener_wert)
                        yield feld.titel if feld else eigenes, text
            case "beschlusspunkte":
                yield FELDTITEL[name], "\n".join(f"{punkt['nr']} {punkt['text']}" for punkt in wert)
            case "oeffentlich":
                yield FELDTITEL[name], "öffentlich" if wert else "nichtöffentlich"
            case _:
                yield FELDTITEL.get(name, name), str(wert or "")


def _auswirkung(zeile: Mapping[str, Any]) -> str:
    wort, text = wirkung(zeile.get("wert")), zeile.get("text") or ""
    return f"{wort}: {text}" if wort and text else wort or text

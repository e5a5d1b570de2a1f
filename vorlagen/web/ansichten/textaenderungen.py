"""What the bodies changed in the resolution on its way, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vorlagen.models import Beratung, Vorlage
from vorlagen.services import wortlaut
from vorlagen.services.oeffentlich import OeffentlicheBeratung
from vorlagen.web.ansichten.beratungsfolge import Halt, beginn, titel
from vorlagen.web.worte import tag


@dataclass(frozen=True, slots=True)
class Aenderung:
    """What one body changed in the text at one attempt: words for which body and when, and (sign, text) pairs.

    `sitzung_id` and `top_id` say where it can be had as a Word file; empty where not.
    """

    gremium: str
    wann: str
    teile: tuple[tuple[str, str], ...]
    sitzung_id: str = ""
    top_id: str = ""


def geaendert(vorlage: Vorlage) -> Sequence[Aenderung]:
    """What the bodies changed in the resolution, word by word, for who sees the whole paper."""
    return [
        Aenderung(titel(beratung), "", unterschied.teile)
        if isinstance(versuch, Beratung)
        else Aenderung(titel(beratung), _wo(versuch), unterschied.teile, versuch.sitzung_id, versuch.id)
        for beratung in vorlage.beratungen
        for versuch in wortlaut.versuche(beratung)
        for unterschied in wortlaut.geaendert_in(vorlage, versuch)
        if unterschied.feld == "beschlussvorschlag"
    ]


def oeffentlich_geaendert(gaenge: Sequence[OeffentlicheBeratung]) -> Sequence[Aenderung]:
    """The same as far as everybody may know."""
    return [
        Aenderung(titel(gang), _wo(einer.versuch) if einer.versuch else "", einer.unterschied.teile)
        for gang in gaenge
        for einer in gang.aenderungen
    ]


def _wo(halt: Halt) -> str:
    return f"{tag(beginn(halt))}, TOP {halt.zeichen}"

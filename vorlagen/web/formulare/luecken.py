"""What a draft still lacks, in sentences that lead to the fields of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.models import Vorlage
from vorlagen.services import entwurfsluecken
from vorlagen.services.wer import Wer
from vorlagen.web.formulare.werte import Pruefung, als_fehler
from vorlagen.web.worte import feldtitel
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.grund import Grund


@dataclass(frozen=True, slots=True)
class Luecke:
    """One thing that is missing. `feld` is the name of the form's field; empty if it hangs on none."""

    text: str
    feld: str


def gespeicherte(vorlage: Vorlage, felder: Sequence[Feld], *, wer: Wer, jetzt: datetime) -> list[Luecke]:
    """What the stored draft lacks."""
    return _luecken(entwurfsluecken.gespeichert(vorlage.id, wer=wer, jetzt=jetzt), {}, felder)


def getippte(
    vorlage_id: str | None, pruefung: Pruefung, felder: Sequence[Feld], *, wer: Wer, jetzt: datetime
) -> list[Luecke]:
    """What the draft would lack if the form were saved as it is now, and what of it could not be saved.

    Raises nothing: why it could not be saved at all is what it lacks.
    """
    try:
        gruende = entwurfsluecken.getippt(vorlage_id, pruefung.werte, wer=wer, jetzt=jetzt)
    except EingabeUngueltig as fehler:
        return _luecken((), {**als_fehler(fehler.felder, fehler.satz), **pruefung.fehler}, felder)
    except Fachfehler as fehler:
        return [Luecke(fehler.satz, "")]
    return _luecken(gruende, pruefung.fehler, felder)


def _luecken(gruende: Iterable[Grund], fehler: Mapping[str, Any], felder: Sequence[Feld]) -> list[Luecke]:
    """A field that cannot be saved as typed was counted as it is stored: its fault is said instead."""
    titel = {f"feld-{feld.name}": feld.titel for feld in felder}
    falsche = {"beratungsfolge" if name.startswith("folge-") else name for name in fehler}
    offene = [Luecke(grund.text, _anker(grund.feld, titel)) for grund in gruende]
    return [luecke for luecke in offene if luecke.feld not in falsche] + [
        Luecke(f"{_titel(name, titel)}{satz}", "" if name.startswith("_") else name)
        for name, saetze in fehler.items()
        for satz in saetze
    ]


def _anker(feld: str | None, eigene: Mapping[str, str]) -> str:
    return f"feld-{feld}" if f"feld-{feld}" in eigene else feld or ""


def _titel(name: str, eigene: Mapping[str, str]) -> str:
    if name.startswith("folge-"):
        return f"{int(name.split('-')[1]) + 1}. Station: "
    return "" if name.startswith("_") else f"{eigene.get(name) or feldtitel(name)}: "

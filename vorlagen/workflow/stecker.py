"""Reading entry points: a stranger's code may raise anything and must not stop the others."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Generic, TypeVar

from vorlagen.workflow.anpassung import Anpassung
from vorlagen.workflow.pannen import auf_deutsch
from vorlagen.workflow.workflow import Workflow

GRUPPE = "vorlagen.ablaeufe"
GRUPPE_ANPASSUNGEN = "vorlagen.anpassungen"
EIGENES_PAKET = "vorlagen"

T = TypeVar("T", Workflow, Anpassung)


@dataclass(frozen=True, slots=True)
class Stoerung:
    """A plug-in that was switched off, and why, in one German sentence."""

    quelle: str
    satz: str


@dataclass(frozen=True, slots=True)
class Fund(Generic[T]):
    """What an entry point brought, and the wheel that it came with."""

    quelle: str
    paket: str
    inhalt: T

    @property
    def eigen(self) -> bool:
        """True if it is ours."""
        return self.paket == EIGENES_PAKET


def lies(quellen: Iterable[EntryPoint], art: type[T], stoerungen: list[Stoerung]) -> list[Fund[T]]:
    """Load everything; what fails is noted in `stoerungen`, except for ours, which raises."""
    funde: list[Fund[T]] = []
    for quelle in sorted(quellen, key=lambda q: q.name):
        paket = quelle.dist.name if quelle.dist else quelle.module.partition(".")[0]
        try:
            geladen = quelle.load()
        except (Exception, SystemExit) as fehler:
            if paket == EIGENES_PAKET:
                raise
            stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ ließ sich nicht laden: {warum(fehler)}"))
            continue
        for teil in geladen if isinstance(geladen, tuple | list) else (geladen,):
            einwand = _einwand(teil, art, paket)
            if einwand:
                stoerungen.append(Stoerung(quelle.name, f"„{quelle.name}“ {einwand}"))
            else:
                funde.append(Fund(quelle.name, paket, teil))
    return funde


def warum(fehler: BaseException) -> str:
    """What a plug-in died of, and in which line of which file."""
    hier = Path(__file__).parent
    fremde = [
        zeile
        for zeile in traceback.extract_tb(fehler.__traceback__)
        if Path(zeile.filename).parent != hier and not re.match(r"<|.*importlib", zeile.filename)
    ]
    ort = f" ({Path(fremde[-1].filename).name}, Zeile {fremde[-1].lineno})" if fremde else ""
    if isinstance(fehler, SyntaxError) and fehler.filename:
        ort = f" ({Path(fehler.filename).name})"
    return auf_deutsch(fehler) + ort


def _einwand(teil: object, art: type[T], paket: str) -> str:
    ein, sein, wort = _WORTE[art.__name__]
    if not isinstance(teil, art):
        return f"liefert etwas anderes als {ein} {wort}: {teil!r}."
    if "." not in str(teil.name) and paket != EIGENES_PAKET:
        return f"nennt {sein} {wort} „{teil.name}“; ein fremder Name trägt den Ort voran: „ort.{teil.name}“."
    return ""


_WORTE = {"Workflow": ("einen", "seinen", "Ablauf"), "Anpassung": ("eine", "seine", "Anpassung")}

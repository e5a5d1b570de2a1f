"""Random walks through a procedure: papers that nobody thought of, and the same ones again for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from vorlagen.workflow.engine import entscheide, moegliche_schritte, selbsttaetig, tafel
from vorlagen.workflow.pannen import auf_deutsch
from vorlagen.workflow.proben import proben, vollstaendig
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow

WEGE, LAENGE = 200, 40
"""How many walks, and how many steps each."""


@dataclass(frozen=True, slots=True)
class Wanderung:
    """What many walks have seen: how many there were, how many reached an end, which steps they took, what broke."""

    wege: int
    am_ende: int
    schritte: frozenset[str]
    fehler: tuple[str, ...]


def wandere(ablauf: Workflow, staende: Sequence[Sachstand] = (), *, saat: int = 1, wege: int = WEGE) -> Wanderung:
    """Walk. Before each step the paper becomes another mixture of the specimens and `staende`, in the same status.

    Of several open steps the one taken least so far is preferred, and one that leads to an end is mostly put off, so
    that withdrawing early does not hide the rest.
    """
    zufall = random.Random(saat)  # noqa: S311 - repeatable on purpose
    mischung = _Mischung(ablauf, staende, zufall)
    am_ende, gegangen, fehler = 0, Counter[str](), dict[str, None]()
    for _ in range(wege):
        status, beendet = ablauf.beginnt_mit, False
        for _ in range(LAENGE):
            try:
                schritte = _gehe(ablauf, mischung.neues_bild(status), gegangen, geduldig=zufall.random() < 0.9)
            except Exception as stoerung:  # a foreign rule may raise anything
                satz = f"In „{ablauf.status_titel(status)}“ scheitert eine Regel: {auf_deutsch(stoerung)}"
                fehler[satz] = None
                break
            gegangen.update(name for name, _ in schritte)
            status = schritte[-1][1] if schritte else status
            beendet = beendet or status in ablauf.endet_mit
            if not tafel(ablauf)[status]:
                break
        am_ende += beendet
    return Wanderung(wege, am_ende, frozenset(gegangen), tuple(fehler))


class _Mischung:
    """Papers in which most parts are those of a complete one; some are empty or come from any other specimen.

    What the bodies did changes most often: on that most procedures hang.
    """

    def __init__(self, ablauf: Workflow, staende: Sequence[Sachstand], zufall: random.Random) -> None:
        alle = [*proben(ablauf, ablauf.beginnt_mit), *staende]
        self._zufall, self._leer, self._voll = zufall, alle[0], vollstaendig(ablauf, ablauf.beginnt_mit)
        self._werte: dict[str, list[Any]] = {
            teil.name: list({repr(wert): wert for bild in alle for wert in [getattr(bild, teil.name)]}.values())
            for teil in fields(Sachstand)
        }

    def neues_bild(self, status: str) -> Sachstand:
        anders: dict[str, Any] = {}
        for name, werte in self._werte.items():
            if self._zufall.random() < (0.8 if name == "beratungen" else 0.25):
                ganz_leer = self._zufall.random() < 0.3
                anders[name] = getattr(self._leer, name) if ganz_leer else self._zufall.choice(werte)
        return replace(self._voll, **{**anders, "status": status})


def _gehe(ablauf: Workflow, stand: Sachstand, gegangen: Counter[str], *, geduldig: bool) -> list[tuple[str, str]]:
    """All that runs by itself; if nothing does, one step that is open and what follows: each with where it leads."""
    schritte = _von_selbst(ablauf, stand)
    if schritte:
        return schritte
    rollen = frozenset(rolle for schritt in ablauf.schritte for rolle in schritt.rollen)
    offene = [m.schritt for m in moegliche_schritte(ablauf, stand, rollen) if m.moeglich]
    weiter = [schritt.name for schritt in offene if not (geduldig and schritt.nach in ablauf.endet_mit)]
    if not weiter:
        return []
    vollzug = entscheide(ablauf, stand, min(weiter, key=gegangen.__getitem__), rollen)
    return [(vollzug.schritt.name, vollzug.nach), *_von_selbst(ablauf, replace(stand, status=vollzug.nach))]


def _von_selbst(ablauf: Workflow, stand: Sachstand) -> list[tuple[str, str]]:
    schritte: list[tuple[str, str]] = []
    while vollzug := selbsttaetig(ablauf, stand):
        schritte.append((vollzug.schritt.name, vollzug.nach))
        stand = replace(stand, status=vollzug.nach)
    return schritte

"""The Beratungsfolge as a small drawing, where stages run side by side. The list beside it says the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vorlagen.models import Beratung
from vorlagen.services.oeffentlich import OeffentlicheBeratung

BREITE: Final = 300
KASTEN: Final = (92, 34)
ZEILE: Final = 66
"""All in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Wegpunkt:
    """A stage as the drawing needs it: the short name of its body, and the ids of those that it waits for."""

    id: str
    name: str
    wartet_auf: Sequence[str]


@dataclass(frozen=True, slots=True)
class Knoten:
    """A stage: `x` and `y` are its middle, `nr` its number in the list, `name` the short name of its body."""

    x: int
    y: int
    nr: int
    name: str
    zustand: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes in rows, and lines from each to those that wait for it, as (x1, y1, x2, y2)."""

    breite: int
    hoehe: int
    kasten: tuple[int, int]
    knoten: Sequence[Knoten]
    kanten: Sequence[tuple[int, int, int, int]]


def weg(beratungen: Sequence[Beratung]) -> Sequence[Wegpunkt]:
    """All stages, for who sees the whole paper."""
    return [
        Wegpunkt(b.id, " + ".join(g.kuerzel or g.name[:10] for g in b.gremien), [v.id for v in b.wartet_auf])
        for b in beratungen
    ]


def oeffentlicher_weg(gaenge: Sequence[OeffentlicheBeratung]) -> Sequence[Wegpunkt]:
    """The public stages. One that waits for none of them is drawn after the row before it: nothing is to show that
    a hidden stage lies between.
    """
    davor = {reihe: [g.id for g in gaenge if g.reihe == reihe - 1] for reihe in {g.reihe for g in gaenge}}
    return [
        Wegpunkt(g.id, " + ".join(stelle.aufschrift[:10] for stelle in g.gremien), g.wartet_auf or davor[g.reihe])
        for g in gaenge
    ]


def graph(punkte: Sequence[Wegpunkt], zustaende: Sequence[str], *, ab: int = 1) -> Graph | None:
    """The drawing, or None where one stage simply follows the other; `ab` is the number of the first one."""
    reihen = _reihen(punkte)
    breiteste = max((len(reihe) for reihe in reihen), default=0)
    if breiteste < 2:
        return None
    breite = max(BREITE, breiteste * (KASTEN[0] + 8))
    orte: dict[str, tuple[int, int]] = {}
    for y, reihe in enumerate(reihen):
        for x, punkt in enumerate(reihe):
            orte[punkt.id] = (breite * (2 * x + 1) // (2 * len(reihe)), y * ZEILE + KASTEN[1] // 2 + 2)
    return Graph(
        breite,
        len(reihen) * ZEILE - ZEILE + KASTEN[1] + 4,
        KASTEN,
        [
            Knoten(*orte[punkt.id], nr, punkt.name[:12], zustand)
            for nr, (punkt, zustand) in enumerate(zip(punkte, zustaende, strict=True), ab)
        ],
        [
            (orte[v][0], orte[v][1] + KASTEN[1] // 2, orte[punkt.id][0], orte[punkt.id][1] - KASTEN[1] // 2)
            for punkt in punkte
            for v in punkt.wartet_auf
            if v in orte
        ],
    )


def wartesaetze(punkte: Sequence[Wegpunkt], *, ab: int = 1) -> Mapping[str, str]:
    """Stage → what it waits for, where that is not simply the one before it in the list."""
    nummern = {punkt.id: nr for nr, punkt in enumerate(punkte, ab)}
    saetze: dict[str, str] = {}
    for punkt in punkte:
        vorher = sorted(nummern[v] for v in punkt.wartet_auf if v in nummern)
        if vorher and vorher != [nummern[punkt.id] - 1]:
            saetze[punkt.id] = f"wartet auf Station {' und '.join(map(str, vorher))}"
        elif not vorher and nummern[punkt.id] > ab:
            saetze[punkt.id] = "wartet auf keine andere Station"
    return saetze


def _reihen(punkte: Sequence[Wegpunkt]) -> list[list[Wegpunkt]]:
    """Stages by how many others come before them at least; the order of the list within a row."""
    tiefen: dict[str, int] = {}
    davor = {punkt.id: punkt.wartet_auf for punkt in punkte}

    def tiefe(id_: str, unterwegs: frozenset[str]) -> int:
        if id_ not in tiefen:
            vorher = [v for v in davor[id_] if v in davor and v not in unterwegs]
            tiefen[id_] = max((tiefe(v, unterwegs | {id_}) + 1 for v in vorher), default=0)
        return tiefen[id_]

    reihen: dict[int, list[Wegpunkt]] = {}
    for punkt in punkte:
        reihen.setdefault(tiefe(punkt.id, frozenset()), []).append(punkt)
    return [reihen[nr] for nr in sorted(reihen)]

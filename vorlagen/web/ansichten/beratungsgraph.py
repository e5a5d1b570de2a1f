"""The Beratungsfolge as a small drawing, where stages run side by side. The list beside it says the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vorlagen.models import Beratung

BREITE: Final = 300
KASTEN: Final = (92, 34)
ZEILE: Final = 66
"""All in units of the drawing."""


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


def graph(beratungen: Sequence[Beratung], zustaende: Sequence[str], *, ab: int = 1) -> Graph | None:
    """The drawing, or None where one stage simply follows the other; `ab` is the number of the first one."""
    reihen = _reihen(beratungen)
    breiteste = max((len(reihe) for reihe in reihen), default=0)
    if breiteste < 2:
        return None
    breite = max(BREITE, breiteste * (KASTEN[0] + 8))
    orte: dict[str, tuple[int, int]] = {}
    for y, reihe in enumerate(reihen):
        for x, beratung in enumerate(reihe):
            orte[beratung.id] = (breite * (2 * x + 1) // (2 * len(reihe)), y * ZEILE + KASTEN[1] // 2 + 2)
    return Graph(
        breite,
        len(reihen) * ZEILE - ZEILE + KASTEN[1] + 4,
        KASTEN,
        [
            Knoten(*orte[b.id], nr, " + ".join(g.kuerzel or g.name[:10] for g in b.gremien)[:12], zustand)
            for nr, (b, zustand) in enumerate(zip(beratungen, zustaende, strict=True), ab)
        ],
        [
            (orte[v.id][0], orte[v.id][1] + KASTEN[1] // 2, orte[b.id][0], orte[b.id][1] - KASTEN[1] // 2)
            for b in beratungen
            for v in b.wartet_auf
            if v.id in orte
        ],
    )


def wartesaetze(beratungen: Sequence[Beratung], *, ab: int = 1) -> Mapping[str, str]:
    """Stage → what it waits for, where that is not simply the one before it in the list."""
    nummern = {beratung.id: nr for nr, beratung in enumerate(beratungen, ab)}
    saetze: dict[str, str] = {}
    for beratung in beratungen:
        vorher = sorted(nummern[v.id] for v in beratung.wartet_auf if v.id in nummern)
        if vorher and vorher != [nummern[beratung.id] - 1]:
            saetze[beratung.id] = f"wartet auf Station {' und '.join(map(str, vorher))}"
        elif not vorher and nummern[beratung.id] > ab:
            saetze[beratung.id] = "wartet auf keine andere Station"
    return saetze


def _reihen(beratungen: Sequence[Beratung]) -> list[list[Beratung]]:
    """Stages by how many others come before them at least; the order of the list within a row."""
    tiefen: dict[str, int] = {}
    ids = {beratung.id for beratung in beratungen}

    def tiefe(beratung: Beratung, unterwegs: frozenset[str]) -> int:
        if beratung.id not in tiefen:
            davor = [v for v in beratung.wartet_auf if v.id in ids and v.id not in unterwegs]
            tiefen[beratung.id] = max((tiefe(v, unterwegs | {beratung.id}) + 1 for v in davor), default=0)
        return tiefen[beratung.id]

    reihen: dict[int, list[Beratung]] = {}
    for beratung in beratungen:
        reihen.setdefault(tiefe(beratung, frozenset()), []).append(beratung)
    return [reihen[nr] for nr in sorted(reihen)]

"""Where an agenda item goes that is moved by one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vorlagen.models import Sitzung, Tagesordnungspunkt

Nachbarn = tuple[str | None, str | None]
"""The place before and the place behind, as `reihenfolge.verschiebe` takes them; None at the end of the row."""


def nachbarstellen(sitzung: Sitzung) -> Mapping[str, Nachbarn]:
    """By the item's id; empty while the agenda is frozen. Sub-items stay below theirs."""
    if sitzung.steht_seit is not None or sitzung.status == "abgesagt":
        return {}
    reihen: dict[tuple[object, ...], list[Tagesordnungspunkt]] = {}
    for top in sorted(sitzung.tops, key=lambda t: (not t.oeffentlich, t.nummer, t.unter)):
        ueber: tuple[object, ...] = (top.oeffentlich,)
        if top.unter:
            ueber = (top.oeffentlich, top.nummer, top.unter.rpartition(".")[0])
        reihen.setdefault(ueber, []).append(top)
    pfade: dict[tuple[object, ...], str] = {(True,): "", (False,): ""}
    nachbarn: dict[str, Nachbarn] = {}
    for ueber, reihe in sorted(reihen.items(), key=lambda zeile: _tiefe(zeile[0])):
        davor = pfade.get(ueber)
        for platz, top in enumerate(reihe, start=1):
            if davor is not None:
                pfade[top.oeffentlich, top.nummer, top.unter] = f"{davor}{platz}."
                nachbarn[top.id] = _nachbarn(davor, platz, reihe)
    return nachbarn


def _nachbarn(davor: str, platz: int, reihe: Sequence[Tagesordnungspunkt]) -> Nachbarn:
    vorher = f"{davor}{platz - 1}" if platz > 1 else None
    return vorher, f"{davor}{platz + 1}" if platz < len(reihe) else None


def _tiefe(ueber: tuple[object, ...]) -> int:
    return 0 if len(ueber) == 1 else str(ueber[2]).count(".") + (2 if ueber[2] else 1)

"""A plan in words: one line for who is in a hurry, and for each stage its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vorlagen.kalender import Sitzungstermin, haltgruende, kette
from vorlagen.services.planung import Auskunft


@dataclass(frozen=True, slots=True)
class Haltbild:
    """One stage: when it can be, how many days the release has left for it, and why."""

    gremium: str
    tag: date | None
    termin: Sitzungstermin | None
    puffer_tage: int | None
    gruende: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planbild:
    """`kette` is the whole in one line; `entscheidung` None: not in sight."""

    kette: str
    entscheidung: date | None
    halte: tuple[Haltbild, ...]
    hinweise: tuple[str, ...]


def bild(auskunft: Auskunft) -> Planbild:
    """The plan, or the sentence why there is none."""
    plan = auskunft.plan
    if plan is None:
        return Planbild(auskunft.hinweise[-1] + ".", None, (), auskunft.hinweise)
    halte = tuple(
        Haltbild(halt.etappe.gremium, halt.tag, halt.termin, halt.puffer_tage, haltgruende(plan, halt))
        for halt in plan.halte
    )
    return Planbild(kette(plan, freigegeben=auskunft.freigegeben), plan.entscheidung, halte, auskunft.hinweise)


def als_werte(richtung: str, auskunft: Auskunft) -> dict[str, Any]:
    """The plan for programs: plain values, days as ISO 8601."""
    plan, gezeigt = auskunft.plan, bild(auskunft)
    return {
        "richtung": richtung,
        "beginn": _iso(plan.beginn if plan else None),
        "freigabe": _iso(plan.freigabe if plan else None),
        "entscheidung": _iso(gezeigt.entscheidung),
        "stationen": [_station(halt) for halt in gezeigt.halte],
        "spaetestens": _iso(plan.spaetestens if plan else None),
        "beginn_spaetestens": _iso(plan.beginn_spaetestens if plan else None),
        "sonst": _iso(plan.sonst if plan else None),
        "kette": gezeigt.kette,
        "gruende": list(gezeigt.hinweise),
    }


def _station(halt: Haltbild) -> dict[str, Any]:
    termin = halt.termin
    return {
        "gremium": halt.gremium,
        "sitzung": termin.sitzung if termin else None,
        "datum": _iso(halt.tag),
        "abgabe_bis": _iso(termin.abgabe_bis if termin else None),
        "ladung_bis": _iso(termin.ladung_bis if termin else None),
        "puffer_tage": halt.puffer_tage,
        "gruende": list(halt.gruende),
    }


def _iso(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None

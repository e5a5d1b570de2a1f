"""How one person voted: the lines of a roll call, stored and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Stimme(StrEnum):
    """How one person voted, named like the counts; who is `befangen` did not."""

    JA = "ja"
    NEIN = "nein"
    ENTHALTUNG = "enthaltung"
    BEFANGEN = "befangen"


@dataclass(frozen=True, slots=True)
class Einzelstimme:
    """One line of a roll call. People of a body are known by their name alone."""

    name: str
    stimme: Stimme


WORTE: Final[Mapping[Stimme, str]] = {
    Stimme.JA: "Ja",
    Stimme.NEIN: "Nein",
    Stimme.ENTHALTUNG: "Enthaltung",
    Stimme.BEFANGEN: "Befangen",
}


def einzelne(zeilen: Iterable[Mapping[str, str]] | None) -> tuple[Einzelstimme, ...]:
    """A roll call out of its stored lines."""
    return tuple(Einzelstimme(zeile["name"], Stimme(zeile["stimme"])) for zeile in zeilen or ())


def satz(einzelne: Iterable[Einzelstimme]) -> str:
    """As it is printed: Ja: Anna Achtsam, Bernd Bedacht; Nein: Carla Clever. Empty without names."""
    alle = tuple(einzelne)
    je_stimme = ((wort, [eine.name for eine in alle if eine.stimme == stimme]) for stimme, wort in WORTE.items())
    return "; ".join(f"{wort}: {', '.join(namen)}" for wort, namen in je_stimme if namen)

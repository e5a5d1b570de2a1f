"""Who must co-sign, what a signature is bound to, and what silence means: the Mitzeichnungsordnung of a procedure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld
from vorlagen.workflow.grund import Bedingung, Grund, bedingung
from vorlagen.workflow.sachstand import Sachstand

_FESTE: Final = (
    "betreff",
    "oeffentlich",
    "begruendung_nichtoeffentlich",
    "beschlussvorschlag",
    "sachverhalt",
    "auswirkungen",
)


class Schweigen(StrEnum):
    """What it means that an office has not answered when its deadline is over.

    `ERINNERN`: nothing but reminders. `ZUSTIMMUNG`: it counts as agreed, and is recorded and printed as such; never
    for an office that a rule picked, because what must be looked at must be looked at.
    """

    ERINNERN = "erinnern"
    ZUSTIMMUNG = "zustimmung"


@dataclass(frozen=True, slots=True)
class Beteiligungsregel:
    """When the offices with an Aufgabe must co-sign. Pure: it is shown a `Sachstand` and says yes or no.

    `satz` is the reason as a German sentence. `betrifft` names the sections of the text that the signature is bound
    to; empty means all of it. Which office has the Aufgabe is the town's data.
    """

    name: str
    satz: str
    aufgabe: str
    gilt: Callable[[Sachstand], bool]
    betrifft: tuple[str, ...] = ()


def beteiligung(
    satz: str, *, aufgabe: str, betrifft: tuple[str, ...] = ()
) -> Callable[[Callable[[Sachstand], bool]], Beteiligungsregel]:
    """Make a Beteiligungsregel out of a function; `satz` says in German why the office is asked."""

    def mache(gilt: Callable[[Sachstand], bool]) -> Beteiligungsregel:
        return Beteiligungsregel(gilt.__name__, satz, aufgabe, gilt, betrifft)

    return mache


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitzeichnungsordnung:
    """The rules of co-signing. `betrifft` binds the offices that were chosen by hand (empty: all text)."""

    regeln: tuple[Beteiligungsregel, ...] = ()
    schweigen: Schweigen = Schweigen.ERINNERN
    betrifft: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pflichtbeteiligung:
    """An Aufgabe whose offices must sign this paper: why (sentences), and to which sections they are bound."""

    aufgabe: str
    anlass: str
    betrifft: tuple[str, ...]


def pflichtbeteiligungen(ordnung: Mitzeichnungsordnung, stand: Sachstand) -> tuple[Pflichtbeteiligung, ...]:
    """What the rules ask for, one entry per Aufgabe; several rules for one Aufgabe are put together."""
    treffer: dict[str, list[Beteiligungsregel]] = {}
    for regel in ordnung.regeln:
        if regel.gilt(stand):
            treffer.setdefault(regel.aufgabe, []).append(regel)
    return tuple(
        Pflichtbeteiligung(
            aufgabe, " ".join(regel.satz for regel in regeln), vereint([regel.betrifft for regel in regeln])
        )
        for aufgabe, regeln in treffer.items()
    )


def vereint(bindungen: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """The sections that any of these name; whoever is bound to all text (empty) makes it all."""
    if not all(bindungen):
        return ()
    return tuple(dict.fromkeys(abschnitt for bindung in bindungen for abschnitt in bindung))


def zustaendigkeit_geklaert(ordnung: Mitzeichnungsordnung) -> Bedingung:
    """The Bedingung that the town has an office for every Aufgabe that is asked for; `Workflow` asks it by itself."""

    @bedingung("Für jede vorgeschriebene Mitzeichnung gibt es ein zuständiges Amt.")
    def zustaendigkeit_geklaert(stand: Sachstand) -> Iterator[Grund]:
        for pflicht in pflichtbeteiligungen(ordnung, stand):
            if not stand.zustaendig.get(pflicht.aufgabe):
                yield Grund(
                    "mitzeichnung.ohne_amt",
                    f"{pflicht.anlass} Deshalb muss das Amt mit der Aufgabe „{pflicht.aufgabe}“ mitzeichnen, "
                    "und ein solches Amt ist nicht eingerichtet.",
                    abhilfe=f"einem Amt die Aufgabe „{pflicht.aufgabe}“ geben",
                    wer="die Verwaltung des Systems",
                    feld="mitzeichnung",
                )

    return zustaendigkeit_geklaert


def abschnitte(felder: Collection[Feld]) -> frozenset[str]:
    """Every name that `betrifft` may use: fields of the text, single effects, the procedure's own fields."""
    return frozenset((*_FESTE, *(f"auswirkung_{art}" for art, _ in AUSWIRKUNGEN), *(feld.name for feld in felder)))


def geaenderte_abschnitte(alt: Mapping[str, object], neu: Mapping[str, object]) -> frozenset[str]:
    """The sections in which two texts (plain values of a Fassung) differ; effects and own fields one by one."""
    links, rechts = _zerlegt(alt), _zerlegt(neu)
    return frozenset(name for name in {*links, *rechts} if links.get(name) != rechts.get(name))


def bleibt_gueltig(betrifft: Collection[str], geaendert: Collection[str]) -> bool:
    """True if nothing has changed that the signature is bound to."""
    return not (set(geaendert) if not betrifft else set(betrifft) & set(geaendert))


def _zerlegt(inhalt: Mapping[str, object]) -> dict[str, object]:
    """Section → value. The points of the resolution belong to the resolution; an empty own field is as good as none."""
    teile: dict[str, object] = {}
    for name, wert in inhalt.items():
        if name == "auswirkungen" and isinstance(wert, list):
            teile[name] = wert
            teile |= {f"auswirkung_{zeile['art']}": (zeile.get("wert"), zeile.get("text")) for zeile in wert}
        elif name == "felder" and isinstance(wert, Mapping):
            teile |= {str(eigenes): w for eigenes, w in wert.items() if w not in (None, "")}
        elif name == "beschlusspunkte":
            teile["beschlussvorschlag"] = (inhalt.get("beschlussvorschlag"), wert)
        elif name != "beschlussvorschlag" or "beschlusspunkte" not in inhalt:
            teile[name] = wert
    return teile

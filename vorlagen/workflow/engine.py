"""Who decides which edge may be gone: `transitions` does, once, at start; here its answer is compiled to a table.

The machine is made without models, without automatic transitions and without callbacks (a registered model is kept
for ever, a refused condition says nothing, a callback may fail half way). What it knows of edges becomes a table;
conditions, roles and reasons are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from transitions import Machine

from vorlagen.fehler import Fachfehler, NichtBerechtigt
from vorlagen.workflow.bausteine import Folge, Frist, Schritt
from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.grund import Grund
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Moeglichkeit:
    """A step seen from here by somebody: open, or closed for these reasons (`gruende` is then not empty)."""

    schritt: Schritt
    moeglich: bool
    gruende: tuple[Grund, ...]


@dataclass(frozen=True, slots=True)
class Vollzug:
    """What happens when the step is taken: nothing has happened yet."""

    schritt: Schritt
    von: str
    nach: str
    folgen: tuple[Folge, ...]
    frist: Frist | None
    dokument: str | None


class BedingungOffen(Fachfehler):
    """The step is closed now. `gruende` has every reason; the sentence strings them together."""

    code = "schritt-nicht-moeglich"

    def __init__(self, aufschrift: str, gruende: tuple[Grund, ...]) -> None:
        super().__init__(f"„{aufschrift}“ geht jetzt nicht: " + " ".join(grund.text for grund in gruende))
        self.gruende = gruende


def maschine(ablauf: Workflow) -> Machine:
    """The transitions machine of a procedure: the arbiter of its edges."""
    werk = Machine(
        model=None,
        states=[s.name for s in ablauf.status],
        initial=ablauf.beginnt_mit,
        auto_transitions=False,
        send_event=False,
    )
    for schritt in ablauf.schritte:
        werk.add_transition(schritt.name, list(schritt.quellen), schritt.nach)
    return werk


@lru_cache(maxsize=1024)
def tafel(ablauf: Workflow) -> dict[str, tuple[Schritt, ...]]:
    """Status → the steps that start there, in the order in which the procedure lists them."""
    werk = maschine(ablauf)
    kanten = {
        (uebergang.source, name)
        for name, ereignis in werk.events.items()
        for uebergaenge in ereignis.transitions.values()
        for uebergang in uebergaenge
    }
    return {
        status.name: tuple(s for s in ablauf.schritte if status.name in s.quellen and (status.name, s.name) in kanten)
        for status in ablauf.status
    }


def moegliche_schritte(ablauf: Workflow, stand: Sachstand, rollen: Collection[str]) -> tuple[Moeglichkeit, ...]:
    """Every step that starts here, with all reasons why it is closed to somebody with these roles."""
    return tuple([_erklaere(tuer, stand, rollen) for tuer in _tueren(ablauf).get(stand.status, {}).values()])


def entscheide(ablauf: Workflow, stand: Sachstand, name: str, rollen: Collection[str]) -> Vollzug:
    """What follows when somebody with these roles takes this step now.

    Raises `NichtBerechtigt` if the role is missing (whatever else is), `BedingungOffen` with every reason otherwise.
    A step that is unknown here is closed for a reason too: a button can be older than the status.
    """
    tuer = _tueren(ablauf).get(stand.status, {}).get(name)
    if tuer is None:
        raise BedingungOffen(_aufschrift(ablauf, name), (_passt_nicht(ablauf, stand, name),))
    if tuer.rollen.isdisjoint(rollen):
        raise NichtBerechtigt(tuer.rolle_fehlt.text)
    gruende = _offene(tuer, stand)
    if gruende:
        raise BedingungOffen(tuer.schritt.aufschrift, gruende)
    return _vollzug(tuer, stand)


def selbsttaetig(ablauf: Workflow, stand: Sachstand) -> Vollzug | None:
    """The first step, in the procedure's own order, that now runs by itself; None when it has come to rest."""
    for tuer in _tueren(ablauf).get(stand.status, {}).values():
        if tuer.schritt.von_selbst and not _offene(tuer, stand):
            return _vollzug(tuer, stand)
    return None


@dataclass(frozen=True, slots=True)
class _Tuer:
    """A step from one status, with all that does not depend on the paper worked out beforehand.

    `rollen` is empty for what runs by itself: that is nobody's to press, not even for a person who was given the role
    by mistake. `folgen` is None if a rule has to be asked.
    """

    schritt: Schritt
    rollen: frozenset[str]
    rolle_fehlt: Grund
    pruefungen: tuple[Callable[[Sachstand], Iterable[Grund]], ...]
    folgen: tuple[Folge, ...] | None


@lru_cache(maxsize=1024)
def _tueren(ablauf: Workflow) -> dict[str, dict[str, _Tuer]]:
    return {
        status: {schritt.name: _tuer(ablauf, schritt, status) for schritt in schritte}
        for status, schritte in tafel(ablauf).items()
    }


def _tuer(ablauf: Workflow, schritt: Schritt, von: str) -> _Tuer:
    feste = tuple(folge for folge in schritt.folgen if isinstance(folge, Folge))
    return _Tuer(
        schritt=schritt,
        rollen=frozenset() if schritt.von_selbst else frozenset(schritt.rollen),
        rolle_fehlt=_rolle_fehlt(schritt),
        pruefungen=tuple(bedingung.pruefe for bedingung in ablauf.bedingungen(schritt, von)),
        folgen=feste if len(feste) == len(schritt.folgen) else None,
    )


def _erklaere(tuer: _Tuer, stand: Sachstand, rollen: Collection[str]) -> Moeglichkeit:
    gruende = _offene(tuer, stand)
    if tuer.rollen.isdisjoint(rollen):
        gruende = (tuer.rolle_fehlt, *gruende)
    return Moeglichkeit(tuer.schritt, not gruende, gruende)


def _offene(tuer: _Tuer, stand: Sachstand) -> tuple[Grund, ...]:
    gruende: list[Grund] = []
    for pruefe in tuer.pruefungen:
        gruende.extend(pruefe(stand))
    return tuple(gruende)


def _vollzug(tuer: _Tuer, stand: Sachstand) -> Vollzug:
    schritt, folgen = tuer.schritt, tuer.folgen
    if folgen is None:
        folgen = tuple(
            folge
            for eintrag in schritt.folgen
            for folge in ([eintrag] if isinstance(eintrag, Folge) else eintrag.folgere(stand))
        )
    return Vollzug(schritt, stand.status, schritt.nach, folgen, schritt.frist, schritt.dokument)


def _rolle_fehlt(schritt: Schritt) -> Grund:
    wer = " oder ".join(rolle_titel(rolle) for rolle in schritt.rollen)
    if schritt.von_selbst:
        return Grund("schritt.von_selbst", f"„{schritt.aufschrift}“ geschieht von selbst.", wer=wer)
    return Grund("rolle.fehlt", f"„{schritt.aufschrift}“ kann hier nur {wer}.", wer=wer)


def _passt_nicht(ablauf: Workflow, stand: Sachstand, name: str) -> Grund:
    woher = [ablauf.status_titel(von) for s in ablauf.schritte if s.name == name for von in s.quellen]
    jetzt = f"Die Vorlage ist jetzt „{ablauf.status_titel(stand.status)}“"
    if not woher:
        return Grund("schritt.unbekannt", f"Den Schritt „{name}“ kennt der Ablauf „{ablauf.titel}“ nicht.")
    return Grund("status.unpassend", f"{jetzt}; das geht nur aus: {', '.join(woher)}.")


def _aufschrift(ablauf: Workflow, name: str) -> str:
    return next((s.aufschrift for s in ablauf.schritte if s.name == name), name)

"""What is tried: a procedure with all specimens of its papers; and what comes out of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from vorlagen.workflow.bausteine import Folgenregel
from vorlagen.workflow.grund import Bedingung
from vorlagen.workflow.proben import proben
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Befund:
    """What one check found: how many cases it tried, what is wrong, what it could not try and why."""

    pruefung: str
    titel: str
    geprueft: int
    fehler: tuple[str, ...] = ()
    uebersprungen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prueffall:
    """A procedure on the bench: with older versions (oldest first) and the author's own specimens."""

    ablauf: Workflow
    fruehere: tuple[Workflow, ...] = ()
    staende: tuple[Sachstand, ...] = ()

    @cached_property
    def bilder(self) -> tuple[Sachstand, ...]:
        """Every specimen in every status."""
        return tuple(
            bild
            for status in self.ablauf.status
            for bild in (
                *proben(self.ablauf, status.name),
                *(replace(stand, status=status.name) for stand in self.staende),
            )
        )

    @cached_property
    def bedingungen(self) -> tuple[Bedingung, ...]:
        """Every Bedingung once."""
        kanten = ((schritt, von) for schritt in self.ablauf.schritte for von in schritt.quellen)
        alle = {regel.name: regel for kante in kanten for regel in self.ablauf.bedingungen(*kante)}
        return tuple(alle.values())

    @cached_property
    def folgenregeln(self) -> tuple[Folgenregel, ...]:
        """Every Folgenregel once."""
        alle = {f.name: f for schritt in self.ablauf.schritte for f in schritt.folgen if isinstance(f, Folgenregel)}
        return tuple(alle.values())

    @cached_property
    def rollen(self) -> frozenset[str]:
        """Every role that acts."""
        return frozenset(rolle for schritt in self.ablauf.schritte for rolle in schritt.rollen)


def befund(
    pruefung: Callable[[Prueffall], Befund], geprueft: int, fehler: Iterable[str], ausgelassen: Iterable[str] = ()
) -> Befund:
    """A Befund under the name of its check; each sentence once, in the order in which it was found."""
    saetze, auslassungen = (tuple(dict.fromkeys(satz)) for satz in (fehler, ausgelassen))
    return Befund(pruefung.__name__, pruefung.__doc__ or "", geprueft, saetze, auslassungen)

"""Why a step is closed: a Bedingung yields every Grund, each with who can remedy it and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vorlagen.workflow.sachstand import Sachstand


@dataclass(frozen=True, slots=True)
class Grund:
    """One reason why something may not happen now.

    `code` is stable for programs (`mitzeichnung.offen`), `text` a German sentence, `abhilfe` what to do
    (an infinitive phrase), `wer` who can do it, `feld` the form field it hangs on.
    """

    code: str
    text: str
    abhilfe: str | None = None
    wer: str | None = None
    feld: str | None = None


@dataclass(frozen=True, slots=True)
class Bedingung:
    """A fact that must hold. Pure: it is shown a `Sachstand` and yields what is missing; nothing means fulfilled."""

    name: str
    satz: str
    pruefe: Callable[[Sachstand], Iterator[Grund]]

    def gruende(self, stand: Sachstand) -> tuple[Grund, ...]:
        """All reasons why it does not hold; empty when it does."""
        return tuple(self.pruefe(stand))


def bedingung(satz: str) -> Callable[[Callable[[Sachstand], Iterator[Grund]]], Bedingung]:
    """Make a Bedingung out of a generator function; `satz` says in German what must be true."""

    def mache(pruefe: Callable[[Sachstand], Iterator[Grund]]) -> Bedingung:
        return Bedingung(name=pruefe.__name__, satz=satz, pruefe=pruefe)

    return mache

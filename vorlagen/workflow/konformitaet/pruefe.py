"""All checks, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vorlagen.workflow.konformitaet.fall import Befund, Prueffall
from vorlagen.workflow.konformitaet.regelpruefungen import (
    folgen_sind_eindeutig,
    gruende_sind_saetze,
    regeln_sind_rein,
)
from vorlagen.workflow.konformitaet.wegpruefungen import (
    alles_wird_erreicht,
    erklaert_ist_geschehen,
    tafel_ist_maschine,
    umzug_ist_vollstaendig,
    zufallswege_enden,
)
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow

PRUEFUNGEN: tuple[Callable[[Prueffall], Befund], ...] = (
    tafel_ist_maschine,
    alles_wird_erreicht,
    regeln_sind_rein,
    gruende_sind_saetze,
    erklaert_ist_geschehen,
    folgen_sind_eindeutig,
    umzug_ist_vollstaendig,
    zufallswege_enden,
)
"""In the order of the report; the docstring of each says in German what it checks."""


def pruefe(
    ablauf: Workflow, *, fruehere: Sequence[Workflow] = (), staende: Sequence[Sachstand] = ()
) -> tuple[Befund, ...]:
    """All checks of one procedure. It conforms if no Befund has `fehler`.

    `fruehere` are its older versions, oldest first; `staende` papers of the author's own making, tried in every status.
    """
    fall = Prueffall(ablauf, tuple(fruehere), tuple(staende))
    return tuple(pruefung(fall) for pruefung in PRUEFUNGEN)

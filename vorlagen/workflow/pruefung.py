"""The faults that a procedure can have, each a sentence that names the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vorlagen.workflow.formen import formen_stimmen
from vorlagen.workflow.gestalt import Gestalt
from vorlagen.workflow.namen import (
    felder_stimmig,
    mitzeichnung_stimmig,
    namen_brauchbar,
    nichts_doppelt,
    schritte_vollstaendig,
    status_bekannt,
    titel_stehen,
)
from vorlagen.workflow.probelauf import regeln_antworten
from vorlagen.workflow.wege import alles_erreichbar, automatik_kommt_zur_ruhe, ende_ist_ende

Pruefung = Callable[[Gestalt], Iterator[str]]

STUFEN: tuple[tuple[Pruefung, ...], ...] = (
    (formen_stimmen,),
    (
        namen_brauchbar,
        titel_stehen,
        nichts_doppelt,
        status_bekannt,
        schritte_vollstaendig,
        felder_stimmig,
        mitzeichnung_stimmig,
    ),
    (alles_erreichbar, ende_ist_ende, automatik_kommt_zur_ruhe, regeln_antworten),
)
"""Each stage presupposes the one before: who has no sound names cannot be asked where the ways lead."""


def maengel(ablauf: Gestalt) -> tuple[str, ...]:
    """Every fault of the first stage that finds any, as German sentences; empty when the procedure is sound."""
    for stufe in STUFEN:
        gefunden = tuple(satz for pruefung in stufe for satz in pruefung(ablauf))
        if gefunden:
            return gefunden
    return ()

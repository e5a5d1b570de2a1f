"""After the decision: a paper that bodies have decided may still get results at the stages that are left."""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.models import Beratung, Vorlage
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow.bausteine import Folge, FolgeArt
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.grund import Grund


def warum_zu_ende(vorlage: Vorlage, beratung: Beratung, ausgang: Ausgang | None = None) -> Iterator[Grund]:
    """Why this stage gets no more results; nothing if it may.

    A paper that was withdrawn or settled is done. One that ended by what the bodies did goes on where a stage is open,
    and what is already entered may be completed as long as its outcome (`ausgang`) stays what it was.
    """
    if not vorlage.beendet:
        return
    if not durch_ergebnisse_beendet(vorlage):
        yield Grund("vorlage.beendet", "Die Vorlage ist abgeschlossen.")
    elif not bleibt_offen(beratung) and (ausgang is None or beratung.ausgang != ausgang):
        yield Grund(
            "vorlage.beendet",
            "Die Vorlage ist abgeschlossen, und dieses Gremium hat schon entschieden.",
            abhilfe="das Ergebnis berichtigen",
            wer="der Gremiendienst",
        )


def durch_ergebnisse_beendet(vorlage: Vorlage) -> bool:
    """True if results brought the paper to its end: then its procedure has a step that opens the result again."""
    return any(
        isinstance(folge, Folge) and folge.art is FolgeArt.ERGEBNIS_OEFFNEN
        for schritt in ablauf_von(vorlage).schritte
        if vorlage.status in schritt.quellen
        for folge in schritt.folgen
    )

"""After the decision: a paper that bodies have decided may still get results at the stages that are left."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Sitzung, Vorlage
from vorlagen.services import kanten
from vorlagen.services.ausgaenge import bleibt_offen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.workflow.bausteine import Folge, FolgeArt, Schritt
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, WIEDER_AUFNEHMBAR, Ausgang
from vorlagen.workflow.grund import Grund

NOCH_EINMAL = tuple({*WIEDER_AUFNEHMBAR, Ausgang.GEMISCHT})
"""Outcomes after which a body may meet the paper again; of a mixed one its points say whether."""


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


def warum_nicht(sitzung: Sitzung, vorlage: Vorlage, beratung: Beratung) -> Iterator[Grund]:
    """Why this stage cannot come on this agenda, as far as the paper's way says so."""
    yield from warum_zu_ende(vorlage, beratung)
    if beratung.intern:
        yield Grund("beratung.intern", "Das ist eine verwaltungsinterne Station; sie kommt auf keine Tagesordnung.")
    elif not vorlage.beendet and not bleibt_offen(beratung) and beratung.ausgang not in WIEDER_AUFNEHMBAR:
        yield Grund("beratung.erledigt", "Dieses Gremium ist mit der Vorlage fertig.")
    yield from kanten.zu_frueh(vorlage, beratung, sitzung.beginn.astimezone(BERLIN).date())


def letzte_entscheidung(vorlage: Vorlage) -> Beratung | None:
    """The stage whose result the paper's state rests on: the last that decided, else the one that ended the paper.

    After an objection it is the stage whose decision stands in question.
    """
    entscheidende = [b for b in vorlage.beratungen if b.entscheidet and _hat_entschieden(b)]
    if not entscheidende and durch_ergebnisse_beendet(vorlage):
        entscheidende = [b for b in vorlage.beratungen if b.ausgang]
    return entscheidende[-1] if entscheidende else None


def entschieden() -> ColumnElement[bool]:
    """A condition on `Vorlage`: a body has decided, what is left are stages after the decision."""
    andere = aliased(Beratung)
    fertig = exists().where(andere.vorlage_id == Vorlage.id, andere.entscheidet, andere.ausgang.is_not(None))
    return fertig.correlate(Vorlage)


def durch_ergebnisse_beendet(vorlage: Vorlage) -> bool:
    """True if results brought the paper to its end: then its procedure has a step that opens the result again."""
    return oeffnender_schritt(vorlage) is not None


def oeffnender_schritt(vorlage: Vorlage) -> Schritt | None:
    """The step of the procedure that opens the paper's last result again from where it stands; None if none does."""
    return next((s for s in ablauf_von(vorlage).schritte if vorlage.status in s.quellen and _oeffnet(s)), None)


def zu_oeffnen(vorlage: Vorlage) -> Beratung | None:
    """The stage whose result that step opens: the last that decides, else the last with a result."""
    gehabt = [b for b in vorlage.beratungen if b.ausgang]
    return next(reversed([b for b in gehabt if b.entscheidet] or gehabt), None)


def _oeffnet(schritt: Schritt) -> bool:
    return any(isinstance(folge, Folge) and folge.art is FolgeArt.ERGEBNIS_OEFFNEN for folge in schritt.folgen)


def _hat_entschieden(beratung: Beratung) -> bool:
    gehabt = {beratung.ausgang, *(top.ausgang for top in beratung.tops)}
    return bool(gehabt - {None, *BLEIBT_OFFEN})

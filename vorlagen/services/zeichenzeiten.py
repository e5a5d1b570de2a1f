"""How long papers of a procedure take here from the first signature asked for to their release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median_high
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN, Kalender, anzahl_text
from vorlagen.models import Koerperschaft, Vorlage
from vorlagen.services.fristen import kalender_von
from vorlagen.services.sachstand import ablaeufe_fuer
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.workflow import Workflow

GENUG: Final = 5
"""Fewer papers than this tell more about themselves than about the town."""

ZULETZT: Final = 40
"""Habits change; only the latest papers are asked."""

_AUS: Final = 1000
"""Among so many papers that were released last, of whatever procedure; older ones tell of other habits."""

_HOECHSTENS: Final = 250


@dataclass(frozen=True, slots=True)
class Zeichenzeit:
    """So many Arbeitstage, and the sentence that says how that is known."""

    werktage: int
    satz: str


def uebliche(koerperschaft: Koerperschaft, ablauf: Workflow | None) -> Zeichenzeit:
    """The town's own median where there is history, else what the procedure gives its signers; None: any procedure."""
    kalender = kalender_von(koerperschaft)
    dauern = [
        werktage_dazwischen(von.astimezone(BERLIN).date(), bis.astimezone(BERLIN).date(), kalender)
        for von, bis in _zuletzt_freigegebene(koerperschaft.id, ablauf)
    ]
    if len(dauern) >= GENUG:
        dauer = median_high(dauern)
        return Zeichenzeit(dauer, f"Üblich hier: {_arbeitstage(dauer)} (Median aus {len(dauern)} Vorlagen)")
    if ablauf is not None:
        dauer = _nach_ablauf(ablauf)
        return Zeichenzeit(dauer, f"Angenommen nach den Fristen des Ablaufs: {_arbeitstage(dauer)}")
    dauer = max((_nach_ablauf(einer) for einer in ablaeufe_fuer(koerperschaft)), default=0)
    return Zeichenzeit(dauer, f"Angenommen nach den Fristen des längsten Ablaufs: {_arbeitstage(dauer)}")


def werktage_dazwischen(von: date, bis: date, kalender: Kalender) -> int:
    """How many Arbeitstage after `von` until `bis`, at most a year of them."""
    tage, tag = 0, von
    while tage < _HOECHSTENS and (tag := kalender.werktage_spaeter(tag, 1)) <= bis:
        tage += 1
    return tage


def _nach_ablauf(ablauf: Workflow) -> int:
    """The longest time that each kind of signer is given, one after the other."""
    je_rolle = {Rolle.MITZEICHNUNG: 0, Rolle.FREIGABE: 0}
    for schritt in ablauf.schritte:
        if schritt.frist and schritt.frist.fuer in je_rolle:
            rolle = Rolle(schritt.frist.fuer)
            je_rolle[rolle] = max(je_rolle[rolle], schritt.frist.werktage)
    return sum(je_rolle.values())


def _arbeitstage(anzahl: int) -> str:
    return anzahl_text(anzahl, "Arbeitstag", "Arbeitstage") + " von der Mitzeichnung bis zur Freigabe"


def _zuletzt_freigegebene(koerperschaft_id: str, ablauf: Workflow | None) -> Sequence[tuple[datetime, datetime]]:
    """When the latest papers made here were handed in and released."""
    juengste = (
        select(Vorlage.ablauf, Vorlage.eingereicht, Vorlage.freigegeben)
        .where(
            Vorlage.koerperschaft_id == koerperschaft_id, Vorlage.freigegeben.is_not(None), Vorlage.fall_id.is_(None)
        )
        .order_by(Vorlage.freigegeben.desc())
        .limit(_AUS)
        .subquery()
    )
    von, bis = juengste.c.eingereicht, juengste.c.freigegeben
    frage = select(von, bis).where(bis >= von)
    if ablauf is not None:
        frage = frage.where(juengste.c.ablauf == ablauf.name)
    zeilen = db.session.execute(frage.order_by(bis.desc()).limit(ZULETZT))
    return [(zeile[0], zeile[1]) for zeile in zeilen]

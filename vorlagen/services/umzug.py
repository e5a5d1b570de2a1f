"""Papers under way meet a changed procedure: what would happen, and letting it happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction, verzeichnis
from vorlagen.fehler import NichtBerechtigt, NichtGefunden
from vorlagen.models import Koerperschaft, Vorlage
from vorlagen.services import schritte, verlauf
from vorlagen.services.sachstand import ablauf_fuer, ablauf_von, fotografiere
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Wer
from vorlagen.workflow import umzug
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.was_waere_wenn import Bericht
from vorlagen.workflow.was_waere_wenn import was_waere_wenn as schaue_voraus
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Umgezogen:
    """What a move did: how many papers now run the new definition, and the ids of those that have nowhere to go."""

    umgezogen: int
    stecken_fest: tuple[str, ...]


def was_waere_wenn(name: str, *, wer: Wer, heute: date, neu: Workflow | None = None) -> tuple[Bericht, ...]:
    """What a new definition would do to this town's papers under way: one report for each definition they run now.

    `neu` is the town's present definition unless somebody brings one that is not installed yet. Raises
    `NichtBerechtigt`, `NichtGefunden`.
    """
    _pruefe_verwaltung(wer)
    neu = neu or _jetzige(name, wer)
    gruppen: dict[tuple[int, str], list[tuple[Workflow, Sachstand]]] = defaultdict(list)
    for vorlage_id in _laufende(name, neu, wer):
        vorlage, _ = hole(vorlage_id, wer)
        alt = _bisheriger(vorlage, neu)
        gruppen[vorlage.ablauf_version, vorlage.ablauf_kennung].append((alt, fotografiere(vorlage, heute, ablauf=alt)))
        db.session.expunge(vorlage)
    return tuple(
        schaue_voraus(gruppe[0][0], _weg(version, neu), [stand for _, stand in gruppe])
        for (version, _), gruppe in sorted(gruppen.items())
    )


def ziehe_um(
    name: str, *, wer: Wer, jetzt: datetime, weiter: Callable[[int, int], None] = lambda _fertig, _alle: None
) -> Umgezogen:
    """Move this town's papers under way to its present definition, one transaction each, with a trace in each history.

    A paper whose status has no place there stays as it is. `weiter` is told (done, all) after each paper. Raises
    `NichtBerechtigt`, `NichtGefunden`.
    """
    _pruefe_verwaltung(wer)
    neu = _jetzige(name, wer)
    umgezogen, fest = 0, []
    laufende = _laufende(name, neu, wer)
    for nr, vorlage_id in enumerate(laufende, start=1):
        with transaction():
            vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
            if _bringe_hinueber(vorlage, neu, wer, jetzt):
                umgezogen += 1
            else:
                fest.append(vorlage_id)
        weiter(nr, len(laufende))
    return Umgezogen(umgezogen, tuple(fest))


def _bringe_hinueber(vorlage: Vorlage, neu: Workflow, wer: Wer, jetzt: datetime) -> bool:
    ziel = umzug.ziel(vorlage.status, _weg(vorlage.ablauf_version, neu))
    if ziel is None:
        return False
    vorher = {"version": vorlage.ablauf_version, "kennung": vorlage.ablauf_kennung, "status": vorlage.status}
    vorlage.ablauf_version, vorlage.ablauf_kennung, vorlage.status = neu.version, neu.kennung, ziel
    if ziel == neu.beginnt_mit:
        vorlage.freigegeben = None
    nachher = {"version": neu.version, "kennung": neu.kennung, "status": ziel}
    verlauf.schreibe(
        vorlage,
        "umgezogen",
        wer_id=wer.id or None,
        jetzt=jetzt,
        daten={"ablauf": neu.name, "von": vorher, "nach": nachher},
    )
    schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
    return True


def _laufende(name: str, neu: Workflow, wer: Wer) -> list[str]:
    """The town's papers under way that run an older or another definition than this one."""
    return list(
        db.session.scalars(
            select(Vorlage.id)
            .where(
                Vorlage.koerperschaft_id == wer.koerperschaft_id,
                Vorlage.ablauf == name,
                Vorlage.beendet.is_(None),
                Vorlage.ablauf_version <= neu.version,
                Vorlage.ablauf_kennung != neu.kennung,
            )
            .order_by(Vorlage.id)
        )
    )


def _jetzige(name: str, wer: Wer) -> Workflow:
    return ablauf_fuer(db.session.get_one(Koerperschaft, wer.koerperschaft_id), name)


def _bisheriger(vorlage: Vorlage, neu: Workflow) -> Workflow:
    """The definition that the paper runs; if that one is gone, nobody can say what it allowed."""
    try:
        return ablauf_von(vorlage)
    except NichtGefunden:
        return neu


def _weg(version: int, neu: Workflow) -> tuple[Workflow, ...]:
    """The definitions to go through, the installed ones in between first."""
    dazwischen = (ablauf for ablauf in verzeichnis.versionen(neu.name) if version < ablauf.version < neu.version)
    return (*dazwischen, neu)


def _pruefe_verwaltung(wer: Wer) -> None:
    if not wer.hat(Rolle.VERWALTUNG):
        raise NichtBerechtigt("Abläufe stellt die Verwaltung des Systems um.")

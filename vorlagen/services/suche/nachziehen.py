"""Keeping the index true: before anybody is answered, and by the clock, it follows the change feed of the town.

A bite is one transaction, in which the town's row is locked: after a crash it goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import and_, delete, func, or_, select, tuple_
from sqlalchemy.orm import Session

from vorlagen.extensions import db, transaction
from vorlagen.models import (
    Aenderung,
    Aenderungsstand,
    Koerperschaft,
    Sitzung,
    Suchdokument,
    Suchendung,
    Suchstand,
    Suchwort,
    Vorlage,
)
from vorlagen.services.einmal import einfuegen
from vorlagen.services.suche import ablage
from vorlagen.services.suche.stoff import SITZUNG, VORLAGE, sammle

AUF_EINMAL: Final = 50
"""So many changes, or documents of a town that is built up, go in in one transaction."""

VOR_DER_ANTWORT: Final = 5.0
"""Seconds that somebody who searches waits for what has changed; then they are told that something is missing."""


def ziehe_nach(stadt: str, *, sekunden: float = VOR_DER_ANTWORT) -> bool:
    """Follow the town's changes for at most so long; True if nothing is missing any more, then it is one statement."""
    bis = time.monotonic() + sekunden
    while _ist_zurueck(stadt):
        if time.monotonic() >= bis:
            return False
        naechste(stadt)
    return True


def folge(*, weiter: Callable[[], bool] = lambda: True) -> int:
    """Follow in every town in sight until nothing is missing; returns how many documents were written."""
    staedte = db.session.scalars(select(Koerperschaft.id).order_by(Koerperschaft.id)).all()
    return sum(anzahl for stadt in staedte for anzahl in _happen(stadt, weiter))


def baue_auf(stadt: str) -> Iterator[tuple[int, int]]:
    """Begin the town's index again from nothing: how many documents are in and how many there will be, bite by bite."""
    with transaction() as sitzung:
        _gesperrt(sitzung, stadt)
        sitzung.execute(delete(Suchwort).where(Suchwort.koerperschaft_id == stadt))
        sitzung.execute(delete(Suchendung).where(Suchendung.koerperschaft_id == stadt))
        sitzung.execute(delete(Suchdokument).where(Suchdokument.koerperschaft_id == stadt))
        sitzung.execute(delete(Suchstand).where(Suchstand.koerperschaft_id == stadt))
    zahlen = [select(func.count()).where(tabelle.koerperschaft_id == stadt) for tabelle in (Sitzung, Vorlage)]
    alle = sum(db.session.scalar(zahl) or 0 for zahl in zahlen)
    fertig = 0
    for anzahl in _happen(stadt, lambda: True):
        fertig += anzahl
        yield min(fertig, alle), alle


def ausstehende(stadt: str, nr: int) -> Any:
    """The papers and meetings that have changed since number `nr`, as a statement for `IN`: their text is old."""
    seither = and_(Aenderung.koerperschaft_id == stadt, Aenderung.nr > nr)
    papiere = select(Aenderung.vorlage_id).where(seither, Aenderung.vorlage_id.is_not(None))
    return papiere.union(select(Aenderung.objekt_id).where(seither, Aenderung.typ == SITZUNG))


def naechste(stadt: str) -> int:
    """The next bite of a town; returns how many documents were written."""
    with transaction() as sitzung:
        stand = _gesperrt(sitzung, stadt)
        gewaehlt = _geaenderte(sitzung, stand) if stand.aufbau is None else _weiter_im_aufbau(sitzung, stand)
        texte = sammle(sitzung, stadt, vorlagen=gewaehlt[VORLAGE], sitzungen=gewaehlt[SITZUNG])
        ablage.schreibe(sitzung, stand, texte)
        return len(texte)


def _happen(stadt: str, weiter: Callable[[], bool]) -> Iterator[int]:
    while weiter() and _ist_zurueck(stadt):
        beginn = time.monotonic()
        yield naechste(stadt)
        _lass_vor(time.monotonic() - beginn)


def _ist_zurueck(stadt: str) -> bool:
    neu = or_(Suchstand.nr.is_(None), Suchstand.nr < Aenderungsstand.nr, Suchstand.aufbau.is_not(None))
    frage = select(Aenderungsstand.koerperschaft_id).outerjoin(
        Suchstand, Suchstand.koerperschaft_id == Aenderungsstand.koerperschaft_id
    )
    return db.session.scalar(frage.where(Aenderungsstand.koerperschaft_id == stadt, neu)) is not None


def _gesperrt(sitzung: Session, stadt: str) -> Suchstand:
    """The town's row, ours until the transaction ends. Who comes first begins to build up."""
    heute = sitzung.scalar(select(Aenderungsstand.nr).where(Aenderungsstand.koerperschaft_id == stadt)) or 0
    neu = einfuegen(sitzung, Suchstand).values(koerperschaft_id=stadt, nr=heute, letzte=0, aufbau="")
    sitzung.execute(neu.on_conflict_do_nothing())
    frage = select(Suchstand).where(Suchstand.koerperschaft_id == stadt).with_for_update()
    return sitzung.scalars(frage.execution_options(populate_existing=True)).one()


def _weiter_im_aufbau(sitzung: Session, stand: Suchstand) -> dict[str, Sequence[str]]:
    """Meetings first, then papers, each as they came: so the newest papers have the highest numbers."""
    art, _, marke = (stand.aufbau or f"{SITZUNG} ").partition(" ")
    tabelle, zeit = (Sitzung, Sitzung.beginn) if art == SITZUNG else (Vorlage, Vorlage.erstellt)
    frage = select(tabelle.id).where(tabelle.koerperschaft_id == stand.koerperschaft_id)
    if marke:
        dort = select(zeit).where(tabelle.id == marke).scalar_subquery()
        frage = frage.where(tuple_(zeit, tabelle.id) > tuple_(dort, marke))
    ids = sitzung.scalars(frage.order_by(zeit, tabelle.id).limit(AUF_EINMAL)).all()
    if len(ids) == AUF_EINMAL:
        stand.aufbau = f"{art} {ids[-1]}"
    else:
        stand.aufbau = f"{VORLAGE} " if art == SITZUNG else None
    return {VORLAGE: (), SITZUNG: (), art: ids}


def _geaenderte(sitzung: Session, stand: Suchstand) -> dict[str, Sequence[str]]:
    frage = select(Aenderung.nr, Aenderung.typ, Aenderung.objekt_id, Aenderung.vorlage_id)
    frage = frage.where(Aenderung.koerperschaft_id == stand.koerperschaft_id, Aenderung.nr > stand.nr)
    zeilen = sitzung.execute(frage.order_by(Aenderung.nr).limit(AUF_EINMAL)).all()
    if zeilen:
        stand.nr = zeilen[-1].nr
    treffen = {zeile.objekt_id for zeile in zeilen if zeile.typ == SITZUNG}
    treffen |= _treffen_von(sitzung, {zeile.objekt_id for zeile in zeilen if zeile.typ == "gremium"})
    return {VORLAGE: sorted({z.vorlage_id for z in zeilen if z.vorlage_id}), SITZUNG: sorted(treffen)}


def _treffen_von(sitzung: Session, gremien: Collection[str]) -> set[str]:
    """Meetings say the name of their body."""
    return set(sitzung.scalars(select(Sitzung.id).where(Sitzung.gremium_id.in_(gremien)))) if gremien else set()


def _lass_vor(dauer: float) -> None:
    """On SQLite one writes at a time, and who waits only looks now and then whether it is their turn."""
    if db.engine.dialect.name == "sqlite":
        time.sleep(min(dauer / 2, 0.5))

"""Meetings: calling them, inviting to them, and who looks after a body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Gremium, Koerperschaft, Sitzung
from vorlagen.services import fristen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


def lege_an(gremium_id: str, beginn: datetime, *, ort: str = "", wer: Wer, jetzt: datetime) -> str:
    """Call a meeting and plan its notice period. `beginn` is an instant. Returns the id."""
    with transaction() as sitzung:
        gremium = hole_gremium(gremium_id)
        pruefe_gremiendienst(gremium.id, wer)
        neue = Sitzung(
            id=neue_id(),
            koerperschaft_id=gremium.koerperschaft_id,
            gremium=gremium,
            beginn=beginn,
            ort=ort.strip(),
            version=1,
        )
        sitzung.add(neue)
        sitzung.flush()
        fristen.setze_ladung(neue, sitzung.get_one(Koerperschaft, gremium.koerperschaft_id), jetzt=jetzt)
        return neue.id


def lade_ein(sitzung_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Note that the invitation went out; the notice period is kept or not, the deadline is done."""
    with transaction():
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        if sitzung.status != "geplant":
            raise EingabeUngueltig("Eingeladen wird nur zu einer geplanten Sitzung.")
        sitzung.status, sitzung.version = "eingeladen", sitzung.version + 1
        fristen.beende(jetzt=jetzt, zustand="erledigt", sitzung_id=sitzung.id)


def hole(sitzung_id: str, *, zum_schreiben: bool = False) -> Sitzung:
    """The meeting with its agenda. Raises `NichtGefunden`."""
    frage = select(Sitzung).where(Sitzung.id == sitzung_id).options(selectinload(Sitzung.tops))
    if zum_schreiben:
        frage = frage.with_for_update(of=Sitzung)
    sitzung = db.session.scalar(frage)
    if sitzung is None:
        raise NichtGefunden("Diese Sitzung gibt es nicht.")
    return sitzung


def hole_gremium(gremium_id: str) -> Gremium:
    """The body. Raises `NichtGefunden`."""
    gremium = db.session.scalar(select(Gremium).where(Gremium.id == gremium_id))
    if gremium is None:
        raise NichtGefunden("Dieses Gremium gibt es nicht.")
    return gremium


def gremien() -> Sequence[Gremium]:
    """All bodies in sight, in the town's order."""
    return db.session.scalars(select(Gremium).where(Gremium.aktiv).order_by(Gremium.reihe, Gremium.name)).all()


def kommende(*, ab: datetime, gremium_id: str | None = None, anzahl: int = 100) -> Sequence[Sitzung]:
    """Meetings from an instant on, soonest first."""
    frage = select(Sitzung).where(Sitzung.beginn >= ab, Sitzung.status != "abgesagt")
    if gremium_id:
        frage = frage.where(Sitzung.gremium_id == gremium_id)
    return db.session.scalars(frage.order_by(Sitzung.beginn, Sitzung.id).limit(anzahl)).all()


def ist_gremiendienst(gremium_id: str, wer: Wer) -> bool:
    """True if the person looks after this body."""
    return any(r.rolle == Rolle.GREMIENDIENST and r.gremium_id in (None, gremium_id) for r in wer.rollen)


def pruefe_gremiendienst(gremium_id: str, wer: Wer) -> None:
    """Refuse whoever does not look after this body."""
    if not ist_gremiendienst(gremium_id, wer):
        raise NichtBerechtigt("Sitzungen und Tagesordnungen führt der Gremiendienst.")

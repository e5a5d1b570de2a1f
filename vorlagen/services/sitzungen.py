"""Meetings: calling them, finding them, and who looks after a body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN, JAHRE
from vorlagen.models import Gremium, Koerperschaft, Sitzung, Tagesordnungspunkt
from vorlagen.services import fristen
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


def lege_an(gremium_id: str, beginn: datetime, *, ort: str = "", wer: Wer, jetzt: datetime) -> str:
    """Call a meeting and plan its notice period. `beginn` is an instant. Returns the id.

    Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig` for a year without known holidays.
    """
    with transaction() as sitzung:
        gremium = hole_gremium(gremium_id)
        pruefe_gremiendienst(gremium.id, wer)
        pruefe_jahr(beginn)
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


def hole(sitzung_id: str, *, zum_schreiben: bool = False) -> Sitzung:
    """The meeting with its agenda. Raises `NichtGefunden`."""
    frage = select(Sitzung).where(Sitzung.id == sitzung_id).options(selectinload(Sitzung.tops))
    if zum_schreiben:
        frage = frage.with_for_update(of=Sitzung, key_share=True).execution_options(populate_existing=True)
    sitzung = db.session.scalar(frage)
    if sitzung is None:
        raise NichtGefunden("Diese Sitzung gibt es nicht.")
    return sitzung


def pruefe_jahr(beginn: datetime) -> None:
    """Refuse a meeting whose deadlines would reach into years without known holidays."""
    if beginn.astimezone(BERLIN).year not in JAHRE[1:-1]:
        satz = f"Sitzungen gibt es hier von {JAHRE[1]} bis {JAHRE[-2]}; für andere Jahre fehlen die Feiertage."
        raise EingabeUngueltig(satz, {"datum": [satz], "beginn": [satz]})


def sperre(beratung_id: str, top_id: str | None = None) -> None:
    """Lock the meetings that have this stage on their agenda (or this one item), before its paper is locked."""
    frage = select(Sitzung).join(Tagesordnungspunkt, Tagesordnungspunkt.sitzung_id == Sitzung.id)
    frage = frage.where(Tagesordnungspunkt.beratung_id == beratung_id)
    if top_id is not None:
        frage = frage.where(Tagesordnungspunkt.id == top_id)
    gesperrt = frage.order_by(Sitzung.id).with_for_update(of=Sitzung, key_share=True)
    db.session.scalars(gesperrt.execution_options(populate_existing=True)).all()


def pruefe_version(sitzung: Sitzung, version: int | None) -> None:
    """Refuse a change that was made looking at an older agenda; None does not say what was looked at."""
    if version is not None and sitzung.version != version:
        raise ZwischenzeitlichGeaendert(
            "Die Sitzung oder ihre Tagesordnung wurde in der Zwischenzeit geändert. Bitte sehen Sie sich den neuen "
            "Stand an und versuchen Sie es noch einmal."
        )


def hole_gremium(gremium_id: str, *, zum_schreiben: bool = False, version: int | None = None) -> Gremium:
    """The body. Raises `NichtGefunden`, `ZwischenzeitlichGeaendert` if another `version` was seen.

    `zum_schreiben` locks its row: changes of seats and rules, and series, queue up.
    """
    frage = select(Gremium).where(Gremium.id == gremium_id)
    if zum_schreiben:
        frage = frage.with_for_update(key_share=True).execution_options(populate_existing=True)
    gremium = db.session.scalar(frage)
    if gremium is None:
        raise NichtGefunden("Dieses Gremium gibt es nicht.")
    if version is not None and gremium.version != version:
        raise ZwischenzeitlichGeaendert(
            "Mitglieder oder Regeln des Gremiums wurden in der Zwischenzeit geändert. Bitte sehen Sie sich den neuen "
            "Stand an und versuchen Sie es noch einmal."
        )
    return gremium


def gremien() -> Sequence[Gremium]:
    """All bodies in sight, in the town's order."""
    return db.session.scalars(select(Gremium).where(Gremium.aktiv).order_by(Gremium.reihe, Gremium.name)).all()


def kommende(*, ab: datetime, gremium_id: str | None = None, anzahl: int = 100) -> Sequence[Sitzung]:
    """Meetings that will take place from an instant on, soonest first."""
    frage = select(Sitzung).where(Sitzung.beginn >= ab, Sitzung.status != "abgesagt")
    if gremium_id:
        frage = frage.where(Sitzung.gremium_id == gremium_id)
    return db.session.scalars(frage.order_by(Sitzung.beginn, Sitzung.id).limit(anzahl)).all()


def ist_gremiendienst(gremium_id: str | None, wer: Wer) -> bool:
    """True if the person looks after this body; None: after all of them."""
    return any(r.rolle == Rolle.GREMIENDIENST and r.gremium_id in (None, gremium_id) for r in wer.rollen)


def pruefe_gremiendienst(gremium_id: str, wer: Wer) -> None:
    """Refuse whoever does not look after this body."""
    if not ist_gremiendienst(gremium_id, wer):
        raise NichtBerechtigt("Sitzungen und Tagesordnungen führt der Gremiendienst.")

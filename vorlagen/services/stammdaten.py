"""What forms and lists offer to choose from: offices, bodies, kinds of papers, people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.models import Amt, Gremium, Koerperschaft, Person, Vorlageart
from vorlagen.services.wer import Wer, ueber_alle_staedte
from vorlagen.workflow.begriffe import Rolle


def koerperschaft(koerperschaft_id: str) -> Koerperschaft:
    """The municipality of that id; whoever asks has it on their card."""
    return db.session.get_one(Koerperschaft, koerperschaft_id)


def finde_koerperschaft(kuerzel: str | None) -> Koerperschaft:
    """The town of this short name; None means the only one there is. For commands. Raises `EingabeUngueltig`."""
    alle = {stadt.kuerzel: stadt for stadt in db.session.scalars(select(Koerperschaft).order_by(Koerperschaft.kuerzel))}
    if kuerzel is None and len(alle) == 1:
        return next(iter(alle.values()))
    if kuerzel not in alle:
        if not alle:
            raise EingabeUngueltig("Es gibt noch keine Körperschaft. Bitte zuerst `vorlagen einrichten` ausführen.")
        raise EingabeUngueltig(f"Bitte das Kürzel der Körperschaft angeben. Es gibt: {', '.join(alle)}.")
    return alle[kuerzel]


def koerperschaften(kuerzel: str | None) -> Sequence[Koerperschaft]:
    """The town of this short name, or (None) all of them by name. For commands. Raises `EingabeUngueltig`."""
    if kuerzel is not None:
        return (finde_koerperschaft(kuerzel),)
    return db.session.scalars(select(Koerperschaft).order_by(Koerperschaft.name, Koerperschaft.id)).all()


def adressen() -> Sequence[str]:
    """Where the towns that have an address of their own are reached; asked before anybody knows whose town it is."""
    with ueber_alle_staedte():
        return db.session.scalars(select(Koerperschaft.adresse).where(Koerperschaft.adresse != "")).all()


def aemter(koerperschaft_id: str, *, auch_alte: bool = False) -> Sequence[Amt]:
    """The offices that exist now, by number; `auch_alte`: those that are no longer in use, too."""
    frage = select(Amt).where(Amt.koerperschaft_id == koerperschaft_id)
    if not auch_alte:
        frage = frage.where(Amt.aktiv)
    return db.session.scalars(frage.order_by(Amt.nummer, Amt.name)).all()


def gremien(koerperschaft_id: str, *, auch_alte: bool = False) -> Sequence[Gremium]:
    """The bodies that exist now, in the town's order; `auch_alte` as with `aemter`."""
    frage = select(Gremium).where(Gremium.koerperschaft_id == koerperschaft_id)
    if not auch_alte:
        frage = frage.where(Gremium.aktiv)
    return db.session.scalars(frage.order_by(Gremium.reihe, Gremium.name)).all()


def vorlagearten(koerperschaft_id: str, *, heute: date | None = None) -> Sequence[Vorlageart]:
    """The kinds of papers in the town's order; with `heute` only those that are valid on that day."""
    frage = select(Vorlageart).where(Vorlageart.koerperschaft_id == koerperschaft_id)
    if heute is not None:
        frage = frage.where(
            or_(Vorlageart.gueltig_von.is_(None), Vorlageart.gueltig_von <= heute),
            or_(Vorlageart.gueltig_bis.is_(None), Vorlageart.gueltig_bis >= heute),
        )
    return db.session.scalars(frage.order_by(Vorlageart.reihe, Vorlageart.name)).all()


def namen(person_ids: Collection[str]) -> dict[str, str]:
    """People's names by id; an id that is no longer known is left out."""
    if not person_ids:
        return {}
    frage = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {zeile.id: zeile.name for zeile in db.session.execute(frage)}


def kollegium(koerperschaft_id: str) -> Sequence[Any]:
    """Who works in this town, as a door plate says it: (id, name, amt_id, amt) rows."""
    frage = select(Person.id, Person.name, Person.amt_id, Amt.name.label("amt")).outerjoin(Amt, Amt.id == Person.amt_id)
    frage = frage.where(Person.koerperschaft_id == koerperschaft_id, Person.aktiv)
    return db.session.execute(frage.order_by(Person.name, Person.id)).all()


def personen(wer: Wer) -> Sequence[Person]:
    """The people of this person's town with their roles. Raises `NichtBerechtigt`."""
    pruefe_verwaltung(wer)
    frage = select(Person).where(Person.koerperschaft_id == wer.koerperschaft_id)
    return db.session.scalars(frage.order_by(Person.name, Person.id)).all()


def pruefe_verwaltung(wer: Wer) -> None:
    """Refuse whoever does not administer the system."""
    if not wer.hat(Rolle.VERWALTUNG):
        raise NichtBerechtigt("Personen, Ämter und Gremien sieht hier nur die Verwaltung des Systems ein.")

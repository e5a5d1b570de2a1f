"""Who is written to about a deadline: found when the mail is made, so that it reaches whoever is responsible then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import lazyload

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Frist, Person, Rollenvergabe, Sitzung, Vertretung, beratung_gremium
from vorlagen.workflow.begriffe import Rolle


def inhaber(frist_ids: Collection[str]) -> Mapping[str, list[Person]]:
    """Deadline → who fills its slot at this moment and can be written to."""
    gremium_der_sitzung = select(Sitzung.gremium_id).where(Sitzung.id == Frist.sitzung_id)
    gremien_der_vorlage = (
        select(beratung_gremium.c.gremium_id)
        .join(Beratung, Beratung.id == beratung_gremium.c.beratung_id)
        .where(Beratung.vorlage_id == Frist.vorlage_id)
    )
    passt = or_(
        and_(Rollenvergabe.amt_id.is_(None), Rollenvergabe.gremium_id.is_(None)),
        Rollenvergabe.amt_id == Frist.amt_id,
        Rollenvergabe.gremium_id.in_(gremium_der_sitzung),
        Rollenvergabe.gremium_id.in_(gremien_der_vorlage),
    )
    selbe_rolle = and_(
        Rollenvergabe.koerperschaft_id == Frist.koerperschaft_id, Rollenvergabe.rolle == Frist.rolle, passt
    )
    frage = (
        select(Frist.id, Person)
        .select_from(Frist)
        .join(Rollenvergabe, selbe_rolle)
        .join(Person, Person.id == Rollenvergabe.person_id)
        .where(Frist.id.in_(frist_ids), Person.aktiv, Person.mail != "")
        .order_by(Frist.id, Person.id)
        .options(lazyload("*"))
    )
    wer: dict[str, list[Person]] = defaultdict(list)
    for frist_id, person in db.session.execute(frage):
        if person not in wer[frist_id]:
            wer[frist_id].append(person)
    return wer


def vertretende(frist_ids: Collection[str], jetzt: datetime) -> Mapping[str, list[Person]]:
    """Deadline of an office that co-signs → who deputises for it today and can be written to."""
    heute = jetzt.astimezone(BERLIN).date()
    frage = (
        select(Frist.id, Person)
        .select_from(Frist)
        .join(Vertretung, Vertretung.amt_id == Frist.amt_id)
        .join(Person, Person.id == Vertretung.person_id)
        .where(
            Frist.id.in_(frist_ids),
            Frist.rolle == Rolle.MITZEICHNUNG,
            Vertretung.koerperschaft_id == Frist.koerperschaft_id,
            Vertretung.von <= heute,
            Vertretung.bis >= heute,
            Person.aktiv,
            Person.mail != "",
        )
        .order_by(Frist.id, Person.id)
        .options(lazyload("*"))
    )
    wer: dict[str, list[Person]] = defaultdict(list)
    for frist_id, person in db.session.execute(frage):
        if person not in wer[frist_id]:
            wer[frist_id].append(person)
    return wer


def verwaltung(koerperschaft_id: str) -> Sequence[Person]:
    """Who hears of it where nobody else can be written to."""
    inhaber = select(Rollenvergabe.person_id).where(
        Rollenvergabe.koerperschaft_id == koerperschaft_id, Rollenvergabe.rolle == Rolle.VERWALTUNG
    )
    frage = select(Person).where(Person.id.in_(inhaber), Person.aktiv, Person.mail != "")
    return db.session.scalars(frage.order_by(Person.id).options(lazyload("*"))).all()

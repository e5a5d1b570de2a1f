"""Being away: from one day to another, and who signs meanwhile. An absence is a Vertretung of a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import BERLIN, datum_text
from vorlagen.models import Person, Rollenvergabe, Vertretung
from vorlagen.services import stammdaten
from vorlagen.services.vertretungen import pruefe_tage, trage_ein
from vorlagen.services.vertretungsplan import KETTE, Abwesenheit, gilt_am, kette, plan_am
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


def melde(person_id: str, *, von: date, bis: date, durch: str | None, wer: Wer, jetzt: datetime) -> str:
    """Say that somebody is away on these days, both included, and who deputises (None: nobody); returns the id.

    One says it for oneself, the administration for everybody. Raises `NichtBerechtigt`, `EingabeUngueltig` also where
    the deputy would in the end be the one who is away, or too far down the line.
    """
    with transaction() as sitzung:
        if person_id != wer.id and not wer.hat(Rolle.VERWALTUNG):
            raise NichtBerechtigt("Eine Abwesenheit meldet die Person selbst oder die Verwaltung des Systems.")
        pruefe_tage(von, bis, jetzt.astimezone(BERLIN).date())
        # Whoever reports their own absences at the same moment queues up here.
        kollegium = select(Person).where(Person.koerperschaft_id == wer.koerperschaft_id, Person.aktiv)
        personen = (
            kollegium.where(Person.id.in_([person_id, durch]))
            .order_by(Person.id)
            .with_for_update(of=Person, key_share=True)
        )
        namen = {person.id: person.name for person in sitzung.scalars(personen)}
        if person_id not in namen:
            raise EingabeUngueltig("Diese Person gibt es hier nicht.", {"person": ["Bitte wählen Sie eine Person."]})
        if durch is not None and (durch not in namen or durch == person_id):
            raise EingabeUngueltig("Diese Vertretung geht nicht.", {"durch": ["Bitte wählen Sie eine andere Person."]})
        andere = _andere(von, bis, wer)
        if any(abwesenheit.abwesend_id == person_id for abwesenheit in andere):
            satz = f"{namen[person_id]} ist an einem dieser Tage schon abwesend gemeldet."
            raise EingabeUngueltig(satz, {"von": [satz]})
        if durch is not None:
            _pruefe_kette(person_id, durch, namen[durch], [max(von, a.von) for a in andere], andere)
        return trage_ein(Vertretung(abwesend_id=person_id, person_id=durch, von=von, bis=bis), wer=wer, jetzt=jetzt)


def von_person(person_id: str, wer: Wer, *, heute: date) -> Sequence[Vertretung]:
    """When this person is away, now or later, soonest first."""
    frage = select(Vertretung).where(
        Vertretung.koerperschaft_id == wer.koerperschaft_id,
        Vertretung.abwesend_id == person_id,
        Vertretung.bis >= heute,
    )
    return db.session.scalars(frage.order_by(Vertretung.von, Vertretung.id)).all()


def worte(amt_ids: Collection[str], koerperschaft_id: str, *, heute: date) -> Mapping[str, tuple[str, ...]]:
    """Office → who of those who sign for it is away today, until when, and who deputises; as sentences."""
    plan = plan_am(heute, koerperschaft_id)
    if not plan.abwesend or not amt_ids:
        return {}
    frage = (
        select(Rollenvergabe.amt_id, Person.id, Person.name)
        .join(Person, Person.id == Rollenvergabe.person_id)
        .where(
            Rollenvergabe.koerperschaft_id == koerperschaft_id,
            Rollenvergabe.person_id.in_(plan.abwesend),
            Rollenvergabe.rolle == Rolle.MITZEICHNUNG,
            Rollenvergabe.amt_id.in_(amt_ids),
            gilt_am(heute),
            Person.aktiv,
        )
        .order_by(Person.name, Person.id)
    )
    zeilen = db.session.execute(frage).all()
    durch = {glied for _, weg, _ in zeilen for glied in kette(plan.abwesend[weg].durch, plan.abwesend)}
    namen = stammdaten.namen(durch)
    saetze: dict[str | None, list[str]] = defaultdict(list)
    for amt_id, weg, name in zeilen:
        da = [glied for glied in kette(plan.abwesend[weg].durch, plan.abwesend) if glied not in plan.abwesend]
        vertretung = f"Vertretung: {namen[da[0]]}" if da else "ohne Vertretung"
        saetze[amt_id].append(f"{name} ist abwesend bis {datum_text(plan.abwesend[weg].bis)}, {vertretung}.")
    return {amt_id: tuple(eine) for amt_id, eine in saetze.items() if amt_id}


def _andere(von: date, bis: date, wer: Wer) -> Sequence[Vertretung]:
    """Every absence of the town that touches these days."""
    frage = select(Vertretung).where(
        Vertretung.koerperschaft_id == wer.koerperschaft_id,
        Vertretung.abwesend_id.is_not(None),
        Vertretung.von <= bis,
        Vertretung.bis >= von,
    )
    return db.session.scalars(frage).all()


def _pruefe_kette(person_id: str, durch: str, name: str, tage: Collection[date], andere: Sequence[Vertretung]) -> None:
    """On each day on which something changes the line must end with somebody who is there."""
    for tag in tage:
        heute = [a for a in andere if a.von <= tag <= a.bis]
        weg = {a.abwesend_id: Abwesenheit(a.bis, a.person_id) for a in heute if a.abwesend_id}
        glieder = kette(durch, weg)
        warum = ""
        if person_id in glieder:
            warum = "und würde von der Person vertreten, um die es hier geht"
        elif len(glieder) == KETTE and glieder[-1] in weg:
            warum = f"und über {KETTE} Stellen reicht eine Vertretung nicht"
        if warum:
            satz = f"{name} ist am {datum_text(tag)} selbst abwesend, {warum}."
            raise EingabeUngueltig(satz, {"durch": [satz]})

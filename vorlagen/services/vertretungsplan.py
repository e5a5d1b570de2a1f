"""Who is away on a day and who then signs for which office: deputies of deputies included, as far as the rule goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from vorlagen.extensions import db
from vorlagen.models import Amt, Person, Rollenvergabe, Vertretung
from vorlagen.workflow.begriffe import Rolle

KETTE: Final = 3
"""Whoever is away is deputised for, and that one's deputy, and theirs: no further."""


@dataclass(frozen=True, slots=True)
class Abwesenheit:
    """Somebody is away until this day; `durch` is who was named for them, if anybody who is still let in."""

    bis: date
    durch: str | None


@dataclass(frozen=True, slots=True)
class Vertretungsplan:
    """One day of a town. `aemter`: person → the offices for which they deputise. All by id."""

    aemter: Mapping[str, frozenset[str]] = field(default_factory=dict)
    abwesend: Mapping[str, Abwesenheit] = field(default_factory=dict)

    def vertretende(self, amt_id: str) -> tuple[str, ...]:
        """Who deputises for the office and is there; being away takes no right, it only turns the mails aside."""
        return tuple(sorted(p for p, aemter in self.aemter.items() if amt_id in aemter and p not in self.abwesend))


def gilt_am(heute: date) -> ColumnElement[bool]:
    """A role that holds on this day, as a condition on `Rollenvergabe`."""
    begonnen = or_(Rollenvergabe.von.is_(None), Rollenvergabe.von <= heute)
    return and_(begonnen, or_(Rollenvergabe.bis.is_(None), Rollenvergabe.bis >= heute))


def plan_am(heute: date, koerperschaft_id: str) -> Vertretungsplan:
    """The plan of this town's day: one question, and up to two more while somebody is away."""
    zeilen = db.session.execute(
        select(Vertretung.amt_id, Vertretung.abwesend_id, Person.id.label("durch"), Vertretung.bis)
        .outerjoin(Person, and_(Person.id == Vertretung.person_id, Person.aktiv))
        .where(Vertretung.koerperschaft_id == koerperschaft_id, Vertretung.von <= heute, Vertretung.bis >= heute)
    ).all()
    abwesend = {z.abwesend_id: Abwesenheit(z.bis, z.durch) for z in zeilen if z.abwesend_id}
    auftraege = [(z.amt_id, z.durch) for z in zeilen if z.amt_id]
    vertretene = [weg for weg, abwesenheit in abwesend.items() if abwesenheit.durch]
    for weg, aemter in (_zeichnet_fuer(vertretene, koerperschaft_id, heute) if vertretene else {}).items():
        auftraege += [(amt_id, abwesend[weg].durch) for amt_id in aemter]
    plan: dict[str, set[str]] = defaultdict(set)
    for amt_id, person_id in auftraege:
        for vertretung in kette(person_id, abwesend):
            plan[vertretung].add(amt_id)
    return Vertretungsplan({person_id: frozenset(aemter) for person_id, aemter in plan.items()}, abwesend)


def kette(person_id: str | None, abwesend: Mapping[str, Abwesenheit]) -> tuple[str, ...]:
    """Who deputises if this one is asked to: they, and while they are away whoever they named, each only once."""
    glieder: list[str] = []
    while person_id is not None and person_id not in glieder and len(glieder) < KETTE:
        glieder.append(person_id)
        person_id = abwesend[person_id].durch if person_id in abwesend else None
    return tuple(glieder)


def _zeichnet_fuer(personen: Collection[str], koerperschaft_id: str, heute: date) -> Mapping[str, frozenset[str]]:
    """Person → the offices for which they sign by their own role today."""
    frage = select(Rollenvergabe.person_id, Rollenvergabe.amt_id).join(Person, Person.id == Rollenvergabe.person_id)
    aemter: dict[str, set[str | None]] = defaultdict(set)
    for person_id, amt_id in db.session.execute(
        frage.where(
            Rollenvergabe.koerperschaft_id == koerperschaft_id,
            Rollenvergabe.person_id.in_(personen),
            Rollenvergabe.rolle == Rolle.MITZEICHNUNG,
            Rollenvergabe.gremium_id.is_(None),
            gilt_am(heute),
            Person.aktiv,
        )
    ):
        aemter[person_id].add(amt_id)
    alle: frozenset[str] = frozenset()
    if any(None in eigene for eigene in aemter.values()):
        alle = frozenset(db.session.scalars(select(Amt.id).where(Amt.koerperschaft_id == koerperschaft_id)))
    return {
        person_id: alle if None in eigene else frozenset(amt_id for amt_id in eigene if amt_id)
        for person_id, eigene in aemter.items()
    }

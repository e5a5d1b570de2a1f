"""Who is written to about a deadline: found when the mail is made, so that it reaches whoever is responsible then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import lazyload

from vorlagen.extensions import db
from vorlagen.models import Beratung, Frist, Koerperschaft, Person, Rollenvergabe, Sitzung, beratung_gremium
from vorlagen.services import einblicke
from vorlagen.services.fristen import Stufe
from vorlagen.services.vertretungsplan import Vertretungsplan, gilt_am, plan_am
from vorlagen.services.wer import karten
from vorlagen.workflow.begriffe import Rolle

ESKALATION: Final = frozenset({Stufe.HEUTE, Stufe.UEBERFAELLIG})
"""These reach also who is away."""


class Ersatz(StrEnum):
    """Why the administration is written to instead of, or beside, whoever should act; ends „Für die Aufgabe …“."""

    NIEMAND = "ist niemand mit E-Mail-Adresse eingetragen."
    ABWESEND = "sind alle Zuständigen abwesend, und keine Vertretung ist erreichbar."
    BLIND = "ist eine Vertretung eingetragen, die diese Vorlage nicht lesen darf."


@dataclass(frozen=True, slots=True)
class Adressat:
    """Somebody who is written to: in their own right, as a deputy, or (`ersatz`) because the administration must know.

    `ohne_titel`: they may not read the paper, so the mail names its number only.
    """

    person: Person
    vertretung: bool = False
    ersatz: Ersatz | None = None
    ohne_titel: bool = False


class Verteiler:
    """Whom the reminders of some deadlines reach on this day. Asks the database once for all of them."""

    def __init__(self, fristen: Collection[Frist], heute: date) -> None:
        self._heute = heute
        self._inhaber = inhaber({frist.id for frist in fristen}, heute)
        self._plaene = {stadt: plan_am(heute, stadt) for stadt in {frist.koerperschaft_id for frist in fristen}}
        self._vertretende = _vertretende(fristen, self._plaene)

    def adressaten(self, frist: Frist, stufe: str) -> tuple[Adressat, ...]:
        """Everybody once; empty where not even the administration can be written to.

        Whoever is away hears of a signature only on the last day and after it, their deputy always.
        """
        abwesend = self._plaene[frist.koerperschaft_id].abwesend if frist.rolle == Rolle.MITZEICHNUNG else {}
        eigene = [p for p in self._inhaber.get(frist.id, ()) if p.id not in abwesend or stufe in ESKALATION]
        namen = {person.id for person in eigene}
        vertretende = [person for person in self._vertretende.get(frist.id, ()) if person.id not in namen]
        blinde = _ohne_einblick(frist.vorlage_id, vertretende, self._heute) if frist.vorlage_id else frozenset()
        ersatz = Ersatz.BLIND if blinde else None
        if not vertretende and all(person.id in abwesend for person in eigene):
            ersatz = Ersatz.ABWESEND if self._inhaber.get(frist.id) else Ersatz.NIEMAND
        return (
            *(Adressat(person) for person in eigene),
            *(Adressat(person, vertretung=True, ohne_titel=person.id in blinde) for person in vertretende),
            *(self._verwaltung(frist.koerperschaft_id, ersatz, namen | {p.id for p in vertretende}) if ersatz else ()),
        )

    def _verwaltung(self, koerperschaft_id: str, ersatz: Ersatz, schon: set[str]) -> Iterator[Adressat]:
        for person in verwaltung(koerperschaft_id, self._heute):
            if person.id not in schon:
                yield Adressat(person, ersatz=ersatz)


def verwaltung(koerperschaft_id: str, heute: date) -> Sequence[Person]:
    """Who hears of it where nobody else can be written to."""
    inhaber = select(Rollenvergabe.person_id).where(
        Rollenvergabe.koerperschaft_id == koerperschaft_id,
        Rollenvergabe.rolle == Rolle.VERWALTUNG,
        gilt_am(heute),
    )
    frage = select(Person).where(Person.id.in_(inhaber), Person.aktiv, Person.mail != "")
    return db.session.scalars(frage.order_by(Person.id).options(lazyload("*"))).all()


def inhaber(frist_ids: Collection[str], heute: date) -> Mapping[str, list[Person]]:
    """Deadline → who fills its slot on this day and can be written to."""
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
        Rollenvergabe.koerperschaft_id == Frist.koerperschaft_id,
        Rollenvergabe.rolle == Frist.rolle,
        passt,
        gilt_am(heute),
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


def _vertretende(fristen: Collection[Frist], plaene: Mapping[str, Vertretungsplan]) -> Mapping[str, list[Person]]:
    """Deadline of an office that co-signs → who deputises for it, is there and can be written to."""
    gesucht = {
        frist.id: plaene[frist.koerperschaft_id].vertretende(frist.amt_id)
        for frist in fristen
        if frist.rolle == Rolle.MITZEICHNUNG and frist.amt_id
    }
    ids = {person_id for eine in gesucht.values() for person_id in eine}
    frage = select(Person).where(Person.id.in_(ids), Person.aktiv, Person.mail != "").options(lazyload("*"))
    personen = {person.id: person for person in db.session.scalars(frage)} if ids else {}
    return {frist_id: [personen[eine] for eine in wer if eine in personen] for frist_id, wer in gesucht.items()}


def _ohne_einblick(vorlage_id: str, personen: Sequence[Person], heute: date) -> frozenset[str]:
    """The ids of those among them who may not read all of this paper."""
    if not personen:
        return frozenset()
    stadt = db.session.get_one(Koerperschaft, personen[0].koerperschaft_id)
    gruende = einblicke.treffende(karten(personen, stadt, heute), vorlage_id)
    return frozenset(person_id for person_id, treffende in gruende.items() if not treffende)

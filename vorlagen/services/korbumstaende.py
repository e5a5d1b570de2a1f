"""What is told beside a list of tasks: who gave them, how to sign at once, who can be asked; for all lines together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, case, func, select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Beratung,
    Gremium,
    Mitzeichnung,
    Person,
    Sitzung,
    Tagesordnungspunkt,
    Verlaufseintrag,
    Vorlage,
    beratung_gremium,
)
from vorlagen.services import empfaenger
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

_WEITERGEGEBEN: Final = ("schritt", "um_mitzeichnung_gebeten")
"""What puts a paper on somebody's desk."""


@dataclass(frozen=True, slots=True)
class Herkunft:
    """The event that put the paper where it lies: `was` and `daten` as in the history, `wer` None: by itself."""

    was: str
    daten: str
    zeit: datetime
    wer: str | None


@dataclass(frozen=True, slots=True)
class Zeichnung:
    """A signature that is asked for. `fassung` is the one that would be signed, `gelesen` an older one that the office
    signed before. `anlass`: a rule asks for it. `in_vertretung`: the person deputises for the office.
    """

    id: str
    fassung: int
    gelesen: int | None
    anlass: str | None
    schweigen_gilt: bool
    in_vertretung: bool


@dataclass(frozen=True, slots=True)
class NaechsteBeratung:
    """The first stage that is still open; `am` is the day of its meeting, if there is one."""

    gremium: str
    am: date | None


def herkunft(vorlage_ids: Collection[str]) -> Mapping[str, Herkunft]:
    """Paper → what put it where it is."""
    if not vorlage_ids:
        return {}
    e = Verlaufseintrag
    letzte = (
        select(e.vorlage_id, func.max(e.nr).label("nr"))
        .where(e.vorlage_id.in_(vorlage_ids), e.was.in_(_WEITERGEGEBEN))
        .group_by(e.vorlage_id)
        .subquery()
    )
    frage = (
        select(e.vorlage_id, e.was, e.daten, e.zeit, Person.name)
        .join(letzte, and_(letzte.c.vorlage_id == e.vorlage_id, letzte.c.nr == e.nr))
        .outerjoin(Person, Person.id == e.wer_id)
    )
    return {zeile[0]: Herkunft(*zeile[1:]) for zeile in db.session.execute(frage)}


def zeichnungen(wer: Wer, vorlage_ids: Collection[str]) -> Mapping[tuple[str | None, str | None], Zeichnung]:
    """(paper, office) → the signature that is asked for there now."""
    if not vorlage_ids:
        return {}
    m = Mitzeichnung
    frage = (
        select(m.vorlage_id, m.amt_id, m.id, m.votum, m.fassung, m.erbeten, m.anlass, m.schweigen_gilt)
        .add_columns(Vorlage.fassung.label("aktuelle"))
        .join(Vorlage, Vorlage.id == m.vorlage_id)
        .where(m.vorlage_id.in_(vorlage_ids))
        .order_by(m.vorlage_id, m.amt_id, m.runde)
    )
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    gelesen: dict[tuple[str, str], int] = {}
    offene: dict[tuple[str | None, str | None], Zeichnung] = {}
    for zeile in db.session.execute(frage):
        wo = (zeile.vorlage_id, zeile.amt_id)
        if zeile.fassung and zeile.fassung < zeile.aktuelle:
            gelesen[wo] = max(zeile.fassung, gelesen.get(wo, 0))
        if zeile.erbeten and zeile.votum is None:
            offene[wo] = Zeichnung(
                zeile.id, zeile.aktuelle, gelesen.get(wo), zeile.anlass, zeile.schweigen_gilt,
                in_vertretung=aemter is not None and zeile.amt_id not in aemter,
            )  # fmt: skip
    return offene


def zu_fragen(frist_ids: Collection[str], *, heute: date) -> Mapping[str, Sequence[str]]:
    """Deadline → the names of those who fill its slot today."""
    if not frist_ids:
        return {}
    return {wo: [person.name for person in alle] for wo, alle in empfaenger.inhaber(frist_ids, heute).items()}


def naechste_beratungen(vorlage_ids: Collection[str]) -> Mapping[str, NaechsteBeratung]:
    """Paper → the first of its stages that is still open: on an agenda, else as it is planned."""
    if not vorlage_ids:
        return {}
    top = Tagesordnungspunkt
    offen = and_(top.beratung_id == Beratung.id, top.ausgang.is_(None), top.abgesetzt.is_(None))
    frage = (
        select(Beratung.vorlage_id, Gremium.name, Beratung.geplant_am, Sitzung.beginn)
        .join(beratung_gremium, beratung_gremium.c.beratung_id == Beratung.id)
        .join(Gremium, Gremium.id == beratung_gremium.c.gremium_id)
        .outerjoin(top, offen)
        .outerjoin(Sitzung, Sitzung.id == top.sitzung_id)
        .where(Beratung.vorlage_id.in_(vorlage_ids), Beratung.ausgang.is_(None), ~Beratung.intern)
        .order_by(Beratung.vorlage_id, Beratung.reihe, beratung_gremium.c.rang)
        .order_by(case((Sitzung.beginn.is_(None), 1), else_=0), Sitzung.beginn.desc())
    )
    erste: dict[str, NaechsteBeratung] = {}
    for zeile in db.session.execute(frage):
        am = zeile.beginn.astimezone(BERLIN).date() if zeile.beginn else zeile.geplant_am
        erste.setdefault(zeile.vorlage_id, NaechsteBeratung(zeile.name, am))
    return erste

"""The desk: what waits for me and until when, what I wait for, what is still a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, tuple_

from vorlagen.extensions import db, verzeichnis
from vorlagen.models import Amt, Beratung, Frist, Gremium, Sitzung, Vorlage, beratung_gremium
from vorlagen.services.seiten import AUF_EINMAL, SEITE, Seite, gebunden, lies_marke, tag
from vorlagen.services.sichtbarkeit import sichtbar, voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

HOECHSTENS = 100


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One open deadline, seen from the desk: `name` says what is to do, `amt` on whom it lies."""

    frist_id: str
    name: str
    faellig_am: date
    gruende: tuple[str, ...]
    vorlage_id: str | None
    nummer: str | None
    betreff: str | None
    status: str | None
    ablauf: str | None
    amt: str | None
    rolle: str
    sitzung_id: str | None
    gremium: str | None
    beginn: datetime | None

    def rest(self, heute: date) -> int:
        """Days until it is due; negative when it is late."""
        return (self.faellig_am - heute).days


@dataclass(frozen=True, slots=True)
class Arbeitskorb:
    """Everything on the desk, most urgent first."""

    aufgaben: tuple[Aufgabe, ...]
    wartend: tuple[Aufgabe, ...]
    entwuerfe: tuple[Any, ...]


def arbeitskorb(wer: Wer) -> Arbeitskorb:
    """What lies on this person's desk."""
    meine = _meine(wer)
    anfaenge = {ablauf.beginnt_mit for ablauf in verzeichnis.alle()}
    entwuerfe = db.session.execute(
        select(Vorlage.id, Vorlage.betreff, Vorlage.geaendert, Amt.name.label("amt"))
        .outerjoin(Amt, Amt.id == Vorlage.federfuehrend_id)
        .where(Vorlage.status.in_(anfaenge), Vorlage.beendet.is_(None), _eigene(wer))
        .order_by(Vorlage.geaendert.desc(), Vorlage.id.desc())
        .limit(HOECHSTENS)
    ).all()
    return Arbeitskorb(
        aufgaben=_aufgaben(meine),
        wartend=_aufgaben(and_(Frist.vorlage_id.is_not(None), ~meine, _eigene(wer), voller_einblick(wer))),
        entwuerfe=tuple(entwuerfe),
    )


def fristenseite(
    wer: Wer, *, meine: bool = False, vorlage_id: str | None = None, nach: str | None = None, anzahl: int = SEITE
) -> Seite[Aufgabe]:
    """One page of the open deadlines that the person may see; `meine`: only those on their own desk."""
    bedingung = _sichtbare(wer, meine, vorlage_id)
    if nach:
        bedingung = and_(bedingung, tuple_(Frist.faellig_am, Frist.id) > tuple_(*lies_marke(nach, tag)))
    zeilen = _aufgaben(bedingung, hoechstens=anzahl + 1)
    return gebunden(zeilen, anzahl, lambda aufgabe: (aufgabe.faellig_am, aufgabe.frist_id))


def strom(wer: Wer, *, meine: bool = False, vorlage_id: str | None = None) -> Iterator[Aufgabe]:
    """All of the same deadlines, read while they are written."""
    yield from _lies(_frage(_sichtbare(wer, meine, vorlage_id)).execution_options(yield_per=AUF_EINMAL))


def wartet_auf(wer: Wer) -> Select[Any]:
    """The ids of the papers that wait for this person."""
    return select(Frist.vorlage_id).where(Frist.zustand == "offen", Frist.vorlage_id.is_not(None), _meine(wer))


def _sichtbare(wer: Wer, meine: bool, vorlage_id: str | None) -> ColumnElement[bool]:
    bedingung = _meine(wer)
    if not meine:
        bedingung = or_(bedingung, and_(Frist.vorlage_id.is_not(None), voller_einblick(wer)))
    return and_(bedingung, Frist.vorlage_id == vorlage_id) if vorlage_id else bedingung


def _aufgaben(bedingung: ColumnElement[bool], *, hoechstens: int = HOECHSTENS) -> tuple[Aufgabe, ...]:
    return tuple(_lies(_frage(bedingung).limit(hoechstens)))


def _lies(frage: Any) -> Iterator[Aufgabe]:
    for zeile in db.session.execute(frage).mappings():
        yield Aufgabe(**{**zeile, "gruende": tuple(zeile["gruende"])})


def _frage(bedingung: ColumnElement[bool]) -> Any:
    return (
        select(
            Frist.id.label("frist_id"),
            Frist.name,
            Frist.faellig_am,
            Frist.gruende,
            Frist.vorlage_id,
            Vorlage.nummer,
            Vorlage.betreff,
            Vorlage.status,
            Vorlage.ablauf,
            Amt.name.label("amt"),
            Frist.rolle,
            Frist.sitzung_id,
            Gremium.name.label("gremium"),
            Sitzung.beginn,
        )
        .outerjoin(Vorlage, Vorlage.id == Frist.vorlage_id)
        .outerjoin(Amt, Amt.id == Frist.amt_id)
        .outerjoin(Sitzung, Sitzung.id == Frist.sitzung_id)
        .outerjoin(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Frist.zustand == "offen", bedingung)
        .order_by(Frist.faellig_am, Frist.id)
    )


def _meine(wer: Wer) -> ColumnElement[bool]:
    """Deadlines whose slot (role, office or body) this person fills, for a while or for good."""
    saetze: list[ColumnElement[bool]] = [false()]
    for amtsrolle in wer.rollen:
        satz = Frist.rolle == amtsrolle.rolle
        if amtsrolle.amt_id:
            satz = and_(satz, Frist.amt_id == amtsrolle.amt_id)
        if amtsrolle.gremium_id:
            satz = and_(satz, _betrifft(amtsrolle.gremium_id))
        saetze.append(satz)
    if wer.vertritt:
        saetze.append(and_(Frist.rolle == Rolle.MITZEICHNUNG, Frist.amt_id.in_(wer.vertritt)))
    return or_(*saetze)


def _betrifft(gremium_id: str) -> ColumnElement[bool]:
    eigene_sitzung = exists().where(Sitzung.id == Frist.sitzung_id, Sitzung.gremium_id == gremium_id).correlate(Frist)
    station = (
        exists()
        .where(
            Beratung.vorlage_id == Frist.vorlage_id,
            beratung_gremium.c.beratung_id == Beratung.id,
            beratung_gremium.c.gremium_id == gremium_id,
        )
        .correlate(Frist)
    )
    return or_(eigene_sitzung, station)


def _eigene(wer: Wer) -> ColumnElement[bool]:
    """Papers that this person drafts."""
    aemter = wer.aemter(Rolle.FEDERFUEHRUNG)
    eigene = Vorlage.erstellt_von_id == wer.id
    if aemter is None:
        return and_(sichtbar(wer))
    return or_(eigene, Vorlage.federfuehrend_id.in_(aemter)) if aemter else eigene

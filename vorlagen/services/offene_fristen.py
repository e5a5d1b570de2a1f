"""Open deadlines: which a person may see, and which lie on their own desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true, tuple_

from vorlagen.extensions import db
from vorlagen.models import Amt, Beratung, Frist, Gremium, Sitzung, Vorlage, beratung_gremium
from vorlagen.services.seiten import AUF_EINMAL, SEITE, Seite, gebunden, lies_marke, tag
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One open deadline: `name` says what is to do, `amt` on whom it lies, since `begonnen`; `bei_mir` if that is
    who asks.
    """

    frist_id: str
    name: str
    begonnen: date
    faellig_am: date
    gruende: tuple[str, ...]
    vorlage_id: str | None
    nummer: str | None
    betreff: str | None
    status: str | None
    ablauf: str | None
    amt_id: str | None
    amt: str | None
    rolle: str
    sitzung_id: str | None
    gremium: str | None
    beginn: datetime | None
    bei_mir: bool

    def rest(self, heute: date) -> int:
        """Days until it is due; negative when it is late."""
        return (self.faellig_am - heute).days


def seite(
    wer: Wer, *, meine: bool = False, vorlage_id: str | None = None, nach: str | None = None, anzahl: int = SEITE
) -> Seite[Aufgabe]:
    """One page of the open deadlines that the person may see; `meine`: only those on their own desk."""
    return seite_von(wer, _sichtbare(wer, meine, vorlage_id), nach=nach, anzahl=anzahl)


def seite_anderer(wer: Wer, *, nach: str | None = None) -> Seite[Aufgabe]:
    """One page of those that lie on other desks."""
    # An empty column makes "not mine" unknown; what is not known to be mine is another's.
    bedingung = and_(_sichtbare(wer, False, None), auf_dem_tisch(wer).is_not(true()))
    return seite_von(wer, bedingung, nach=nach, anzahl=SEITE)


def seite_von(wer: Wer, bedingung: ColumnElement[bool], *, nach: str | None, anzahl: int) -> Seite[Aufgabe]:
    """One page of the open deadlines that meet this condition on `Frist` and `Vorlage`, most urgent first."""
    if nach:
        bedingung = and_(bedingung, tuple_(Frist.faellig_am, Frist.id) > tuple_(*lies_marke(nach, tag)))
    zeilen = tuple(_lies(_frage(wer, bedingung).limit(anzahl + 1)))
    return gebunden(zeilen, anzahl, lambda aufgabe: (aufgabe.faellig_am, aufgabe.frist_id))


def strom(wer: Wer, *, meine: bool = False, vorlage_id: str | None = None) -> Iterator[Aufgabe]:
    """All of the same deadlines, read while they are written."""
    frage = _frage(wer, _sichtbare(wer, meine, vorlage_id))
    yield from _lies(frage.execution_options(yield_per=AUF_EINMAL))


def zu_vorlagen(wer: Wer, vorlage_ids: Collection[str]) -> Mapping[str, Sequence[Aufgabe]]:
    """Paper → its open deadlines, most urgent first, for papers that the person sees in full."""
    alle: dict[str, list[Aufgabe]] = defaultdict(list)
    for aufgabe in _lies(_frage(wer, Frist.vorlage_id.in_(vorlage_ids))):
        if aufgabe.vorlage_id:
            alle[aufgabe.vorlage_id].append(aufgabe)
    return alle


def wartet_auf(wer: Wer) -> Select[Any]:
    """The ids of the papers that wait for this person."""
    return select(Frist.vorlage_id).where(Frist.zustand == "offen", Frist.vorlage_id.is_not(None), auf_dem_tisch(wer))


def auf_dem_tisch(wer: Wer) -> ColumnElement[bool]:
    """Deadlines whose slot (role, office or body) this person fills, for a while or for good; on `Frist`."""
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


def _sichtbare(wer: Wer, meine: bool, vorlage_id: str | None) -> ColumnElement[bool]:
    bedingung = auf_dem_tisch(wer)
    if not meine:
        bedingung = or_(bedingung, and_(Frist.vorlage_id.is_not(None), voller_einblick(wer)))
    return and_(bedingung, Frist.vorlage_id == vorlage_id) if vorlage_id else bedingung


def _lies(frage: Any) -> Iterator[Aufgabe]:
    for zeile in db.session.execute(frage).mappings():
        yield Aufgabe(**{**zeile, "gruende": tuple(zeile["gruende"])})


def _frage(wer: Wer, bedingung: ColumnElement[bool]) -> Any:
    return (
        select(
            Frist.id.label("frist_id"),
            Frist.name,
            Frist.beginn.label("begonnen"),
            Frist.faellig_am,
            Frist.gruende,
            Frist.vorlage_id,
            Vorlage.nummer,
            Vorlage.betreff,
            Vorlage.status,
            Vorlage.ablauf,
            Frist.amt_id,
            Amt.name.label("amt"),
            Frist.rolle,
            Frist.sitzung_id,
            Gremium.name.label("gremium"),
            Sitzung.beginn,
            auf_dem_tisch(wer).label("bei_mir"),
        )
        .outerjoin(Vorlage, Vorlage.id == Frist.vorlage_id)
        .outerjoin(Amt, Amt.id == Frist.amt_id)
        .outerjoin(Sitzung, Sitzung.id == Frist.sitzung_id)
        .outerjoin(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Frist.zustand == "offen", bedingung)
        .order_by(Frist.faellig_am, Frist.id)
    )


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

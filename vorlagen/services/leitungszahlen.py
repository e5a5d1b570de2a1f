"""What the numbers of the Leitung are counted from: stations, durations, returns of papers of the own offices.

Papers count from when they are handed in: a draft is nobody's but the drafting office's. No person stands in any of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, false, func, or_, select, true

from vorlagen.extensions import db, verzeichnis
from vorlagen.fehler import NichtBerechtigt
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Mitzeichnung, Verlaufseintrag, Vorlage
from vorlagen.services.quartale import Quartal, quartal_von
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

STILLE: Final = 10
"""So many papers that lie still are named."""
QUARTALE: Final = (4, 8, 12)
"""How far one may look back; the first is shown unasked."""


class Abschnitt(StrEnum):
    """A part of a paper's way; it is over when the next one begins."""

    ENTWURF = "entwurf"
    MITZEICHNUNG = "mitzeichnung"
    FREIGABE = "freigabe"
    BERATUNG = "beratung"
    GESAMT = "gesamt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked at: one office (else all that one may), one kind of paper, so many quarters back."""

    amt_id: str | None = None
    art_id: str | None = None
    quartale: int = QUARTALE[0]


@dataclass(frozen=True, slots=True)
class Station:
    """Papers under way in one status, and for how many days the oldest of them has not moved."""

    ablauf: str
    status: str
    anzahl: int
    laengste: int


def darf(wer: Wer) -> bool:
    """True for who releases papers or administers the town."""
    return wer.hat(Rolle.FREIGABE) or wer.hat(Rolle.VERWALTUNG)


def eigene_aemter(wer: Wer, spalte: Any) -> ColumnElement[bool]:
    """The column holds the id of an office that this person may look at. Raises `NichtBerechtigt`."""
    if not darf(wer):
        raise NichtBerechtigt("Wie die Vorlagen vorankommen, sieht, wer sie freigibt oder das System verwaltet.")
    eigene = wer.aemter(Rolle.FREIGABE)
    if eigene is None or wer.hat(Rolle.VERWALTUNG):
        return true()
    bedingung: ColumnElement[bool] = spalte.in_(eigene)
    return bedingung


def dauern(wer: Wer, filter_: Filter, beginn: datetime) -> Iterator[tuple[Abschnitt, date, int]]:
    """Part, the day on which it was over, and its days; of papers made here that changed since the beginning.

    Whatever was over since then changed the paper since then: so its index of changes bounds what is read.
    """
    gezeichnet = (
        select(func.max(Mitzeichnung.gezeichnet)).where(Mitzeichnung.vorlage_id == Vorlage.id).scalar_subquery()
    )
    frage = select(
        Vorlage.erstellt, Vorlage.eingereicht, gezeichnet.label("gezeichnet"), Vorlage.freigegeben, Vorlage.beendet
    ).where(*_gemeinte(wer, filter_), Vorlage.fall_id.is_(None), Vorlage.geaendert >= beginn)
    for zeile in db.session.execute(frage.execution_options(yield_per=1000)):
        marken = (zeile.erstellt, zeile.eingereicht, zeile.gezeichnet or zeile.eingereicht, zeile.freigegeben)
        stellen = [_tag(marke) for marke in (*marken, zeile.beendet if zeile.freigegeben else None)]
        for abschnitt, von, bis in zip(Abschnitt, stellen, stellen[1:], strict=False):
            if von and bis and bis >= von and (abschnitt is not Abschnitt.MITZEICHNUNG or zeile.gezeichnet):
                yield abschnitt, bis, (bis - von).days
        if stellen[0] and stellen[-1]:
            yield Abschnitt.GESAMT, stellen[-1], (stellen[-1] - stellen[0]).days


def zurueckgegeben(wer: Wer, filter_: Filter, beginn: datetime) -> Mapping[Quartal, int]:
    """Quarter → how often a paper was sent back to the drafting office with reasons."""
    schritte = {
        schritt.name
        for ablauf in verzeichnis.alle()
        for schritt in ablauf.schritte
        if schritt.begruenden and schritt.nach == ablauf.beginnt_mit
    }
    genannt = [Verlaufseintrag.daten.contains(f'"schritt":"{name}"', autoescape=True) for name in sorted(schritte)]
    frage = (
        select(Verlaufseintrag.zeit)
        .join(Vorlage, Vorlage.id == Verlaufseintrag.vorlage_id)
        .where(*_gemeinte(wer, filter_), Vorlage.geaendert >= beginn)
        .where(Verlaufseintrag.was == "schritt", Verlaufseintrag.zeit >= beginn, or_(false(), *genannt))
    )
    wie_oft: dict[Quartal, int] = defaultdict(int)
    for zeit in db.session.scalars(frage):
        wie_oft[quartal_von(_berlin(zeit))] += 1
    return wie_oft


def stationen(wer: Wer, filter_: Filter, heute: date) -> Sequence[Station]:
    """Papers under way by status, in the order in which papers run through them."""
    frage = (
        select(Vorlage.ablauf, Vorlage.status, func.count(), func.min(Vorlage.geaendert))
        .where(*_unterwegs(wer, filter_))
        .group_by(Vorlage.ablauf, Vorlage.status)
    )
    je_status: dict[str, Station] = {}
    for ablauf, status, anzahl, seit in db.session.execute(frage):
        bisher = je_status.get(status, Station(ablauf, status, 0, 0))
        tage = (heute - _berlin(seit)).days
        je_status[status] = Station(bisher.ablauf, status, bisher.anzahl + anzahl, max(bisher.laengste, tage))
    reihe: dict[str, int] = {}
    for rahmen in verzeichnis.alle():
        for stelle, einer in enumerate(rahmen.status):
            reihe[einer.name] = max(stelle, reihe.get(einer.name, 0))
    return sorted(je_status.values(), key=lambda s: (reihe.get(s.status, len(reihe)), s.status))


def stille(wer: Wer, filter_: Filter) -> Sequence[Any]:
    """The papers under way that have not moved for longest: id, nummer, betreff, status, ablauf, geaendert, amt."""
    spalten = (Vorlage.id, Vorlage.nummer, Vorlage.betreff, Vorlage.status, Vorlage.ablauf, Vorlage.geaendert)
    frage = (
        select(*spalten, Amt.name.label("amt"))
        .outerjoin(Amt, Amt.id == Vorlage.federfuehrend_id)
        .where(*_unterwegs(wer, filter_), voller_einblick(wer))
    )
    return db.session.execute(frage.order_by(Vorlage.geaendert, Vorlage.id).limit(STILLE)).all()


def _unterwegs(wer: Wer, filter_: Filter) -> Sequence[ColumnElement[bool]]:
    return (*_gemeinte(wer, filter_), Vorlage.beendet.is_(None))


def _gemeinte(wer: Wer, filter_: Filter) -> Sequence[ColumnElement[bool]]:
    return (
        Vorlage.koerperschaft_id == wer.koerperschaft_id,
        Vorlage.eingereicht.is_not(None),
        eigene_aemter(wer, Vorlage.federfuehrend_id),
        Vorlage.federfuehrend_id == filter_.amt_id if filter_.amt_id else true(),
        Vorlage.vorlageart_id == filter_.art_id if filter_.art_id else true(),
    )


def _tag(zeit: datetime | None) -> date | None:
    return _berlin(zeit) if zeit is not None else None


def _berlin(zeit: datetime) -> date:
    return zeit.astimezone(BERLIN).date()

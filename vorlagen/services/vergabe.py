"""Whose a mail in the outbox is at this moment: claimed by one clock, for a while, under a `marke` that never returns.

Every later write asks for that `marke`. Who slept through the lease, or whose mail was cancelled meanwhile, writes
nothing and sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Update, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from vorlagen.extensions import UtcDateTime, transaction
from vorlagen.models import Koerperschaft, Person, Postausgang
from vorlagen.services.post import Zustand

HOECHSTENS_VERSUCHE: Final = 40
PUNKT: Final = "punkt"
_UHREN_UNTERSCHIED: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Griff:
    """A claimed mail. `adresse` and `absender` are its town's own, if it has any.

    `erster_schluessel` and `erste_message_id` are those of the first mail about the same paper.
    """

    id: str
    marke: int
    versuche: int
    schluessel: str
    message_id: str
    vorlage_id: str | None
    an: str
    inhalt: dict[str, Any]
    erstellt: datetime
    adresse: str = ""
    absender: str = ""
    erster_schluessel: str | None = None
    erste_message_id: str | None = None


def nimm(*, dauer: timedelta, jetzt: datetime) -> Griff | None:
    """Claim the mail that has been due longest at `jetzt`; None if there is none that nobody else has."""
    with transaction() as sitzung:
        naechste = (
            select(Postausgang.id)
            .where(Postausgang.zustand == Zustand.BEREIT, Postausgang.naechster_versuch <= jetzt)
            .order_by(Postausgang.naechster_versuch, Postausgang.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        zeile = sitzung.execute(
            update(Postausgang)
            .where(Postausgang.id == naechste.scalar_subquery())
            .values(
                zustand=Zustand.VERGEBEN,
                marke=Postausgang.marke + 1,
                versuche=Postausgang.versuche + 1,
                vergeben_bis=uhrzeit(sitzung) + dauer,
            )
            .returning(
                Postausgang.id,
                Postausgang.marke,
                Postausgang.versuche,
                Postausgang.schluessel,
                Postausgang.message_id,
                Postausgang.vorlage_id,
                Postausgang.an,
                Postausgang.inhalt,
                Postausgang.erstellt,
            )
            .execution_options(synchronize_session=False)
        ).first()
        if zeile is None:
            return None
        erster_schluessel, erste_message_id = _erste(sitzung, zeile.vorlage_id)
        eigenes = (
            select(Koerperschaft.adresse, Koerperschaft.absender, Person.installation)
            .join(Postausgang, Postausgang.koerperschaft_id == Koerperschaft.id)
            .outerjoin(Person, Person.id == Postausgang.person_id)
        )
        adresse, absender, betreut = sitzung.execute(eigenes.where(Postausgang.id == zeile.id)).one()
        if betreut:  # where links to the key of all towns lead, no single town says
            adresse = ""
        return Griff(
            **zeile._asdict(),
            adresse=adresse,
            absender=absender,
            erster_schluessel=erster_schluessel,
            erste_message_id=erste_message_id,
        )


def darf_den_punkt_setzen(griff: Griff, *, message_id: str, dauer: timedelta) -> bool:
    """Write down for good that the final dot follows now; False if the mail is no longer ours, or the time is up."""
    with transaction() as sitzung:
        uhr = uhrzeit(sitzung)
        punkt = _unsere(griff).where(Postausgang.vergeben_bis > uhr)
        return _traf(sitzung, punkt.values(phase=PUNKT, message_id=message_id, vergeben_bis=uhr + dauer))


def schreibe_auf(griff: Griff, **werte: Any) -> bool:
    """Give the mail back with the result of the attempt; False if it was no longer ours."""
    with transaction() as sitzung:
        return _traf(sitzung, _unsere(griff).values(phase="", vergeben_bis=None, **werte))


def hole_zurueck(*, dauer: timedelta, jetzt: datetime) -> int:
    """Free the mails of clocks that died or slept; returns how many. Those at the dot are in doubt from now on.

    A lease that ends later than `dauer` allows was given before somebody put the clock back.
    """
    am_punkt = Postausgang.phase == PUNKT
    with transaction() as sitzung:
        uhr = uhrzeit(sitzung)
        zu_weit = Postausgang.vergeben_bis > uhr + dauer + _UHREN_UNTERSCHIED
        verlassene = sitzung.scalars(
            select(Postausgang.id)
            .where(Postausgang.zustand == Zustand.VERGEBEN, or_(Postausgang.vergeben_bis <= uhr, zu_weit))
            .with_for_update(skip_locked=True)
        ).all()
        if verlassene:
            sitzung.execute(
                update(Postausgang)
                .where(Postausgang.id.in_(verlassene))
                .values(
                    zustand=case(
                        (Postausgang.versuche >= HOECHSTENS_VERSUCHE, Zustand.GESCHEITERT), else_=Zustand.BEREIT
                    ),
                    zweifel=or_(Postausgang.zweifel, am_punkt),
                    phase="",
                    vergeben_bis=None,
                    naechster_versuch=jetzt,
                    fehler=case(
                        (am_punkt, "Ob die Mail angekommen ist, ist ungewiss: Der Versand brach am Ende ab."),
                        else_="Der Versand brach vor dem Ende ab.",
                    ),
                )
                .execution_options(synchronize_session=False)
            )
        return len(verlassene)


def uhrzeit(sitzung: Session) -> datetime:
    """The one clock by which leases are measured: the database's, or this host's where the database is a file on it."""
    if sitzung.get_bind().dialect.name == "postgresql":
        return sitzung.scalars(select(func.clock_timestamp(type_=UtcDateTime()))).one()
    return datetime.now(UTC)


def _erste(sitzung: Session, vorlage_id: str | None) -> tuple[str | None, str | None]:
    if vorlage_id is None:
        return None, None
    frage = select(Postausgang.schluessel, Postausgang.message_id).where(Postausgang.vorlage_id == vorlage_id)
    zeile = sitzung.execute(frage.order_by(Postausgang.erstellt, Postausgang.id).limit(1)).one()
    return zeile.schluessel, zeile.message_id


def _unsere(griff: Griff) -> Update:
    return update(Postausgang).where(
        and_(Postausgang.id == griff.id, Postausgang.marke == griff.marke, Postausgang.zustand == Zustand.VERGEBEN)
    )


def _traf(sitzung: Session, aenderung: Update) -> bool:
    befehl = aenderung.returning(Postausgang.id).execution_options(synchronize_session=False)
    return sitzung.scalar(befehl) is not None

"""Login sessions: one row per browser, so that each can be seen and ended, one by one or all at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from vorlagen.config import Einstellungen
from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import NichtAngemeldet, NichtGefunden
from vorlagen.models import Anmeldesitzung, Person
from vorlagen.services.anmeldung import aus_sitzung
from vorlagen.services.schluessel import sha256
from vorlagen.services.wer import Wer, ueber_alle_staedte

VORBEI = "Ihre Anmeldung gilt nicht mehr. Bitte melden Sie sich neu an."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitzungsdauer:
    """How long a session lasts at most, and without a sign of life."""

    hoechstens: timedelta
    untaetig: timedelta

    @classmethod
    def aus(cls, einstellungen: Einstellungen) -> Sitzungsdauer:
        """What this installation is set to."""
        return cls(
            hoechstens=timedelta(hours=einstellungen.sitzung_stunden),
            untaetig=timedelta(minutes=einstellungen.sitzung_leerlauf),
        )


@dataclass(frozen=True, slots=True)
class Ende:
    """When a session ends if nothing happens any more. `verlaengerbar`: a sign of life puts it off."""

    wann: datetime
    verlaengerbar: bool

    @classmethod
    def von(cls, begonnen: datetime, zuletzt: datetime, dauer: Sitzungsdauer) -> Ende:
        """Of a session that began then and was used last then."""
        spaetestens, ohne_leben = begonnen + dauer.hoechstens, zuletzt + dauer.untaetig
        return cls(min(spaetestens, ohne_leben), ohne_leben < spaetestens)


@dataclass(frozen=True, slots=True)
class Sitzungszeile:
    """A session as its owner sees it. `diese`: the one in which they look."""

    id: str
    geraet: str
    begonnen: datetime
    zuletzt: datetime
    diese: bool


def beginne(person_id: str, marke: str, *, geraet: str, jetzt: datetime) -> str:
    """Begin a session and return its key; `marke` is the person's from the moment in which the password was right."""
    schluessel = secrets.token_urlsafe(32)
    with transaction() as sitzung:
        zeile = Anmeldesitzung(person_id=person_id, sha256=sha256(schluessel), marke=marke, geraet=geraet[:80])
        zeile.begonnen = zeile.zuletzt = jetzt
        sitzung.add(zeile)
    return schluessel


def mit_schluessel(schluessel: str, *, dauer: Sitzungsdauer, jetzt: datetime) -> tuple[Wer, Ende]:
    """Whose session this is, and when it ends; asking is a sign of life.

    Raises `NichtAngemeldet` if it was ended, or has lasted or been idle too long."""
    frage = select(
        Anmeldesitzung.id,
        Anmeldesitzung.person_id,
        Anmeldesitzung.marke,
        Anmeldesitzung.begonnen,
        Anmeldesitzung.zuletzt,
    )
    zeile = db.session.execute(frage.where(Anmeldesitzung.sha256 == sha256(schluessel))).first()
    if zeile is None or jetzt >= Ende.von(zeile.begonnen, zeile.zuletzt, dauer).wann:
        raise NichtAngemeldet(VORBEI)
    zuletzt = zeile.zuletzt
    if jetzt - zuletzt > dauer.untaetig / 12:  # often enough to be true, seldom enough to be cheap
        zuletzt = jetzt
        with transaction() as sitzung:
            sitzung.execute(update(Anmeldesitzung).where(Anmeldesitzung.id == zeile.id).values(zuletzt=jetzt))
    wer, _ = aus_sitzung(zeile.person_id, zeile.marke, jetzt=jetzt)
    return wer, Ende.von(zeile.begonnen, zuletzt, dauer)


def ende(schluessel: str, *, dauer: Sitzungsdauer, jetzt: datetime) -> Ende | None:
    """When the session of this key ends, without a sign of life; None if it is over."""
    frage = select(Anmeldesitzung.begonnen, Anmeldesitzung.zuletzt, Anmeldesitzung.marke == Person.sitzungsmarke)
    frage = frage.join(Person, Person.id == Anmeldesitzung.person_id).where(Person.aktiv)
    with ueber_alle_staedte():
        zeile = db.session.execute(frage.where(Anmeldesitzung.sha256 == sha256(schluessel))).first()
    gefunden = Ende.von(zeile[0], zeile[1], dauer) if zeile and zeile[2] else None
    return gefunden if gefunden and jetzt < gefunden.wann else None


def liste(wer: Wer, *, schluessel: str, dauer: Sitzungsdauer, jetzt: datetime) -> Sequence[Sitzungszeile]:
    """The sessions of this person that still hold, the latest used first; `schluessel` is that of this browser."""
    frage = (
        select(Anmeldesitzung)
        .join(Person, Person.id == Anmeldesitzung.person_id)
        .where(
            Anmeldesitzung.person_id == wer.id,
            Anmeldesitzung.marke == Person.sitzungsmarke,
            Anmeldesitzung.begonnen > jetzt - dauer.hoechstens,
            Anmeldesitzung.zuletzt > jetzt - dauer.untaetig,
        )
        .order_by(Anmeldesitzung.zuletzt.desc(), Anmeldesitzung.id)
    )
    hier = sha256(schluessel)
    return [
        Sitzungszeile(zeile.id, zeile.geraet, zeile.begonnen, zeile.zuletzt, zeile.sha256 == hier)
        for zeile in db.session.scalars(frage)
    ]


def beende(schluessel: str) -> None:
    """End the session of this key; one that is over already stays so."""
    with ueber_alle_staedte(), transaction() as sitzung:  # whoever is in now may be of another town
        sitzung.execute(delete(Anmeldesitzung).where(Anmeldesitzung.sha256 == sha256(schluessel)))


def beende_eine(sitzung_id: str, *, wer: Wer) -> None:
    """End one of one's own sessions. Raises `NichtGefunden` for somebody else's or one that is over."""
    with transaction() as sitzung:
        eigene = delete(Anmeldesitzung).where(Anmeldesitzung.id == sitzung_id, Anmeldesitzung.person_id == wer.id)
        if sitzung.execute(eigene.returning(Anmeldesitzung.id)).first() is None:
            raise NichtGefunden("Diese Anmeldung ist schon beendet.")


def beende_alle(person: Person) -> None:
    """End all sessions of a loaded person, inside the running transaction; also those being made at this moment."""
    person.sitzungsmarke = neue_id()
    db.session.execute(delete(Anmeldesitzung).where(Anmeldesitzung.person_id == person.id))


def raeume_auf(*, dauer: Sitzungsdauer, jetzt: datetime) -> int:
    """Forget the sessions that are over by time; returns how many. For the clock."""
    with transaction() as sitzung:
        vorbei = delete(Anmeldesitzung).where(
            (Anmeldesitzung.begonnen <= jetzt - dauer.hoechstens) | (Anmeldesitzung.zuletzt <= jetzt - dauer.untaetig)
        )
        return len(sitzung.execute(vorbei.returning(Anmeldesitzung.id)).all())

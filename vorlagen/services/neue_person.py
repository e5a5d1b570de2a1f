"""Somebody new: who they are, their first roles and the invitation, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.models import Person
from vorlagen.services import passwortregel, personen, protokoll, rollen, stammdaten, zugaenge
from vorlagen.services.passworthash import passwort_hash
from vorlagen.services.personen import Angaben
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import Wer, ueber_alle_staedte


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuePerson:
    """Somebody as they are to be let in. Without a password nobody can log in yet.

    `installation` keeps the installation, without a look inside; only a command makes such people.
    """

    anmeldename: str
    angaben: Angaben
    vergaben: tuple[Vergabe, ...] = ()
    passwort: str | None = None
    installation: bool = False


def lege_an(neue: NeuePerson, *, wer: Wer, jetzt: datetime, geheimnis: bytes | None = None) -> str:
    """Let somebody in and return their id; with the installation's secret they are sent an invitation.

    Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    stammdaten.pruefe_verwaltung(wer)
    if neue.installation and wer.id:
        raise NichtBerechtigt("Wer die Installation betreut, wird auf dem Rechner selbst angelegt.")
    personen.pruefe(neue.angaben, wer)
    _pruefe_anmeldename(neue.anmeldename)
    gehasht = _gehasht(neue, wer)
    with transaction() as sitzung:
        person = _als_zeile(neue, wer, gehasht)
        sitzung.add(person)
        try:
            sitzung.flush()
        except IntegrityError as zu_spaet:  # somebody else took the name since we asked
            raise _vergeben(neue.anmeldename) from zu_spaet
        gegenstand = Gegenstand("person", person.id)
        protokoll.schreibe(Ereignis.PERSON_ANGELEGT, wer=wer, gegenstand=gegenstand, jetzt=jetzt)
        for vergabe in neue.vergaben:
            rollen.gib_in(person, vergabe, wer=wer, jetzt=jetzt)
        if geheimnis is not None:
            zugaenge.lade_ein_in(person, geheimnis=geheimnis, wer=wer, jetzt=jetzt)
        return person.id


def _pruefe_anmeldename(name: str) -> None:
    if not personen.taugt_als_anmeldename(name):
        satz = "Der Anmeldename beginnt mit a–z oder 0–9 und hat höchstens 80 Zeichen: a–z, 0–9, Punkt, - und _."
        raise EingabeUngueltig(satz, {"anmeldename": [satz]})
    with ueber_alle_staedte():  # a login name belongs to one person of all towns
        if db.session.scalar(select(Person.id).where(Person.anmeldename == name)):
            raise _vergeben(name)


def _gehasht(neue: NeuePerson, wer: Wer) -> str | None:
    if neue.passwort is None:
        return None
    eigenes = (neue.angaben.name, neue.anmeldename, neue.angaben.mail or "", wer.koerperschaft)
    passwortregel.pruefe(neue.passwort, eigenes=eigenes)
    return passwort_hash(neue.passwort)


def _als_zeile(neue: NeuePerson, wer: Wer, gehasht: str | None) -> Person:
    return Person(
        id=neue_id(),
        koerperschaft_id=wer.koerperschaft_id,
        anmeldename=neue.anmeldename,
        name=neue.angaben.name.strip(),
        mail=(neue.angaben.mail or "").strip() or None,
        amt_id=neue.angaben.amt_id,
        taetigkeit=neue.angaben.taetigkeit.strip(),
        passwort=gehasht,
        installation=neue.installation,
    )


def _vergeben(name: str) -> EingabeUngueltig:
    satz = f"Der Anmeldename „{name}“ ist vergeben. Bitte wählen Sie einen anderen."
    return EingabeUngueltig(satz, {"anmeldename": [satz]})

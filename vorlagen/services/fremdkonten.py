"""Connecting accounts with a directory by hand, for whoever runs the machine, and parting them again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from vorlagen.extensions import transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Fremdkonto, Person
from vorlagen.services import anmeldesitzungen, gruppenrollen, protokoll
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import person_mit_namen, ueber_alle_staedte


def verbinde(anmeldename: str, aussteller: str, kennung: str, *, jetzt: datetime) -> None:
    """From now on this subject of this issuer is this person. Raises `NichtGefunden`, `EingabeUngueltig`."""
    person_id = _finde(anmeldename)
    if not (0 < len(kennung) <= 255 and kennung.isascii() and kennung.isprintable()):
        raise EingabeUngueltig("Die Kennung hat 1 bis 255 Zeichen ohne Umlaute; es ist der Wert von „sub“.")
    with ueber_alle_staedte(), transaction() as sitzung:
        person = sitzung.get_one(Person, person_id, with_for_update={"of": Person})
        frage = select(Fremdkonto.id).where(Fremdkonto.aussteller == aussteller)
        if sitzung.scalar(frage.where(Fremdkonto.kennung == kennung)):
            raise EingabeUngueltig("Mit dieser Kennung ist schon ein Konto verbunden.")
        if sitzung.scalar(frage.where(Fremdkonto.person_id == person_id)):
            raise EingabeUngueltig(f"„{anmeldename}“ ist schon verbunden; bitte zuerst trennen.")
        konto = Fremdkonto(person_id=person_id, aussteller=aussteller, kennung=kennung, verbunden=jetzt, zuletzt=jetzt)
        konto.koerperschaft_id = person.koerperschaft_id
        sitzung.add(konto)
        _vermerke(Ereignis.KONTO_VERBUNDEN, person, jetzt)


def trenne(anmeldename: str, *, jetzt: datetime) -> None:
    """Nobody comes in as this person by a directory any more; their sessions end, and the roles that it gave them.

    Raises `NichtGefunden`.
    """
    person_id = _finde(anmeldename)
    with ueber_alle_staedte(), transaction() as sitzung:
        person = sitzung.get_one(Person, person_id, with_for_update={"of": Person})
        weg = delete(Fremdkonto).where(Fremdkonto.person_id == person_id).returning(Fremdkonto.id)
        if not sitzung.scalars(weg).all():
            raise NichtGefunden(f"„{anmeldename}“ ist mit keinem Verzeichnis verbunden.")
        anmeldesitzungen.beende_alle(person)
        gruppenrollen.nimm_alle(person, jetzt=jetzt)
        _vermerke(Ereignis.KONTO_GETRENNT, person, jetzt)


def _finde(anmeldename: str) -> str:
    person = person_mit_namen(anmeldename)
    if person is None:
        raise NichtGefunden(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es nicht.")
    return person.id


def _vermerke(was: Ereignis, person: Person, jetzt: datetime) -> None:
    gegenstand = Gegenstand("person", person.id)
    protokoll.schreibe(was, wer=None, gegenstand=gegenstand, jetzt=jetzt, koerperschaft_id=person.koerperschaft_id)

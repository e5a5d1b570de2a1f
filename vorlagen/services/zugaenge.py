"""What the administration does with somebody's access: invite, lock, unlock, end sessions. Commands do the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Koerperschaft, Person
from vorlagen.services import (
    anmeldesitzungen,
    einmallinks,
    personen,
    protokoll,
    rollen,
    stammdaten,
    zugangstoken,
    zweiter_faktor,
)
from vorlagen.services.protokoll import Ereignis, Gegenstand, Wert
from vorlagen.services.wer import Wer, betrieb
from vorlagen.workflow.begriffe import Rolle

MIT_FAKTOR: Final = (Rolle.VERWALTUNG, Rolle.GREMIENDIENST, Rolle.FREIGABE, Rolle.MITZEICHNUNG, Rolle.FEDERFUEHRUNG)
"""The roles for which a town may ask for a second factor."""


def person(person_id: str, *, wer: Wer) -> Person:
    """Somebody of the administrator's own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stammdaten.pruefe_verwaltung(wer)
    eigene = Person.koerperschaft_id == wer.koerperschaft_id
    gefunden = db.session.scalar(select(Person).where(Person.id == person_id, eigene))
    if gefunden is None:
        raise NichtGefunden
    return gefunden


def zum_aendern(person_id: str, *, wer: Wer) -> Person:
    """The same for whoever changes something about the access; the keepers of all towns are not theirs to touch."""
    gemeint = person(person_id, wer=wer)
    personen.pruefe_betreuung(gemeint, wer)
    return gemeint


def im_betrieb(anmeldename: str) -> tuple[str, Wer]:
    """Whom a command is about (locked ones too), and on whose behalf it is given. Raises `EingabeUngueltig`."""
    gemeint = db.session.scalar(select(Person).where(Person.anmeldename == anmeldename.strip().lower()))
    if gemeint is None:
        raise EingabeUngueltig(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es nicht.")
    return gemeint.id, betrieb(db.session.get_one(Koerperschaft, gemeint.koerperschaft_id))


def lade_ein(person_id: str, *, geheimnis: bytes, wer: Wer, jetzt: datetime, mit_mail: bool = True) -> str:
    """Send somebody a link to set their password with, and return its path, which no page shows.

    Whoever has a password already gets a link for a new one, which keeps the old one until it is used. Raises
    `EingabeUngueltig` for somebody who is locked or erased, has no mail address or got enough links within the hour.
    """
    with transaction():
        eingeladen = zum_aendern(person_id, wer=wer)
        personen.pruefe_bekannt(eingeladen)
        if not eingeladen.aktiv:
            raise EingabeUngueltig(f"{eingeladen.name} ist gesperrt. Bitte heben Sie erst die Sperre auf.")
        if einmallinks.genug_fuer_jetzt(person_id, einmallinks.DURCH_VERWALTUNG, jetzt=jetzt):
            raise EingabeUngueltig(f"{eingeladen.name} hat in dieser Stunde schon genug Links bekommen.")
        return lade_ein_in(eingeladen, geheimnis=geheimnis, wer=wer, jetzt=jetzt, mit_mail=mit_mail)


def lade_ein_in(eingeladen: Person, *, geheimnis: bytes, wer: Wer, jetzt: datetime, mit_mail: bool = True) -> str:
    """As `lade_ein`, inside the running transaction, for somebody who may get in."""
    if mit_mail and not eingeladen.mail:
        satz = f"Für {eingeladen.name} ist keine Mailadresse eingetragen."
        raise EingabeUngueltig(satz, {"mail": [satz]})
    zweck = einmallinks.zweck_fuer(eingeladen)
    _schreibe(Ereignis.PERSON_EINGELADEN, eingeladen, wer, jetzt, {"zweck": zweck})
    return einmallinks.stelle_aus(eingeladen, zweck, geheimnis=geheimnis, jetzt=jetzt, mit_mail=mit_mail)


def sperre(person_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Lock somebody out at once: logins, tokens and links are over for good. Nobody locks themselves.

    Two who lock each other at the same moment queue up: somebody of the administration stays.
    """
    if person_id == wer.id:
        raise EingabeUngueltig("Sich selbst können Sie nicht sperren; das tut jemand anderes aus der Verwaltung.")
    with transaction():
        gesperrt = zum_aendern(person_id, wer=wer)
        if wer.id:  # a command can unlock again
            rollen.sperre_verwaltung(gesperrt, heute=jetzt.astimezone(BERLIN).date())
        if gesperrt.aktiv:
            gesperrt.aktiv = False
            anmeldesitzungen.beende_alle(gesperrt)
            einmallinks.entwerte(gesperrt, jetzt=jetzt)
            zugangstoken.widerrufe_alle(gesperrt, jetzt=jetzt)
            _schreibe(Ereignis.PERSON_GESPERRT, gesperrt, wer, jetzt)


def entsperre(person_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Let somebody in again, with the password they had; their tokens stay revoked.

    Raises `EingabeUngueltig` for erased people: nobody knows any more who that would be.
    """
    with transaction() as sitzung:
        sitzung.execute(
            select(Person.id).where(Person.id == person_id).with_for_update()
        )  # nobody erases them meanwhile
        gemeint = zum_aendern(person_id, wer=wer)
        personen.pruefe_bekannt(gemeint)
        if not gemeint.aktiv:
            gemeint.aktiv = True
            _schreibe(Ereignis.PERSON_ENTSPERRT, gemeint, wer, jetzt)


def melde_ueberall_ab(person_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """End all of a person's sessions, by the administration or by themselves."""
    with transaction() as sitzung:
        gemeint = sitzung.get_one(Person, person_id) if person_id == wer.id else zum_aendern(person_id, wer=wer)
        anmeldesitzungen.beende_alle(gemeint)
        _schreibe(Ereignis.ANMELDUNGEN_BEENDET, gemeint, wer, jetzt)


def setze_faktor_zurueck(person_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Take somebody's second factor away and end their sessions; nobody does it to themselves."""
    if person_id == wer.id:
        raise EingabeUngueltig("Den eigenen zweiten Faktor schalten Sie unter „Mein Konto“ mit einem Code aus.")
    with transaction():
        betroffen = zum_aendern(person_id, wer=wer)
        zweiter_faktor.setze_zurueck(betroffen, wer=wer, jetzt=jetzt)
        anmeldesitzungen.beende_alle(betroffen)


def verlange_zweiten_faktor(fuer: Sequence[str], *, wer: Wer, jetzt: datetime) -> None:
    """Ask these roles for a second factor; whoever has none can do nothing else until it is set up."""
    stammdaten.pruefe_verwaltung(wer)
    unbekannt = set(fuer) - set(MIT_FAKTOR)
    if unbekannt:
        raise EingabeUngueltig(f"Unbekannte Rolle: {', '.join(sorted(unbekannt))}.")
    with transaction() as sitzung:
        stadt = sitzung.get_one(Koerperschaft, wer.koerperschaft_id, with_for_update=True)
        gewaehlt = [rolle for rolle in MIT_FAKTOR if rolle in fuer]
        if gewaehlt != list(stadt.rollen_mit_zweitem_faktor):
            stadt.einstellungen = {**stadt.einstellungen, "zweiter_faktor": gewaehlt}
            daten: dict[str, Wert] = {"zweiter_faktor": ", ".join(gewaehlt)}
            protokoll.schreibe(Ereignis.EINSTELLUNG_GEAENDERT, wer=wer, daten=daten, jetzt=jetzt)


def _schreibe(
    was: Ereignis, betroffen: Person, wer: Wer, jetzt: datetime, daten: dict[str, Wert] | None = None
) -> None:
    gegenstand = Gegenstand("person", betroffen.id)
    stadt = betroffen.koerperschaft_id
    protokoll.schreibe(was, wer=wer, gegenstand=gegenstand, daten=daten, jetzt=jetzt, koerperschaft_id=stadt)

"""Setting and changing passwords. Whoever does so ends all sessions of the person, their own included."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from vorlagen.extensions import db, sicht_oeffnen, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft, Passwortwunsch, Person
from vorlagen.services import anmeldesitzungen, einmallinks, kontopost, passwortregel, protokoll, versuche
from vorlagen.services.anmeldung import Angemeldet, erster_schritt
from vorlagen.services.einmallinks import Linkkarte, Zweck
from vorlagen.services.passworthash import passwort_hash, stimmt
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer, person_mit_namen, ueber_alle_staedte

AUF_EINMAL = 100


def aendere(bisheriges: str, neues: str, *, wer: Wer, jetzt: datetime) -> Angemeldet:
    """Change one's own password; the old one is asked. Answers with what a new session needs.

    Raises `EingabeUngueltig` (also for a wrong old one) and, after too many wrong ones, `AnmeldungGesperrt`.
    """
    versuche.nimm(wer.anmeldename, jetzt=jetzt)
    sicht_oeffnen(wer.sicht)
    gespeichert = db.session.get_one(Person, wer.id).passwort
    if not stimmt(gespeichert, bisheriges):
        versuche.schreibe_sperre_auf(wer.anmeldename, jetzt=jetzt)
        sicht_oeffnen(wer.sicht)
        satz = "Das bisherige Passwort stimmt nicht."
        raise EingabeUngueltig(satz, {"passwort": [satz]})
    versuche.vergiss(wer.anmeldename)
    pruefe(wer.id, neues)
    return _setze(wer.id, neues, wer=wer, jetzt=jetzt)


def link_von(schluessel: str, *, jetzt: datetime) -> Linkkarte:
    """The link that somebody came with. Raises `LinkUngueltig`."""
    with ueber_alle_staedte():
        return einmallinks.finde(schluessel, jetzt=jetzt)


def setze_mit_link(schluessel: str, neues: str, *, jetzt: datetime) -> Angemeldet:
    """Set the password of whoever holds this link. Raises `LinkUngueltig`, `EingabeUngueltig`."""
    with ueber_alle_staedte():
        link = einmallinks.finde(schluessel, jetzt=jetzt)
        pruefe(link.person_id, neues)
        return _setze(link.person_id, neues, link=link, jetzt=jetzt)


def setze(anmeldename: str, neues: str, *, jetzt: datetime) -> None:
    """Set somebody's password by command. Raises `EingabeUngueltig`."""
    person = person_mit_namen(anmeldename)
    if person is None:
        raise EingabeUngueltig(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es nicht.")
    person_id = person.id
    with ueber_alle_staedte():
        pruefe(person_id, neues)
        _setze(person_id, neues, jetzt=jetzt)


def wuensche_neues(anmeldename: str, *, jetzt: datetime) -> None:
    """Note that somebody wants a new password. The same work whether there is such a person or not: the clock looks."""
    with transaction() as sitzung:
        sitzung.add(Passwortwunsch(anmeldename=anmeldename.strip().lower()[:80], erstellt=jetzt))


def erfuelle_wuensche(*, geheimnis: bytes, jetzt: datetime) -> int:
    """Send the links that were asked for, to people who exist and have an address; returns how many. For the clock."""
    wuensche = db.session.scalars(select(Passwortwunsch.id).order_by(Passwortwunsch.id).limit(AUF_EINMAL)).all()
    return sum(_erfuelle(wunsch_id, geheimnis, jetzt) for wunsch_id in wuensche)


def pruefe(person_id: str, neues: str) -> None:
    """Refuse a password that is too easy for this person. Raises `EingabeUngueltig`."""
    person = db.session.get_one(Person, person_id)
    stadt = db.session.get_one(Koerperschaft, person.koerperschaft_id)
    passwortregel.pruefe(neues, eigenes=(person.name, person.anmeldename, person.mail or "", stadt.name))


def _setze(
    person_id: str, neues: str, *, jetzt: datetime, wer: Wer | None = None, link: Linkkarte | None = None
) -> Angemeldet:
    gehasht = passwort_hash(neues)  # slow, so before the transaction
    with transaction() as sitzung:
        person = sitzung.get_one(Person, person_id)
        if link:
            einmallinks.verbrauche(link, jetzt=jetzt)
        person.passwort = gehasht
        anmeldesitzungen.beende_alle(person)
        einmallinks.entwerte(person, jetzt=jetzt)
        gegenstand, anmeldename = Gegenstand("person", person.id), person.anmeldename
        protokoll.schreibe(
            Ereignis.PASSWORT_GEAENDERT,
            wer=wer,
            gegenstand=gegenstand,
            daten={"link": link.zweck if link else None},
            jetzt=jetzt,
            koerperschaft_id=person.koerperschaft_id,
        )
        if not link or link.zweck is not Zweck.EINLADUNG:
            kontopost.melde_neues_passwort(person, jetzt=jetzt)
        marke = person.sitzungsmarke
    versuche.vergiss(anmeldename)
    return erster_schritt(person_id, marke, jetzt=jetzt)


def _erfuelle(wunsch_id: str, geheimnis: bytes, jetzt: datetime) -> int:
    with transaction() as sitzung:
        genommen = delete(Passwortwunsch).where(Passwortwunsch.id == wunsch_id)
        wunsch = sitzung.execute(genommen.returning(Passwortwunsch.anmeldename)).first()
        if wunsch is None:
            return 0
        person = sitzung.scalar(select(Person).where(Person.anmeldename == wunsch.anmeldename, Person.aktiv))
        if person is None or not person.mail or einmallinks.genug_fuer_jetzt(person.id, jetzt=jetzt):
            return 0
        einmallinks.stelle_aus(person, einmallinks.zweck_fuer(person), geheimnis=geheimnis, jetzt=jetzt)
        return 1

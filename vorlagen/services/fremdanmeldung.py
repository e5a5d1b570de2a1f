"""Letting in whom a town's directory, or the proxy before us, has recognised: whose account here that is."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vorlagen.einlass import Erkennen, Oidc, Zuordnung
from vorlagen.extensions import neue_id, transaction
from vorlagen.fehler import AnmeldungAbgelehnt
from vorlagen.models import Fremdkonto, Koerperschaft, Person
from vorlagen.richtext import reinige
from vorlagen.services import anmeldesitzungen, anmeldung, gruppenrollen, protokoll
from vorlagen.services.oidc import Ausweis
from vorlagen.services.personen import taugt_als_anmeldename
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer, person_mit_namen, ueber_alle_staedte

_MAIL: Final = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,189}")
_UNBEKANNT: Final = (
    "Sie sind im Verzeichnis bekannt, haben hier aber noch kein Konto. Bitte wenden Sie sich an Ihre Verwaltung."
)
_BETREUUNG: Final = (
    "Ihr Konto betreut die Installation. Damit kommen Sie hier nur mit Passwort und zweitem Faktor herein."
)


def mit_ausweis(ausweis: Ausweis, oidc: Oidc, *, jetzt: datetime, betreuung: bool = False) -> tuple[Wer, str]:
    """Who this is, and their session mark; their roles are then what their groups say.

    The account is the one that was connected with this issuer and subject. For the first time it is recognised or made
    as the settings say, else refused: `AnmeldungAbgelehnt`; so is one that keeps the installation, but for `betreuung`.
    Raises `NichtAngemeldet` while the town is locked.
    """
    with ueber_alle_staedte():
        try:
            person_id = _nimm_auf(ausweis, oidc, jetzt, betreuung=betreuung)
        except IntegrityError:  # the same person was faster in another browser
            person_id = _nimm_auf(ausweis, oidc, jetzt, betreuung=betreuung)
    return anmeldung.aus_sitzung(person_id, jetzt=jetzt)


def mit_namen(anmeldename: str, *, jetzt: datetime, betreuung: bool = False) -> tuple[Wer, str]:
    """Who the proxy vouches for, and their session mark. Raises `AnmeldungAbgelehnt` for whom nobody here knows, and
    for who keeps the installation, but for `betreuung`.
    """
    person = person_mit_namen(anmeldename) if taugt_als_anmeldename(anmeldename) else None
    if person is None:
        raise AnmeldungAbgelehnt(_UNBEKANNT)
    if person.installation and not betreuung:
        raise AnmeldungAbgelehnt(_BETREUUNG)
    return anmeldung.aus_sitzung(person.id, jetzt=jetzt)


def melde_ab(kennung: str, oidc: Oidc, *, jetzt: datetime) -> None:
    """End all sessions of whom the directory has logged out there; nobody's if it is not known here."""
    with ueber_alle_staedte(), transaction() as sitzung:
        frage = select(Fremdkonto.person_id).where(Fremdkonto.aussteller == oidc.aussteller)
        person_id = sitzung.scalar(frage.where(Fremdkonto.kennung == kennung))
        if person_id is not None:
            person = _sperre(sitzung, person_id)
            anmeldesitzungen.beende_alle(person)
            _vermerke(Ereignis.ANMELDUNGEN_BEENDET, person, jetzt)


def gruppen(ausweis: Ausweis, zuordnung: Zuordnung) -> frozenset[str]:
    """The groups that the directory names; one that says nothing of groups says that there are none."""
    genannt = ausweis.angabe(zuordnung.angabe_gruppen)
    if isinstance(genannt, str):
        return frozenset({genannt})
    return frozenset(eine for eine in genannt if isinstance(eine, str)) if isinstance(genannt, list) else frozenset()


def _nimm_auf(ausweis: Ausweis, oidc: Oidc, jetzt: datetime, *, betreuung: bool) -> str:
    with transaction() as sitzung:
        konto = sitzung.scalar(
            select(Fremdkonto).where(Fremdkonto.aussteller == ausweis.aussteller, Fremdkonto.kennung == ausweis.kennung)
        )
        if konto:
            konto.zuletzt = jetzt
        person = _sperre(sitzung, konto.person_id) if konto else _zum_ersten_mal(sitzung, ausweis, oidc, jetzt)
        if not person.aktiv:
            raise AnmeldungAbgelehnt("Ihr Konto ist hier gesperrt. Bitte wenden Sie sich an Ihre Verwaltung.")
        if person.installation and not betreuung:
            raise AnmeldungAbgelehnt(_BETREUUNG)
        if oidc.zuordnung.gruppen:
            gruppenrollen.uebertrage(person, gruppen(ausweis, oidc.zuordnung), oidc.zuordnung, jetzt=jetzt)
        return person.id


def _zum_ersten_mal(sitzung: Session, ausweis: Ausweis, oidc: Oidc, jetzt: datetime) -> Person:
    person = _erkenne(sitzung, ausweis, oidc) or (_lege_an(sitzung, ausweis, oidc, jetzt) if oidc.anlegen else None)
    if person is None:
        raise AnmeldungAbgelehnt(_UNBEKANNT)
    sitzung.add(
        Fremdkonto(
            koerperschaft_id=person.koerperschaft_id,
            person_id=person.id,
            aussteller=ausweis.aussteller,
            kennung=ausweis.kennung,
            verbunden=jetzt,
            zuletzt=jetzt,
        )
    )
    _vermerke(Ereignis.KONTO_VERBUNDEN, person, jetzt)
    return person


def _erkenne(sitzung: Session, ausweis: Ausweis, oidc: Oidc) -> Person | None:
    """The account that is already here; never one that keeps the installation or belongs to somebody else there."""
    frage = select(Person.id).where(Person.aktiv, Person.installation.is_(False))
    if oidc.erkennen is Erkennen.MAIL:
        mail = _mail(ausweis)
        passende = sitzung.scalars(frage.where(func.lower(Person.mail) == mail)).all() if mail else []
    elif oidc.erkennen is Erkennen.ANMELDENAME:
        passende = sitzung.scalars(frage.where(Person.anmeldename == _anmeldename(ausweis, oidc.zuordnung))).all()
    else:
        return None
    if len(passende) != 1:
        return None
    person = _sperre(sitzung, passende[0])
    andere = select(Fremdkonto.id).where(
        Fremdkonto.person_id == passende[0],
        Fremdkonto.aussteller == ausweis.aussteller,
        Fremdkonto.kennung != ausweis.kennung,  # the same one may have been faster in another browser
    )
    if sitzung.scalar(andere):
        raise AnmeldungAbgelehnt(
            "Ihr Konto ist hier schon mit einem anderen Eintrag des Verzeichnisses verbunden. Bitte wenden Sie sich an "
            "Ihre Verwaltung."
        )
    return person


def _lege_an(sitzung: Session, ausweis: Ausweis, oidc: Oidc, jetzt: datetime) -> Person:
    anmeldename = _anmeldename(ausweis, oidc.zuordnung).partition("@")[0]
    if not taugt_als_anmeldename(anmeldename):
        raise AnmeldungAbgelehnt(_UNBEKANNT)
    if sitzung.scalar(select(Person.id).where(Person.anmeldename == anmeldename)):
        raise AnmeldungAbgelehnt(
            f"Ein Konto mit dem Anmeldenamen „{anmeldename}“ gibt es hier schon, aber es ist nicht mit dem Verzeichnis "
            "verbunden. Bitte wenden Sie sich an Ihre Verwaltung."
        )
    person = Person(
        id=neue_id(),
        koerperschaft_id=_koerperschaft(sitzung, ausweis, oidc.zuordnung),
        anmeldename=anmeldename,
        name=_name(ausweis) or anmeldename,
        mail=_mail(ausweis),
    )
    sitzung.add(person)
    sitzung.flush()
    _vermerke(Ereignis.PERSON_ANGELEGT, person, jetzt)
    return person


def _koerperschaft(sitzung: Session, ausweis: Ausweis, zuordnung: Zuordnung) -> str:
    """The town that a claim or the mail's domain stands for; where nothing is said of that, the only one."""
    if zuordnung.koerperschaften:
        mail = _mail(ausweis) or ""
        angabe = zuordnung.angabe_koerperschaft
        wert = ausweis.angabe(angabe) if angabe else mail.rpartition("@")[2]
        kuerzel = zuordnung.koerperschaften.get(str(wert).lower())
        stadt = sitzung.scalar(select(Koerperschaft.id).where(Koerperschaft.kuerzel == kuerzel)) if kuerzel else None
    else:
        staedte = sitzung.scalars(select(Koerperschaft.id).limit(2)).all()
        stadt = staedte[0] if len(staedte) == 1 else None
    if stadt is None:
        raise AnmeldungAbgelehnt(
            "Aus Ihren Angaben im Verzeichnis geht nicht hervor, zu welcher Körperschaft Sie gehören. Bitte wenden Sie "
            "sich an Ihre IT."
        )
    return stadt


def _sperre(sitzung: Session, person_id: str) -> Person:
    """Locked, so that two logins at once do not both give the same role."""
    return sitzung.get_one(Person, person_id, with_for_update={"of": Person}, populate_existing=True)


def _anmeldename(ausweis: Ausweis, zuordnung: Zuordnung) -> str:
    return str(ausweis.angabe(zuordnung.angabe_anmeldename) or "").strip().lower()


def _name(ausweis: Ausweis) -> str:
    return " ".join(reinige(str(ausweis.angabe("name") or "")).split())[:200]


def _mail(ausweis: Ausweis) -> str | None:
    """The address in small letters, if the directory says that it is theirs."""
    mail, bestaetigt = ausweis.angabe("email"), ausweis.angabe("email_verified")
    if bestaetigt is True and isinstance(mail, str) and mail.isprintable() and _MAIL.fullmatch(mail):
        return mail.lower()
    return None


def _vermerke(was: Ereignis, person: Person, jetzt: datetime) -> None:
    gegenstand = Gegenstand("person", person.id)
    protokoll.schreibe(was, wer=None, gegenstand=gegenstand, jetzt=jetzt, koerperschaft_id=person.koerperschaft_id)

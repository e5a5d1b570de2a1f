"""Letting people and programs in: password, session mark, token. Wrong guesses cost the same whoever is named."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select

from vorlagen.extensions import db, sicht_oeffnen, transaction
from vorlagen.fehler import NichtAngemeldet, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Fremdkonto, Person, Zugangstoken, ZweiterFaktor
from vorlagen.services import versuche, zugangstoken
from vorlagen.services.passworthash import stimmt
from vorlagen.services.schluessel import sha256
from vorlagen.services.wer import Umfang, Wer, person_mit_namen, ueber_alle_staedte, wer_ist

DEMO_PASSWORT: Final = "vorlagen-demo"


class Angemeldet(NamedTuple):
    """Somebody whose password was right, with the session mark of that very moment.

    `code_fehlt`: they have a second factor, so this was only the first step.
    """

    wer: Wer
    marke: str
    code_fehlt: bool = False


def anmelden(anmeldename: str, passwort: str, *, jetzt: datetime, demo: bool = False) -> Angemeldet:
    """Log a person in. Raises `NichtAngemeldet` (name or password wrong, never which) or `AnmeldungGesperrt`.

    The demo's password, which everybody knows, is good in the demo only.
    """
    anmeldename = anmeldename.strip().lower()[:80]
    versuche.nimm(anmeldename, jetzt=jetzt)
    person = person_mit_namen(anmeldename)
    bekannt = (person.id, person.sitzungsmarke) if person else None
    if not stimmt(person.passwort if person else None, passwort) or bekannt is None:
        versuche.schreibe_sperre_auf(anmeldename, jetzt=jetzt)
        raise NichtAngemeldet("Anmeldename oder Passwort stimmt nicht.")
    if passwort == DEMO_PASSWORT and not demo:
        raise NichtAngemeldet("Das Passwort der Demo gilt nur in der Demo. Bitte lassen Sie sich ein eigenes geben.")
    angemeldet = erster_schritt(*bekannt, jetzt=jetzt)
    if not angemeldet.code_fehlt:
        versuche.vergiss(anmeldename)
    return angemeldet


def erster_schritt(person_id: str, marke: str, *, jetzt: datetime) -> Angemeldet:
    """What a right password is worth: all, or one of two steps. Raises `NichtAngemeldet` if the mark is another."""
    wer, marke = aus_sitzung(person_id, marke, jetzt=jetzt)
    faktor = select(ZweiterFaktor.person_id).where(ZweiterFaktor.person_id == wer.id, ZweiterFaktor.seit.is_not(None))
    return Angemeldet(wer, marke, code_fehlt=db.session.scalar(faktor) is not None)


def aus_sitzung(person_id: str, marke: str | None = None, *, jetzt: datetime | None = None) -> tuple[Wer, str]:
    """Who a login cookie speaks of, and the current session mark. Raises `NichtAngemeldet` for an ended session.

    `jetzt` says for whom the person deputises; without it for nobody.
    """
    with ueber_alle_staedte():
        person = db.session.scalar(select(Person).where(Person.id == person_id, Person.aktiv))
    if person is None or (marke is not None and not secrets.compare_digest(marke, person.sitzungsmarke)):
        raise NichtAngemeldet("Ihre Anmeldung gilt nicht mehr. Bitte melden Sie sich neu an.")
    return wer_ist(person, jetzt.astimezone(BERLIN).date() if jetzt else None), person.sitzungsmarke


def mit_token(token: str, *, jetzt: datetime, verzeichnis_tage: int = 0) -> Wer:
    """Who an API token belongs to, and how far it reaches.

    Whom a directory knows must have come in by it in the last `verzeichnis_tage`: only then is it certain that they are
    still there, with these roles (0: never mind). Raises `NichtAngemeldet` if not, if the token is unknown, revoked or
    expired, or its person is locked.
    """
    anmeldung = select(func.max(Fremdkonto.zuletzt)).where(Fremdkonto.person_id == Zugangstoken.person_id)
    frage = select(Zugangstoken, anmeldung.scalar_subquery()).where(Zugangstoken.sha256 == sha256(token))
    with ueber_alle_staedte():
        zeile = db.session.execute(frage).first()
    eintrag, zuletzt = zeile or (None, None)
    if eintrag is None or eintrag.widerrufen or (eintrag.gueltig_bis and eintrag.gueltig_bis <= jetzt):
        raise NichtAngemeldet("Das Zugangstoken ist unbekannt, widerrufen oder abgelaufen.")
    if verzeichnis_tage and zuletzt is not None and jetzt - zuletzt > timedelta(days=verzeichnis_tage):
        raise NichtAngemeldet(
            f"Das Zugangstoken ruht: Ihre letzte Anmeldung über das Verzeichnis liegt mehr als {verzeichnis_tage} Tage "
            "zurück. Bitte melden Sie sich im Browser wieder darüber an; danach gilt das Token wieder."
        )
    if eintrag.zuletzt is None or jetzt - eintrag.zuletzt > timedelta(hours=1):
        token_id = eintrag.id
        with transaction() as sitzung:
            sitzung.get_one(Zugangstoken, token_id).zuletzt = jetzt
    umfang = Umfang(eintrag.umfang)
    return replace(aus_sitzung(eintrag.person_id, jetzt=jetzt)[0], umfang=umfang)


def token_neu(
    anmeldename: str,
    *,
    jetzt: datetime,
    tage: int | None = zugangstoken.UEBLICHE_TAGE,
    umfang: Umfang = Umfang.VERWALTEN,
    name: str = "",
) -> str:
    """Make an API token for a person and return it; it cannot be shown again. `tage` None: it never expires."""
    person = person_mit_namen(anmeldename)
    if person is None:
        raise NichtGefunden(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es nicht.")
    wessen = person.id, person.koerperschaft_id
    sicht_oeffnen(frozenset({person.koerperschaft_id}))
    with transaction():
        return zugangstoken.stelle_aus(*wessen, name=name, umfang=umfang, tage=tage, wer=None, jetzt=jetzt)


def demokonten() -> Sequence[Any]:
    """Login name, name, office and roles of the demo's cast, for the login page in demo mode only."""
    frage = select(Person.anmeldename, Person.name, Person.taetigkeit).where(Person.aktiv, Person.taetigkeit != "")
    with ueber_alle_staedte():
        return db.session.execute(frage.order_by(Person.id)).all()

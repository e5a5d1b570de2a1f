"""Letting people and programs in: password, session mark, token. Wrong guesses cost the same whoever is named."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select

from vorlagen.extensions import db, sicht_oeffnen, transaction
from vorlagen.fehler import AnmeldungGesperrt, NichtAngemeldet, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Anmeldeversuch, Koerperschaft, Person, Zugangstoken
from vorlagen.services import zugangstoken
from vorlagen.services.schluessel import sha256
from vorlagen.services.wer import Umfang, Wer, person_mit_namen, ueber_alle_staedte, wer_ist

FREIE_VERSUCHE = 5
SPERRE = timedelta(minutes=15)

_pruefer = PasswordHasher()


def passwort_hash(passwort: str) -> str:
    """argon2id, as stored."""
    return _pruefer.hash(passwort)


def anmelden(anmeldename: str, passwort: str, *, jetzt: datetime) -> Wer:
    """Log a person in. Raises `NichtAngemeldet` (name or password wrong, never which) or `AnmeldungGesperrt`."""
    anmeldename = anmeldename.strip().lower()[:80]
    _pruefe_sperre(anmeldename, jetzt)
    person = person_mit_namen(anmeldename)
    if not _stimmt(person.passwort if person else None, passwort) or person is None:
        _zaehle_fehlversuch(anmeldename, jetzt)
        raise NichtAngemeldet("Anmeldename oder Passwort stimmt nicht.")
    person_id = person.id
    _vergiss_fehlversuche(anmeldename)
    return aus_sitzung(person_id, jetzt=jetzt)[0]


def aus_sitzung(person_id: str, marke: str | None = None, *, jetzt: datetime | None = None) -> tuple[Wer, str]:
    """Who a login cookie speaks of, and the current session mark. Raises `NichtAngemeldet` for an ended session.

    `jetzt` says for whom the person deputises; without it for nobody.
    """
    with ueber_alle_staedte():
        person = db.session.scalar(select(Person).where(Person.id == person_id, Person.aktiv))
    if person is None or (marke is not None and not secrets.compare_digest(marke, person.sitzungsmarke)):
        raise NichtAngemeldet("Ihre Anmeldung gilt nicht mehr. Bitte melden Sie sich neu an.")
    return wer_ist(person, jetzt.astimezone(BERLIN).date() if jetzt else None), person.sitzungsmarke


def mit_token(token: str, *, jetzt: datetime) -> Wer:
    """Who an API token belongs to, and how far it reaches.

    Raises `NichtAngemeldet` if it is unknown, revoked or expired, or its person is locked.
    """
    eintrag = db.session.scalar(select(Zugangstoken).where(Zugangstoken.sha256 == sha256(token)))
    if eintrag is None or eintrag.widerrufen or (eintrag.gueltig_bis and eintrag.gueltig_bis <= jetzt):
        raise NichtAngemeldet("Das Zugangstoken ist unbekannt, widerrufen oder abgelaufen.")
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


def name_der_installation() -> str:
    """The town's name if there is only one; with several nobody learns before logging in who else is here."""
    with ueber_alle_staedte():
        namen = db.session.scalars(select(Koerperschaft.name).limit(2)).all()
    return namen[0] if len(namen) == 1 else ""


@cache
def _niemandes() -> str:
    """The hash of a password that nobody has."""
    return _pruefer.hash(secrets.token_hex(16))


def _stimmt(gespeichert: str | None, passwort: str) -> bool:
    """Always computes one argon2, so that an unknown name takes as long as a wrong password."""
    try:
        _pruefer.verify(gespeichert or _niemandes(), passwort)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return gespeichert is not None


def _pruefe_sperre(anmeldename: str, jetzt: datetime) -> None:
    versuch = db.session.get(Anmeldeversuch, anmeldename)
    if versuch and versuch.gesperrt_bis and versuch.gesperrt_bis > jetzt:
        minuten = max(1, round((versuch.gesperrt_bis - jetzt).total_seconds() / 60))
        raise AnmeldungGesperrt(
            f"Nach mehreren Fehlversuchen ist die Anmeldung gesperrt. Bitte versuchen Sie es in {minuten} Minuten neu."
        )


def _zaehle_fehlversuch(anmeldename: str, jetzt: datetime) -> None:
    with transaction() as sitzung:
        versuch = sitzung.get(Anmeldeversuch, anmeldename, with_for_update=True)
        if versuch is None:
            versuch = Anmeldeversuch(anmeldename=anmeldename, fehlversuche=0)
            sitzung.add(versuch)
        versuch.fehlversuche += 1
        if versuch.fehlversuche >= FREIE_VERSUCHE:
            versuch.fehlversuche, versuch.gesperrt_bis = 0, jetzt + SPERRE


def _vergiss_fehlversuche(anmeldename: str) -> None:
    if db.session.get(Anmeldeversuch, anmeldename) is None:
        return
    with transaction() as sitzung:
        versuch = sitzung.get(Anmeldeversuch, anmeldename)
        if versuch is not None:
            sitzung.delete(versuch)

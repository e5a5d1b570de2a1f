"""Keys for programs: made, seen and revoked by whoever they belong to. The key itself is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Person, Zugangstoken
from vorlagen.services import protokoll
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.schluessel import sha256
from vorlagen.services.wer import Umfang, Wer

VORSILBE: Final = "vlg_"
"""Every token begins so, that programs which look for leaked secrets know ours."""
UEBLICHE_TAGE: Final = 365
LAENGSTE_TAGE: Final = 730
NAMENSLAENGE: Final = 120


def stelle_aus(
    person_id: str, koerperschaft_id: str, *, name: str, umfang: Umfang, tage: int | None, wer: Wer | None,
    jetzt: datetime, token: str | None = None,
) -> str:  # fmt: skip
    """Write a token inside the running transaction and return it: this one or a random one. `tage` None: for ever."""
    token = token or VORSILBE + secrets.token_urlsafe(32)
    zeile = Zugangstoken(
        id=neue_id(),
        person_id=person_id,
        sha256=sha256(token),
        name=name,
        umfang=umfang,
        erstellt=jetzt,
        gueltig_bis=jetzt + timedelta(days=tage) if tage else None,
    )
    db.session.add(zeile)
    protokoll.schreibe(
        Ereignis.TOKEN_ERSTELLT,
        wer=wer,
        gegenstand=Gegenstand("person", person_id),
        daten={"token": zeile.id, "umfang": umfang, "tage": tage},
        jetzt=jetzt,
        koerperschaft_id=koerperschaft_id,
    )
    return token


def liste(wer: Wer) -> Sequence[Zugangstoken]:
    """One's own tokens that were not revoked, newest first; expired ones are among them."""
    frage = select(Zugangstoken).where(Zugangstoken.person_id == wer.id, Zugangstoken.widerrufen.is_(None))
    return db.session.scalars(frage.order_by(Zugangstoken.erstellt.desc(), Zugangstoken.id.desc())).all()


def widerrufe(token_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Revoke one of one's own tokens; it is dead at once. Raises `NichtGefunden`."""
    with transaction() as sitzung:
        eigenes = update(Zugangstoken).where(
            Zugangstoken.id == token_id, Zugangstoken.person_id == wer.id, Zugangstoken.widerrufen.is_(None)
        )
        if sitzung.execute(eigenes.values(widerrufen=jetzt).returning(Zugangstoken.id)).first() is None:
            raise NichtGefunden("Dieses Token gibt es nicht mehr.")
        gegenstand = Gegenstand("person", wer.id)
        protokoll.schreibe(
            Ereignis.TOKEN_WIDERRUFEN, wer=wer, gegenstand=gegenstand, daten={"token": token_id}, jetzt=jetzt
        )


def widerrufe_alle(person: Person, *, jetzt: datetime) -> None:
    """Revoke whatever tokens a person has, inside the running transaction."""
    alle = update(Zugangstoken).where(Zugangstoken.person_id == person.id, Zugangstoken.widerrufen.is_(None))
    db.session.execute(alle.values(widerrufen=jetzt).execution_options(synchronize_session=False))

"""Links that count once: an invitation, or a new password for whoever has forgotten theirs.

The key of a link is worked out of the installation's secret and the link's id, by whoever makes the link and again by
whoever sends the mail. So neither the table nor the outbox nor a backup of them lets anybody in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete, func, select, update

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import LinkUngueltig
from vorlagen.models import Einmallink, Person
from vorlagen.services import kontopost
from vorlagen.services.schluessel import abgeleitet, in_worten, sha256

JE_STUNDE: Final = 3
"""So many links go to one account within an hour because somebody, anybody, asked for them."""
DURCH_VERWALTUNG: Final = 2 * JE_STUNDE
"""Where the administration stops: it must still get through to those whose links strangers have used up."""


class Zweck(StrEnum):
    """What a link is for."""

    EINLADUNG = "einladung"
    PASSWORT = "passwort"


GUELTIG: Final[Mapping[Zweck, timedelta]] = MappingProxyType(
    {Zweck.EINLADUNG: timedelta(days=7), Zweck.PASSWORT: timedelta(minutes=60)}
)


@dataclass(frozen=True, slots=True)
class Linkkarte:
    """A link that still counts, and whose it is."""

    id: str
    zweck: Zweck
    person_id: str


def stelle_aus(person: Person, zweck: Zweck, *, geheimnis: bytes, jetzt: datetime, mit_mail: bool = True) -> str:
    """Make a link for a loaded person inside the running transaction and return its path; older ones are spent.

    The mail with it goes into the outbox, unless the link reaches the person another way.
    """
    entwerte(person, jetzt=jetzt)
    link_id = neue_id()
    schluessel = schluessel_von(link_id, geheimnis)
    zeile = Einmallink(id=link_id, person_id=person.id, zweck=zweck, sha256=sha256(schluessel), erstellt=jetzt)
    zeile.gueltig_bis = jetzt + GUELTIG[zweck]
    db.session.add(zeile)
    if mit_mail:
        kontopost.schicke_link(person, link_id, einladung=zweck is Zweck.EINLADUNG, bis=zeile.gueltig_bis, jetzt=jetzt)
    return f"{kontopost.PFAD}{schluessel}"


def schluessel_von(link_id: str, geheimnis: bytes) -> str:
    """What stands at the end of the link's address."""
    return in_worten(abgeleitet(geheimnis, "einmallink", link_id))


def finde(schluessel: str, *, jetzt: datetime) -> Linkkarte:
    """The link of this key. Raises `LinkUngueltig` if it is unknown, spent or too old, or its person is locked."""
    frage = (
        select(Einmallink.id, Einmallink.zweck, Einmallink.person_id)
        .join(Person, Person.id == Einmallink.person_id)
        .where(
            Einmallink.sha256 == sha256(schluessel),
            Einmallink.verbraucht.is_(None),
            Einmallink.gueltig_bis > jetzt,
            Person.aktiv,
        )
    )
    zeile = db.session.execute(frage).first()
    if zeile is None:
        raise LinkUngueltig
    return Linkkarte(zeile.id, Zweck(zeile.zweck), zeile.person_id)


def verbrauche(link: Linkkarte, *, jetzt: datetime) -> None:
    """Spend the link inside the running transaction; of two at the same moment one wins. Raises `LinkUngueltig`."""
    noch_da = update(Einmallink).where(
        Einmallink.id == link.id, Einmallink.verbraucht.is_(None), Einmallink.gueltig_bis > jetzt
    )
    if db.session.execute(noch_da.values(verbraucht=jetzt).returning(Einmallink.id)).first() is None:
        raise LinkUngueltig


def entwerte(person: Person, *, jetzt: datetime) -> None:
    """Spend whatever links a person still has, inside the running transaction."""
    offene = update(Einmallink).where(Einmallink.person_id == person.id, Einmallink.verbraucht.is_(None))
    db.session.execute(offene.values(verbraucht=jetzt).execution_options(synchronize_session=False))


def zweck_fuer(person: Person) -> Zweck:
    """Whoever has no password yet is invited, however the link was asked for: it must not end sooner for that."""
    return Zweck.PASSWORT if person.passwort else Zweck.EINLADUNG


def genug_fuer_jetzt(person_id: str, hoechstens: int = JE_STUNDE, *, jetzt: datetime) -> bool:
    """True if this account has had its links for this hour."""
    juengste = select(func.count()).where(
        Einmallink.person_id == person_id, Einmallink.erstellt > jetzt - timedelta(hours=1)
    )
    return (db.session.scalar(juengste) or 0) >= hoechstens


def raeume_auf(*, jetzt: datetime) -> int:
    """Forget the links that ended a day ago or longer; returns how many. For the clock."""
    with transaction() as sitzung:
        alte = delete(Einmallink).where(Einmallink.gueltig_bis <= jetzt - timedelta(days=1))
        return len(sitzung.execute(alte.returning(Einmallink.id)).all())

"""The outbox: what is to leave the house lies here as a row, written in the transaction that wants it sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select, update

from vorlagen.extensions import db
from vorlagen.models import Person, Postausgang, Vorlage
from vorlagen.services.einmal import einfuegen
from vorlagen.services.schluessel import sha256

ADRESSE: Final = "{{adresse}}"
"""Stands in a mail's text and HTML where the full address of its `pfad` belongs, which only the sender knows."""


class Zustand(StrEnum):
    """Where a mail is. `VERGEBEN`: one clock is just sending it; `ENTFALLEN`: its reason went before it did."""

    BEREIT = "bereit"
    VERGEBEN = "vergeben"
    GESENDET = "gesendet"
    GESCHEITERT = "gescheitert"
    ENTFALLEN = "entfallen"


@dataclass(frozen=True, slots=True)
class Brief:
    """A mail before it lies in the outbox; see `lege_in_ausgang`."""

    schluessel: str
    person: Person
    vorlage: Vorlage | None
    inhalt: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sendung:
    """A mail as the operator sees it. `zweifel`: it may have arrived before and was sent again."""

    an: str
    betreff: str
    zustand: str
    versuche: int
    naechster_versuch: datetime
    zweifel: bool
    fehler: str | None
    erstellt: datetime
    gesendet: datetime | None


def lege_in_ausgang(
    *, schluessel: str, person: Person, vorlage: Vorlage | None, inhalt: Mapping[str, Any], jetzt: datetime
) -> None:
    """Put a mail to a person into the outbox, inside the running transaction; the same `schluessel` only once.

    `inhalt`: `betreff`, `text`, `html` and `pfad` (of the page that it is about), with `ADRESSE` in text and HTML.
    """
    lege_alle_in_ausgang([Brief(schluessel, person, vorlage, inhalt)], jetzt=jetzt)


def lege_alle_in_ausgang(briefe: Sequence[Brief], *, jetzt: datetime) -> None:
    """The same for many at once; ten thousand may be due on one morning."""
    _lege_zeilen(
        [
            {
                "koerperschaft_id": brief.person.koerperschaft_id,
                "schluessel": brief.schluessel,
                "person_id": brief.person.id,
                "vorlage_id": brief.vorlage.id if brief.vorlage else None,
                "an": brief.person.mail,
                "inhalt": dict(brief.inhalt),
            }
            for brief in briefe
        ],
        jetzt,
    )


def lege_fuer_adressen(
    adressen: Sequence[str], *, koerperschaft_id: str, schluessel: str, inhalt: Mapping[str, Any], jetzt: datetime
) -> None:
    """The same for addresses that belong to nobody here, each its own mail; its key outlives the address."""
    gemeinsam = {"koerperschaft_id": koerperschaft_id, "person_id": None, "vorlage_id": None, "inhalt": dict(inhalt)}
    _lege_zeilen([{**gemeinsam, "schluessel": f"{schluessel}/{sha256(an)[:16]}", "an": an} for an in adressen], jetzt)


def streiche(anfang: str, *, vorlage_id: str | None, grund: str) -> None:
    """Cancel the mails about this paper whose key begins so, inside the running transaction.

    One that is just being sent is stopped too, unless the dot is set: its sender finds the row no longer its own.
    """
    db.session.execute(
        update(Postausgang)
        .where(
            Postausgang.vorlage_id == vorlage_id,
            Postausgang.zustand.in_([Zustand.BEREIT, Zustand.VERGEBEN]),
            Postausgang.phase == "",
            Postausgang.schluessel.startswith(anfang, autoescape=True),
        )
        .values(zustand=Zustand.ENTFALLEN, vergeben_bis=None, fehler=grund)
        .execution_options(synchronize_session=False)
    )


def sendungen(*, alle: bool = False, hoechstens: int = 100) -> tuple[Sendung, ...]:
    """What has not left the house, next attempt first; `alle`: whatever was ever here, newest first."""
    frage = select(
        Postausgang.an,
        Postausgang.inhalt["betreff"].as_string(),
        Postausgang.zustand,
        Postausgang.versuche,
        Postausgang.naechster_versuch,
        Postausgang.zweifel,
        Postausgang.fehler,
        Postausgang.erstellt,
        Postausgang.gesendet,
    ).limit(hoechstens)
    if alle:
        frage = frage.order_by(Postausgang.erstellt.desc(), Postausgang.id.desc())
    else:
        erledigt = [Zustand.GESENDET, Zustand.ENTFALLEN]
        frage = frage.where(Postausgang.zustand.not_in(erledigt))
        frage = frage.order_by(Postausgang.naechster_versuch, Postausgang.id)
    return tuple(Sendung(*zeile) for zeile in db.session.execute(frage))


def _lege_zeilen(zeilen: Sequence[Mapping[str, Any]], jetzt: datetime) -> None:
    # `message_id` follows from the key and is kept when the dot is set, see zustellung.py
    neu = {"message_id": "", "zustand": Zustand.BEREIT, "naechster_versuch": jetzt, "erstellt": jetzt}
    if zeilen:
        befehl = einfuegen(db.session(), Postausgang)
        db.session.execute(
            befehl.on_conflict_do_nothing(index_elements=[Postausgang.schluessel]), [{**z, **neu} for z in zeilen]
        )

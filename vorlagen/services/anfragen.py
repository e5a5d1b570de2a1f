"""Asked twice, done once: the answer to a request with an Idempotency-Key is kept with what the request did.

1. The key is noted as taken (a transaction of its own), so that a second request meanwhile is told to wait.
2. Use case and answer are written in one transaction, under the lock of the key's row: both or neither.
3. A refusal changed nothing; it is kept as the answer as well. What breaks off unforeseen gives the key back.

A process that dies in between leaves a key without an answer and nothing done. After `GEDULD` the next request
takes the key over; should the first one wake up again, it finds the key taken and is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update

from vorlagen.extensions import db, transaction
from vorlagen.fehler import AnfrageLaeuft, Fachfehler, SchluesselAndersVerwendet, Zusammenstoss
from vorlagen.models import Anfrageschluessel
from vorlagen.services.einmal import einfuegen

GEDULD = timedelta(minutes=2)
"""Longer than any request may take; only when it has passed is a key without an answer an orphan."""

AUFBEWAHRUNG = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Anfrage:
    """Who asks with which key; `sha256` is over method, address and body."""

    person_id: str
    schluessel: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Antwort:
    """An answer as it goes over the wire. `zu_behalten` is its body without what is told only once."""

    status: int
    kopf: Mapping[str, str]
    koerper: str
    zu_behalten: str | None = None


def einmal(
    anfrage: Anfrage, *, tue: Callable[[], Antwort], weise_ab: Callable[[Fachfehler], Antwort], jetzt: datetime
) -> Antwort:
    """The answer to this request: the kept one, or that of `tue`, which runs one use case.

    `weise_ab` words a refusal. Raises `AnfrageLaeuft`, `SchluesselAndersVerwendet`.
    """
    fruehere = _nimm_an(anfrage, jetzt)
    if fruehere is not None:
        return fruehere
    try:
        with transaction(umfassend=True) as sitzung:
            frage = select(Anfrageschluessel.erstellt).where(_offener(anfrage, jetzt)).with_for_update()
            if sitzung.scalar(frage) is None:
                raise AnfrageLaeuft
            antwort = tue()
            _halte_fest(anfrage, antwort, jetzt)
            return antwort
    except AnfrageLaeuft:
        raise
    except Zusammenstoss as fehler:
        _gib_zurueck(anfrage, jetzt)
        return weise_ab(fehler)
    except Fachfehler as fehler:
        antwort = weise_ab(fehler)
        (_halte_fest(anfrage, antwort, jetzt) if antwort.status < 500 else _gib_zurueck(anfrage, jetzt))
        return antwort
    except BaseException:
        _gib_zurueck(anfrage, jetzt)
        raise


def _nimm_an(anfrage: Anfrage, jetzt: datetime) -> Antwort | None:
    """The earlier answer, or None if the key is ours from now on."""
    eintrag = db.session.scalar(select(Anfrageschluessel).where(_von(anfrage)))
    if eintrag is None:
        _nimm(anfrage, jetzt)
        return None
    if eintrag.anfrage != anfrage.sha256:
        raise SchluesselAndersVerwendet("Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.")
    if eintrag.status is not None:
        return Antwort(eintrag.status, json.loads(eintrag.kopf or "{}"), eintrag.antwort or "")
    if eintrag.erstellt > jetzt - GEDULD:
        raise AnfrageLaeuft
    _uebernimm(anfrage, eintrag.erstellt, jetzt)
    return None


def _nimm(anfrage: Anfrage, jetzt: datetime) -> None:
    alte = and_(Anfrageschluessel.person_id == anfrage.person_id, Anfrageschluessel.erstellt < jetzt - AUFBEWAHRUNG)
    with transaction() as sitzung:
        sitzung.execute(delete(Anfrageschluessel).where(alte))
        neuer = einfuegen(sitzung, Anfrageschluessel).values(
            person_id=anfrage.person_id, schluessel=anfrage.schluessel, anfrage=anfrage.sha256, erstellt=jetzt
        )
        _pruefe_erhalten(sitzung.scalar(neuer.on_conflict_do_nothing().returning(Anfrageschluessel.schluessel)))


def _uebernimm(anfrage: Anfrage, seit: datetime, jetzt: datetime) -> None:
    with transaction() as sitzung:
        verwaister = update(Anfrageschluessel).where(_offener(anfrage, seit)).values(erstellt=jetzt)
        _pruefe_erhalten(sitzung.scalar(verwaister.returning(Anfrageschluessel.schluessel)))


def _pruefe_erhalten(schluessel: str | None) -> None:
    """Of several who reach for a key one gets a row back."""
    if schluessel is None:
        raise AnfrageLaeuft


def _halte_fest(anfrage: Anfrage, antwort: Antwort, jetzt: datetime) -> None:
    with transaction() as sitzung:
        koerper = antwort.koerper if antwort.zu_behalten is None else antwort.zu_behalten
        werte = {"status": antwort.status, "kopf": json.dumps(dict(antwort.kopf)), "antwort": koerper}
        sitzung.execute(update(Anfrageschluessel).where(_offener(anfrage, jetzt)).values(werte))


def _gib_zurueck(anfrage: Anfrage, jetzt: datetime) -> None:
    with transaction() as sitzung:
        sitzung.execute(delete(Anfrageschluessel).where(_offener(anfrage, jetzt)))


def _von(anfrage: Anfrage) -> ColumnElement[bool]:
    return and_(Anfrageschluessel.person_id == anfrage.person_id, Anfrageschluessel.schluessel == anfrage.schluessel)


def _offener(anfrage: Anfrage, seit: datetime) -> ColumnElement[bool]:
    """The key as this very request took it: whoever comes later has another instant."""
    return and_(_von(anfrage), Anfrageschluessel.erstellt == seit, Anfrageschluessel.status.is_(None))

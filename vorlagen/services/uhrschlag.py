"""When the clock last struck, per work: one row each, for `/readyz` and for whoever wonders why nothing comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.models import Uhrschlag
from vorlagen.services.einmal import einfuegen

TAKT: Final = timedelta(seconds=15)
"""How often a running clock strikes."""

ERINNERN: Final = "erinnern"
"""The work by which the clock is judged: it never waits for anything outside the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilanz:
    """What one stroke did: papers published, deadlines that moved, silence taken for agreement, reminders, mails,
    documents made, daily heads signed, objects of OParl and texts for the search written,
    messages taken by other systems, runs of an import and case files brought to an end."""

    veroeffentlicht: int = 0
    nachgerechnet: int = 0
    stillschweigend: int = 0
    erinnert: int = 0
    gestrichen: int = 0
    zurueckgeholt: int = 0
    gesendet: int = 0
    aufgeschoben: int = 0
    ungewiss: int = 0
    gescheitert: int = 0
    verloren: int = 0
    dokumente: int = 0
    tageskoepfe: int = 0
    passwortlinks: int = 0
    gemeldet: int = 0
    aufgeraeumt: int = 0
    oparl: int = 0
    gesucht: int = 0
    eingefuehrt: int = 0
    aufgenommen: int = 0


def schlage_an(werk: str, *, jetzt: datetime) -> None:
    """Note that this work was just done without a fault."""
    with transaction() as sitzung:
        sitzung.execute(
            einfuegen(sitzung, Uhrschlag)
            .values(werk=werk, zeit=jetzt)
            .on_conflict_do_update(index_elements=[Uhrschlag.werk], set_={"zeit": jetzt})
        )


def letzte_schlaege() -> Mapping[str, datetime]:
    """Work → when it was last done."""
    return dict(db.session.execute(select(Uhrschlag.werk, Uhrschlag.zeit)).all())


def uhr_geht(*, jetzt: datetime) -> bool:
    """False if no clock has struck for three beats."""
    zuletzt = letzte_schlaege().get(ERINNERN)
    return zuletzt is not None and jetzt - zuletzt <= 3 * TAKT

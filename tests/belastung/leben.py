"""Random lives of papers, as many steps as wanted, on either database."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.leben import Leben
from tests.postgres import datenbank
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import Base, db
from vorlagen.services import passworthash, schema

JE_LEBEN = 100
"""Steps of one life at the most; the next begins in an empty town."""

AUF_EINMAL = 10
"""Lives after which is looked whether these were steps enough."""


@dataclass(frozen=True, slots=True)
class Bilanz:
    """What was tried: by deed how often it was done, refused, or changed nothing; and how long it took."""

    taten: Counter[tuple[str, str]]
    sekunden: float

    @property
    def schritte(self) -> int:
        """After how many steps all that must hold was asked."""
        return self.taten["Schritte", "geprüft"]

    @property
    def gelungen(self) -> frozenset[str]:
        """The deeds that changed something at least once."""
        return frozenset(was for was, wie in self.taten if wie == "getan")


def lebe(leben: int, schritte: int, *, immer_gleich: bool = False) -> Bilanz:
    """Lead so many lives of so many steps in the database of the open application, which is emptied before each.

    `immer_gleich`: the same lives every time, and the shortest one that breaks is looked for. Raises `AssertionError`
    with the sentence that did not hold.
    """

    class ImLeeren(Leben):
        taten: ClassVar = Counter[tuple[str, str]]()

        def __init__(self) -> None:
            super().__init__()
            leere()

    passworthash._pruefer = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    beginn = time.monotonic()
    run_state_machine_as_test(
        ImLeeren,
        settings=settings(
            max_examples=leben,
            stateful_step_count=schritte,
            deadline=None,
            derandomize=immer_gleich,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        ),
    )
    return Bilanz(ImLeeren.taten, time.monotonic() - beginn)


def laufe(schritte: int, *, postgresql: bool, melde: Callable[[int], None]) -> Bilanz:
    """At least so many steps on a database of its own, which is gone afterwards; `melde` hears how many there were."""
    with TemporaryDirectory() as ort, datenbank(Path(ort), "leben", postgresql=postgresql) as adresse:
        app = create_app(Einstellungen(instance=Path(ort), database_url=adresse, secret_key="nur-fuer-pruefungen-" * 3))
        with app.app_context():
            schema.bringe_auf_stand(migrationen())
            try:
                taten: Counter[tuple[str, str]] = Counter()
                beginn = time.monotonic()
                while taten["Schritte", "geprüft"] < schritte:
                    taten += lebe(AUF_EINMAL, min(schritte, JE_LEBEN)).taten
                    melde(taten["Schritte", "geprüft"])
                return Bilanz(taten, time.monotonic() - beginn)
            finally:
                db.session.remove()
                db.engine.dispose()


def leere() -> None:
    """Empty the database of the open application."""
    db.session.remove()
    tabellen = Base.metadata.sorted_tables[::-1]
    with db.engine.begin() as verbindung:
        if db.engine.dialect.name == "postgresql":  # whose second wall hides the rows from DELETE, not from the owner
            verbindung.exec_driver_sql(f"TRUNCATE {', '.join(tabelle.name for tabelle in tabellen)}")
            return
        verbindung.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for tabelle in tabellen:
            verbindung.execute(tabelle.delete())

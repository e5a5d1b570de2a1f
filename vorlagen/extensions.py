"""What the house stands on: database, one way to write, the tenant wall, the procedures that were found."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Final

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
    event,
    false,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry

from vorlagen.fehler import Zusammenstoss
from vorlagen.workflow.verzeichnis import Verzeichnis

verzeichnis = Verzeichnis()


class Base(DeclarativeBase):
    """All tables. Constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both databases (SQLite drops zones). Refuses a naive value."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def neue_id() -> str:
    """An opaque id: UUID version 7 (RFC 9562 § 5.7) as 32 hex digits, so that new rows lie beside each other.

    Those of one process only grow (§ 6.2, method 2): rows that were made in one millisecond keep their order.
    """
    global _letzte_id
    zufall = secrets.randbits(74)
    wert = time.time_ns() // 1_000_000 << 80 | 0x7 << 76 | zufall >> 62 << 64 | 0b10 << 62 | zufall & (1 << 62) - 1
    with _id_schloss:
        _letzte_id = max(wert, _letzte_id + 1)
        return f"{_letzte_id:032x}"


_letzte_id = 0
_id_schloss = Lock()


class Mandant:
    """A row that belongs to one Koerperschaft. No statement sees it unless the session was told whose it may see."""

    koerperschaft_id: Mapped[str] = mapped_column(String(32), ForeignKey("koerperschaft.id"), index=True)


ALLE: Final = "alle"
"""The scope of the installation's own work (clock, import, set-up), never of a person of one town."""


def sicht_oeffnen(koerperschaften: frozenset[str] | str) -> None:
    """Say whose rows this session may see from now on: a set of ids, or `ALLE`."""
    db.session.info["sicht"] = koerperschaften


@event.listens_for(Session, "do_orm_execute")
def _mandantengrenze(zustand: ORMExecuteState) -> None:
    """Default deny below the services: a forgotten scope finds nothing."""
    sicht = zustand.session.info.get("sicht", frozenset())
    if sicht == ALLE or zustand.is_column_load or zustand.is_relationship_load:
        return
    if len(sicht) == 1:
        (eine,) = sicht
        zustand.statement = zustand.statement.options(
            with_loader_criteria(Mandant, lambda tabelle: tabelle.koerperschaft_id == eine, include_aliases=True)
        )
    elif sicht:
        liste = sorted(sicht)
        zustand.statement = zustand.statement.options(
            with_loader_criteria(Mandant, lambda tabelle: tabelle.koerperschaft_id.in_(liste), include_aliases=True)
        )
    else:
        zustand.statement = zustand.statement.options(
            with_loader_criteria(Mandant, lambda tabelle: false(), include_aliases=True)
        )


@event.listens_for(Session, "before_flush")
def _nur_eigene_zeilen(session: Session, _ablauf: object, _instanzen: object) -> None:
    sicht = session.info.get("sicht", frozenset())
    if sicht == ALLE:
        return
    for zeile in (*session.new, *session.dirty, *session.deleted):
        if isinstance(zeile, Mandant) and zeile.koerperschaft_id not in sicht:
            raise PermissionError(f"{type(zeile).__name__} belongs to a Koerperschaft out of sight")


@contextmanager
def transaction(*, umfassend: bool = False) -> Iterator[Session]:
    """One use case, one transaction: all is written or nothing is. Only services open it; it does not nest.

    On SQLite it begins IMMEDIATE, so two writers queue up instead of failing half way. Objects that were loaded
    before belong to an older read and are expired. An `umfassend` one takes whole use cases in: theirs become its
    savepoints, so that what was done and what was answered are kept together or not at all.
    """
    sitzung = db.session()
    aussen = sitzung.info.get("schreibt")
    if aussen == "allein":
        raise RuntimeError("transaction() does not nest")
    with _teil(sitzung) if aussen else _ganze(sitzung):
        sitzung.info["schreibt"] = "umfassend" if umfassend else "allein"
        try:
            yield sitzung
        finally:
            sitzung.info["schreibt"] = aussen


@contextmanager
def _ganze(sitzung: Session) -> Iterator[None]:
    sitzung.rollback()
    sitzung.connection(execution_options={"schreibt": True})
    try:
        yield
        sitzung.commit()
    except OperationalError as fehler:
        sitzung.rollback()
        if _kam_in_die_quere(fehler.orig):
            raise Zusammenstoss from fehler
        raise
    except BaseException:
        sitzung.rollback()
        raise


def _kam_in_die_quere(fehler: BaseException | None) -> bool:
    """Serialization failure, deadlock, lock timeout (PostgreSQL, Appendix A); SQLite's busy timeout ran out."""
    if isinstance(fehler, sqlite3.OperationalError):
        return fehler.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(fehler, "sqlstate", None) in ("40001", "40P01", "55P03")


@contextmanager
def _teil(sitzung: Session) -> Iterator[None]:
    sitzung.flush()
    sitzung.expire_all()
    with sitzung.begin_nested():
        yield
    sitzung.expire_all()


def verbindung_einrichten(engine: Engine, *, synchronous: str = "FULL") -> None:
    """Make a new engine's connections behave: SQLite durable, patient and honest about transactions."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _pragmas(verbindung: DBAPIConnection, _eintrag: ConnectionPoolEntry) -> None:
        assert isinstance(verbindung, sqlite3.Connection)  # noqa: S101 - the dialect was asked above
        verbindung.isolation_level = None  # the driver must not begin by itself; _beginne does
        zeiger = verbindung.cursor()
        for befehl in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
        ):
            zeiger.execute(f"PRAGMA {befehl}")
        zeiger.close()

    @event.listens_for(engine, "begin")
    def _beginne(verbindung: Connection) -> None:
        schreibt = verbindung.get_execution_options().get("schreibt")
        verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibt else "BEGIN")

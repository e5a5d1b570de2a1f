"""Is the database as this version needs it? Commands refuse an old one with a sentence; `db upgrade` mends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from vorlagen.extensions import db
from vorlagen.fehler import SchemaVeraltet

EINER_ZUR_ZEIT = 0x566F726C  # "Vorl": the advisory lock under which PostgreSQL is migrated


def bringe_auf_stand(ordner: Path) -> None:
    """Run all migrations. On PostgreSQL processes that do so at once wait for each other."""
    konfiguration = _konfiguration(ordner)
    with db.engine.connect() as verbindung, _umbau(verbindung):
        if verbindung.dialect.name == "postgresql":
            verbindung.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": EINER_ZUR_ZEIT})
        konfiguration.attributes["connection"] = verbindung
        command.upgrade(konfiguration, "head")
        verbindung.commit()


def pruefe_stand(ordner: Path) -> None:
    """Raise `SchemaVeraltet` unless the database is exactly at the newest migration."""
    neueste = ScriptDirectory.from_config(_konfiguration(ordner)).get_current_head()
    with db.engine.connect() as verbindung:
        jetzige = MigrationContext.configure(verbindung).get_current_revision()
    if jetzige != neueste:
        raise SchemaVeraltet(
            "Die Datenbank ist noch leer oder auf einem älteren Stand. Bitte zuerst `vorlagen db upgrade` ausführen."
            if jetzige is None or _bekannt(ordner, jetzige)
            else "Die Datenbank ist neuer als dieses Programm. Bitte das Programm aktualisieren."
        )


@contextmanager
def _umbau(verbindung: Connection) -> Iterator[None]:
    """SQLite changes a constraint by copying the table and dropping the old one, which other rows refer to.

    Foreign keys rest meanwhile; the switch has no effect inside a transaction, so the driver is told before one begins.
    """
    if verbindung.dialect.name != "sqlite":
        yield
        return
    treiber: Any = verbindung.connection.dbapi_connection
    treiber.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        treiber.execute("PRAGMA foreign_keys=ON")


def _bekannt(ordner: Path, revision: str) -> bool:
    skripte = ScriptDirectory.from_config(_konfiguration(ordner))
    return any(skript.revision == revision for skript in skripte.walk_revisions())


def _konfiguration(ordner: Path) -> Config:
    konfiguration = Config()
    konfiguration.set_main_option("script_location", str(ordner).replace("%", "%%"))
    return konfiguration

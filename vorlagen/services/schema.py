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

from vorlagen.extensions import ALLE, db
from vorlagen.fehler import SchemaVeraltet
from vorlagen.models import mauer
from vorlagen.services import zeilenzahlen

EINER_ZUR_ZEIT = 0x566F726C  # "Vorl": the advisory lock under which PostgreSQL is migrated


def bringe_auf_stand(ordner: Path) -> None:
    """Run all migrations and put every table behind the wall. On PostgreSQL processes that do so at once queue up.

    Raises `SchemaVeraltet` if a table is left without: nothing is kept then.
    """
    konfiguration = _konfiguration(ordner)
    with db.engine.connect() as verbindung, _umbau(verbindung):
        if verbindung.dialect.name == "postgresql":
            verbindung.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": EINER_ZUR_ZEIT})
        mauer.sieht(verbindung, ALLE)
        konfiguration.attributes["connection"] = verbindung
        command.upgrade(konfiguration, "head")
        mauer.errichte(verbindung)
        if offene := mauer.offene_tabellen(verbindung):
            raise SchemaVeraltet(f"Diese Tabellen gehören keiner Körperschaft: {', '.join(offene)}.")
        verbindung.commit()
    zeilenzahlen.zaehle()  # a new index misleads until its rows are counted


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


def maengel() -> list[str]:
    """What is wrong with how the database keeps towns apart, as German sentences; empty if nothing is."""
    with db.engine.connect() as verbindung:
        saetze = [
            f"Die Datenbankrolle „{rolle}“ umgeht die Trennung der Körperschaften (Superuser oder BYPASSRLS). Bitte "
            "verwenden Sie eine gewöhnliche Rolle."
            for rolle in mauer.umgehende_rolle(verbindung)
        ]
        if offene := mauer.offene_tabellen(verbindung):
            saetze.append(f"Ungetrennt sind: {', '.join(offene)}. Bitte `vorlagen db upgrade` ausführen.")
        return saetze


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

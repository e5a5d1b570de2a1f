"""SQLite chooses its ways by how many rows it believes there are; it believes in ten until somebody counts."""

from __future__ import annotations

from typing import Any, Final

from vorlagen.extensions import db

_HOECHSTENS: Final = 1000
"""So many rows of an index are looked at: an estimate is enough, and nobody waits for it."""


def zaehle() -> None:
    """Let SQLite look again. PostgreSQL does so itself (autovacuum)."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as verbindung:
        # The estimate is a write of its own, outside of any transaction of ours.
        treiber: Any = verbindung.connection.dbapi_connection
        treiber.execute(f"PRAGMA analysis_limit={_HOECHSTENS}")
        treiber.execute("ANALYZE")

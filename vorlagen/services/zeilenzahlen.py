"""SQLite chooses its ways by how many rows it believes there are; it believes in ten until somebody counts."""

from __future__ import annotations

from typing import Any, Final

from vorlagen.extensions import db

_HOECHSTENS: Final = 100_000
"""So many rows of an index are looked at, which takes a second at most. With fewer SQLite believes that a town has no
more rows than that, and reads all of the town where it should follow the few ids that it was given."""


def zaehle() -> None:
    """Let SQLite look again. PostgreSQL does so itself (autovacuum)."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as verbindung:
        # The estimate is a write of its own, outside of any transaction of ours.
        treiber: Any = verbindung.connection.dbapi_connection
        treiber.execute(f"PRAGMA analysis_limit={_HOECHSTENS}")
        treiber.execute("ANALYZE")

"""Rows that must exist once, however many processes write them: INSERT … ON CONFLICT in both dialects."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from vorlagen.extensions import Base


def einfuegen(sitzung: Session, tabelle: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The INSERT of this session's database, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if sitzung.get_bind().dialect.name == "postgresql":
        return postgresql.insert(tabelle)
    return sqlite.insert(tabelle)

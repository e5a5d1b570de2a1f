"""What is asked of the database meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from vorlagen.extensions import db


@contextmanager
def mitgelesen() -> Iterator[list[str]]:
    """Every statement in the order in which it is sent."""
    gefragt: list[str] = []

    def merke(_verbindung: object, _zeiger: object, satz: str, *_rest: object) -> None:
        gefragt.append(satz)

    event.listen(db.engine, "before_cursor_execute", merke)
    try:
        yield gefragt
    finally:
        event.remove(db.engine, "before_cursor_execute", merke)

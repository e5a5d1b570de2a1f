"""Opening the house of VORLAGEN_INSTANCE for one command.

The application stands one floor above. It is found by name when a command needs it, as a WSGI server finds it; so
commands that need no database start without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import resolve_name

from flask import Flask
from sqlalchemy.exc import OperationalError

from vorlagen.config import Einstellungen, aus_umgebung
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.services import schema


@contextmanager
def offen(einstellungen: Einstellungen | None = None, *, umbau: bool = False) -> Iterator[Flask]:
    """The application with an open context that sees every Koerperschaft.

    `umbau` migrates the database first; else one that does not fit is refused. Raises `SchemaVeraltet`,
    `EinstellungUngueltig`.
    """
    baue: Callable[[Einstellungen], Flask] = resolve_name("vorlagen.app:create_app")
    app = baue(einstellungen or aus_umgebung())
    with app.app_context():
        try:
            _pruefe_datenbank()
            (schema.bringe_auf_stand if umbau else schema.pruefe_stand)(_migrationen())
            sicht_oeffnen(ALLE)
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def warne(app: Flask) -> None:
    """Log what a long-running process should not run with, though it can."""
    for satz in schema.maengel():
        app.logger.warning("%s", satz)


def _pruefe_datenbank() -> None:
    try:
        db.engine.connect().close()
    except OperationalError as fehler:
        grund = " ".join(str(fehler.orig).split())
        raise EinstellungUngueltig(f"Die Datenbank lässt sich nicht öffnen: {grund}.") from fehler


def _migrationen() -> Path:
    ordner: Callable[[], Path] = resolve_name("vorlagen.app:migrationen")
    return ordner()

"""`vorlagen db`: bring the database to the stand of this version."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.deutsch import Befehl, Gruppe


@click.group(cls=Gruppe)
def db() -> None:
    """Die Datenbank pflegen."""


@db.command(cls=Befehl, short_help="Bringt die Tabellen auf den Stand dieser Version.")
def upgrade() -> None:
    """Legt die Tabellen an oder bringt sie auf den Stand dieser Version. Vorher bitte sichern."""
    with haus.offen(umbau=True):
        click.echo("Die Datenbank ist auf dem neuesten Stand.")

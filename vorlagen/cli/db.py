"""`vorlagen db`: bring the database to the stand of this version."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.services import schema


@click.group(cls=Gruppe)
def db() -> None:
    """Die Datenbank pflegen."""


@db.command(cls=Befehl, short_help="Bringt die Tabellen auf den Stand dieser Version.")
def upgrade() -> None:
    """Legt die Tabellen an oder bringt sie auf den Stand dieser Version. Vorher bitte sichern."""
    with haus.offen(umbau=True):
        click.echo("Die Datenbank ist auf dem neuesten Stand.")


@db.command(cls=Befehl, short_help="Prüft, ob die Datenbank die Körperschaften trennt.")
@mit_json
def pruefe(json_: bool) -> int:
    """Prüft den Stand der Tabellen und ob PostgreSQL selbst die Körperschaften voneinander trennt."""
    with haus.offen():
        maengel = schema.maengel()
    if json_:
        als_json({"maengel": maengel})
    else:
        click.echo("\n".join(maengel) or "Die Datenbank ist auf dem neuesten Stand und in Ordnung.")
    return 1 if maengel else 0

"""`vorlagen anlagen`: the files that are kept."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.services import anlagenpruefung


@click.group(cls=Gruppe)
def anlagen() -> None:
    """Gespeicherte Anlagen prüfen."""


@anlagen.command(cls=Befehl)
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, json_: bool) -> None:
    """Prüft alle Anlagen: Prüfsumme, Typ, gefährliche Inhalte, und Viren, wenn ClamAV eingestellt ist."""
    with haus.offen(), click.progressbar(length=1, label="Anlagen", hidden=json_) as balken:

        def fortschritt(getan: int, alle: int) -> None:
            balken.length = alle
            balken.update(getan - balken.pos)

        anzahl, maengel = anlagenpruefung.pruefe_alle(fortschritt)
    if json_:
        als_json({"geprueft": anzahl, "beanstandet": maengel})
    else:
        for mangel in maengel:
            click.echo(f"Vorlage {mangel.vorlage_id}, Anlage {mangel.anlage_id} „{mangel.name}“: {mangel.satz}")
        click.echo(f"Geprüfte Anlagen: {anzahl}. {'Beanstandet' if maengel else 'Nichts beanstandet'}.")
    if maengel:
        ctx.exit(1)

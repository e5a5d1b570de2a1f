"""`vorlagen suche`: the index of the full-text search."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.services import stammdaten
from vorlagen.services.suche import nachziehen


@click.group(cls=Gruppe, short_help="Pflegt das Verzeichnis der Volltextsuche.")
def suche() -> None:
    """Das Verzeichnis der Volltextsuche. Es folgt von selbst jeder Änderung."""


@suche.command(cls=Befehl, short_help="Legt das Verzeichnis der Suche neu an.")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")
@mit_json
def aufbauen(koerperschaft: str | None, json_: bool) -> None:
    """Legt das Verzeichnis der Suche einer Körperschaft neu an; die Vorlagen selbst bleiben unberührt.

    Gebraucht wird das nur nach einer großen Übernahme, damit die Treffer nach dem Alter geordnet sind. Währenddessen
    sagt die Suche, dass ihr noch etwas fehlt. Nach einem Abbruch macht die Uhr weiter.
    """
    anzahl = 0
    with haus.offen(), click.progressbar(length=1, label="Suche", hidden=json_) as balken:
        for anzahl, alle in nachziehen.baue_auf(stammdaten.finde_koerperschaft(koerperschaft).id):
            balken.length = max(alle, 1)
            balken.update(anzahl - balken.pos)
    if json_:
        als_json({"aufgenommen": anzahl})
    else:
        click.echo(f"In der Suche: {anzahl} {'Text' if anzahl == 1 else 'Texte'}.")

"""`vorlagen postausgang`: what waits to leave the house, and why it has not left."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl
from vorlagen.kalender import BERLIN
from vorlagen.services import post


@click.command(cls=Befehl, short_help="Listet Mails auf, die noch hinaus sollen.")
@click.option("--alle", is_flag=True, help="Auch gesendete und entfallene Mails, die neuesten zuerst.")
@mit_json
def postausgang(alle: bool, json_: bool) -> None:
    """Listet die Mails auf, die das Haus noch nicht verlassen haben (höchstens 100)."""
    with haus.offen():
        sendungen = post.sendungen(alle=alle)
    if json_:
        als_json(sendungen)
        return
    if not sendungen:
        click.echo("Der Postausgang ist leer.")
        return
    tabelle(
        ("An", "Zustand", "Versuche", "Nächster Versuch", "Betreff", "Fehler"),
        [
            (
                sendung.an,
                sendung.zustand,
                str(sendung.versuche),
                f"{sendung.naechster_versuch.astimezone(BERLIN):%d.%m.%Y %H:%M}",
                sendung.betreff,
                sendung.fehler or "",
            )
            for sendung in sendungen
        ],
    )

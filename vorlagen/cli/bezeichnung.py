"""`vorlagen bezeichnung`: what the town's printed result labels mean when papers are taken in."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.services import bezeichnungen
from vorlagen.workflow.begriffe import Ausgang

_ART = "Nur bei Stationen dieser Art, etwa Vorberatung; ohne Angabe bei allen."


@click.group(cls=Gruppe)
def bezeichnung() -> None:
    """Festlegen, welchen Ausgang eine gedruckte Bezeichnung bedeutet."""


@bezeichnung.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet auf, was diese Körperschaft selbst festgelegt hat."""
    with haus.offen():
        zeilen = bezeichnungen.liste(koerperschaft)
    if json_:
        als_json([{"bezeichnung": z.bezeichnung, "art": z.art, "ausgang": z.ausgang} for z in zeilen])
    elif not zeilen:
        click.echo("Es ist nichts Eigenes festgelegt.")
    else:
        tabelle(
            ("Bezeichnung", "Art der Station", "Ausgang"),
            [(z.bezeichnung, z.art or "alle", Ausgang(z.ausgang).titel) for z in zeilen],
        )


@bezeichnung.command(cls=Befehl)
@click.argument("text", metavar="BEZEICHNUNG")
@click.argument("ausgang", metavar="AUSGANG")
@click.option("--art", metavar="ART", help=_ART)
@koerperschaft_option
def neu(text: str, ausgang: str, art: str | None, koerperschaft: str | None) -> None:
    """Legt fest, welchen Ausgang eine Bezeichnung bedeutet, genau so, wie sie gedruckt ist.

    Groß- und Kleinschreibung zählt nicht. Was eingetragen ist, bleibt; es gilt für das, was danach aufgenommen wird.
    """
    with haus.offen():
        bezeichnungen.lege_fest(koerperschaft, text, ausgang, art=art)
    click.echo(f"„{text}“ heißt jetzt: {Ausgang(ausgang).titel}.")


@bezeichnung.command(cls=Befehl)
@click.argument("text", metavar="BEZEICHNUNG")
@click.option("--art", metavar="ART", help=_ART)
@koerperschaft_option
def streiche(text: str, art: str | None, koerperschaft: str | None) -> None:
    """Nimmt eine eigene Festlegung zurück. Ausgänge, die schon eingetragen sind, bleiben."""
    with haus.offen():
        bezeichnungen.streiche(koerperschaft, text, art=art)
    click.echo(f"Für „{text}“ ist nichts Eigenes mehr festgelegt.")

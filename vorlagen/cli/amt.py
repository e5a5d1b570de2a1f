"""`vorlagen amt`: which office has which Aufgabe, so that rules of co-signing find it."""

from __future__ import annotations

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.extensions import sicht_oeffnen
from vorlagen.services import stammdaten, zustaendigkeit


@click.group(cls=Gruppe)
def amt() -> None:
    """Ämter auflisten und ihnen Aufgaben geben."""


@amt.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet die Ämter mit ihren Aufgaben auf."""
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        sicht_oeffnen(frozenset({stadt.id}))
        aemter = [(a.nummer, a.name, list(a.aufgaben)) for a in stammdaten.aemter(stadt.id)]
    if json_:
        als_json([{"nummer": nummer, "name": name, "aufgaben": aufgaben} for nummer, name, aufgaben in aemter])
    else:
        tabelle(("Nummer", "Name", "Aufgaben"), [(nr, name, ", ".join(aufgaben)) for nr, name, aufgaben in aemter])


@amt.command(cls=Befehl)
@click.argument("nummer", metavar="NUMMER")
@click.argument("aufgaben", nargs=-1, metavar="[AUFGABE …]")
@koerperschaft_option
@mit_json
def aufgaben(nummer: str, aufgaben: tuple[str, ...], koerperschaft: str | None, json_: bool) -> None:
    """Gibt einem Amt genau diese Aufgaben, etwa finanzen oder klimaschutz; ohne Angabe keine."""
    with haus.offen():
        gemeint = zustaendigkeit.setze(nummer, aufgaben, koerperschaft=koerperschaft)
        name, jetzige = gemeint.aufschrift, list(gemeint.aufgaben)
    if json_:
        als_json({"nummer": nummer, "aufgaben": jetzige})
    else:
        click.echo(f"{name}: {', '.join(jetzige) or 'keine Aufgaben'}.")

"""`python3 dev.py belastung WORT`: what takes too long for every test run."""

from __future__ import annotations

import sys

import click

from tests.belastung.leben import laufe
from vorlagen.cli.ausgabe import tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, satz, zahl


@click.group(cls=Gruppe)
def belastung() -> None:
    """Lange Prüfungen, jede für sich aufzurufen."""


@belastung.command(cls=Befehl)
@click.option("--schritte", default="10000", type=zahl(10_000_000), metavar="N", help="Wie viele; ohne Angabe 10000.")
@click.option("--postgresql", is_flag=True, help="Auf PostgreSQL statt auf SQLite.")
def leben(schritte: int, postgresql: bool) -> None:
    """Führt zufällige Leben von Vorlagen und prüft nach jedem Schritt, was immer gilt (docs/invarianten.md)."""
    bilanz = laufe(max(1, schritte), postgresql=postgresql, melde=lambda n: click.echo(f"\r{n} Schritte", nl=False))
    click.echo()
    wie = ("getan", "abgelehnt", "ohne Folge")
    taten = sorted({was for was, _ in bilanz.taten} - {"Schritte"})
    tabelle(("Tat", *wie), [(was, *(str(bilanz.taten[was, eins]) for eins in wie)) for was in taten])
    click.echo(
        f"\n{bilanz.schritte} Schritte ({'PostgreSQL' if postgresql else 'SQLite'}) in {bilanz.sekunden:.0f} s, "
        f"{1000 * bilanz.sekunden / bilanz.schritte:.0f} ms je Schritt: alles, was gelten muss, galt."
    )


def main() -> int:
    """Run the word; a fault is an exception with the steps that led to it, and exit status 1."""
    try:
        belastung.main(prog_name="python3 dev.py belastung", standalone_mode=False)
    except click.ClickException as fehler:
        print(satz(fehler), file=sys.stderr)
        return fehler.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

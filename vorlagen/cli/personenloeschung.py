"""`vorlagen person loesche`: forget who somebody was; what they did stays provable."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.deutsch import Befehl
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import personenloeschung, zugaenge


@click.command(cls=Befehl)
@click.argument("anmeldename", metavar="ANMELDENAME")
@click.option("--grund", required=True, metavar="TEXT", help="Warum, ohne Namen, zum Beispiel ein Aktenzeichen.")
@click.option("--trotzdem", is_flag=True, help="Auch wenn noch etwas offen ist.")
@click.option("--ja", is_flag=True, help="Ohne Rückfrage.")
def loesche(anmeldename: str, grund: str, trotzdem: bool, ja: bool) -> None:
    """Löscht Name, Mailadresse, Zugänge und Rollen einer Person. Das lässt sich nicht rückgängig machen.

    Was die Person getan hat, bleibt mit „ehemalige Person“ stehen, und jede Prüfsumme bleibt gültig.
    """
    jetzt = datetime.now(UTC)
    with haus.offen():
        person_id, wer = zugaenge.im_betrieb(anmeldename)
        for satz in personenloeschung.hindernisse(person_id, wer=wer, jetzt=jetzt):
            click.echo(satz, err=True)
        if not ja:
            if not sys.stdin.isatty():
                raise EingabeUngueltig("Bitte bestätigen Sie mit --ja; rückgängig machen lässt es sich nicht.")
            click.confirm(f"Die Angaben zu „{anmeldename}“ endgültig löschen?", abort=True)
        name = personenloeschung.loesche(person_id, grund=grund, wer=wer, jetzt=jetzt, trotzdem=trotzdem)
    click.echo(f"Gelöscht. Wo ein Name stehen muss, steht jetzt: {name}.")

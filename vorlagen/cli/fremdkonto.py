"""`vorlagen person verbinde|trenne`: which entry of the town's directory is which account here."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.deutsch import Befehl
from vorlagen.config import Einstellungen
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.services import fremdkonten


@click.command(cls=Befehl)
@click.argument("anmeldename", metavar="ANMELDENAME")
@click.argument("kennung", metavar="KENNUNG")
def verbinde(anmeldename: str, kennung: str) -> None:
    """Verbindet ein Konto mit einem Eintrag im Verzeichnis der Stadt.

    KENNUNG ist der Wert von „sub“; in Keycloak heißt er „ID“ der Benutzerin oder des Benutzers.
    """
    with haus.offen() as app:
        einstellungen: Einstellungen = app.config["EINSTELLUNGEN"]
        oidc = einstellungen.einlass.oidc
        if oidc is None:
            raise EinstellungUngueltig("Es ist kein Verzeichnis eingestellt. Bitte zuerst VORLAGEN_OIDC_ISSUER setzen.")
        fremdkonten.verbinde(anmeldename, oidc.aussteller, kennung, jetzt=datetime.now(UTC))
    click.echo(f"„{anmeldename}“ ist mit dem Verzeichnis verbunden.")


@click.command(cls=Befehl)
@click.argument("anmeldename", metavar="ANMELDENAME")
def trenne(anmeldename: str) -> None:
    """Trennt ein Konto vom Verzeichnis der Stadt und beendet seine Anmeldungen. Das Konto selbst bleibt."""
    with haus.offen():
        fremdkonten.trenne(anmeldename, jetzt=datetime.now(UTC))
    click.echo(f"„{anmeldename}“ ist von jedem Verzeichnis getrennt.")

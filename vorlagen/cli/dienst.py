"""`vorlagen serve` and `vorlagen uhr`: the two processes of an installation."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from vorlagen import uhr as uhrwerk
from vorlagen.cli import haus, netz
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, zahl, zeitpunkt
from vorlagen.services import demokonten


@click.command(cls=Befehl, short_help="Bedient die Anwendung im Netz.")
@click.option("--host", default="127.0.0.1", metavar="ADRESSE", help="Worauf gehorcht wird; ohne Angabe 127.0.0.1.")
@click.option("--port", default="8000", type=zahl(65535), metavar="PORT", help="Ohne Angabe 8000.")
@click.option("--mit-uhr", is_flag=True, help="Die Uhr läuft im selben Prozess mit.")
def serve(host: str, port: int, mit_uhr: bool) -> None:
    """Bedient die Anwendung im Netz, bis Strg+C oder SIGTERM sie beendet.

    Verschlüsselung übernimmt ein Reverse-Proxy davor. Ohne --mit-uhr braucht es „vorlagen uhr“ als eigenen Prozess.
    """
    with haus.offen() as app:
        haus.warne(app)
        demokonten.pruefe()
        server = netz.horche(app, host=host, port=port)
        click.echo(f"Vorlagen horcht an {host}, Port {port}.")
        netz.bediene(server, app, mit_uhr=mit_uhr)
    click.echo("Beendet.")


@click.command(cls=Befehl, short_help="Erinnert, verschickt Mails, stellt Dokumente fertig.")
@click.option("--einmal", is_flag=True, help="Ein einziger Schlag, dann Ende.")
@click.option(
    "--jetzt", type=zeitpunkt, metavar="ZEIT", help="So tun, als wäre es dieser Zeitpunkt (nur mit --einmal)."
)
@mit_json
def uhr(einmal: bool, jetzt: datetime | None, json_: bool) -> None:
    """Die Uhr: befördert Erinnerungen, verschickt Mails, stellt Dokumente fertig.

    Mehrere Uhren nebeneinander stören sich nicht.
    """
    if jetzt is not None and not einmal:
        raise click.UsageError("--jetzt gilt nur zusammen mit --einmal.")
    with haus.offen() as app:
        if not einmal:
            haus.warne(app)
            stop = netz.halt_bei_signal()
            click.echo("Die Uhr läuft.")
            uhrwerk.laufe(app, stop=stop)
            return
        bilanz = asdict(uhrwerk.schlage(app, jetzt))
    if json_:
        als_json(bilanz)
    else:
        getan = [f"{was} {anzahl}" for was, anzahl in bilanz.items() if anzahl]
        click.echo(f"Getan: {', '.join(getan) or 'nichts, es war nichts fällig'}.")

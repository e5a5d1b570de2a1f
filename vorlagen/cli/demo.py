"""`vorlagen demo`: web and clock on an invented town, to see everything in a minute."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from vorlagen.cli import haus, netz
from vorlagen.cli.deutsch import Befehl, zahl
from vorlagen.config import Einstellungen, aus_umgebung
from vorlagen.services import demo as demo_dienst
from vorlagen.services.oparl import nachziehen as oparl

HOST = "127.0.0.1"
"""The passwords are known to all, so nobody outside this machine may reach it."""


@click.command(cls=Befehl, short_help="Zeigt die Anwendung mit Beispieldaten.")
@click.option("--port", default="8000", type=zahl(65535), metavar="PORT", help="Ohne Angabe 8000.")
@click.option("--instance", metavar="DIR", help="Ordner für die Daten; ohne Angabe VORLAGEN_INSTANCE oder ./instance.")
def demo(port: int, instance: str | None) -> None:
    """Zeigt die Anwendung mit einer erfundenen Stadt: richtet sie beim ersten Mal ein, dann laufen Web und Uhr.

    Nur von diesem Rechner aus erreichbar; Strg+C beendet sie. Die Daten bleiben für das nächste Mal liegen.
    """
    einstellungen = _einstellungen(port, instance)
    with haus.offen(einstellungen, umbau=True) as app:
        server = netz.horche(app, host=HOST, port=port)
        demo_dienst.fuelle(jetzt=datetime.now(UTC))
        oparl.baue_auf(uhrzeit=partial(datetime.now, UTC))
        click.echo(_willkommen(einstellungen))
        netz.bediene(server, app, mit_uhr=True)
    click.echo("Beendet.")


def _einstellungen(port: int, instance: str | None) -> Einstellungen:
    umgebung = {"VORLAGEN_BASE_URL": f"http://{HOST}:{port}", **os.environ}
    if instance:
        umgebung["VORLAGEN_INSTANCE"] = str(Path(instance))
    return aus_umgebung(umgebung, demo=True)


def _willkommen(einstellungen: Einstellungen) -> str:
    return f"""\
Vorlagen läuft: {einstellungen.base_url}  (Ende mit Strg+C)
Konten, Passwort überall „vorlagen-demo“:
  frieda  entwirft             kai, berta  zeichnen mit
  olaf    gibt frei            rita        unterschreibt in dringenden Fällen mit
  adele   verwaltet            gerda       führt den Gremiendienst
  niemand sieht nur Öffentliches
Daten: {einstellungen.instance}"""

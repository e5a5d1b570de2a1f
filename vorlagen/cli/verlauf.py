"""`vorlagen verlauf`: is the history what it was? An exported file is verified without any database."""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import verlauf as verlauf_dienst
from vorlagen.services.verlauf import Bruch

GLIED = ("vorlage", "nr", "zeit", "wer", "was", "daten", "vorher", "hash")


@click.group(cls=Gruppe)
def verlauf() -> None:
    """Den Verlauf der Vorlagen prüfen."""


@verlauf.command(cls=Befehl)
@click.argument("export", required=False, metavar="[EXPORT]")
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, export: str | None, json_: bool) -> None:
    """Prüft die Ketten aller Vorlagen oder die einer exportierten Datei.

    Für eine Datei braucht es keine Datenbank. Der erste Eintrag, der nicht mehr stimmt, wird genannt.
    """
    if export:
        anzahl, brueche = _pruefe_datei(Path(export))
    else:
        with haus.offen():
            anzahl, brueche = verlauf_dienst.pruefe_alle()
    if json_:
        als_json(
            {
                "geprueft": anzahl,
                "brueche": [{"vorlage": b.vorlage_id, "nr": b.nr, "text": b.satz} for b in brueche],
            }
        )
    else:
        for bruch in brueche:
            click.echo(f"Vorlage {bruch.vorlage_id}: {bruch.satz}")
        click.echo(f"Geprüfte Einträge: {anzahl}. {'Mindestens eine' if brueche else 'Keine'} Kette ist verletzt.")
    if brueche:
        ctx.exit(1)


def _pruefe_datei(ort: Path) -> tuple[int, list[Bruch]]:
    vorlage_id, kette = _lies(ort)
    heile = list(takewhile(_ist_glied, kette))
    bruch = verlauf_dienst.pruefe(vorlage_id, heile) if heile or not kette else None
    if bruch is None and len(heile) < len(kette):
        nr = len(heile) + 1
        bruch = Bruch(vorlage_id, nr, f"Eintrag {nr} ist unvollständig.")
    return len(kette), [bruch] if bruch else []


def _ist_glied(glied: object) -> bool:
    return isinstance(glied, dict) and all(name in glied for name in GLIED)


def _lies(ort: Path) -> tuple[str, list[Any]]:
    try:
        inhalt = json.loads(ort.read_bytes())
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} lässt sich nicht lesen ({fehler.strerror}).") from fehler
    except ValueError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} enthält kein JSON: {fehler}.") from fehler
    if not isinstance(inhalt, dict) or inhalt.get("format") != "vorlagen-verlauf/1":
        raise EingabeUngueltig(f"Die Datei {ort} ist kein exportierter Verlauf (format: vorlagen-verlauf/1).")
    vorlage_id, kette = inhalt.get("vorlage"), inhalt.get("verlauf")
    if not isinstance(vorlage_id, str) or not isinstance(kette, list):
        raise EingabeUngueltig(f"In der Datei {ort} fehlen „vorlage“ oder „verlauf“.")
    return vorlage_id, kette

"""`vorlagen koerperschaft`: the towns of this installation, and one of them as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click
from flask import Flask

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.kalender import BERLIN
from vorlagen.services import koerperschaften, stammdaten
from vorlagen.services.stadtarchiv import ausgabe, einlesen, loeschen, tabellen
from vorlagen.word import schablonen

_DATEI = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=Gruppe)
def koerperschaft() -> None:
    """Die Körperschaften dieser Installation: auflisten, sperren, als Archiv herausnehmen."""


@koerperschaft.command(cls=Befehl, short_help="Listet die Körperschaften auf.")
@mit_json
def liste(json_: bool) -> None:
    """Listet die Körperschaften mit Größe und Zustand auf."""
    with haus.offen():
        zeilen = koerperschaften.liste()
    if json_:
        als_json(zeilen)
        return
    tabelle(
        ("Kürzel", "Name", "Land", "Zustand", "Personen", "Vorlagen"),
        [(z.kuerzel, z.name, z.land, _zustand(z.gesperrt_seit), str(z.personen), z.vorlagen) for z in zeilen],
    )


@koerperschaft.command(cls=Befehl, short_help="Lässt niemanden mehr hinein.")
@click.argument("kuerzel", metavar="KUERZEL")
def sperre(kuerzel: str) -> None:
    """Sperrt eine Körperschaft: Niemand kommt hinein, keine Mail geht hinaus. Die Daten bleiben."""
    with haus.offen():
        koerperschaften.setze_sperre(kuerzel, gesperrt=True, jetzt=datetime.now(UTC))
    click.echo(f"{kuerzel} ist gesperrt. Wieder auf: „vorlagen koerperschaft oeffne {kuerzel}“.")


@koerperschaft.command(cls=Befehl, short_help="Hebt die Sperre auf.")
@click.argument("kuerzel", metavar="KUERZEL")
def oeffne(kuerzel: str) -> None:
    """Hebt die Sperre einer Körperschaft auf."""
    with haus.offen():
        koerperschaften.setze_sperre(kuerzel, gesperrt=False, jetzt=datetime.now(UTC))
    click.echo(f"{kuerzel} ist offen.")


@koerperschaft.command(cls=Befehl, short_help="Nimmt eine Körperschaft als Datei heraus.")
@click.argument("kuerzel", metavar="KUERZEL")
@click.argument("datei", metavar="DATEI", type=_DATEI)
@mit_json
def archiv(kuerzel: str, datei: Path, json_: bool) -> None:
    """Schreibt alles, was zu dieser Körperschaft gehört, in eine neue ZIP-Datei.

    Die Datei ist nicht verschlüsselt und enthält Nichtöffentliches; LIESMICH.txt darin erklärt sie. Andere dürfen
    währenddessen weiterarbeiten, was sie danach schreiben, fehlt darin. Für einen Umzug bitte vorher sperren.
    """
    with haus.offen() as app, _balken("Tabellen", len(tabellen.im_archiv()), json_) as fertig:
        stadt = stammdaten.finde_koerperschaft(kuerzel)
        ort = _schablonen(app)(stadt.kuerzel)
        zeilen = ausgabe.nimm_heraus(
            stadt, datei, schablonen=ort, version=version("vorlagen"), jetzt=datetime.now(UTC), fertig=fertig
        )
    if json_:
        als_json({"datei": str(datei), "zeilen": zeilen})
    else:
        click.echo(f"{datei}: {sum(zeilen.values())} Zeilen. Die Datei enthält Nichtöffentliches, bitte verwahren.")


@koerperschaft.command("lies-archiv", cls=Befehl, short_help="Nimmt eine Körperschaft aus einer Datei auf.")
@click.argument("datei", metavar="DATEI", type=_DATEI)
def lies_archiv(datei: Path) -> None:
    """Nimmt eine Körperschaft aus einem Archiv auf, ganz oder gar nicht. Sie ist danach gesperrt.

    Kennungen, Nummern und Verlauf bleiben, wie sie waren. Gibt es die Körperschaft schon, ändert sich nichts.
    """
    with haus.offen() as app, _balken("Tabellen", len(tabellen.im_archiv()), False) as fertig:
        kopf = einlesen.lies_ein(datei, schablonen=_schablonen(app), jetzt=datetime.now(UTC), fertig=fertig)
    click.echo(f"{kopf.name} ist aufgenommen und gesperrt: {sum(kopf.zeilen.values())} Zeilen.")
    click.echo("Passwörter sind nicht im Archiv: bitte die Personen neu einladen.")
    click.echo(f"Weiter mit „vorlagen verlauf pruefe“ und „vorlagen koerperschaft oeffne {kopf.kuerzel}“.")


@koerperschaft.command(cls=Befehl, short_help="Löscht eine Körperschaft, die als Archiv vorliegt.")
@click.argument("kuerzel", metavar="KUERZEL")
@click.option(
    "--archiv", "datei", required=True, metavar="DATEI", type=_DATEI, help="Ihr Archiv, jünger als die Sperre."
)
def loesche(kuerzel: str, datei: Path) -> None:
    """Löscht alle Zeilen einer gesperrten Körperschaft, deren Archiv vorliegt und stimmt.

    Das lässt sich nicht umkehren. Gefragt wird nach dem ganzen Namen der Körperschaft.
    """
    with haus.offen():
        name = stammdaten.finde_koerperschaft(kuerzel).name
        if click.prompt(f"Zum Löschen bitte den Namen eintippen ({name})", prompt_suffix=": ") != name:
            raise click.ClickException("Der Name stimmt nicht. Es ist nichts geschehen.")
        anzahl = loeschen.loesche(kuerzel, archiv=datei)
    click.echo(f"{name} ist gelöscht: {anzahl} Zeilen. Ältere Sicherungen enthalten sie noch.")


def _zustand(gesperrt_seit: datetime | None) -> str:
    return f"gesperrt seit {gesperrt_seit.astimezone(BERLIN):%d.%m.%Y}" if gesperrt_seit else "offen"


def _schablonen(app: Flask) -> Callable[[str], Path]:
    instance: Path = app.config["EINSTELLUNGEN"].instance
    return lambda kuerzel: schablonen.ordner_von(instance, kuerzel)


@contextmanager
def _balken(titel: str, laenge: int, still: bool) -> Iterator[Callable[[], object]]:
    with click.progressbar(length=laenge, label=titel, hidden=still) as balken:
        yield lambda: balken.update(1)

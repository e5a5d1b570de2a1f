"""`vorlagen import` and `vorlagen export`: papers that come from elsewhere, and go there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.einfuhr import nimm_oparl_auf
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services.faelle import Bericht, gib_aus, lies, nimm_auf, schema_text


@click.group("import", cls=Gruppe)
def einfuhr() -> None:
    """Vorlagen von anderswo aufnehmen."""


einfuhr.add_command(nimm_oparl_auf)


@click.group("export", cls=Gruppe)
def ausfuhr() -> None:
    """Vorlagen in Dateien ausgeben."""


@click.group(cls=Gruppe)
def faelle() -> None:
    """Falldateien beschreiben und prüfen; braucht keine Datenbank."""


@faelle.command(cls=Befehl)
def schema() -> None:
    """Gibt das JSON-Schema der Falldatei aus (Draft 2020-12)."""
    click.echo(schema_text(), nl=False)


@faelle.command(cls=Befehl)
@click.argument("dateien", metavar="DATEI …", nargs=-1, required=True, type=click.Path(path_type=Path))
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, dateien: tuple[Path, ...], json_: bool) -> None:
    """Prüft Falldateien gegen das Schema, ohne sie aufzunehmen; jeder Fehler ist ein Satz."""
    abgelehnt: dict[str, list[str]] = {}
    for datei in dateien:
        try:
            lies(datei)
        except EingabeUngueltig as fehler:
            abgelehnt[str(datei)] = fehler.satz.splitlines()
    if json_:
        als_json({"geprueft": len(dateien), "abgelehnt": abgelehnt})
    else:
        for satz in (satz for saetze in abgelehnt.values() for satz in saetze):
            click.echo(satz, err=True)
        click.echo(f"Geprüft: {len(dateien)}, fehlerhaft: {len(abgelehnt)}.")
    if abgelehnt:
        ctx.exit(1)


@einfuhr.command("faelle", cls=Befehl)
@click.argument("ordner", metavar="ORDNER", type=click.Path(path_type=Path))
@click.option("--koerperschaft", metavar="KUERZEL", help="Nimmt alles in diese Körperschaft auf.")
@mit_json
@click.pass_context
def nimm_faelle_auf(ctx: click.Context, ordner: Path, koerperschaft: str | None, json_: bool) -> None:
    """Nimmt jede *.json-Datei des Ordners als Fall auf.

    Ohne --koerperschaft bekommt jede genannte Kommune ihre eigene Körperschaft. Ein Fall, der abgelehnt wird, hält die
    anderen nicht auf. Zweimal aufnehmen ändert nichts. Aufgenommene Fälle setzen keine Fristen und verschicken nichts.
    """
    with haus.offen(), click.progressbar(length=1, label="Fälle", hidden=json_) as balken:

        def weiter(fertig: int, alle: int) -> None:
            balken.length = alle
            balken.update(1 if fertig else 0)

        bericht = nimm_auf(ordner, jetzt=datetime.now(UTC), kuerzel=koerperschaft, weiter=weiter)
    if json_:
        als_json(bericht)
    else:
        _erzaehle(bericht)
    if bericht.abgelehnt:
        ctx.exit(1)


@ausfuhr.command("faelle", cls=Befehl)
@click.argument("ordner", metavar="ORDNER", type=click.Path(path_type=Path))
@click.option("--koerperschaft", metavar="KUERZEL", help="Gibt nur die Fälle dieser Körperschaft aus.")
@click.option("--alle", is_flag=True, help="Auch die Vorlagen, die hier begonnen haben.")
@mit_json
def gib_faelle_aus(ordner: Path, koerperschaft: str | None, alle: bool, json_: bool) -> None:
    """Schreibt jeden aufgenommenen Fall als <Kennung>.json, so wie er kam.

    Was seit der Aufnahme geschah, steht unter dem Schlüssel „seitdem“.
    """
    with haus.offen():
        anzahl = gib_aus(ordner, kuerzel=koerperschaft, alle=alle)
    if json_:
        als_json({"ausgegeben": anzahl, "ordner": str(ordner)})
    else:
        click.echo(f"{anzahl} Fälle nach {ordner} geschrieben.")


def _erzaehle(bericht: Bericht) -> None:
    click.echo(
        f"Neu: {len(bericht.neu)}, geändert: {len(bericht.geaendert)}, unverändert: {len(bericht.unveraendert)}, "
        f"abgelehnt: {len(bericht.abgelehnt)}."
    )
    for fall, namen in bericht.geaendert.items():
        click.echo(f"  {fall}: geändert {', '.join(namen)}")
    for datei, namen in bericht.unbekannt.items():
        click.echo(f"  {datei}: unbekannte Schlüssel, unverändert aufbewahrt: {', '.join(namen)}")
    for saetze in bericht.abgelehnt.values():
        for satz in saetze.splitlines():
            click.echo(f"  {satz}", err=True)

"""`vorlagen schablone`: with what is printed, and whether a Word file would do."""

from __future__ import annotations

from pathlib import Path

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import schablonenwahl, stammdaten
from vorlagen.services.wer import betrieb
from vorlagen.word import VERTRAEGE, Befund, Schwere, werkstatt


@click.group(cls=Gruppe)
def schablone() -> None:
    """Word-Schablonen auflisten und prüfen."""


@schablone.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet auf, womit jede Art von Dokument gedruckt wird."""
    with haus.offen():
        arten = schablonenwahl.liste(betrieb(stammdaten.finde_koerperschaft(koerperschaft)))
    if json_:
        als_json(
            [
                {
                    "art": eine.vertrag.art,
                    "herkunft": eine.gebraucht.herkunft,
                    "sha256": eine.gebraucht.sha256,
                    "eigene_fassungen": eine.fassungen,
                }
                for eine in arten
            ]
        )
        return
    tabelle(
        ("Art", "Herkunft", "Eigene Fassungen", "SHA-256"),
        [
            (eine.vertrag.art, eine.gebraucht.herkunft, str(eine.fassungen), f"{eine.gebraucht.sha256[:16]}…")
            for eine in arten
        ],
    )


@schablone.command(cls=Befehl)
@click.argument("datei", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--art", metavar="ART", help="Art des Dokuments; ohne Angabe nach dem Dateinamen.")
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, datei: Path, art: str | None, json_: bool) -> None:
    """Prüft eine Word-Datei als Schablone: Paket, Platzhalter, drei Proben. Braucht keine Datenbank.

    Mit einem Fehler endet der Befehl mit 1; ein Hinweis hält nicht auf.
    """
    gemeint = art or datei.stem
    if gemeint not in VERTRAEGE:
        raise EingabeUngueltig(f"Bitte nennen Sie mit --art, was sie druckt. Es gibt: {', '.join(VERTRAEGE)}.")
    try:
        inhalt = datei.read_bytes()
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {datei} lässt sich nicht lesen ({fehler.strerror}).") from fehler
    befunde = werkstatt.pruefe_eigene(inhalt, gemeint)
    if json_:
        als_json({"art": gemeint, "befunde": befunde})
    else:
        for befund in befunde:
            click.echo(f"{befund.schwere.title()}: {schablonenwahl.saetze([befund])[0]}")
        click.echo("Die Schablone ist brauchbar." if not _faellt_durch(befunde) else "So wird sie nicht angenommen.")
    if _faellt_durch(befunde):
        ctx.exit(1)


def _faellt_durch(befunde: tuple[Befund, ...]) -> bool:
    return any(befund.schwere is Schwere.FEHLER for befund in befunde)

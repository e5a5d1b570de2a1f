"""`vorlagen ablauf diagramm`: a procedure as a picture, on paper or in a page. Needs no database."""

from __future__ import annotations

from pathlib import Path

import click

from vorlagen.cli.deutsch import Befehl, wahl
from vorlagen.extensions import verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.workflow.diagramm import mermaid, svg

_FORMEN = {"mermaid": mermaid, "svg": svg}


@click.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@click.option(
    "--format", "form", default="mermaid", type=wahl(*_FORMEN), metavar="FORM", help="mermaid (ohne Angabe) oder svg."
)
@click.option("--nach", metavar="DATEI", help="Schreibt in diese Datei statt auf die Standardausgabe.")
def diagramm(name: str, form: str, nach: str | None) -> None:
    """Zeichnet einen Ablauf: als mermaid-Text für Dokumente oder als fertiges SVG-Bild."""
    bild = _FORMEN[form](verzeichnis.hole(name))
    if nach is None:
        click.echo(bild, nl=False)
        return
    try:
        Path(nach).write_text(bild, encoding="utf-8")
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {nach} lässt sich nicht schreiben ({fehler.strerror}).") from fehler
    click.echo(f"Nach {nach} geschrieben.")

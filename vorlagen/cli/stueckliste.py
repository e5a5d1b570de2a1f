"""`vorlagen stueckliste`: what this installation is made of (SBOM)."""

from __future__ import annotations

import click

from vorlagen.cli.ausgabe import als_json
from vorlagen.cli.deutsch import Befehl
from vorlagen.services import stueckliste as dienst


@click.command(cls=Befehl, short_help="Schreibt die Stückliste (SBOM) als CycloneDX-JSON.")
def stueckliste() -> None:
    """Schreibt alle Bibliotheken, mit denen diese Installation läuft, mit Version und Lizenz als CycloneDX 1.6.

    Es braucht keine Datenbank. Werkzeuge, die Bekanntmachungen von Lücken abgleichen, lesen diese Form.
    """
    als_json(dienst.stueckliste())

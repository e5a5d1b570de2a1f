"""`vorlagen loeschfristen`: what is kept how long, what is due now, and deleting it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import loeschfristen as dienst
from vorlagen.services import stammdaten


@click.command(cls=Befehl, short_help="Zeigt, was wie lange aufbewahrt wird, und löscht, was fällig ist.")
@click.option("--ausfuehren", is_flag=True, help="Löscht, was fällig ist; ohne dies wird es nur genannt.")
@click.option("--setze", "setze", multiple=True, metavar="NAME=TAGE", help="Ändert eine Frist: lesungen=180; mehrfach.")
@click.option("--nachts/--nicht-nachts", default=None, help="Ob die Uhr von selbst löscht, was fällig ist.")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")
@mit_json
def loeschfristen(
    ausfuehren: bool, setze: tuple[str, ...], nachts: bool | None, koerperschaft: str | None, json_: bool
) -> None:
    """Zeigt die Löschfristen einer Körperschaft und wie viele Zeilen jetzt fällig sind.

    Der Verlauf der Vorlagen, die Tagesköpfe und die Vorlagen selbst werden nie gelöscht.
    """
    jetzt, neue = datetime.now(UTC), dict(_zuweisung(eine) for eine in setze)
    with haus.offen():
        stadt_id = stammdaten.finde_koerperschaft(koerperschaft).id
        if neue or nachts is not None:
            dienst.setze(stadt_id, neue, nachts=nachts, jetzt=jetzt)
        posten = (dienst.loesche if ausfuehren else dienst.faellig)(stadt_id, jetzt=jetzt)
        von_selbst = bool(stammdaten.koerperschaft(stadt_id).einstellungen.get(dienst.NACHTS))
    if json_:
        als_json({"geloescht": ausfuehren, "nachts": von_selbst, "fristen": [asdict(einer) for einer in posten]})
        return
    zeilen = [(einer.name, f"{einer.tage} Tage", str(einer.anzahl), einer.titel) for einer in posten]
    tabelle(("Name", "Frist", "Gelöscht" if ausfuehren else "Fällig", "Was"), zeilen)
    click.echo("Die Uhr löscht von selbst." if von_selbst else "Die Uhr löscht nicht von selbst (--nachts).")


def _zuweisung(text: str) -> tuple[str, int]:
    name, gleich, tage = text.partition("=")
    if not gleich or not tage.isascii() or not tage.isdigit() or len(tage) > 6:
        raise EingabeUngueltig(f"„{text}“: gebraucht wird NAME=TAGE, zum Beispiel lesungen=180.")
    return name.strip(), int(tage)

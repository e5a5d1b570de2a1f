"""`python3 dev.py daten`: fill an empty database with invented papers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime

import click

from tests.musterdaten.erzeugen import Auftrag, Bilanz, erzeuge
from tests.musterdaten.stadt import PASSWORT
from vorlagen.cli import haus
from vorlagen.cli.deutsch import Befehl, satz, tag, zahl
from vorlagen.config import aus_umgebung
from vorlagen.fehler import Fachfehler
from vorlagen.kalender import BERLIN


@click.command(cls=Befehl)
@click.option("--vorlagen", "anzahl", required=True, type=zahl(10_000_000), metavar="N", help="Wie viele Vorlagen.")
@click.option("--datenbank", metavar="URL", help="Eine leere Datenbank; ohne Angabe eine Datei im Ordner der Instanz.")
@click.option("--instance", metavar="ORT", help="Ordner der Instanz; ohne Angabe VORLAGEN_INSTANCE oder ./instance.")
@click.option("--saat", default="1", type=zahl(2**31), metavar="ZAHL", help="Dieselbe Saat, dieselben Vorlagen.")
@click.option("--heute", type=tag, metavar="DATUM", help="Bis zu welchem Tag; ohne Angabe heute.")
def daten(anzahl: int, datenbank: str | None, instance: str | None, saat: int, heute: date | None) -> None:
    """Füllt eine leere Datenbank mit einer erfundenen Stadt und ihren Vorlagen aus mehreren Jahren.

    Zum Messen und Ausprobieren: Entwürfe, Mitzeichnungen, Sitzungen, Ergebnisse, Fristen und ein Verlauf, der sich
    prüfen lässt. Niemand wird an etwas erinnert, und keine Word-Datei wird bestellt.
    """
    umgebung = dict(os.environ)
    for name, wert in (("VORLAGEN_DATABASE_URL", datenbank), ("VORLAGEN_INSTANCE", instance)):
        if wert:
            umgebung[name] = wert
    auftrag = Auftrag(max(1, anzahl), saat, heute or datetime.now(BERLIN).date())
    with haus.offen(aus_umgebung(umgebung), umbau=True):
        bilanz = erzeuge(auftrag, _melde(auftrag.vorlagen))
    click.echo(
        f"{bilanz.vorlagen} Vorlagen, {bilanz.zeilen} Zeilen in {bilanz.sekunden:.0f} s "
        f"({_je_sekunde(bilanz)} Zeilen/s). Anmelden als frieda, kai, olaf, gerda oder adele, Passwort „{PASSWORT}“."
    )


def _melde(alle: int) -> Callable[[Bilanz], None]:
    def melde(bilanz: Bilanz) -> None:
        zeile = f"{bilanz.vorlagen} von {alle} Vorlagen, {_je_sekunde(bilanz)} Zeilen/s"
        click.echo(f"\r{zeile}", nl=False, err=True)
        if bilanz.vorlagen == alle:
            click.echo(err=True)

    return melde


def _je_sekunde(bilanz: Bilanz) -> int:
    return int(bilanz.zeilen / max(bilanz.sekunden, 0.001))


def main() -> int:
    """Run the command; a refusal is a sentence."""
    try:
        daten.main(prog_name="python3 dev.py daten", standalone_mode=False)
    except Fachfehler as fehler:
        print(fehler.satz, file=sys.stderr)
        return 1
    except click.ClickException as fehler:
        print(satz(fehler), file=sys.stderr)
        return fehler.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

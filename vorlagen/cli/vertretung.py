"""`vorlagen vertretung`: who signs for an office while somebody is away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, tag
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.kalender import BERLIN
from vorlagen.services import stammdaten, vertretungen
from vorlagen.services.wer import betrieb


@click.group(cls=Gruppe)
def vertretung() -> None:
    """Vertretungen in der Mitzeichnung auflisten, eintragen und beenden."""


@vertretung.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet auf, wer heute oder künftig wen vertritt."""
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        heute = datetime.now(BERLIN).date()
        zeilen = [
            (
                v.id,
                v.amt.nummer if v.amt else None,
                v.abwesend.anmeldename if v.abwesend else None,
                v.person.anmeldename if v.person else None,
                v.von,
                v.bis,
            )
            for v in vertretungen.liste(wer, heute=heute)
        ]
    namen = ("id", "amt", "abwesend", "anmeldename", "von", "bis")
    if json_:
        als_json([dict(zip(namen, zeile, strict=True)) for zeile in zeilen])
    else:
        worte = [
            (amt or "–", weg or "–", person or "niemand", f"{von:%d.%m.%Y}", f"{bis:%d.%m.%Y}", id_)
            for id_, amt, weg, person, von, bis in zeilen
        ]
        tabelle(("Amt", "Abwesend", "Vertretung durch", "Von", "Bis", "Kennung"), worte)


@vertretung.command(cls=Befehl)
@click.argument("amt", metavar="AMT")
@click.argument("anmeldename", metavar="ANMELDENAME")
@click.option("--von", required=True, type=tag, metavar="TAG", help="Der erste Tag, etwa 2026-07-20.")
@click.option("--bis", required=True, type=tag, metavar="TAG", help="Der letzte Tag.")
@koerperschaft_option
@mit_json
def neu(amt: str, anmeldename: str, von: date, bis: date, koerperschaft: str | None, json_: bool) -> None:
    """Lässt eine Person für ein Amt (seine Nummer) mitzeichnen."""
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        vertretung_id = vertretungen.lege_an(
            vertretungen.amt_mit_nummer(amt, wer),
            vertretungen.person_mit_anmeldenamen(anmeldename, wer),
            von=von,
            bis=bis,
            wer=wer,
            jetzt=datetime.now(UTC),
        )
    if json_:
        als_json({"id": vertretung_id})
    else:
        click.echo(f"„{anmeldename}“ vertritt das Amt {amt} vom {von:%d.%m.%Y} bis {bis:%d.%m.%Y}.")


@vertretung.command(cls=Befehl)
@click.argument("kennung", metavar="KENNUNG")
@koerperschaft_option
def beende(kennung: str, koerperschaft: str | None) -> None:
    """Beendet eine Vertretung mit dem heutigen Tag; eine künftige entfällt ganz."""
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        vertretungen.beende(kennung, wer=wer, jetzt=datetime.now(UTC))
    click.echo("Die Vertretung ist beendet.")

"""`vorlagen frist`: what the calendar says, with its reasons. Needs no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe, tag, zahl
from vorlagen.kalender import Kalender, datum_text
from vorlagen.kalender import ladung as berechne_ladung
from vorlagen.kalender import rechne as berechne

kalender_option = click.option(
    "--kalender", required=True, metavar="LAND", help="NW, BY (überwiegend evangelisch), BY:katholisch, BY:augsburg …"
)


@click.group(cls=Gruppe)
def frist() -> None:
    """Fristen nach BGB und Ladungsfristen berechnen."""


@frist.command(cls=Befehl)
@click.option("--start", type=tag, metavar="DATUM", required=True, help="Tag, an dem die Frist beginnt.")
@click.option("--dauer", required=True, metavar="DAUER", help="14T (Tage), 2W (Wochen), 1M (Monat) oder 1J (Jahr).")
@kalender_option
@click.option("--tag-zaehlt", is_flag=True, help="Der erste Tag zählt mit (§ 187 Abs. 2 BGB).")
@click.option("--ohne-193", is_flag=True, help="Ein freier letzter Tag verschiebt das Ende nicht.")
@mit_json
def rechne(start: date, dauer: str, kalender: str, tag_zaehlt: bool, ohne_193: bool, json_: bool) -> None:
    """Berechnet, wann eine Frist endet."""
    tage = Kalender.aus_kuerzel(kalender)
    ergebnis = berechne(start, dauer, tage, tag_zaehlt=tag_zaehlt, verschieben=not ohne_193)
    if json_:
        als_json(ergebnis)
    else:
        _sage(ergebnis.gruende, ("Ende", ergebnis.ende))


@frist.command(cls=Befehl)
@click.option("--sitzung", type=tag, metavar="DATUM", required=True, help="Tag der Sitzung.")
@click.option("--tage", type=zahl(366), metavar="ZAHL", required=True, help="Ladungsfrist in Tagen.")
@kalender_option
@click.option("--sitzungstag-zaehlt", is_flag=True, help="Der Tag der Sitzung zählt mit.")
@click.option("--zugangstag-zaehlt", is_flag=True, help="Der Tag des Zugangs zählt mit.")
@click.option("--zugangsfiktion", type=zahl(60), metavar="ZAHL", help="Tage von der Absendung bis zum Zugang.")
@click.option("--kanal", default="portal", metavar="KANAL", help="portal (gilt ohne Angabe), email oder post.")
@mit_json
def ladung(
    sitzung: date,
    tage: int,
    kalender: str,
    sitzungstag_zaehlt: bool,
    zugangstag_zaehlt: bool,
    zugangsfiktion: int | None,
    kanal: str,
    json_: bool,
) -> None:
    """Berechnet, bis wann zu einer Sitzung zu laden ist."""
    ergebnis = berechne_ladung(
        sitzung,
        tage,
        Kalender.aus_kuerzel(kalender),
        sitzungstag_zaehlt=sitzungstag_zaehlt,
        zugangstag_zaehlt=zugangstag_zaehlt,
        zugangsfiktion=zugangsfiktion,
        kanal=kanal,
    )
    if json_:
        als_json(ergebnis)
    else:
        _sage(ergebnis.gruende, ("Zugang", ergebnis.zugang), ("Versand", ergebnis.aufgabe))


def _sage(gruende: Sequence[str], *tage: tuple[str, date]) -> None:
    for grund in gruende:
        click.echo(f"- {grund}")
    for name, wann in tage:
        click.echo(f"{name}: {datum_text(wann)}")

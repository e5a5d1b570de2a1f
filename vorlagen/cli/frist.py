"""`vorlagen frist`: what the calendar says, with its reasons, and the rules that a town reckons by.

Reckoning alone needs no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe, tag, zahl
from vorlagen.cli.fristregel import nachrechnen, regel, tage
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import Kalender, Kanal, Ladung, berechne, datum_text, voreinstellung
from vorlagen.kalender import ladung as berechne_ladung
from vorlagen.kalender import rechne as berechne_frist
from vorlagen.kalender.regeln import aus

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
    kalendertage = Kalender.aus_kuerzel(kalender)
    ergebnis = berechne_frist(start, dauer, kalendertage, tag_zaehlt=tag_zaehlt, verschieben=not ohne_193)
    if json_:
        als_json(ergebnis)
    else:
        _sage(ergebnis.gruende, ("Ende", ergebnis.ende))


@frist.command(cls=Befehl)
@click.option("--sitzung", type=tag, metavar="DATUM", required=True, help="Tag der Sitzung.")
@click.option("--tage", "anzahl", type=zahl(366), metavar="ZAHL", help="Ladungsfrist in Tagen; oder --voreinstellung.")
@click.option("--voreinstellung", "name", metavar="NAME", help="Regel eines Landes (RP) oder Ortes (hilden).")
@click.option("--dringend", is_flag=True, help="Mit der verkürzten Frist der Voreinstellung.")
@kalender_option
@click.option("--sitzungstag-zaehlt", is_flag=True, help="Der Tag der Sitzung zählt mit.")
@click.option("--zugangstag-zaehlt", is_flag=True, help="Der Tag des Zugangs zählt mit.")
@click.option("--zugangsfiktion", type=zahl(60), metavar="ZAHL", help="Tage von der Absendung bis zum Zugang.")
@click.option("--kanal", metavar="KANAL", help="portal (gilt ohne Angabe), email oder post.")
@mit_json
def ladung(
    sitzung: date,
    anzahl: int | None,
    name: str | None,
    dringend: bool,
    kalender: str,
    sitzungstag_zaehlt: bool,
    zugangstag_zaehlt: bool,
    zugangsfiktion: int | None,
    kanal: str | None,
    json_: bool,
) -> None:
    """Berechnet, bis wann zu einer Sitzung zu laden ist."""
    if (anzahl is None) == (name is None):
        raise EingabeUngueltig("Bitte entweder --tage oder --voreinstellung angeben.")
    if name is not None:
        ergebnis = _nach_voreinstellung(sitzung, name, Kalender.aus_kuerzel(kalender), kanal, dringend)
    else:
        ergebnis = berechne_ladung(
            sitzung,
            anzahl or 0,
            Kalender.aus_kuerzel(kalender),
            sitzungstag_zaehlt=sitzungstag_zaehlt,
            zugangstag_zaehlt=zugangstag_zaehlt,
            zugangsfiktion=zugangsfiktion,
            kanal=kanal or Kanal.PORTAL,
        )
    if json_:
        als_json(ergebnis)
    else:
        _sage(ergebnis.gruende, ("Zugang", ergebnis.zugang), ("Versand", ergebnis.aufgabe))


for _befehl in (regel, tage, nachrechnen):
    frist.add_command(_befehl)


def _nach_voreinstellung(sitzung: date, name: str, kalender: Kalender, kanal: str | None, dringend: bool) -> Ladung:
    gewaehlt = aus(Kanal, kanal) if kanal else None
    return berechne(sitzung, voreinstellung(name).verlange(), kalender, kanal=gewaehlt, dringend=dringend)


def _sage(gruende: Sequence[str], *tage: tuple[str, date]) -> None:
    for grund in gruende:
        click.echo(f"- {grund}")
    for name, wann in tage:
        click.echo(f"{name}: {datum_text(wann)}")

"""`vorlagen vorlageart`: the town's kinds of papers and how they are numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, tag
from vorlagen.extensions import verzeichnis
from vorlagen.kalender import BERLIN
from vorlagen.services import nummern, stammdaten, vorlagearten
from vorlagen.services.vorlagearten import Angaben
from vorlagen.services.wer import Wer, betrieb

PROBEN = (1, 2, 1000)
"""The third shows what happens when the places run out."""


def koerperschaft_option(befehl: Callable[..., Any]) -> Callable[..., Any]:
    """Which town is meant."""
    hilfe = "Nur nötig, wenn es mehrere gibt."
    return click.option("--koerperschaft", metavar="KUERZEL", help=hilfe)(befehl)


@click.group(cls=Gruppe)
def vorlageart() -> None:
    """Vorlagearten anlegen, schließen, umbenennen und ihre Nummern proben."""


@vorlageart.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet die Vorlagearten auf, auch die geschlossenen."""
    with haus.offen():
        zeilen = vorlagearten.liste(_betrieb(koerperschaft), heute=_heute())
    if json_:
        als_json(
            [
                {
                    "name": z.art.name,
                    "ablauf": z.art.ablauf,
                    "nummernmuster": z.art.nummernmuster,
                    "gueltig_von": z.art.gueltig_von,
                    "gueltig_bis": z.art.gueltig_bis,
                    "gilt": z.gilt,
                    "vorlagen": z.vorlagen,
                }
                for z in zeilen
            ]
        )
        return
    tabelle(
        ("Name", "Ablauf", "Nummern", "Gilt ab", "Gilt bis", "Heute", "Vorlagen"),
        [
            (
                z.art.name,
                z.art.ablauf,
                z.art.nummernmuster,
                _datum(z.art.gueltig_von),
                _datum(z.art.gueltig_bis),
                "gilt" if z.gilt else "geschlossen",
                str(z.vorlagen),
            )
            for z in zeilen
        ],
    )


@vorlageart.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@click.option("--ablauf", required=True, metavar="ABLAUF", help="Wie sie abläuft; „vorlagen ablauf liste“ nennt alle.")
@click.option("--muster", required=True, metavar="MUSTER", help="Nummernmuster, etwa BV/{jahr}/{nr:04d}.")
@click.option("--ab", type=tag, metavar="DATUM", help="Erster Tag, an dem sie gilt; ohne Angabe sofort.")
@koerperschaft_option
def neu(name: str, ablauf: str, muster: str, ab: date | None, koerperschaft: str | None) -> None:
    """Legt eine Vorlageart in einer bestehenden Körperschaft an."""
    verzeichnis.lade()
    with haus.offen():
        neue = Angaben(name=name, ablauf=ablauf, nummernmuster=muster, gueltig_von=ab)
        vorlagearten.lege_an(neue, wer=_betrieb(koerperschaft), jetzt=datetime.now(UTC))
    click.echo(f"„{name}“ ist angelegt.")


@vorlageart.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@click.option("--zum", type=tag, metavar="DATUM", help="Letzter Tag, an dem sie gilt; ohne Angabe heute.")
@koerperschaft_option
def schliesse(name: str, zum: date | None, koerperschaft: str | None) -> None:
    """Lässt keine neuen Vorlagen dieser Art mehr beginnen. Die es gibt, laufen weiter und behalten ihre Art."""
    letzter = zum or _heute()
    with haus.offen():
        _aendere(koerperschaft, name, gueltig_bis=letzter)
    click.echo(f"„{name}“ gilt bis {letzter:%d.%m.%Y}.")


@vorlageart.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@click.option("--ab", type=tag, metavar="DATUM", help="Erster Tag, an dem sie gilt; ohne Angabe von Anfang an.")
@koerperschaft_option
def oeffne(name: str, ab: date | None, koerperschaft: str | None) -> None:
    """Lässt wieder Vorlagen dieser Art beginnen."""
    with haus.offen():
        _aendere(koerperschaft, name, gueltig_von=ab, gueltig_bis=None)
    click.echo(f"„{name}“ gilt ab {ab:%d.%m.%Y}." if ab else f"„{name}“ gilt.")


@vorlageart.command("benenne-um", cls=Befehl)
@click.argument("name", metavar="NAME")
@click.argument("neuer_name", metavar="NEUER_NAME")
@click.option("--ab", type=tag, metavar="DATUM", help="Nur für Vorlagen, die ab diesem Tag beginnen.")
@koerperschaft_option
def benenne_um(name: str, neuer_name: str, ab: date | None, koerperschaft: str | None) -> None:
    """Benennt eine Vorlageart um, auf allen ihren Vorlagen.

    Mit --ab bleiben die bisherigen Vorlagen, was sie sind: Die alte Art endet am Tag davor, und die neue zählt ihre
    Nummern weiter.
    """
    with haus.offen():
        if ab is None:
            _aendere(koerperschaft, name, name=neuer_name)
        else:
            wer = _betrieb(koerperschaft)
            art_id = vorlagearten.mit_namen(name, wer).id
            vorlagearten.loese_ab(art_id, neuer_name, ab=ab, wer=wer, jetzt=datetime.now(UTC))
    click.echo(f"„{name}“ heißt {f'ab {ab:%d.%m.%Y} ' if ab else ''}„{neuer_name}“.")


@vorlageart.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@click.argument("muster", metavar="MUSTER")
@koerperschaft_option
def muster(name: str, muster: str, koerperschaft: str | None) -> None:
    """Ändert das Nummernmuster für alles, was ab jetzt freigegeben wird. Vergebene Nummern bleiben."""
    with haus.offen():
        _aendere(koerperschaft, name, nummernmuster=muster)
    click.echo(f"„{name}“ bekommt jetzt Nummern wie {_probe(muster, '10', _heute())[0]}.")


@vorlageart.command(cls=Befehl)
@click.argument("muster", metavar="MUSTER")
@click.option("--amt", default="10", metavar="NUMMER", help="Nummer des federführenden Amtes; ohne Angabe 10.")
@click.option("--tag", "am", type=tag, metavar="DATUM", help="Tag der Freigabe; ohne Angabe heute.")
@mit_json
def probe(muster: str, amt: str, am: date | None, json_: bool) -> None:
    """Zeigt, welche Nummern ein Muster ergibt, ohne eine zu vergeben. Braucht keine Datenbank.

    Im Muster stehen {amt}, {jahr}, {jj} und die laufende Nummer {nr}, mit führenden Nullen {nr:04d}. Was außer ihr
    dasteht, ist der Zähler: Mit {jahr} beginnt er jedes Jahr neu, mit {amt} zählt jedes Amt für sich.
    """
    nummern.pruefe_muster(muster)
    ergebnis = _probe(muster, amt, am or _heute())
    if json_:
        als_json({"muster": muster, "nummern": ergebnis})
    else:
        for nr, nummer in zip(PROBEN, ergebnis, strict=True):
            click.echo(f"{nr}. Freigabe: {nummer}")


def _betrieb(koerperschaft: str | None) -> Wer:
    return betrieb(stammdaten.finde_koerperschaft(koerperschaft))


def _aendere(koerperschaft: str | None, art: str, **neu: Any) -> None:
    wer = _betrieb(koerperschaft)
    gemeint = vorlagearten.mit_namen(art, wer)
    angaben = replace(vorlagearten.angaben(gemeint), **neu)
    vorlagearten.aendere(gemeint.id, angaben, wer=wer, jetzt=datetime.now(UTC))


def _probe(muster: str, amt: str, heute: date) -> list[str]:
    return [nummern.baue(muster, amt=amt, heute=heute, nr=nr) for nr in PROBEN]


def _heute() -> date:
    return datetime.now(BERLIN).date()


def _datum(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else "–"

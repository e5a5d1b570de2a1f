"""`vorlagen bezeichnung`: what the town's printed result labels mean when papers are taken in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, tag
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.models import Bezeichnung
from vorlagen.services import bezeichnungen, stammdaten
from vorlagen.services.wer import Wer, betrieb
from vorlagen.workflow.begriffe import Ausgang

_ART = "Nur bei Stationen dieser Art, etwa Vorberatung; ohne Angabe bei allen."


@click.group(cls=Gruppe)
def bezeichnung() -> None:
    """Festlegen, welchen Ausgang eine gedruckte Bezeichnung bedeutet."""


@bezeichnung.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet auf, was diese Körperschaft selbst festgelegt hat."""
    with haus.offen():
        zeilen = bezeichnungen.der_stadt(_betrieb(koerperschaft).koerperschaft_id)
    if json_:
        namen = ("bezeichnung", "art", "ausgang", "gueltig_von", "gueltig_bis")
        als_json([{name: getattr(zeile, name) for name in namen} for zeile in zeilen])
    elif not zeilen:
        click.echo("Es ist nichts Eigenes festgelegt.")
    else:
        tabelle(
            ("Bezeichnung", "Art der Station", "Ausgang", "Gilt"),
            [(z.bezeichnung, z.art or "alle", Ausgang(z.ausgang).titel, _gilt(z)) for z in zeilen],
        )


@bezeichnung.command(cls=Befehl)
@click.argument("text", metavar="BEZEICHNUNG")
@click.argument("ausgang", metavar="AUSGANG")
@click.option("--art", metavar="ART", help=_ART)
@click.option("--ab", type=tag, metavar="DATUM", help="Erster Sitzungstag, für den es gilt; ohne Angabe von Anfang an.")
@koerperschaft_option
def neu(text: str, ausgang: str, art: str | None, ab: date | None, koerperschaft: str | None) -> None:
    """Legt fest, welchen Ausgang eine Bezeichnung bedeutet, genau so, wie sie gedruckt ist.

    Groß- und Kleinschreibung zählt nicht. Was eingetragen ist, bleibt; es gilt für das, was danach aufgenommen wird.
    Mit --ab endet am Tag davor, was die Bezeichnung bisher bedeutete.
    """
    with haus.offen():
        bezeichnungen.lege_fest(text, ausgang, art=art, ab=ab, wer=_betrieb(koerperschaft), jetzt=datetime.now(UTC))
    click.echo(f"„{text}“ heißt jetzt: {Ausgang(ausgang).titel}.")


@bezeichnung.command(cls=Befehl)
@click.argument("text", metavar="BEZEICHNUNG")
@click.option("--zum", type=tag, required=True, metavar="DATUM", help="Letzter Sitzungstag, für den es gilt.")
@click.option("--art", metavar="ART", help=_ART)
@koerperschaft_option
def schliesse(text: str, zum: date, art: str | None, koerperschaft: str | None) -> None:
    """Lässt eine eigene Festlegung enden."""
    with haus.offen():
        wer = _betrieb(koerperschaft)
        bezeichnungen.schliesse(bezeichnungen.letzte(text, art, wer).id, bis=zum, wer=wer, jetzt=datetime.now(UTC))
    click.echo(f"„{text}“ gilt bis {zum:%d.%m.%Y}.")


@bezeichnung.command(cls=Befehl)
@click.argument("text", metavar="BEZEICHNUNG")
@click.option("--art", metavar="ART", help=_ART)
@koerperschaft_option
def streiche(text: str, art: str | None, koerperschaft: str | None) -> None:
    """Nimmt die letzte eigene Festlegung zurück, die ein Irrtum war. Eingetragene Ausgänge bleiben."""
    with haus.offen():
        wer = _betrieb(koerperschaft)
        bezeichnungen.streiche(bezeichnungen.letzte(text, art, wer).id, wer=wer, jetzt=datetime.now(UTC))
    click.echo(f"Für „{text}“ ist nichts Eigenes mehr festgelegt.")


def _betrieb(koerperschaft: str | None) -> Wer:
    return betrieb(stammdaten.finde_koerperschaft(koerperschaft))


def _gilt(zeile: Bezeichnung) -> str:
    if zeile.gueltig_von is None and zeile.gueltig_bis is None:
        return "immer"
    teile = (("ab", zeile.gueltig_von), ("bis", zeile.gueltig_bis))
    return " ".join(f"{wort} {wann:%d.%m.%Y}" for wort, wann in teile if wann)

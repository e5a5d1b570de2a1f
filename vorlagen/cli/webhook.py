"""`vorlagen webhook`: who is told of changes, from the machine itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.config import Einstellungen
from vorlagen.services import stammdaten
from vorlagen.services.webhooks import abonnements, nachrichten
from vorlagen.services.webhooks.abonnements import Angaben
from vorlagen.services.wer import Wer, betrieb

KENNUNG = click.argument("kennung", metavar="KENNUNG")


@dataclass(frozen=True, slots=True)
class _Stadt:
    """On whose behalf a command is given, when, and by which settings."""

    wer: Wer
    jetzt: datetime
    einstellungen: Einstellungen


@click.group(cls=Gruppe)
def webhook() -> None:
    """Webhooks auflisten, anlegen, proben und löschen."""


@webhook.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet die Webhooks einer Körperschaft auf."""
    with _stadt(koerperschaft) as stadt:
        zeilen = [
            {
                "id": einer.id,
                "url": einer.url,
                "bezeichnung": einer.bezeichnung,
                "arten": list(einer.arten),
                "aktiv": einer.aktiv,
                "abgeschaltet": einer.abgeschaltet or None,
            }
            for einer in abonnements.liste(stadt.wer)
        ]
    if json_:
        als_json(zeilen)
    elif not zeilen:
        click.echo("Es gibt keinen Webhook.")
    else:
        tabelle(("Kennung", "Adresse", "Wofür", "Stand"), [_in_worten(zeile) for zeile in zeilen])


@webhook.command(cls=Befehl)
@click.argument("url", metavar="URL")
@click.option("--bezeichnung", default="", help="Wofür er ist, etwa Aktenablage.")
@click.option("--art", "arten", multiple=True, metavar="ART", help="Etwa vorlage.geaendert; mehrfach, ohne: alle.")
@koerperschaft_option
@mit_json
def neu(url: str, bezeichnung: str, arten: tuple[str, ...], koerperschaft: str | None, json_: bool) -> None:
    """Legt einen Webhook an und gibt Kennung und Geheimnis aus, das Geheimnis nur dieses eine Mal."""
    with _stadt(koerperschaft) as stadt:
        kennung, geheimnis = abonnements.lege_an(
            Angaben(url=url, bezeichnung=bezeichnung, arten=arten),
            erlaubte=stadt.einstellungen.erlaubte_netze,
            geheimnis=stadt.einstellungen.secret_key.encode(),
            wer=stadt.wer,
            jetzt=stadt.jetzt,
        )
    if json_:
        als_json({"id": kennung, "geheimnis": geheimnis})
    else:
        click.echo(f"Kennung:   {kennung}\nGeheimnis: {geheimnis}")


@webhook.command(cls=Befehl)
@KENNUNG
@koerperschaft_option
def probe(kennung: str, koerperschaft: str | None) -> None:
    """Lässt die Uhr mit dem nächsten Schlag eine Probe senden, auch wenn der Webhook aus ist."""
    with _stadt(koerperschaft) as stadt:
        sendung = nachrichten.probiere(kennung, wer=stadt.wer, jetzt=stadt.jetzt)
    click.echo(f"Die Probe msg_{sendung} geht mit dem nächsten Schlag der Uhr hinaus.")


@webhook.command(cls=Befehl)
@KENNUNG
@koerperschaft_option
def loesche(kennung: str, koerperschaft: str | None) -> None:
    """Löscht einen Webhook mit allem, was noch nicht gesendet ist."""
    with _stadt(koerperschaft) as stadt:
        abonnements.loesche(kennung, wer=stadt.wer, jetzt=stadt.jetzt)
    click.echo("Der Webhook ist gelöscht.")


@contextmanager
def _stadt(koerperschaft: str | None) -> Iterator[_Stadt]:
    with haus.offen() as app:
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        yield _Stadt(wer, datetime.now(UTC), app.config["EINSTELLUNGEN"])


def _in_worten(zeile: Mapping[str, object]) -> tuple[str, str, str, str]:
    stand = "aktiv" if zeile["aktiv"] else str(zeile["abgeschaltet"] or "aus")
    return str(zeile["id"]), str(zeile["url"]), str(zeile["bezeichnung"]), stand

"""`vorlagen person einladen|passwort|sperre|entsperre|abmelden`: who gets in, from the machine itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getpass

import click
from flask import Flask

from vorlagen.cli import haus
from vorlagen.cli.deutsch import Befehl
from vorlagen.config import Einstellungen
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import passwoerter, passwortregel, zugaenge
from vorlagen.services.wer import Wer

NAME = click.argument("anmeldename", metavar="ANMELDENAME")


@dataclass(frozen=True, slots=True)
class _Fall:
    """Whom a command is about, on whose behalf it is given, when, and in which house."""

    person_id: str
    wer: Wer
    jetzt: datetime
    app: Flask


@click.command(cls=Befehl)
@NAME
@click.option("--link", is_flag=True, help="Den Link ausgeben statt einer Mail, zum Weitergeben auf anderem Weg.")
def einladen(anmeldename: str, link: bool) -> None:
    """Schickt einen Link, über den die Person ihr Passwort festlegt.

    Die Einladung gilt sieben Tage; wer schon ein Passwort hat, bekommt einen Link für ein neues, der 60 Minuten gilt.
    """
    with _fall(anmeldename) as fall:
        einstellungen: Einstellungen = fall.app.config["EINSTELLUNGEN"]
        geheimnis = einstellungen.secret_key.encode()
        pfad = zugaenge.lade_ein(fall.person_id, geheimnis=geheimnis, wer=fall.wer, jetzt=fall.jetzt, mit_mail=not link)
    click.echo(f"{einstellungen.base_url}{pfad}" if link else "Die Mail mit dem Link liegt im Postausgang.")


@click.command(cls=Befehl)
@NAME
def passwort(anmeldename: str) -> None:
    """Setzt ein neues Passwort und beendet alle Anmeldungen. Es wird erfragt oder aus der Standardeingabe gelesen."""
    with haus.offen():
        passwoerter.setze(anmeldename, lies_passwort(), jetzt=datetime.now(UTC))
    click.echo(f"„{anmeldename}“ hat ein neues Passwort.")


@click.command(cls=Befehl)
@NAME
def sperre(anmeldename: str) -> None:
    """Sperrt eine Person: Anmeldungen, Zugangstoken und offene Links gelten sofort nicht mehr."""
    with _fall(anmeldename) as fall:
        zugaenge.sperre(fall.person_id, wer=fall.wer, jetzt=fall.jetzt)
    click.echo(f"„{anmeldename}“ ist gesperrt.")


@click.command(cls=Befehl)
@NAME
def entsperre(anmeldename: str) -> None:
    """Hebt die Sperre einer Person auf. Ihre Zugangstoken bleiben widerrufen."""
    with _fall(anmeldename) as fall:
        zugaenge.entsperre(fall.person_id, wer=fall.wer, jetzt=fall.jetzt)
    click.echo(f"„{anmeldename}“ kann sich wieder anmelden.")


@click.command(cls=Befehl)
@NAME
def abmelden(anmeldename: str) -> None:
    """Beendet alle Anmeldungen einer Person im Browser; Zugangstoken gelten weiter."""
    with _fall(anmeldename) as fall:
        zugaenge.melde_ueberall_ab(fall.person_id, wer=fall.wer, jetzt=fall.jetzt)
    click.echo(f"„{anmeldename}“ ist überall abgemeldet.")


def lies_passwort() -> str:
    """The password, asked twice at a terminal, else one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    passwort = getpass(f"Passwort (mindestens {passwortregel.MINDESTENS} Zeichen): ")
    if getpass("Noch einmal: ") != passwort:
        raise EingabeUngueltig("Die beiden Eingaben sind verschieden.")
    return passwort


@click.command("zweiter-faktor-aus", cls=Befehl)
@NAME
def zweiter_faktor_aus(anmeldename: str) -> None:
    """Schaltet den zweiten Faktor einer Person aus, deren Telefon verloren ist, und beendet ihre Anmeldungen."""
    with _fall(anmeldename) as fall:
        zugaenge.setze_faktor_zurueck(fall.person_id, wer=fall.wer, jetzt=fall.jetzt)
    click.echo(f"„{anmeldename}“ meldet sich wieder ohne zweiten Faktor an.")


@contextmanager
def _fall(anmeldename: str) -> Iterator[_Fall]:
    with haus.offen() as app:
        person_id, wer = zugaenge.im_betrieb(anmeldename)
        yield _Fall(person_id, wer, datetime.now(UTC), app)

"""`vorlagen person`: let somebody in, or give their programs a key."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe, zahl
from vorlagen.cli.fremdkonto import trenne, verbinde
from vorlagen.cli.personenloeschung import loesche
from vorlagen.cli.rollen import finde_amt, finde_gremium, liste, rolle, zeige
from vorlagen.cli.zugang import abmelden, einladen, entsperre, lies_passwort, passwort, sperre, zweiter_faktor_aus
from vorlagen.services import anmeldung, neue_person, stammdaten, zugangstoken
from vorlagen.services.neue_person import NeuePerson
from vorlagen.services.personen import Angaben
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import Umfang, Wer, betrieb

GREMIUM = "gremium="


@click.group(cls=Gruppe)
def person() -> None:
    """Personen anlegen, einladen, sperren, ihnen Rollen geben und Zugangstoken ausgeben."""


for _befehl in (
    einladen,
    passwort,
    sperre,
    entsperre,
    abmelden,
    loesche,
    zweiter_faktor_aus,
    rolle,
    zeige,
    liste,
    verbinde,
    trenne,
):
    person.add_command(_befehl)


@person.command(cls=Befehl)
@click.argument("anmeldename", metavar="ANMELDENAME")
@click.option("--name", required=True, metavar="NAME", help="Vor- und Nachname.")
@click.option("--mail", metavar="ADRESSE", help="Wohin Erinnerungen gehen.")
@click.option("--amt", metavar="NUMMER", help="Nummer des Amtes, in dem die Person arbeitet.")
@click.option(
    "--rolle",
    "rollen",
    multiple=True,
    metavar="ROLLE",
    help="federfuehrung:10 (für Amt 10), gremiendienst:gremium=HFA (für ein Gremium), freigabe (überall); mehrfach.",
)
@click.option("--taetigkeit", default="", metavar="TEXT", help="Was die Person hier tut, in wenigen Worten.")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")
@click.option("--installation", is_flag=True, help="Betreut die Installation, ohne Einblick in Inhalte.")
@click.option("--ohne-passwort", is_flag=True, help="Die Person meldet sich noch nicht selbst an.")
@mit_json
def neu(
    anmeldename: str,
    name: str,
    mail: str | None,
    amt: str | None,
    rollen: tuple[str, ...],
    taetigkeit: str,
    koerperschaft: str | None,
    installation: bool,
    ohne_passwort: bool,
    json_: bool,
) -> None:
    """Legt eine Person an. Das Passwort wird erfragt oder aus der Standardeingabe gelesen."""
    passwort = None if ohne_passwort else lies_passwort()
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        neue = NeuePerson(
            anmeldename=anmeldename,
            angaben=Angaben(name=name, mail=mail, amt_id=finde_amt(amt, wer), taetigkeit=taetigkeit),
            vergaben=tuple(_vergabe(eine, wer) for eine in rollen),
            passwort=passwort,
            installation=installation,
        )
        person_id = neue_person.lege_an(neue, wer=wer, jetzt=datetime.now(UTC))
    if json_:
        als_json({"id": person_id, "anmeldename": anmeldename})
    else:
        click.echo(f"„{anmeldename}“ ist angelegt.")


@person.command(cls=Befehl)
@click.argument("anmeldename", metavar="ANMELDENAME")
@click.option(
    "--tage", default="365", type=zahl(36500), metavar="TAGE", help="Gültigkeit; ohne Angabe 365, 0 für immer."
)
@click.option(
    "--umfang",
    default=Umfang.VERWALTEN.value,
    type=click.Choice([umfang.value for umfang in Umfang]),
    metavar="UMFANG",
    help="lesen, schreiben oder verwalten; ohne Angabe verwalten: alles, was die Person darf.",
)
@click.option("--name", default="", metavar="NAME", help="Wofür das Token ist, zum Wiedererkennen.")
def token(anmeldename: str, tage: int, umfang: str, name: str) -> None:
    """Gibt ein neues Zugangstoken für die API aus und sonst nichts. Es lässt sich nicht noch einmal anzeigen."""
    with haus.offen():
        neues = anmeldung.token_neu(
            anmeldename,
            jetzt=datetime.now(UTC),
            tage=tage or None,
            umfang=Umfang(umfang),
            name=name[: zugangstoken.NAMENSLAENGE],
        )
    click.echo(neues)


def _vergabe(text: str, wer: Wer) -> Vergabe:
    rolle, _, wofuer = text.partition(":")
    if wofuer.startswith(GREMIUM):
        return Vergabe(rolle=rolle, gremium_id=finde_gremium(wofuer.removeprefix(GREMIUM), wer))
    return Vergabe(rolle=rolle, amt_id=finde_amt(wofuer or None, wer))

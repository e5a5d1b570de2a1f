"""`vorlagen import oparl`: a whole council information system comes over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any, Final

import click
from flask import Flask

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl
from vorlagen.extensions import ALLE, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.netz import Grenzen, Netze, ist_erlaubt, loese_auf, pruefe_ziel
from vorlagen.ris import Befunde, Koerper
from vorlagen.services import einfuhr
from vorlagen.services.einfuhr import Auftrag, Bericht, Server, Werkzeug

ZULETZT: Final = "zuletzt"
_LISTEN: Final = {"organization": "Gremien", "person": "Personen", "meeting": "Sitzungen", "paper": "Vorlagen"}


@click.command("oparl", cls=Befehl)
@click.argument("url", metavar="ADRESSE")
@click.option("--koerperschaft", metavar="KUERZEL", help="Nimmt alles in diese Körperschaft auf.")
@click.option("--seit", metavar="ZEIT", help="Nur, was sich seitdem geändert hat: 2026-03-01 oder „zuletzt“.")
@click.option("--mit-dateien", is_flag=True, help="Holt auch die Dateien der Vorlagen, geprüft wie jede Anlage.")
@click.option(
    "--pause", type=click.FLOAT, default=0.1, metavar="SEKUNDEN", help="Abstand zwischen zwei Anfragen (0.1)."
)
@mit_json
@click.pass_context
def nimm_oparl_auf(ctx: click.Context, /, url: str, json_: bool, **wunsch: Any) -> None:
    """Nimmt den Bestand eines anderen Ratsinformationssystems über seine OParl-Schnittstelle (1.0, 1.1) auf.

    ADRESSE ist die des Systems oder einer Kommune (Body) darin. Ohne --koerperschaft bekommt jede Kommune ihre eigene
    Körperschaft. Noch einmal aufnehmen ändert nur, was sich dort geändert hat; ein unterbrochener Lauf geht weiter, wo
    er stand. Was so kommt, ist Geschichte: Es setzt keine Fristen und verschickt nichts. Der Rückgabewert ist 0, wenn
    alles kam, und 1, wenn etwas fehlt.
    """
    ab, pause = _zeit(wunsch["seit"]), max(0.0, min(60.0, wunsch["pause"]))
    with haus.offen() as app:
        werkzeug = Werkzeug(
            netze=_netze(app, url), hoeflichkeit=einfuhr.Hoeflichkeit(pause=pause, warten=max(pause, 0.2)),
            melde=_still if json_ else _anzeige(),
        )  # fmt: skip
        berichte = list(_fuehre_aus(url, wunsch, ab, werkzeug))
    if json_:
        als_json(berichte if len(berichte) > 1 else berichte[0])
    else:
        for bericht in berichte:
            _erzaehle(bericht)
    if not all(bericht.vollstaendig for bericht in berichte):
        ctx.exit(1)


def _fuehre_aus(url: str, wunsch: Mapping[str, Any], ab: datetime | None, werkzeug: Werkzeug) -> Iterator[Bericht]:
    kuerzel, mit_dateien = wunsch["koerperschaft"], wunsch["mit_dateien"]
    for koerper in _koerper(url, kuerzel, werkzeug):
        sicht_oeffnen(ALLE)
        stadt = einfuhr.stadt_fuer(koerper, kuerzel)
        seit = einfuhr.zuletzt(stadt.id, url) if wunsch["seit"] == ZULETZT else ab
        auftrag = Auftrag(stadt_id=stadt.id, quelle=url, koerper=koerper.kennung, seit=seit, mit_dateien=mit_dateien)
        yield einfuhr.fuehre_aus(einfuhr.beginne(auftrag, jetzt=datetime.now(UTC)), werkzeug)


def _koerper(url: str, kuerzel: str | None, werkzeug: Werkzeug) -> tuple[Koerper, ...]:
    server = Server(Grenzen(erlaubte=werkzeug.netze, sekunden=60), Befunde(), werkzeug.hoeflichkeit)
    alle = einfuhr.finde_koerper(server, url)
    if kuerzel is not None and len(alle) > 1:
        namen = "\n".join(f"  {koerper.name or 'ohne Namen'}: {koerper.kennung}" for koerper in alle)
        raise EingabeUngueltig(f"Dort sind mehrere Kommunen. Bitte die Adresse von einer angeben:\n{namen}")
    return alle


def _netze(app: Flask, url: str) -> Netze:
    """The allowed networks, and the very machine that was typed: who sits at the server means what they type.

    It opens nothing but that address; where the server's answers lead, they lead past the guard.
    """
    erlaubte: Netze = app.config["EINSTELLUNGEN"].erlaubte_netze
    alle = (ip_network("0.0.0.0/0"), ip_network("::/0"))
    adressen = loese_auf(pruefe_ziel(url), alle)
    return (*erlaubte, *(ip_network(adresse) for adresse in adressen if not ist_erlaubt(adresse, erlaubte)))


def _zeit(wert: str | None) -> datetime | None:
    if wert is None or wert == ZULETZT:
        return None
    try:
        zeit = datetime.fromisoformat(wert)
    except ValueError as fehler:
        raise EingabeUngueltig(f"„{wert}“ ist kein Zeitpunkt. Gebraucht wird zum Beispiel 2026-03-01.") from fehler
    return zeit if zeit.tzinfo else zeit.replace(tzinfo=BERLIN)


def _anzeige() -> Callable[[str, int], None]:
    """A line that counts along."""
    gelesen: dict[str, int] = {}

    def melde(liste: str, anzahl: int) -> None:
        gelesen[liste] = gelesen.get(liste, 0) + anzahl
        stand = ", ".join(f"{_LISTEN.get(name, 'Dateien')} {zahl}" for name, zahl in gelesen.items())
        click.echo(f"\rGelesen: {stand}", nl=False, err=True)

    return melde


def _still(_liste: str, _anzahl: int) -> None:
    """A program reads along; it gets the report."""


def _erzaehle(bericht: Bericht) -> None:
    click.echo(err=True)
    for name, zahlen in bericht.zahlen:
        click.echo(
            f"{name}: {zahlen.get('neu', 0)} neu, {zahlen.get('geaendert', 0)} geändert, "
            f"{zahlen.get('unveraendert', 0)} unverändert, {zahlen.get('entfernt', 0)} entfernt."
        )
    for zeile in bericht.befunde:
        click.echo(f"{zeile.anzahl}mal: {zeile.satz}")
        for beispiel in zeile.beispiele:
            click.echo(f"    {beispiel}")
    click.echo(
        "Vollständig." if bericht.vollstaendig else "Unvollständig; siehe oben. Ein neuer Lauf holt das Fehlende nach."
    )

"""`vorlagen verlauf`: is the history what it was? An exported file is verified without any database."""

from __future__ import annotations

import json
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.deutsch import tag as als_tag
from vorlagen.config import aus_umgebung
from vorlagen.extensions import ALLE, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig, NichtGefunden
from vorlagen.services import kopfpost, stammdaten, tageskopf, verlaufsausgabe, verlaufspruefung
from vorlagen.services.verlaufspruefung import Befund
from vorlagen.siegel import Bruch, Kopfbuch, Schluesselbund, erneuere, lade

_stadt = click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")


@click.group(cls=Gruppe)
def verlauf() -> None:
    """Den Verlauf der Vorlagen prüfen, ausgeben und mit Tagesköpfen belegen."""


@verlauf.command(cls=Befehl)
@click.argument("export", required=False, metavar="[EXPORT]")
@click.option("--kopf", metavar="PRÜFSUMME", help="Prüfsumme eines aufbewahrten Tageskopfes, der dabei sein muss.")
@click.option("--schluessel", metavar="HEX", help="Öffentlicher Schlüssel, dem bei einer Datei vertraut wird.")
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, export: str | None, kopf: str | None, schluessel: str | None, json_: bool) -> None:
    """Prüft die Ketten, Tagesköpfe und Protokolle aller Körperschaften oder eine exportierte Datei.

    Für eine Datei braucht es keine Datenbank. Der erste Eintrag jeder Kette, der nicht mehr stimmt, wird genannt.
    """
    bezeugt = _ohne_luecken(kopf)
    befund = _pruefe_datei(Path(export), _ohne_luecken(schluessel), bezeugt) if export else _pruefe_alle(bezeugt, json_)
    if json_:
        als_json(
            {
                "geprueft": befund.eintraege,
                "tageskoepfe": befund.koepfe,
                "kopf": befund.kopf.als_json() if befund.kopf else None,
                "brueche": [{"vorlage": b.vorlage_id, "nr": b.nr, "text": b.satz} for b in befund.brueche],
            }
        )
    else:
        for bruch in befund.brueche:
            click.echo(f"Vorlage {bruch.vorlage_id}: {bruch.satz}" if bruch.vorlage_id else bruch.satz)
        click.echo(f"Geprüfte Einträge: {befund.eintraege}, Tagesköpfe: {befund.koepfe}. {_urteil(befund)}")
    if befund.brueche:
        ctx.exit(1)


@verlauf.command(cls=Befehl)
@click.argument("datei", metavar="DATEI")
@_stadt
def export(datei: str, koerperschaft: str | None) -> None:
    """Schreibt Verlauf, Tagesköpfe und Protokoll einer Körperschaft in ein prüfbares ZIP, samt Prüfprogramm."""
    ziel = Path(datei)
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        with _balken(verlaufsausgabe.anzahl(stadt.id) or 1, "Verlauf") as balken:
            try:
                anzahl = verlaufsausgabe.exportiere(stadt, ziel, jetzt=datetime.now(UTC), weiter=balken.update)
            except OSError as fehler:
                raise EingabeUngueltig(f"Die Datei {ziel} lässt sich nicht schreiben ({fehler.strerror}).") from fehler
    click.echo(f"{ziel}: {anzahl} Einträge. Prüfen: vorlagen verlauf pruefe {ziel}")


@verlauf.command(cls=Befehl)
@click.option("--tag", type=als_tag, metavar="DATUM", help="Der Tageskopf dieses Tages; ohne Angabe der letzte.")
@_stadt
@mit_json
def kopf(tag: date | None, koerperschaft: str | None, json_: bool) -> None:
    """Zeigt einen Tageskopf: die unterschriebene Prüfsumme über alles, was bis zu diesem Tag geschah."""
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        gesucht = tageskopf.vom(stadt.id, tag) if tag else next(iter(tageskopf.neueste(stadt.id, anzahl=1)), None)
        if gesucht is None:
            raise NichtGefunden("Diesen Tageskopf gibt es nicht. Die Uhr macht ihn nach Mitternacht für den Tag davor.")
        gefunden = tageskopf.als_kopf(gesucht)
    if json_:
        als_json(gefunden.als_json())
        return
    click.echo(f"Tageskopf {gefunden.nr} vom {gefunden.tag}: {gefunden.vorlagen} Vorlagen")
    click.echo(f"Prüfsumme     {kopfpost.gruppen(gefunden.hash)}")
    click.echo(f"Schlüssel     {kopfpost.gruppen(gefunden.schluessel)}")
    click.echo(f"Unterschrift  {kopfpost.gruppen(gefunden.signatur)}")


@verlauf.command(cls=Befehl)
@click.option("--neu", is_flag=True, help="Legt einen neuen Schlüssel an; der bisherige übergibt an ihn.")
def schluessel(neu: bool) -> None:
    """Gibt den öffentlichen Schlüssel aus, mit dem Tagesköpfe unterschrieben werden, und sonst nichts."""
    einstellungen = aus_umgebung()
    if neu and einstellungen.verlauf_schluessel:
        raise EinstellungUngueltig(
            "Der Schlüssel steht in VORLAGEN_VERLAUF_SCHLUESSEL. Bitte tragen Sie den neuen dort vor dem alten ein."
        )
    bund = erneuere(einstellungen.instance) if neu else lade(einstellungen.instance, einstellungen.verlauf_schluessel)
    click.echo(bund.neuester)


@verlauf.command(cls=Befehl)
@click.argument("adressen", nargs=-1, metavar="[ADRESSE …]")
@click.option("--keine", is_flag=True, help="Künftig geht kein Tageskopf mehr hinaus.")
@_stadt
def empfaenger(adressen: tuple[str, ...], keine: bool, koerperschaft: str | None) -> None:
    """Sagt oder setzt, an welche Adressen die Tagesköpfe gehen, damit sie außer Haus aufbewahrt werden."""
    if keine and adressen:
        raise click.UsageError("Entweder Adressen oder --keine.")
    with haus.offen():
        stadt_id = stammdaten.finde_koerperschaft(koerperschaft).id
        if adressen or keine:
            kopfpost.setze_empfaenger(stadt_id, adressen, jetzt=datetime.now(UTC))
        click.echo("\n".join(kopfpost.empfaenger(stadt_id)) or "Tagesköpfe gehen an niemanden.")


def _pruefe_alle(bezeugt: str | None, still: bool) -> Befund:
    gesamt = Befund()
    einstellungen = aus_umgebung()
    bund: Schluesselbund = lade(einstellungen.instance, einstellungen.verlauf_schluessel)
    buch = Kopfbuch(einstellungen.instance)
    with haus.offen():
        staedte = [(stadt.id, stadt.name) for stadt in stammdaten.koerperschaften(None)]
        einzeln = len(staedte) == 1
        sicht_oeffnen(ALLE)
        if bezeugt and tageskopf.mit_pruefsumme(bezeugt) is None:
            gesamt.brueche.append(Bruch(None, 0, "Der aufbewahrte Tageskopf ist in keiner Körperschaft dabei."))
        for stadt_id, name in staedte:
            sicht_oeffnen(ALLE)
            laenge = verlaufsausgabe.anzahl(stadt_id) or 1
            with _balken(laenge, name, still=still) as balken:
                befund = verlaufspruefung.pruefe_datenbank(
                    stadt_id, bund, bezeugt=buch.letzter(stadt_id), jetzt=datetime.now(UTC), weiter=balken.update
                )
            gesamt.eintraege += befund.eintraege
            gesamt.koepfe += befund.koepfe
            gesamt.kopf = befund.kopf if einzeln else None
            gesamt.brueche += befund.brueche
    return gesamt


def _pruefe_datei(ort: Path, vertraut: str | None, bezeugt: str | None) -> Befund:
    if zipfile.is_zipfile(ort):
        schluessel = frozenset({vertraut} if vertraut else ())
        return verlaufspruefung.pruefe_export(ort, vertraut=schluessel, bezeugt=bezeugt, jetzt=datetime.now(UTC))
    return verlaufspruefung.pruefe_vorlage(_lies(ort), vertraut=vertraut, bezeugt=bezeugt)


def _balken(laenge: int, titel: str, *, still: bool = False) -> Any:
    """On the terminal only: what is piped on is the result alone."""
    return click.progressbar(length=laenge, label=titel, file=sys.stderr, hidden=still or not sys.stderr.isatty())


def _urteil(befund: Befund) -> str:
    return "Mindestens eine Stelle ist verletzt." if befund.brueche else "Nichts ist verletzt."


def _ohne_luecken(text: str | None) -> str | None:
    return "".join(text.split()).lower() or None if text else None


def _lies(ort: Path) -> dict[str, Any]:
    try:
        inhalt = json.loads(ort.read_bytes())
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} lässt sich nicht lesen ({fehler.strerror}).") from fehler
    except ValueError as fehler:
        raise EingabeUngueltig(f"Die Datei {ort} enthält kein JSON: {fehler}.") from fehler
    if not isinstance(inhalt, dict) or inhalt.get("format") != "vorlagen-verlauf/1":
        raise EingabeUngueltig(f"Die Datei {ort} ist kein exportierter Verlauf (format: vorlagen-verlauf/1).")
    if not isinstance(inhalt.get("vorlage"), str) or not isinstance(inhalt.get("verlauf"), list):
        raise EingabeUngueltig(f"In der Datei {ort} fehlen „vorlage“ oder „verlauf“.")
    return inhalt

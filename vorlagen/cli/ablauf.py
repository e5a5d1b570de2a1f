"""`vorlagen ablauf`: which procedures this installation knows. Needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.extensions import verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.workflow.bausteine import Schritt
from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.stecker import Stoerung
from vorlagen.workflow.workflow import Workflow


@click.group(cls=Gruppe)
def ablauf() -> None:
    """Abläufe auflisten, zeigen und prüfen."""
    verzeichnis.lade()


@ablauf.command(cls=Befehl)
@mit_json
def liste(json_: bool) -> None:
    """Listet die Abläufe dieser Installation auf."""
    alle = verzeichnis.alle()
    if json_:
        als_json([{"name": a.name, "version": a.version, "titel": a.titel, "kennung": a.kennung} for a in alle])
    else:
        tabelle(("Name", "Version", "Titel"), [(a.name, str(a.version), a.titel) for a in alle])


@ablauf.command(cls=Befehl)
@click.argument("name", metavar="NAME")
@mit_json
def zeige(name: str, json_: bool) -> None:
    """Zeigt einen Ablauf mit allen Schritten."""
    gemeint = verzeichnis.hole(name)
    if json_:
        als_json(_als_dict(gemeint))
        return
    click.echo(f"{gemeint.titel} ({gemeint.name}, Version {gemeint.version})")
    click.echo(f"beginnt mit: {gemeint.status_titel(gemeint.beginnt_mit)}")
    click.echo(f"endet mit: {', '.join(gemeint.status_titel(ende) for ende in gemeint.endet_mit)}")
    for schritt in gemeint.schritte:
        click.echo(f"\n{schritt.aufschrift}")
        for zeile in _zeilen(gemeint, schritt):
            click.echo(f"  {zeile}")


@ablauf.command(cls=Befehl)
@click.argument("namen", nargs=-1, metavar="[NAME …]")
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, namen: tuple[str, ...], json_: bool) -> None:
    """Prüft die genannten Abläufe, ohne Namen alle; jede Störung ist ein Satz."""
    gut, stoerungen = _geprueft(namen)
    if json_:
        als_json({"geprueft": gut, "stoerungen": [{"quelle": s.quelle, "text": s.satz} for s in stoerungen]})
    else:
        for stoerung in stoerungen:
            click.echo(stoerung.satz, err=True)
        click.echo(f"In Ordnung: {', '.join(gut) or 'kein Ablauf'}.")
    if stoerungen:
        ctx.exit(1)


def _geprueft(namen: tuple[str, ...]) -> tuple[list[str], list[Stoerung]]:
    """The sound ones by name, and what is wrong. A plug-in that does not load cannot say which names it brings."""
    if not namen:
        return [a.name for a in verzeichnis.alle()], list(verzeichnis.stoerungen)
    gut, stoerungen = [], [s for s in verzeichnis.stoerungen if s.quelle in namen]
    for name in namen:
        try:
            gut.append(verzeichnis.hole(name).name)
        except NichtGefunden as fehler:
            if not any(s.quelle == name for s in stoerungen):
                stoerungen.append(Stoerung(name, fehler.satz))
    return gut, stoerungen


def _zeilen(gemeint: Workflow, schritt: Schritt) -> Iterator[str]:
    yield f"von:   {', '.join(gemeint.status_titel(von) for von in schritt.quellen)}"
    yield f"nach:  {gemeint.status_titel(schritt.nach)}"
    yield f"durch: {', '.join(rolle_titel(rolle) for rolle in schritt.rollen)}"
    for bedingung in schritt.wenn:
        yield f"wenn:  {bedingung.satz}"
    if schritt.frist:
        zustaendig = rolle_titel(schritt.frist.fuer)
        yield f"frist: {schritt.frist.name}, {schritt.frist.werktage} Werktage, zuständig: {zustaendig}"
    if schritt.dokument:
        yield f"dokument: {schritt.dokument}"
    if schritt.laut:
        yield f"laut:  {schritt.laut}"


def _als_dict(gemeint: Workflow) -> dict[str, Any]:
    return {
        "name": gemeint.name,
        "version": gemeint.version,
        "titel": gemeint.titel,
        "kennung": gemeint.kennung,
        "beginnt_mit": gemeint.beginnt_mit,
        "endet_mit": list(gemeint.endet_mit),
        "status": [{"name": status.name, "titel": status.titel} for status in gemeint.status],
        "schritte": [
            {
                "name": schritt.name,
                "titel": schritt.aufschrift,
                "von": list(schritt.quellen),
                "nach": schritt.nach,
                "durch": list(schritt.rollen),
                "wenn": [bedingung.satz for bedingung in schritt.wenn],
                "frist": schritt.frist,
                "dokument": schritt.dokument,
                "begruenden": schritt.begruenden,
                "laut": schritt.laut,
            }
            for schritt in gemeint.schritte
        ],
        "felder": [{"name": feld.name, "titel": feld.titel, "art": feld.art} for feld in gemeint.felder],
    }

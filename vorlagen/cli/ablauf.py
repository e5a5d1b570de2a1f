"""`vorlagen ablauf`: which procedures this installation knows, and the commands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from vorlagen.cli.ablaufbild import diagramm
from vorlagen.cli.ablaufpruefung import pruefe
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe
from vorlagen.cli.umzug import was_waere_wenn, ziehe_um
from vorlagen.extensions import verzeichnis
from vorlagen.workflow.bausteine import Schritt
from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.beschreibung import als_text, beschreibe, dauer, folgesaetze
from vorlagen.workflow.workflow import Workflow


@click.group(cls=Gruppe)
def ablauf() -> None:
    """Abläufe auflisten, zeigen, prüfen und umstellen."""
    verzeichnis.lade()


for _befehl in (pruefe, diagramm, was_waere_wenn, ziehe_um):
    ablauf.add_command(_befehl)


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
@click.option("--saetze", is_flag=True, help="In ganzen Sätzen und nach Status geordnet: wer darf wann was.")
@mit_json
def zeige(name: str, saetze: bool, json_: bool) -> None:
    """Zeigt einen Ablauf mit allen Schritten, eigenen Feldern und Regeln der Mitzeichnung."""
    gemeint = verzeichnis.hole(name)
    if json_:
        als_json(_als_dict(gemeint))
        return
    beschreibung = beschreibe(gemeint)
    if saetze:
        click.echo(als_text(beschreibung), nl=False)
        return
    click.echo(f"{gemeint.titel} ({gemeint.name}, Version {gemeint.version})")
    click.echo(f"beginnt mit: {gemeint.status_titel(gemeint.beginnt_mit)}")
    click.echo(f"endet mit: {', '.join(gemeint.status_titel(ende) for ende in gemeint.endet_mit)}")
    for schritt in gemeint.schritte:
        click.echo(f"\n{schritt.aufschrift}")
        for zeile in _zeilen(gemeint, schritt):
            click.echo(f"  {zeile}")
    _liste_auf("Eigene Felder", [f"{feld.titel} ({feld.worte})" for feld in beschreibung.felder])
    _liste_auf("Regeln der Mitzeichnung", beschreibung.mitzeichnung)


def _zeilen(gemeint: Workflow, schritt: Schritt) -> Iterator[str]:
    yield f"von:   {', '.join(gemeint.status_titel(von) for von in schritt.quellen)}"
    yield f"nach:  {gemeint.status_titel(schritt.nach)}"
    yield f"durch: {', '.join(rolle_titel(rolle) for rolle in schritt.rollen)}"
    for bedingung in schritt.wenn:
        yield f"wenn:  {bedingung.satz}"
    if schritt.frist:
        yield f"frist: {schritt.frist.name}, {dauer(gemeint, schritt.frist)}"
    if schritt.dokument:
        yield f"dokument: {schritt.dokument}"
    if schritt.laut:
        yield f"laut:  {schritt.laut}"
    for satz in folgesaetze(schritt):
        yield f"danach: {satz}"


def _liste_auf(titel: str, saetze: Sequence[str]) -> None:
    if saetze:
        click.echo(f"\n{titel}")
    for satz in saetze:
        click.echo(f"  {satz}")


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
        "mitzeichnung": [
            {"aufgabe": regel.aufgabe, "satz": regel.satz, "betrifft": list(regel.betrifft)}
            for regel in gemeint.mitzeichnung.regeln
        ],
        "felder": [{"name": feld.name, "titel": feld.titel, "art": feld.art} for feld in gemeint.felder],
    }

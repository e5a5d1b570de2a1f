"""`vorlagen ablauf pruefe`: does every procedure load, and does it keep what the conformance kit asks of it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl
from vorlagen.extensions import verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.workflow.konformitaet import Befund
from vorlagen.workflow.konformitaet import pruefe as pruefe_alles
from vorlagen.workflow.stecker import Stoerung
from vorlagen.workflow.workflow import Workflow


@dataclass(frozen=True, slots=True)
class _Pruefung:
    """A procedure that loads, and what each check of the kit found."""

    name: str
    befunde: tuple[Befund, ...]

    @property
    def fehler(self) -> list[str]:
        return [satz for befund in self.befunde for satz in befund.fehler]

    @property
    def uebersprungen(self) -> list[str]:
        return [satz for befund in self.befunde for satz in befund.uebersprungen]


@click.command(cls=Befehl)
@click.argument("namen", nargs=-1, metavar="[NAME …]")
@mit_json
@click.pass_context
def pruefe(ctx: click.Context, namen: tuple[str, ...], json_: bool) -> None:
    """Prüft die genannten Abläufe, ohne Namen alle: Lassen sie sich laden, und halten sie jede Prüfung aus?

    Jede Störung und jeder Fehler ist ein Satz. Was sich nicht prüfen ließ, wird gezählt und genannt.
    """
    pruefungen, stoerungen = _geprueft(namen)
    if json_:
        als_json(_als_dict(pruefungen, stoerungen))
    else:
        _erzaehle(pruefungen, stoerungen)
    if stoerungen or any(pruefung.fehler for pruefung in pruefungen):
        ctx.exit(1)


def _geprueft(namen: tuple[str, ...]) -> tuple[list[_Pruefung], list[Stoerung]]:
    """The procedures that load, and what is wrong with the others.

    A plug-in that does not load cannot say which names it brings; it is found by the name of its entry point, too.
    """
    if not namen:
        return [_pruefe(ablauf) for ablauf in verzeichnis.alle()], list(verzeichnis.stoerungen)
    gut, stoerungen = [], [stoerung for stoerung in verzeichnis.stoerungen if stoerung.quelle in namen]
    for name in namen:
        try:
            gut.append(_pruefe(verzeichnis.hole(name)))
        except NichtGefunden as fehler:
            if not any(stoerung.quelle == name for stoerung in stoerungen):
                stoerungen.append(Stoerung(name, fehler.satz))
    return gut, stoerungen


def _pruefe(ablauf: Workflow) -> _Pruefung:
    fruehere = [frueherer for frueherer in verzeichnis.versionen(ablauf.name) if frueherer.version < ablauf.version]
    return _Pruefung(ablauf.name, pruefe_alles(ablauf, fruehere=fruehere))


def _erzaehle(pruefungen: Sequence[_Pruefung], stoerungen: Sequence[Stoerung]) -> None:
    for stoerung in stoerungen:
        click.echo(stoerung.satz, err=True)
    for pruefung in pruefungen:
        for satz in pruefung.fehler:
            click.echo(f"{pruefung.name}: {satz}", err=True)
    gut = [p.name for p in pruefungen if not p.fehler]
    click.echo(f"In Ordnung: {', '.join(gut) or 'kein Ablauf'}.")
    ausgelassen = [f"  {pruefung.name}: {satz}" for pruefung in pruefungen for satz in pruefung.uebersprungen]
    click.echo(f"Prüfungen: {sum(len(p.befunde) for p in pruefungen)}, nicht prüfbar: {len(ausgelassen)}.")
    for zeile in ausgelassen:
        click.echo(zeile)


def _als_dict(pruefungen: Sequence[_Pruefung], stoerungen: Sequence[Stoerung]) -> dict[str, Any]:
    return {
        "geprueft": [pruefung.name for pruefung in pruefungen if not pruefung.fehler],
        "stoerungen": [{"quelle": stoerung.quelle, "text": stoerung.satz} for stoerung in stoerungen],
        "befunde": [
            {"ablauf": pruefung.name, **_befund(befund)} for pruefung in pruefungen for befund in pruefung.befunde
        ],
        "uebersprungen": sum(len(pruefung.uebersprungen) for pruefung in pruefungen),
    }


def _befund(befund: Befund) -> dict[str, Any]:
    return {
        "pruefung": befund.pruefung,
        "titel": befund.titel,
        "geprueft": befund.geprueft,
        "fehler": befund.fehler,
        "uebersprungen": befund.uebersprungen,
    }

"""What a command prints: JSON for programs, plain lines for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

import click


def als_json(wert: Any) -> None:
    """Print a value as JSON; dataclasses become objects, days and instants ISO 8601."""
    click.echo(json.dumps(wert, ensure_ascii=False, indent=2, default=_schlicht))


def tabelle(kopf: Sequence[str], zeilen: Sequence[Sequence[str]]) -> None:
    """Print rows under a heading, the columns one below the other."""
    breiten = [max(len(zelle) for zelle in spalte) for spalte in zip(kopf, *zeilen, strict=True)]
    for zeile in (kopf, *zeilen):
        click.echo("  ".join(zelle.ljust(breite) for zelle, breite in zip(zeile, breiten, strict=True)).rstrip())


def mit_json(befehl: Any) -> Any:
    """The option `--json`, as every command has it that a program may read."""
    return click.option("--json", "json_", is_flag=True, help="Ausgabe als JSON.")(befehl)


def _schlicht(wert: object) -> Any:
    if is_dataclass(wert) and not isinstance(wert, type):
        return asdict(wert)
    if isinstance(wert, date):
        return wert.isoformat()
    raise TypeError(f"{type(wert).__name__} has no JSON form")

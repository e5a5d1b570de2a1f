"""Click in German: help, complaints, and the few kinds of values that our commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

import click

_UEBERSCHRIFTEN: Final = {"Options": "Optionen", "Commands": "Befehle"}


class _Hilfetext(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Aufruf: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_UEBERSCHRIFTEN.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        uebersetzt = [(name, text.replace("[required]", "[nötig]")) for name, text in rows]
        super().write_dl(uebersetzt, col_max, col_spacing)


class _Kontext(click.Context):
    formatter_class = _Hilfetext


class _Deutsch(click.Command):
    context_class = _Kontext

    def __init__(self, *angaben: Any, **weitere: Any) -> None:
        super().__init__(*angaben, **{"options_metavar": "[OPTIONEN]", **weitere})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Zeigt diese Hilfe."
        return option


class Befehl(_Deutsch):
    """A command that speaks German, also about what it does not understand."""

    allow_extra_args = True  # so that we can say it ourselves

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        zu_viel = super().parse_args(ctx, args)
        if zu_viel:
            ctx.fail(f"„{' '.join(zu_viel)}“ ist hier zu viel.")
        return zu_viel


class Gruppe(_Deutsch, click.Group):
    """Commands under a common first word."""

    command_class = Befehl
    group_class = type

    def __init__(self, *angaben: Any, **weitere: Any) -> None:
        super().__init__(*angaben, **{"subcommand_metavar": "BEFEHL …", **weitere})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"Den Befehl „{args[0]}“ gibt es nicht.")
        return super().resolve_command(ctx, args)


def tag(wert: str) -> date:
    """A date, `2026-03-02`."""
    try:
        return datetime.strptime(wert, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"„{wert}“ ist kein Datum. Beispiel: 2026-03-02.") from None


def zeitpunkt(wert: str) -> datetime:
    """An instant with its offset, `2026-06-16T08:00:00+02:00`."""
    try:
        zeit = datetime.fromisoformat(wert)
    except ValueError:
        zeit = datetime.min
    if zeit.tzinfo is None:
        raise click.BadParameter(f"„{wert}“ ist kein Zeitpunkt mit Zeitzone. Beispiel: 2026-06-16T08:00:00+02:00.")
    return zeit


def zahl(hoechstens: int) -> Callable[[str], int]:
    """A whole number from 0 to `hoechstens`."""

    def lies(wert: str) -> int:
        if not (wert.isascii() and wert.isdigit()) or int(wert) > hoechstens:
            raise click.BadParameter(f"„{wert}“ ist keine Zahl von 0 bis {hoechstens}.")
        return int(wert)

    return lies


def wahl(*worte: str) -> Callable[[str], str]:
    """One of these words."""

    def lies(wert: str) -> str:
        if wert not in worte:
            raise click.BadParameter(f"„{wert}“ ist hier nicht möglich. Möglich sind: {', '.join(worte)}.")
        return wert

    return lies


def satz(fehler: click.ClickException) -> str:
    """What click complains about, as a German sentence with the way to the help."""
    if isinstance(fehler, click.exceptions.NoArgsIsHelpError):
        return fehler.message
    if isinstance(fehler, click.UsageError) and fehler.ctx:
        return f"{_klage(fehler)} Mehr mit „{fehler.ctx.command_path} --help“."
    return _klage(fehler)


def _klage(fehler: click.ClickException) -> str:
    if isinstance(fehler, click.MissingParameter):
        return f"Es fehlt {_name(fehler)}."
    if isinstance(fehler, click.BadParameter):
        return f"{_name(fehler)}: {fehler.message}"
    if isinstance(fehler, click.NoSuchOption):
        return f"Die Option „{fehler.option_name}“ gibt es hier nicht."
    if isinstance(fehler, click.BadOptionUsage):
        return f"Die Option „{fehler.option_name}“ ist so nicht richtig: Der Wert fehlt oder ist zu viel."
    return fehler.message


def _name(fehler: click.BadParameter) -> str:
    parameter = fehler.param
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.make_metavar(fehler.ctx) if parameter and fehler.ctx else "ein Wert"

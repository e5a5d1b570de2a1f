"""The command `vorlagen`: its families, and how a refusal ends it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from vorlagen.cli.ablauf import ablauf
from vorlagen.cli.amt import amt
from vorlagen.cli.anlagen import anlagen
from vorlagen.cli.austausch import ausfuhr, einfuhr, faelle
from vorlagen.cli.bericht import bericht
from vorlagen.cli.bezeichnung import bezeichnung
from vorlagen.cli.db import db
from vorlagen.cli.demo import demo
from vorlagen.cli.deutsch import Gruppe, satz
from vorlagen.cli.dienst import serve, uhr
from vorlagen.cli.einrichten import einrichten
from vorlagen.cli.frist import frist
from vorlagen.cli.koerperschaft import koerperschaft
from vorlagen.cli.loeschfristen import loeschfristen
from vorlagen.cli.person import person
from vorlagen.cli.plan import plan
from vorlagen.cli.postausgang import postausgang
from vorlagen.cli.rechte import befehl as rechte
from vorlagen.cli.schablone import schablone
from vorlagen.cli.stueckliste import stueckliste
from vorlagen.cli.suche import suche
from vorlagen.cli.verlauf import verlauf
from vorlagen.cli.vertretung import vertretung
from vorlagen.cli.vorlageart import vorlageart
from vorlagen.cli.webhook import webhook
from vorlagen.fehler import Fachfehler

ABGEBROCHEN = 130


@click.group(cls=Gruppe, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(version("vorlagen"), message="Vorlagen %(version)s", help="Zeigt die Version.")
def befehle() -> None:
    """Vorlagen trägt eine Sitzungsvorlage vom ersten Entwurf bis zum ausgeführten Beschluss.

    Alle Befehle arbeiten mit der Installation in VORLAGEN_INSTANCE (ohne Angabe ./instance).
    """


for _befehl in (
    *(demo, einrichten, serve, uhr, db),
    *(ablauf, frist, plan, bericht, verlauf, person, postausgang),
    *(koerperschaft, vorlageart, bezeichnung, schablone),
    *(amt, vertretung, rechte, anlagen, stueckliste, loeschfristen, suche),
    *(einfuhr, ausfuhr, faelle, webhook),
):
    befehle.add_command(_befehl)


def main(worte: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1 for a refusal, 2 for a misuse, 130 for Ctrl-C."""
    try:
        ergebnis = befehle.main(args=worte, prog_name="vorlagen", standalone_mode=False)
    except Fachfehler as fehler:
        print(fehler.satz, file=sys.stderr)
        return 1
    except click.ClickException as fehler:
        print(satz(fehler), file=sys.stderr)
        return fehler.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("Abgebrochen.", file=sys.stderr)
        return ABGEBROCHEN
    return ergebnis if isinstance(ergebnis, int) else 0

"""`vorlagen rechte`: who may do what with a paper, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.services import personen, rechte, stammdaten
from vorlagen.services.rechte import Personenrechte, Recht
from vorlagen.services.wer import betrieb


@click.command("rechte", cls=Befehl)
@click.argument("vorlage", metavar="VORLAGE")
@click.option("--person", "anmeldename", metavar="ANMELDENAME", help="Nur diese Person, auch wenn sie nichts darf.")
@koerperschaft_option
@mit_json
def befehl(vorlage: str, anmeldename: str | None, koerperschaft: str | None, json_: bool) -> None:
    """Sagt, wer eine Vorlage (Kennung oder Nummer) ganz sieht, wer jetzt was darf, und warum."""
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        vorlage_id, jetzt = rechte.finde(vorlage, wer), datetime.now(UTC)
        if anmeldename:
            person_id = personen.id_zum_anmeldenamen(anmeldename, wer)
            tafel: tuple[Personenrechte, ...] = (rechte.fuer_person(vorlage_id, person_id, wer=wer, jetzt=jetzt),)
        else:
            _, tafel = rechte.fuer_vorlage(vorlage_id, wer=wer, jetzt=jetzt)
    if json_:
        als_json([_rechte_als_json(eine) for eine in tafel])
    else:
        for eine in tafel:
            click.echo("\n".join(_rechte_in_worten(eine)))


def _rechte_als_json(eine: Personenrechte) -> dict[str, Any]:
    return {
        "anmeldename": eine.person.anmeldename,
        "name": eine.person.name,
        "sieht_alles": [{"grund": grund.name, "weil": grund.weil} for grund in eine.einblick],
        "rechte": list(eine.rechte),
    }


def _rechte_in_worten(eine: Personenrechte) -> Iterator[str]:
    if not eine.einblick:
        yield f"{eine.person.name} sieht nicht die ganze Vorlage und kann nichts mit ihr tun."
        return
    yield f"{eine.person.name} sieht alles, weil die Person {' und '.join(g.weil for g in eine.einblick)}."
    yield from (f"  {_satz(recht)}" for recht in eine.rechte if not recht.fremd)


def _satz(recht: Recht) -> str:
    if recht.darf:
        return f"{recht.titel}: ja, weil die Person {' und '.join(recht.weil)}."
    return f"{recht.titel}: noch nicht. {' '.join(recht.gruende)}"

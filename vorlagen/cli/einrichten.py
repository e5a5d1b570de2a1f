"""`vorlagen einrichten`: set up a real, empty municipality, step by step or from a file."""

from __future__ import annotations

from pathlib import Path

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl
from vorlagen.cli.fragen import frage_plan
from vorlagen.kalender.texte import anzahl_text
from vorlagen.services import einrichtung, plandatei, zustaendigkeit
from vorlagen.services.einrichtung import Plan


@click.command(cls=Befehl, short_help="Richtet eine Körperschaft ein.")
@click.option("--datei", metavar="DATEI", help="Plan als TOML oder JSON statt der Fragen.")
@mit_json
def einrichten(datei: str | None, json_: bool) -> None:
    """Richtet eine echte, leere Körperschaft ein: Ämter, Gremien, Vorlagearten und die ersten Personen.

    Ohne --datei wird Schritt für Schritt gefragt. Eine Körperschaft, die es schon gibt, bleibt, wie sie ist.
    """
    with haus.offen():
        plan = plandatei.lies(Path(datei)) if datei else plandatei.aus_werten(frage_plan())
        koerperschaft_id, aemter, gremien = einrichtung.richte_ein(plan)
    if json_:
        als_json({"id": koerperschaft_id, "kuerzel": plan.kuerzel, "aemter": aemter, "gremien": gremien})
        return
    personen = ", ".join(person.anmeldename for person in plan.personen) or "noch keine"
    umfang = f"{anzahl_text(len(aemter), 'Amt', 'Ämter')}, {anzahl_text(len(gremien), 'Gremium', 'Gremien')}"
    click.echo(f"{plan.name} ist eingerichtet: {umfang}, Personen: {personen}.")
    click.echo("Weiter mit „vorlagen person neu“, „vorlagen serve“ und „vorlagen uhr“.")
    for aufgabe in sorted(_ohne_amt(plan)):
        click.echo(
            f"Noch hat kein Amt die Aufgabe „{aufgabe}“. Vorlagen, die es mitzeichnen muss, bleiben so lange "
            f"im Entwurf: „vorlagen amt aufgaben NUMMER {aufgabe}“."
        )


def _ohne_amt(plan: Plan) -> set[str]:
    """The Aufgaben that rules of co-signing will look for and nobody has yet."""
    return set(zustaendigkeit.gefragt({ablauf for _, ablauf, _ in plan.arten})) - {a for _, a in plan.aufgaben}

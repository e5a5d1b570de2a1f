"""`vorlagen plan`: when a paper is decided at the earliest, or by when it must begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import click
from sqlalchemy import or_, select

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json
from vorlagen.cli.deutsch import Befehl, tag, zahl
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN, anzahl_text, datum_text
from vorlagen.models import Koerperschaft, Vorlage
from vorlagen.services import planung, stammdaten, zeichenzeiten
from vorlagen.services.planung import Auskunft, Wunsch
from vorlagen.services.zeichenzeiten import Zeichenzeit
from vorlagen.web.ansichten.planung import als_werte, bild


def werktage(wert: str) -> int | None:
    """A number of Arbeitstage; None for what is usual here."""
    return None if wert == "ueblich" else zahl(250)(wert)


@click.command(cls=Befehl)
@click.option("--vorlage", metavar="NUMMER", help="Nummer oder Kennung einer Vorlage; ihr Stand zählt mit.")
@click.option(
    "--gremium",
    "gremien",
    multiple=True,
    metavar="NAME",
    help="Name oder Kürzel, in der Reihenfolge; das letzte entscheidet.",
)
@click.option("--ab", type=tag, metavar="DATUM", help="Vorwärts ab diesem Tag; ohne Angabe heute.")
@click.option("--bis", type=tag, metavar="DATUM", help="Rückwärts: bis wann entschieden sein soll.")
@click.option(
    "--mitzeichnung",
    type=werktage,
    default="0",
    metavar="TAGE",
    help="Arbeitstage bis zur Freigabe; ueblich: so viele, wie es hier dauert; ohne Angabe 0.",
)
@click.option("--koerperschaft", metavar="KUERZEL", help="Nur nötig, wenn es mehrere gibt.")
@mit_json
def plan(
    vorlage: str | None,
    gremien: tuple[str, ...],
    ab: date | None,
    bis: date | None,
    mitzeichnung: int | None,
    koerperschaft: str | None,
    json_: bool,
) -> None:
    """Plant den Weg einer Vorlage: wann frühestens entschieden wird oder wann spätestens zu beginnen ist."""
    if (vorlage is None) == (not gremien):
        raise EingabeUngueltig("Bitte entweder --vorlage oder mindestens ein --gremium angeben.")
    if ab is not None and bis is not None:
        raise EingabeUngueltig("Bitte entweder --ab (vorwärts) oder --bis (rückwärts) angeben.")
    heute = datetime.now(UTC).astimezone(BERLIN).date()
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        if vorlage is not None:
            auskunft = planung.fuer_vorlage(_vorlage(stadt, vorlage), heute=heute, ab=ab, bis=bis)
        else:
            zeit = _vorlauf(stadt, mitzeichnung)
            wuensche = _wuensche(stadt, gremien)
            if bis is not None:
                auskunft = planung.frage_rueckwaerts(stadt, wuensche, bis, vorlauf=zeit.werktage, heute=heute)
            else:
                auskunft = planung.frage_vorwaerts(stadt, wuensche, ab or heute, vorlauf=zeit.werktage)
            auskunft = replace(auskunft, hinweise=(*([zeit.satz] if zeit.satz else []), *auskunft.hinweise))
    if json_:
        als_json(als_werte("vorwaerts" if bis is None else "rueckwaerts", auskunft))
    else:
        _sage(auskunft)


def _vorlauf(stadt: Koerperschaft, tage: int | None) -> Zeichenzeit:
    return zeichenzeiten.uebliche(stadt, None) if tage is None else Zeichenzeit(tage, "")


def _vorlage(stadt: Koerperschaft, nummer: str) -> Vorlage:
    gesucht = or_(Vorlage.id == nummer, Vorlage.nummer == nummer)
    gefunden = db.session.scalars(select(Vorlage).where(Vorlage.koerperschaft_id == stadt.id, gesucht)).first()
    if gefunden is None:
        raise NichtGefunden(f"Die Vorlage „{nummer}“ gibt es nicht.")
    return gefunden


def _wuensche(stadt: Koerperschaft, namen: Sequence[str]) -> list[Wunsch]:
    alle = stammdaten.gremien(stadt.id)
    wuensche = []
    for nr, name in enumerate(namen, start=1):
        gremium = next((g for g in alle if name in (g.kuerzel, g.name, g.id)), None)
        if gremium is None:
            bekannt = ", ".join(g.kuerzel or g.name for g in alle)
            raise EingabeUngueltig(f"Das Gremium „{name}“ gibt es nicht. Es gibt: {bekannt}.")
        wuensche.append(Wunsch(gremium.id, gremium.kuerzel or gremium.name, entscheidet=nr == len(namen)))
    return wuensche


def _sage(auskunft: Auskunft) -> None:
    gezeigt = bild(auskunft)
    click.echo(gezeigt.kette)
    for hinweis in gezeigt.hinweise if auskunft.plan else gezeigt.hinweise[:-1]:
        click.echo(f"- {hinweis}")
    if auskunft.plan and auskunft.plan.beginn_spaetestens:
        click.echo(f"Beginn spätestens: {datum_text(auskunft.plan.beginn_spaetestens)}")
    for halt in gezeigt.halte:
        wann = datum_text(halt.tag) if halt.tag else "noch kein Termin"
        puffer = "" if halt.puffer_tage is None else f", Puffer {anzahl_text(halt.puffer_tage, 'Tag', 'Tage')}"
        click.echo(f"{halt.gremium}: {wann}{puffer}")
        for grund in halt.gruende:
            click.echo(f"  - {grund}")

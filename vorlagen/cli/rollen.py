"""`vorlagen person rolle|zeige|liste`: who has which role where, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, tag
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Person, Rollenvergabe
from vorlagen.services import personen, rollen, rollenkunde, stammdaten, zugaenge
from vorlagen.services.personen import Filter
from vorlagen.services.rollenkunde import Orte, rolle_am_ort
from vorlagen.services.rollenvergabe import Vergabe
from vorlagen.services.wer import Wer, betrieb, gilt

NAME = click.argument("anmeldename", metavar="ANMELDENAME")


@click.command(cls=Befehl)
@NAME
@click.option("--gib", "gib", metavar="ROLLE", help="Diese Rolle geben, etwa mitzeichnung.")
@click.option("--nimm", "nimm", metavar="ROLLE", help="Diese Rolle nehmen, gleich für welche Tage.")
@click.option("--amt", metavar="NUMMER", help="Nur für dieses Amt; ohne Angabe für die ganze Kommune.")
@click.option("--gremium", metavar="KUERZEL", help="Nur für dieses Gremium (Kürzel oder Name).")
@click.option("--von", type=tag, metavar="TAG", help="Der erste Tag, etwa 2026-07-20.")
@click.option("--bis", type=tag, metavar="TAG", help="Der letzte Tag.")
def rolle(
    anmeldename: str,
    gib: str | None,
    nimm: str | None,
    amt: str | None,
    gremium: str | None,
    von: date | None,
    bis: date | None,
) -> None:
    """Gibt oder nimmt einer Person eine Rolle und sagt, was sie damit sieht und darf."""
    gemeint = gib or nimm
    if gemeint is None or (gib and nimm):
        raise click.UsageError("Bitte entweder --gib oder --nimm angeben.")
    if nimm and (von or bis):
        raise click.UsageError("--von und --bis gehören zu --gib.")
    with haus.offen():
        person_id, wer = zugaenge.im_betrieb(anmeldename)
        jetzt = datetime.now(UTC)
        vergabe = Vergabe(
            rolle=gemeint, amt_id=finde_amt(amt, wer), gremium_id=finde_gremium(gremium, wer), von=von, bis=bis
        )
        if gib:
            rollen.gib(person_id, vergabe, wer=wer, jetzt=jetzt)
        else:
            for rolle_id in _gleiche(personen.lies(person_id, wer), vergabe):
                rollen.nimm(person_id, rolle_id, wer=wer, jetzt=jetzt)
        ort = rolle_am_ort(vergabe, Orte.von(wer.koerperschaft_id))
        kunde = rollenkunde.kunde(gemeint, stammdaten.koerperschaft(wer.koerperschaft_id))
    click.echo(f"„{anmeldename}“ hat {'jetzt' if gib else 'nicht mehr'} {ort}.")
    for satz in (*kunde.sieht, *kunde.darf) if gib else ():
        click.echo(f"  {satz}")


@click.command(cls=Befehl)
@NAME
@mit_json
def zeige(anmeldename: str, json_: bool) -> None:
    """Zeigt eine Person mit ihren Rollen, mit Ort und Tagen."""
    with haus.offen():
        person_id, wer = zugaenge.im_betrieb(anmeldename)
        bild = _bild(personen.lies(person_id, wer), Orte.von(wer.koerperschaft_id))
    if json_:
        als_json(bild)
        return
    click.echo(f"{bild['name']} ({anmeldename}){'' if bild['aktiv'] else ', gesperrt'}")
    click.echo(f"Amt: {bild['amt'] or '–'}   E-Mail: {bild['mail'] or '–'}")
    worte = [(r["rolle"], r["ort"], r["von"] or "–", r["bis"] or "–", "ja" if r["gilt"] else "nein")
             for r in bild["rollen"]]  # fmt: skip
    tabelle(("Rolle", "Gilt für", "Von", "Bis", "Gilt heute"), worte)


@click.command(cls=Befehl)
@koerperschaft_option
@mit_json
def liste(koerperschaft: str | None, json_: bool) -> None:
    """Listet die Personen einer Körperschaft mit ihren Rollen auf."""
    with haus.offen():
        wer = betrieb(stammdaten.finde_koerperschaft(koerperschaft))
        orte = Orte.von(wer.koerperschaft_id)
        bilder = [_bild(person, orte) for person in _alle(wer)]
    if json_:
        als_json(bilder)
    else:
        zeilen = [(b["anmeldename"], b["name"], b["amt"] or "–", _rollenworte(b["rollen"])) for b in bilder]
        tabelle(("Anmeldename", "Name", "Amt", "Rollen"), zeilen)


def finde_amt(nummer: str | None, wer: Wer) -> str | None:
    """The id of the office with this number; None stays None. Raises `EingabeUngueltig`."""
    gefunden = [amt.id for amt in stammdaten.aemter(wer.koerperschaft_id) if amt.nummer == nummer]
    if nummer is not None and not gefunden:
        raise EingabeUngueltig(f"Das Amt „{nummer}“ gibt es nicht.")
    return gefunden[0] if nummer is not None else None


def finde_gremium(name: str | None, wer: Wer) -> str | None:
    """The id of the body with this short name or name; None stays None. Raises `EingabeUngueltig`."""
    gefunden = [g.id for g in stammdaten.gremien(wer.koerperschaft_id) if name in (g.kuerzel, g.name)]
    if name is not None and not gefunden:
        raise EingabeUngueltig(f"Das Gremium „{name}“ gibt es nicht.")
    return gefunden[0] if name is not None else None


def _bild(person: Person, orte: Orte) -> dict[str, Any]:
    heute = datetime.now(BERLIN).date()
    return {
        "anmeldename": person.anmeldename,
        "name": person.name,
        "mail": person.mail,
        "amt": person.amt.aufschrift if person.amt else None,
        "aktiv": person.aktiv,
        "rollen": [
            {
                "rolle": rolle.rolle,
                "ort": orte.worte(rolle.amt_id, rolle.gremium_id),
                "von": rolle.von and rolle.von.isoformat(),
                "bis": rolle.bis and rolle.bis.isoformat(),
                "gilt": gilt(rolle, heute),
            }
            for rolle in person.rollen
        ],
    }


def _alle(wer: Wer) -> Iterator[Person]:
    """Page by page, so that the largest town costs no more memory than one page."""
    nach = None
    while True:
        seite = personen.liste(wer, Filter(), nach=nach)
        yield from seite.zeilen
        if (nach := seite.weiter) is None:
            return


def _rollenworte(rollen_: list[dict[str, Any]]) -> str:
    return ", ".join(f"{eine['rolle']} ({eine['ort']})" for eine in rollen_) or "keine"


def _gleiche(person: Person, vergabe: Vergabe) -> list[str]:
    """The ids of this role at this place. Raises `NichtGefunden` where there is none."""
    ort = (vergabe.rolle, vergabe.amt_id, vergabe.gremium_id)
    gemeinte = [eine.id for eine in person.rollen if _ort(eine) == ort]
    if not gemeinte:
        raise NichtGefunden(f"„{person.anmeldename}“ hat diese Rolle dort nicht.")
    return gemeinte


def _ort(rolle_: Rollenvergabe) -> tuple[str, str | None, str | None]:
    return rolle_.rolle, rolle_.amt_id, rolle_.gremium_id

"""`vorlagen bericht`: lists for the bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from vorlagen.cli import haus
from vorlagen.cli.ausgabe import als_json, mit_json, tabelle
from vorlagen.cli.deutsch import Befehl, Gruppe, tag, wahl
from vorlagen.cli.vorlageart import koerperschaft_option
from vorlagen.extensions import sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import Koerperschaft
from vorlagen.services import beschlusskontrolle as dienst
from vorlagen.services import stammdaten
from vorlagen.services.beschlusskontrolle import Zeile
from vorlagen.services.wer import Wer, betrieb, person_mit_namen, wer_ist
from vorlagen.workflow.begriffe import Auftragsstatus

TEILE: Final[Mapping[str, bool]] = {"oeffentlich": True, "nichtoeffentlich": False}
KOPF: Final = ("Datum", "Gremium", "Vorlage", "Auftrag", "Zuständig", "Fällig", "Status")
BREIT: Final = 60


@click.group(cls=Gruppe)
def bericht() -> None:
    """Listen für die Gremien."""


@bericht.command(cls=Befehl)
@click.option("--von", type=tag, metavar="DATUM", help="Erster Tag; ohne Angabe das letzte ganze Halbjahr.")
@click.option("--bis", type=tag, metavar="DATUM", help="Letzter Tag.")
@click.option("--teil", type=wahl(*TEILE), metavar="TEIL", help="Nur oeffentlich oder nichtoeffentlich; sonst beide.")
@click.option("--xlsx", "ordner", type=click.Path(path_type=Path), metavar="ORDNER", help="Je Teil eine Datei dorthin.")
@click.option("--vorlage", "art", metavar="ART", help="Je Teil, in dem etwas steht, ein Entwurf dieser Art.")
@click.option("--person", metavar="ANMELDENAME", help="Wer die Entwürfe anlegt; nötig mit --vorlage.")
@koerperschaft_option
@mit_json
def beschlusskontrolle(
    von: date | None,
    bis: date | None,
    teil: str | None,
    ordner: Path | None,
    art: str | None,
    person: str | None,
    koerperschaft: str | None,
    json_: bool,
) -> None:
    """Was beschlossen und noch nicht ausgeführt ist oder im Zeitraum erledigt wurde; Nichtöffentliches für sich."""
    if (von is None) != (bis is None):
        raise EingabeUngueltig("Bitte --von und --bis zusammen angeben.")
    if (art is None) != (person is None):
        raise EingabeUngueltig("Bitte --vorlage und --person zusammen angeben.")
    jetzt = datetime.now(UTC)
    spanne = (von, bis) if von and bis else dienst.halbjahr(jetzt.astimezone(BERLIN).date())
    teile = [teil] if teil else list(TEILE)
    with haus.offen():
        stadt = stammdaten.finde_koerperschaft(koerperschaft)
        alles = betrieb(stadt)
        sicht_oeffnen(frozenset({stadt.id}))
        je_teil = {name: dienst.zeilen(alles, *spanne, oeffentlich=TEILE[name]) for name in teile}
        dateien = [_schreibe(ordner, spanne, name, zeilen) for name, zeilen in je_teil.items() if ordner]
        gedruckt = {name: [_kurz(zeile) for zeile in zeilen] for name, zeilen in je_teil.items()}
        vorlagen = []
        if art is not None and person is not None:
            wer = _wer(stadt, person, jetzt)
            for name in (name for name, zeilen in gedruckt.items() if zeilen):
                oeffentlich = TEILE[name]
                vorlagen.append(dienst.als_vorlage(wer, art, *spanne, oeffentlich=oeffentlich, jetzt=jetzt))
    if json_:
        listen = {name: [dict(zip(KOPF, zeile, strict=True)) for zeile in z] for name, z in gedruckt.items()}
        als_json({"von": spanne[0], "bis": spanne[1], **listen, "dateien": dateien, "vorlagen": vorlagen})
        return
    _zeige(spanne, gedruckt)
    for datei in dateien:
        click.echo(f"Geschrieben: {datei}")
    for vorlage_id in vorlagen:
        click.echo(f"Entwurf angelegt: {vorlage_id}")


def _schreibe(ordner: Path, spanne: tuple[date, date], teil: str, zeilen: Sequence[Zeile]) -> str:
    ziel = ordner / f"beschlusskontrolle-{spanne[0]}-{spanne[1]}-{teil}.xlsx"
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        ziel.write_bytes(dienst.als_xlsx(zeilen))
    except OSError as fehler:
        raise EingabeUngueltig(f"{ziel} lässt sich nicht schreiben ({fehler.strerror}).") from fehler
    return str(ziel)


def _wer(stadt: Koerperschaft, anmeldename: str, jetzt: datetime) -> Wer:
    gefunden = person_mit_namen(anmeldename)
    if gefunden is None or gefunden.koerperschaft_id != stadt.id:
        raise EingabeUngueltig(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es hier nicht.")
    return wer_ist(gefunden, jetzt.astimezone(BERLIN).date())


def _kurz(zeile: Zeile) -> tuple[str, ...]:
    auftrag, vorlage = zeile
    text = auftrag.text if len(auftrag.text) <= BREIT else auftrag.text[: BREIT - 1] + "…"
    return (
        f"{auftrag.beschlossen_am:%d.%m.%Y}" if auftrag.beschlossen_am else "",
        (auftrag.gremium.kuerzel or auftrag.gremium.name) if auftrag.gremium else "",
        vorlage.nummer or "",
        text,
        auftrag.amt.name if auftrag.amt else "",
        f"{auftrag.faellig_am:%d.%m.%Y}" if auftrag.faellig_am else "",
        Auftragsstatus(auftrag.status).titel,
    )


def _zeige(spanne: tuple[date, date], je_teil: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
    click.echo(f"Beschlusskontrolle {spanne[0]:%d.%m.%Y} bis {spanne[1]:%d.%m.%Y}")
    for teil, zeilen in je_teil.items():
        click.echo(f"\n{'Öffentlicher Teil' if TEILE[teil] else 'Nichtöffentlicher Teil'}")
        if zeilen:
            tabelle(KOPF, zeilen)
        else:
            click.echo("Keine Aufträge.")

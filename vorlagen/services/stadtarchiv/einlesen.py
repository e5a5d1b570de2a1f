"""Reading a town in: all of it with its ids, or nothing. What was changed in the file is found before it stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from alembic.migration import MigrationContext
from sqlalchemy import Column, Date, Table, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vorlagen.extensions import ALLE, UtcDateTime, neue_id, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft, Person, Vorlageart
from vorlagen.services import stadtangaben
from vorlagen.services.stadtarchiv import herkunft
from vorlagen.services.stadtarchiv.archivdatei import Kopf, geprueft, lies_kopf, lies_summen, oeffne
from vorlagen.services.stadtarchiv.ausgabe import AUF_EINMAL
from vorlagen.services.stadtarchiv.tabellen import auf_sich_selbst, im_archiv, ist_datei, spalten

_SCHABLONE: Final = re.compile(r"schablonen/[a-z][a-z0-9_]{0,60}\.docx")


def pruefe(datei: Path, *, fertig: Callable[[], object] = lambda: None) -> Kopf:
    """Read the whole file and compare every checksum. Raises `EingabeUngueltig`, naming the first that does not fit."""
    with oeffne(datei) as paket:
        kopf = lies_kopf(paket)
        for name, soll in lies_summen(paket, kopf).items():
            for _ in geprueft(paket, name, soll):
                pass
            fertig()
        return kopf


def lies_ein(datei: Path, *, schablonen: Callable[[str], Path], jetzt: datetime, fertig: Callable[[], object]) -> Kopf:
    """Put the town of this archive beside those that are here; it is locked until somebody opens it.

    `schablonen` names the folder for a town's own templates. Raises `EingabeUngueltig` if the town or one of its login
    names is here already, if the tables are not of the same stand, if the file is not what it was, or if anything in it
    reaches into another town.
    """
    sicht_oeffnen(ALLE)
    with oeffne(datei) as paket:
        kopf = lies_kopf(paket)
        summen = lies_summen(paket, kopf)
        with transaction() as sitzung:
            _pruefe_platz(sitzung, kopf)
            _pruefe_namen(sitzung, paket, summen)
            zeilen = {}
            for tabelle in im_archiv():
                zeilen[tabelle.name] = _lies_tabelle(sitzung, paket, tabelle, summen)
                fertig()
            herkunft.pruefe(sitzung, kopf.id, kopf.kuerzel, zeilen)
            _sperre(sitzung, kopf.id, jetzt)
            _pruefe_ablaeufe(sitzung, kopf)
            for name in filter(_SCHABLONE.fullmatch, summen):
                ort = schablonen(kopf.kuerzel)
                ort.mkdir(parents=True, exist_ok=True)
                (ort / Path(name).name).write_bytes(b"".join(geprueft(paket, name, summen[name])))
    return kopf


def _sperre(sitzung: Session, stadt_id: str, jetzt: datetime) -> None:
    """Nobody gets in yet; where the town was reached, somebody else may live by now."""
    stadt = sitzung.get_one(Koerperschaft, stadt_id)
    stadt.gesperrt_seit = jetzt
    if stadt.adresse and stadtangaben.ist_vergeben(stadt.adresse, stadt_id):
        stadt.adresse = ""


def _zeilen(paket: ZipFile, tabelle: Table, summen: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    name, rest = f"tabellen/{tabelle.name}.jsonl", b""
    if name not in summen:
        raise EingabeUngueltig(f"Im Archiv fehlt „{name}“.")
    for stueck in geprueft(paket, name, summen[name]):
        *ganze, rest = (rest + stueck).split(b"\n")
        yield from map(json.loads, ganze)


def _lies_tabelle(sitzung: Session, paket: ZipFile, tabelle: Table, summen: Mapping[str, str]) -> int:
    """Returns how many rows there were."""
    anzahl = 0
    spaeter = [spalte.name for spalte in auf_sich_selbst(tabelle)]
    auf_einmal = 1 if any(map(ist_datei, spalten(tabelle))) else AUF_EINMAL
    for gruppe in _gruppen(_zeilen(paket, tabelle, summen), auf_einmal):
        zeilen = [_belebt(zeile, tabelle, paket, summen) | dict.fromkeys(spaeter) for zeile in gruppe]
        _lege_ab(sitzung, tabelle, zeilen)
        anzahl += len(zeilen)
    for name in spaeter:
        befehl = update(tabelle).where(tabelle.c.id == bindparam("zeile")).values({name: bindparam("ziel")})
        paare = (
            {"zeile": zeile["id"], "ziel": zeile[name]} for zeile in _zeilen(paket, tabelle, summen) if zeile[name]
        )
        for gruppe in _gruppen(paare, AUF_EINMAL):
            sitzung.connection().execute(befehl, gruppe)
    return anzahl


def _lege_ab(sitzung: Session, tabelle: Table, zeilen: Sequence[Mapping[str, Any]]) -> None:
    try:
        sitzung.execute(insert(tabelle), zeilen)
    except IntegrityError as fehler:
        raise EingabeUngueltig(
            f"Im Archiv verträgt sich „{tabelle.name}“ nicht mit dem Übrigen oder mit dem, was hier schon ist."
        ) from fehler


def _gruppen(zeilen: Iterator[dict[str, Any]], anzahl: int) -> Iterator[list[dict[str, Any]]]:
    while gruppe := list(islice(zeilen, anzahl)):
        yield gruppe


def _belebt(zeile: dict[str, Any], tabelle: Table, paket: ZipFile, summen: Mapping[str, str]) -> dict[str, Any]:
    erwartet: Sequence[Column[Any]] = spalten(tabelle)
    if {*zeile} != {spalte.name for spalte in erwartet}:
        raise EingabeUngueltig(f"Die Tabelle „{tabelle.name}“ im Archiv hat andere Spalten als diese Installation.")
    werte = {}
    for spalte in erwartet:
        wert = zeile[spalte.name]
        if ist_datei(spalte) and wert is not None:
            wert = b"".join(geprueft(paket, wert["datei"], summen.get(wert["datei"], "")))
        elif isinstance(wert, str) and isinstance(spalte.type, UtcDateTime):
            wert = datetime.fromisoformat(wert)
        elif isinstance(wert, str) and isinstance(spalte.type, Date):
            wert = date.fromisoformat(wert)
        werte[spalte.name] = wert
    if tabelle.name == "person":
        werte |= {"passwort": None, "sitzungsmarke": neue_id(), "installation": False}
    return werte


def _pruefe_platz(sitzung: Session, kopf: Kopf) -> None:
    stand = MigrationContext.configure(sitzung.connection()).get_current_revision()
    if kopf.stand != stand:
        raise EingabeUngueltig(
            f"Das Archiv kommt aus dem Stand {kopf.stand} der Tabellen, diese Installation hat {stand}. Bitte bringen "
            "Sie beide Installationen auf dieselbe Version des Programms."
        )
    gleiche = or_(Koerperschaft.id == kopf.id, Koerperschaft.kuerzel == kopf.kuerzel)
    if sitzung.scalar(select(Koerperschaft.id).where(gleiche)):
        raise EingabeUngueltig(f"Die Körperschaft „{kopf.kuerzel}“ gibt es hier schon. Sie bleibt, wie sie ist.")


def _pruefe_ablaeufe(sitzung: Session, kopf: Kopf) -> None:
    """A town that ran a procedure of its own needs its package here as well."""
    arten = sitzung.scalars(select(Vorlageart.ablauf).where(Vorlageart.koerperschaft_id == kopf.id).distinct())
    for ablauf in arten:
        verzeichnis.hole(ablauf)


def _pruefe_namen(sitzung: Session, paket: ZipFile, summen: Mapping[str, str]) -> None:
    """A login name is one person's in the whole installation; that a name is taken is told, whose it is is not."""
    for gruppe in _gruppen(_zeilen(paket, Person.__table__, summen), AUF_EINMAL):  # type: ignore[arg-type]
        namen = [zeile["anmeldename"] for zeile in gruppe]
        vergeben = sitzung.scalars(select(Person.anmeldename).where(Person.anmeldename.in_(namen))).all()
        if vergeben:
            raise EingabeUngueltig(
                f"Diese Anmeldenamen gibt es hier schon: {', '.join(sorted(vergeben))}. Bitte ändern Sie sie vorher."
            )

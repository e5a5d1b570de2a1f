"""Taking a town out: one consistent picture, row by row into a zip, whatever others write meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, select

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Koerperschaft, mauer
from vorlagen.services.stadtarchiv.tabellen import FORMAT, gehoert, im_archiv, ist_datei, spalten

STUECK = 1 << 20
AUF_EINMAL = 500
_EWIG = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same rows give the same bytes."""


def nimm_heraus(
    stadt: Koerperschaft, ziel: Path, *, schablonen: Path, version: str, jetzt: datetime, fertig: Callable[[], object]
) -> Mapping[str, int]:
    """Write the town's archive and return how many rows each table gave. Raises `EingabeUngueltig`.

    `schablonen` is the folder of the town's own templates; `fertig` is called after each table. A file that is there
    already stays; one that was begun and not finished goes.
    """
    stadt_id, kuerzel, name = stadt.id, stadt.kuerzel, stadt.name
    try:
        datei = ziel.open("xb")
    except OSError as fehler:
        raise EingabeUngueltig(f"Die Datei {ziel} lässt sich nicht neu anlegen: {fehler.strerror}.") from fehler
    try:
        with datei, ZipFile(datei, "w", ZIP_DEFLATED) as paket, TemporaryFile() as summen, _stand(stadt_id) as bild:
            feder = _Feder(paket, summen)
            feder.schreibe("LIESMICH.txt", (files(__package__) / "liesmich.txt").read_bytes())
            zeilen = {}
            for tabelle in im_archiv():
                _dateien(bild, tabelle, stadt_id, feder)
                zeilen[tabelle.name] = _tabelle(bild, tabelle, stadt_id, feder)
                fertig()
            for schablone in sorted(schablonen.glob("*.docx")) if schablonen.is_dir() else ():
                feder.schreibe(f"schablonen/{schablone.name}", schablone.read_bytes())
            kopf: dict[str, Any] = {"format": FORMAT, "id": stadt_id, "kuerzel": kuerzel, "name": name}
            kopf["stand"] = MigrationContext.configure(bild).get_current_revision()
            kopf |= {"version": version, "erstellt": jetzt.astimezone(UTC).isoformat(), "zeilen": zeilen}
            feder.schliesse(kopf)
    except BaseException:
        ziel.unlink(missing_ok=True)
        raise
    return zeilen


class _Feder:
    """Writes entries one after the other and remembers their checksums outside of memory."""

    def __init__(self, paket: ZipFile, summen: IO[bytes]) -> None:
        self._paket, self._summen = paket, summen

    @contextmanager
    def eintrag(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Hand out what writes into this entry."""
        summe, kopf = sha256(), ZipInfo(name, _EWIG)
        kopf.compress_type = ZIP_DEFLATED
        with self._paket.open(kopf, "w", force_zip64=True) as strom:

            def schreibe(stueck: bytes) -> None:
                summe.update(stueck)
                strom.write(stueck)

            yield schreibe
        self._summen.write(f"{summe.hexdigest()}  {name}\n".encode())

    def schreibe(self, name: str, inhalt: bytes) -> None:
        """A whole entry."""
        with self.eintrag(name) as schreibe:
            for beginn in range(0, len(inhalt), STUECK):
                schreibe(inhalt[beginn : beginn + STUECK])

    def schliesse(self, kopf: Mapping[str, Any]) -> None:
        """Checksums and manifest come last: an archive without a manifest was never finished."""
        self._summen.seek(0)
        gesamt = sha256()
        with self._paket.open(ZipInfo("pruefsummen.txt", _EWIG), "w", force_zip64=True) as strom:
            while stueck := self._summen.read(STUECK):
                gesamt.update(stueck)
                strom.write(stueck)
        text = json.dumps({**kopf, "pruefsummen": gesamt.hexdigest()}, ensure_ascii=False, indent=2)
        self._paket.writestr(ZipInfo("manifest.json", _EWIG), text)


@contextmanager
def _stand(stadt_id: str) -> Iterator[Connection]:
    """A connection that sees one instant of this town, however long the reading takes, and nothing of another."""
    db.session.rollback()
    with db.engine.connect() as verbindung:
        mauer.sieht(verbindung, frozenset({stadt_id}))
        if verbindung.dialect.name == "postgresql":
            verbindung = verbindung.execution_options(isolation_level="REPEATABLE READ")
            verbindung.exec_driver_sql("SET LOCAL statement_timeout = 0")
            verbindung.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield verbindung


def _tabelle(bild: Connection, tabelle: Table, stadt_id: str, feder: _Feder) -> int:
    felder = [spalte.is_not(None).label(spalte.name) if ist_datei(spalte) else spalte for spalte in spalten(tabelle)]
    frage = select(*felder).where(gehoert(tabelle, stadt_id)).order_by(*tabelle.primary_key)
    dateien = {spalte.name for spalte in spalten(tabelle) if ist_datei(spalte)}
    anzahl = 0
    with feder.eintrag(f"tabellen/{tabelle.name}.jsonl") as schreibe:
        for zeile in bild.execution_options(yield_per=AUF_EINMAL).execute(frage).mappings():
            werte = {
                name: ({"datei": _dateiname(tabelle, zeile["id"], name)} if wert else None) if name in dateien else wert
                for name, wert in zeile.items()
            }
            schreibe(json.dumps(werte, ensure_ascii=False, separators=(",", ":"), default=_schlicht).encode() + b"\n")
            anzahl += 1
    return anzahl


def _dateien(bild: Connection, tabelle: Table, stadt_id: str, feder: _Feder) -> None:
    """The files of a table, one at a time in memory: those of the database are limited in size."""
    for spalte in filter(ist_datei, spalten(tabelle)):
        frage = select(tabelle.c.id).where(gehoert(tabelle, stadt_id), spalte.is_not(None)).order_by(tabelle.c.id)
        for zeilen_id in bild.execution_options(yield_per=AUF_EINMAL).scalars(frage):
            inhalt = bild.scalars(select(spalte).where(tabelle.c.id == zeilen_id)).one()
            feder.schreibe(_dateiname(tabelle, zeilen_id, spalte.name), inhalt)


def _dateiname(tabelle: Table, zeilen_id: str, spalte: str) -> str:
    return f"dateien/{tabelle.name}/{zeilen_id}.{spalte}"


def _schlicht(wert: object) -> str:
    if isinstance(wert, date | datetime):
        return wert.isoformat()
    raise TypeError(f"{type(wert).__name__} has no place in an archive")

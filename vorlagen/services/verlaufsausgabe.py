"""A whole town's history as streams and as a file: everything a verifier needs, and nothing of what papers say.

All is read from one snapshot, so that a head which is made meanwhile confuses nobody.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from vorlagen.extensions import db, transaction
from vorlagen.models import Kettenende, Koerperschaft, Protokolleintrag, Tageskopf, Verlaufseintrag, Vorlage
from vorlagen.services import protokoll, tageskopf, verlauf
from vorlagen.services.protokoll import Ereignis
from vorlagen.siegel import Baum, Kette, Kopf, kettenblatt

FORMAT: Final = "vorlagen-verlauf-stadt/1"
PRUEFER: Final = "verlauf_pruefer.py"
_AUF_EINMAL: Final = 1000
_VORLAGE, _ENDE, _GLIED = range(3)
_LIESMICH: Final = """\
Verlauf und Protokoll einer Körperschaft, prüfbar ohne die Software, aus der sie kommen.

Prüfen:  python3 verlauf_pruefer.py DATEI.zip [--kopf PRÜFSUMME] [--schluessel SCHLÜSSEL]

Die Prüfsumme ist die eines Tageskopfes, den Sie selbst aufbewahrt haben, gedruckt oder als Mail.
Personen stehen hier nur mit ihrer Kennung. Das Format beschreibt docs/verlauf.md.
"""


def momentaufnahme() -> None:
    """Let what this session reads from now on be one state of the database, until its transaction ends."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def anzahl(koerperschaft_id: str) -> int:
    """How many events the town's chains have, for a progress bar."""
    frage = select(func.count()).select_from(Verlaufseintrag)
    return db.session.scalar(frage.where(Verlaufseintrag.koerperschaft_id == koerperschaft_id)) or 0


def koepfe(koerperschaft_id: str) -> Sequence[Kopf]:
    """All heads of the town, oldest first."""
    frage = select(Tageskopf).where(Tageskopf.koerperschaft_id == koerperschaft_id).order_by(Tageskopf.nr)
    return [tageskopf.als_kopf(zeile) for zeile in db.session.scalars(frage)]


def ketten(koerperschaft_id: str, weiter: Callable[[int], object] = lambda _: None) -> Iterator[Kette]:
    """The chain of every paper that is there or that a head knows, by id; `weiter` hears of every so many events."""
    quellen: tuple[tuple[Any, Any], ...] = (
        (Vorlage, select(Vorlage.id.label("vorlage_id")).order_by(Vorlage.id)),
        (Kettenende, select(*_spalten(Kettenende)).order_by(Kettenende.vorlage_id, Kettenende.nr)),
        (Verlaufseintrag, select(*_spalten(Verlaufseintrag)).order_by(Verlaufseintrag.vorlage_id, Verlaufseintrag.nr)),
    )
    stroeme = []
    for art, (tabelle, frage) in zip((_VORLAGE, _ENDE, _GLIED), quellen, strict=True):
        strom = db.session.execute(
            frage.where(tabelle.koerperschaft_id == koerperschaft_id).execution_options(yield_per=_AUF_EINMAL)
        )
        stroeme.append(_nummeriert(art, strom))
    gelesen = 0
    for vorlage_id, gruppe in groupby(merge(*stroeme, key=itemgetter(0, 1)), key=itemgetter(0)):
        zeilen = [(art, zeile) for _, art, zeile in gruppe]
        enden = [zeile for art, zeile in zeilen if art == _ENDE]
        kette = [verlauf.fuer_kette(zeile) for art, zeile in zeilen if art == _GLIED]
        gelesen += len(kette)
        if gelesen >= _AUF_EINMAL:
            weiter(gelesen)
            gelesen = 0
        stelle = enden[0].stelle if enden else None
        yield Kette(vorlage_id, stelle, [(e.tag.isoformat(), e.nr, e.hash) for e in enden], kette)
    weiter(gelesen)


def ereignisse(koerperschaft_id: str) -> Iterator[dict[str, Any]]:
    """The Protokoll as a verifier reads it: by day of the head, then time and id; what none covers yet comes last."""
    p = Protokolleintrag
    frage = select(p).where(p.koerperschaft_id == koerperschaft_id).order_by(p.kopf.is_(None), p.kopf, p.zeit, p.id)
    for zeile in db.session.scalars(frage.execution_options(yield_per=_AUF_EINMAL)):
        yield {**tageskopf.protokollglied(zeile), "kopf": zeile.kopf.isoformat() if zeile.kopf else None}


def exportiere(
    stadt: Koerperschaft, ziel: Path, *, jetzt: datetime, weiter: Callable[[int], object] = lambda _: None
) -> int:
    """Write the town's history into a ZIP that only its owner may read; returns how many events it holds."""
    stadt_id, stand = stadt.id, {"id": stadt.id, "kuerzel": stadt.kuerzel, "name": stadt.name}
    momentaufnahme()
    halb = ziel.with_name(ziel.name + ".halb")
    with open(os.open(halb, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as datei:
        with zipfile.ZipFile(datei, "w", zipfile.ZIP_DEFLATED) as paket:
            paket.writestr("LIESMICH.txt", _LIESMICH)
            paket.writestr(PRUEFER, (files("vorlagen.siegel") / "pruefer.py").read_text(encoding="utf-8"))
            zahlen = {
                "koepfe": _schreibe(paket, "tageskoepfe.jsonl", (kopf.als_json() for kopf in koepfe(stadt_id))),
                "zeilen": _schreibe(paket, "verlauf.jsonl", _zeilen(ketten(stadt_id, weiter))),
                "protokoll": _schreibe(paket, "protokoll.jsonl", ereignisse(stadt_id)),
            }
            inhalt = {"format": FORMAT, "koerperschaft": stand, "erstellt": jetzt.isoformat(), **zahlen}
            paket.writestr("inhalt.json", json.dumps(inhalt, ensure_ascii=False, indent=1))
        datei.flush()
        os.fsync(datei.fileno())
    halb.replace(ziel)
    eintraege = anzahl(stadt_id)
    with transaction():
        daten = {"eintraege": eintraege}
        protokoll.schreibe(Ereignis.VERLAUF_AUSGEGEBEN, wer=None, daten=daten, jetzt=jetzt, koerperschaft_id=stadt_id)
    return eintraege


def mit_beweis(vorlage: Vorlage) -> dict[str, Any]:
    """A paper's verifiable file with the latest head, and the path from the chain to its root once a head knows it."""
    return {**verlauf.exportiere(vorlage.id), **_beweis(vorlage)}


def _beweis(vorlage: Vorlage) -> dict[str, Any]:
    letzter = next(iter(tageskopf.neueste(vorlage.koerperschaft_id, anzahl=1)), None)
    enden = db.session.execute(tageskopf.enden(vorlage.koerperschaft_id)).all() if letzter else []
    eigenes = next((ende for ende in enden if ende.vorlage_id == vorlage.id), None)
    if letzter is None or eigenes is None:
        return {}
    baum = Baum(kettenblatt(ende.vorlage_id, ende.nr, ende.hash) for ende in enden)
    pfad = [knoten.hex() for knoten in baum.pfad(eigenes.stelle)]
    return {
        "kopf": tageskopf.als_kopf(letzter).als_json(),
        "beweis": {"nr": eigenes.nr, "stelle": eigenes.stelle, "pfad": pfad},
    }


def _spalten(tabelle: Any) -> Iterable[Any]:
    return (spalte for spalte in tabelle.__table__.columns if spalte.name not in ("id", "koerperschaft_id"))


def _nummeriert(art: int, zeilen: Iterable[Any]) -> Iterator[tuple[str, int, Any]]:
    for zeile in zeilen:
        yield zeile.vorlage_id, art, zeile


def _zeilen(alle: Iterable[Kette]) -> Iterator[dict[str, Any]]:
    """A head line for each paper, its events below."""
    for kette in alle:
        yield {"vorlage": kette.vorlage, "stelle": kette.stelle, "enden": kette.enden}
        yield from kette.glieder


def _schreibe(paket: zipfile.ZipFile, name: str, zeilen: Iterable[Any]) -> int:
    geschrieben = 0
    with paket.open(name, "w", force_zip64=True) as roh, io.TextIOWrapper(roh, "utf-8", newline="\n") as datei:
        for zeile in zeilen:
            geschrieben += 1
            datei.write(json.dumps(zeile, ensure_ascii=False, separators=(",", ":")) + "\n")
    return geschrieben

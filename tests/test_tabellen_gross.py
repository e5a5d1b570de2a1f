"""A long list leaves in little memory, begins at once, and is of one instant."""

from __future__ import annotations

import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from tempfile import TemporaryFile

import pytest
from sqlalchemy import insert, select, update

from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, neue_id
from vorlagen.models import mauer
from vorlagen.services import tabelle
from vorlagen.services.listen import Filter
from vorlagen.web.ansichten import tabellen

MIB = 1024 * 1024
TABELLE = Base.metadata.tables["vorlage"]


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """Fetched row by row on both databases; the cheap one is enough to measure what is kept of them."""
    return auf_sqlite


@pytest.mark.probe
def test_eine_lange_liste_braucht_wenig_speicher_und_zeigt_einen_augenblick(stadt: Stadt) -> None:
    _pruefe(stadt, 3_000)


@pytest.mark.lang
def test_hunderttausend_zeilen_brauchen_nicht_mehr(stadt: Stadt) -> None:
    _pruefe(stadt, 100_000)


def _pruefe(stadt: Stadt, anzahl: int) -> None:
    _vervielfache(entwurf(stadt), anzahl)
    frieda = als("frieda")
    tracemalloc.start()
    try:
        beginn = time.perf_counter()
        stuecke = tabelle.als_csv(tabellen.vorlagen(frieda, Filter()).liste)
        assert next(stuecke).startswith(b"\xef\xbb\xbfNummer;")
        erstes, nach = next(stuecke), time.perf_counter() - beginn
        _benenne_um()
        gelesen = _zaehle(erstes, stuecke)
        gipfel = {"csv": tracemalloc.get_traced_memory()[1]}
        tracemalloc.reset_peak()
        with TemporaryFile() as mappe, tabelle.lesestand():
            tabelle.als_xlsx(tabellen.vorlagen(frieda, Filter()).blaetter, mappe, titel="Vorlagen")
        gipfel["xlsx"] = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    print(
        f"{anzahl} rows: second piece after {nach:.2f} s, peak { ({k: round(v / MIB, 1) for k, v in gipfel.items()}) }"
    )
    assert gelesen == {"Sachstand Datennetz": anzahl + 1}
    assert nach < 5
    assert max(gipfel.values()) < 24 * MIB


def _vervielfache(vorlage_id: str, anzahl: int) -> None:
    with db.engine.begin() as verbindung:
        mauer.sieht(verbindung, ALLE)
        zeile = dict(verbindung.execute(select(TABELLE).where(TABELLE.c.id == vorlage_id)).mappings().one())
        for anfang in range(0, anzahl, 1000):
            neue = (nr for nr in range(anfang, min(anfang + 1000, anzahl)))
            kopien = [{**zeile, "id": neue_id(), "geaendert": JETZT + timedelta(seconds=nr)} for nr in neue]
            verbindung.execute(insert(TABELLE), kopien)


def _benenne_um() -> None:
    """Somebody else changes every paper while the list is on its way."""
    with db.engine.begin() as verbindung:
        mauer.sieht(verbindung, ALLE)
        verbindung.execute(update(TABELLE).values(betreff="Inzwischen anders"))


def _zaehle(erstes: bytes, weitere: Iterator[bytes]) -> Counter[str]:
    """How often each title stands there, without keeping what was read; no cell here has a line of its own."""
    gezaehlt: Counter[str] = Counter()
    rest = ""
    for stueck in chain((erstes,), weitere):
        *zeilen, rest = (rest + stueck.decode()).split("\r\n")
        gezaehlt.update(zeile.split(";")[1] for zeile in zeilen)
    return gezaehlt

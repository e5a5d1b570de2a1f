"""Filling an empty installation with an invented town and its papers, in batches that memory does not feel."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as uhrzeit
from typing import Final

from sqlalchemy import text

from tests.musterdaten.beratungen import beraten
from tests.musterdaten.entstehung import entwirf, gib_frei, zeichne_mit
from tests.musterdaten.leben import Heute, Leben
from tests.musterdaten.stadt import Stadt, baue
from tests.musterdaten.zeilen import Stapel
from vorlagen.extensions import ALLE, neue_id, sicht_oeffnen, transaction
from vorlagen.kalender import BERLIN

STAPEL: Final = 500
"""Papers that are written in one transaction."""
IM_JAHR: Final = 2500
"""Papers of a large town in a year; from there on more papers mean more years, not busier ones."""
JE_SITZUNG: Final = 12
"""Papers that a meeting deals with, about."""


@dataclass(frozen=True, slots=True)
class Auftrag:
    """How many papers, until which day. The same `saat` makes the same papers; only ids and hashes are always new."""

    vorlagen: int
    saat: int
    heute: date

    @property
    def jahre(self) -> int:
        """How far back the papers go."""
        return max(3, min(20, self.vorlagen // IM_JAHR))

    @property
    def ausschuesse(self) -> int:
        """So many committees that agendas keep a size that people can sit through."""
        sitzungen = 52 // 5 * self.jahre
        return max(4, min(60, self.vorlagen * 2 // (sitzungen * JE_SITZUNG)))


@dataclass(frozen=True, slots=True)
class Bilanz:
    """What was written, and how long it took."""

    vorlagen: int
    zeilen: int
    sekunden: float


def erzeuge(auftrag: Auftrag, melde: Callable[[Bilanz], None] = lambda _bilanz: None) -> Bilanz:
    """Fill the database that the application is bound to; `melde` is told after each batch.

    Raises `EingabeUngueltig` if a town is there already.
    """
    beginn, zeilen = time.monotonic(), 0
    zufall = random.Random(auftrag.saat)  # noqa: S311 - repeatable on purpose
    stadt, sitzungen = baue(heute=auftrag.heute, jahre=auftrag.jahre, ausschuesse=auftrag.ausschuesse, zufall=zufall)
    stapel, zaehler = Stapel(), dict[str, int]()
    for zeile in sitzungen:
        stapel.lege("sitzung", **zeile)
        stapel.lege("tagesordnungspunkt", id=neue_id(), koerperschaft_id=stadt.id, sitzung_id=zeile["id"],
                    beratung_id=None, oeffentlich=True, nummer=1, titel="Eröffnung", ergebnis=None,
                    ausgang=None)  # fmt: skip
    zeilen += _schreibe(stapel)
    for nr, freigabe in enumerate(_freigaben(auftrag, zufall), start=1):
        _verlaufe(Leben(stadt, stapel, zaehler, zufall, freigabe))
        if nr % STAPEL == 0 or nr == auftrag.vorlagen:
            zeilen += _schreibe(stapel)
            melde(Bilanz(nr, zeilen, time.monotonic() - beginn))
    zeilen += _schliesse_ab(stadt, zaehler)
    return Bilanz(auftrag.vorlagen, zeilen, time.monotonic() - beginn)


def _verlaufe(leben: Leben) -> None:
    """All of a paper's life, as far as today allows."""
    entwirf(leben)
    try:
        zeichne_mit(leben)
        gib_frei(leben)
        beraten(leben)
    except Heute:
        pass
    leben.zeile["geaendert"] = leben.zeile["aussen_geaendert"] = leben.jetzt


def _freigaben(auftrag: Auftrag, zufall: random.Random) -> Iterator[datetime]:
    """When each paper is released, in order; the last ones lie ahead, so that some are still on their way there."""
    anfang = datetime.combine(auftrag.heute - timedelta(days=365 * auftrag.jahre), uhrzeit(8), BERLIN)
    ende = datetime.combine(auftrag.heute + timedelta(days=19), uhrzeit(8), BERLIN)
    schritt = (ende - anfang) / auftrag.vorlagen
    for nr in range(auftrag.vorlagen):
        yield anfang + schritt * (nr + zufall.random() * 0.9)


def _schreibe(stapel: Stapel) -> int:
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        return stapel.schreibe(sitzung)


def _schliesse_ab(stadt: Stadt, zaehler: dict[str, int]) -> int:
    """The counters go on where the papers ended, and the database learns how its tables are filled."""
    stapel = Stapel()
    for kreis, stand in zaehler.items():
        stapel.lege("nummernkreis", koerperschaft_id=stadt.id, kreis=kreis, stand=stand)
    zeilen = _schreibe(stapel)
    with transaction() as sitzung:
        sitzung.execute(text("ANALYZE"))
    return zeilen

"""Opens every page and every address of the API in a small and in a large town, in turns: what does the archive cost?

Both towns come from `dev.py daten`. Counted is the processor time of this process, because other work on the machine
does not change it; SQLite works in it, too. PostgreSQL works elsewhere: there the shortest of several answers counts.
Statements are counted beside it: their number must not grow at all.
"""

from __future__ import annotations

import logging
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import unquote_plus

from flask import Flask
from sqlalchemy import select

from tests.abfragen import mitgelesen
from tests.leck.gang import TABELLE
from tests.web.besuch import Besuch
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen
from vorlagen.models import Vorlage
from vorlagen.services import anmeldung, schema

LEUTE: Final = ("gerda", "adele", "frieda", "olaf")
PROBEN: Final = 3
"""So many rows from either end of a table are opened, or as many as there are."""
RUNDEN: Final = 2
RUNDEN_AM_SERVER: Final = 5
"""As often each address is asked where other work on the machine shows in the time."""
TIEF: Final = 60
"""So many papers before the end of a list its last pages begin."""
SUCHWORTE: Final = ("Schiedsperson", "schule", "Feuerwache+Lerchenfeld", "Verwaltung", "gibtesnicht", '"der+die+das"')
"""What the search is asked: a rare word, a part of words, two words, a common one, nothing, what nobody says."""
LISTEN: Final = ("/vorlagen", "/api/v1/vorlagen")
SUCHEN: Final = ("/suche", "/api/v1/suche", "/oeffentlich/suche")
_OHNE: Final = re.compile(r"^/(static|oparl/<path|logo|abmelden|anmelden)|csv|xlsx|docx|inhalt|download|zweiter")
_ERLAUBT: Final = {"kuerzel": "linden", "name": "beschlussvorlage"}


@dataclass(frozen=True, slots=True)
class Preis:
    """What one route costs one person, in either town: CPU milliseconds and statements, medians over its addresses."""

    regel: str
    wer: str
    klein: float
    gross: float
    fragen_klein: float
    fragen_gross: float

    @property
    def verhaeltnis(self) -> float:
        """How many times dearer it is in the large town."""
        return self.gross / self.klein


class Stadtprobe:
    """One of the two towns, with everybody logged in."""

    def __init__(self, ort: str) -> None:
        self._am_server = ort.startswith("postgresql")
        instance = Path(tempfile.mkdtemp(prefix="wachstum-") if self._am_server else ort)
        adresse = ort if self._am_server else f"sqlite:///{instance / 'vorlagen.sqlite3'}"
        self.app: Flask = create_app(
            Einstellungen(
                instance=instance, database_url=adresse, secret_key="nur-zum-messen-" * 3, base_url="http://localhost"
            )
        )
        self.runden = RUNDEN_AM_SERVER if self._am_server else RUNDEN
        with self.app.app_context():
            schema.bringe_auf_stand(migrationen())
            sicht_oeffnen(ALLE)
            tief = select(Vorlage.id).where(Vorlage.nummer.is_not(None)).order_by(Vorlage.geaendert, Vorlage.id)
            self._tief = db.session.scalar(tief.offset(TIEF).limit(1))
            jetzt = datetime.now(UTC)
            self._token = {wer: anmeldung.token_neu(wer, jetzt=jetzt) for wer in LEUTE}
        self._besuche = {wer: Besuch(self.app, wer) for wer in LEUTE}

    def fragen(self, weg: str) -> Sequence[tuple[str, str]]:
        """What this route is asked, and what that is called."""
        if weg in SUCHEN:
            return [(f"?q={unquote_plus(wort)}", f"?q={wort}") for wort in SUCHWORTE]
        return [("", ""), ("?nach=…", f"?nach={self._tief}")] if weg in LISTEN else [("", "")]

    def adressen(self, regel: Any, frage: str) -> Sequence[str]:
        """Some addresses of this route: with the oldest and the newest rows that it may be about."""
        bauer = self.app.url_map.bind("localhost")
        with self.app.app_context():
            sicht_oeffnen(ALLE)
            werte = [_ERLAUBT | zeile for zeile in self._zeilen(sorted(regel.arguments & TABELLE.keys()))]
            db.session.remove()
        return [
            bauer.build(regel.endpoint, {name: eine[name] for name in regel.arguments}, "GET") + frage
            for eine in werte
            if regel.arguments <= eine.keys()
        ]

    def koste(self, wer: str, pfad: str) -> tuple[int, float, int]:
        """Status, CPU milliseconds and statements of asking once."""
        kopf = {"Authorization": f"Bearer {self._token[wer]}"} if pfad.startswith("/api") else {}
        with self.app.app_context(), mitgelesen() as fragen:
            uhr = time.perf_counter if self._am_server else time.process_time
            beginn = uhr()
            antwort = self._besuche[wer].oeffne(pfad, headers=kopf)
            antwort.get_data()
            dauer = uhr() - beginn
        return antwort.status_code, dauer * 1000, len(fragen)

    def _zeilen(self, namen: list[str]) -> Iterator[dict[str, str]]:
        if not namen:
            yield {}
            return
        unten = max(
            namen, key=lambda name: sum(f"{andere}" in Base.metadata.tables[TABELLE[name]].c for andere in namen)
        )
        tabelle = Base.metadata.tables[TABELLE[unten]]
        for richtung in (tabelle.c.id.asc(), tabelle.c.id.desc()):
            for zeile in db.session.execute(select(tabelle).order_by(richtung).limit(PROBEN)).mappings():
                yield {unten: zeile["id"]} | {name: zeile[name] for name in namen if name in zeile}


def vergleiche(klein: str, gross: str, *, wege: str) -> Iterator[Preis]:
    """Compare each route that fits `wege`, for each person who may open it in both towns."""
    staedte = (Stadtprobe(klein), Stadtprobe(gross))
    logging.disable(logging.WARNING)
    for regel in sorted(staedte[0].app.url_map.iter_rules(), key=lambda regel: regel.rule):
        if "GET" not in (regel.methods or ()) or _OHNE.search(regel.rule) or not re.search(wege, regel.rule):
            continue
        for kleine, grosse in zip(*(stadt.fragen(regel.rule) for stadt in staedte), strict=True):
            adressen = [staedte[0].adressen(regel, kleine[1]), staedte[1].adressen(regel, grosse[1])]
            for wer in LEUTE:
                kosten = [_preis(stadt, wer, pfade) for stadt, pfade in zip(staedte, adressen, strict=True)]
                if all(kosten):
                    (klein_ms, klein_n), (gross_ms, gross_n) = (eine for eine in kosten if eine)
                    yield Preis(regel.rule + kleine[0], wer, klein_ms, gross_ms, klein_n, gross_n)


def _preis(stadt: Stadtprobe, wer: str, pfade: Sequence[str]) -> tuple[float, float] | None:
    preise = []
    for pfad in pfade:
        if stadt.koste(wer, pfad)[0] == 200:
            proben = [stadt.koste(wer, pfad) for _ in range(stadt.runden)]
            preise.append((min(ms for _, ms, _ in proben), proben[-1][2]))
    if not preise:
        return None
    return median(ms for ms, _ in preise), median(n for _, n in preise)

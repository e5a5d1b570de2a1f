"""Lists and items of OParl cost the same at 1,000 and at 100,000 papers, and page 2,000 the same as page 1."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextvars import Context
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import insert, select

from tests.oparl.conftest import BASIS, gib_heraus
from tests.welt import JETZT, baue_stadt
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, Base, db, neue_id
from vorlagen.models import mauer
from vorlagen.services.oparl.typen import Typ
from vorlagen.services.seiten import gebunden

pytestmark = pytest.mark.lang

KLEIN, GROSS = 1_000, 100_000
SEITE: Final = 20
RUNDEN: Final = 80
HOECHSTENS: Final = 1.3
OBJEKT = Base.metadata.tables["oparl_objekt"]


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen, tmp_path: Path) -> Einstellungen:
    """What is measured here; that PostgreSQL goes along the same indexes, `test_listen` looks at in its plans."""
    return replace(auf_sqlite, instance=tmp_path)


def test_oparl_kostet_bei_jeder_groesse_gleich_viel(app: Flask) -> None:
    fragen = dict[str, Callable[[], object]]()
    klient = app.test_client()

    def hole(weg: str) -> object:
        antwort = Context().run(klient.get, weg, base_url=BASIS)
        assert antwort.status_code == 200, antwort.text[:200]
        return antwort.get_json()

    for vorsilbe, anzahl in (("k.", KLEIN), ("g.", GROSS)):
        kuerzel = f"stadt{vorsilbe[0]}"
        stadt = baue_stadt(kuerzel, f"Stadt {anzahl}", vorsilbe=vorsilbe)
        gib_heraus(f"{vorsilbe}adele")
        hole("/oparl/v1.1/system")
        letzte = _lege_papiere(stadt.koerperschaft_id, anzahl)
        fragen[f"Liste {anzahl}"] = lambda k=kuerzel: hole(f"/oparl/{k}/papers?limit={SEITE}")  # type: ignore[misc]
        fragen[f"Vorlage {anzahl}"] = lambda v=letzte: hole(f"/oparl/v1.1/paper/{v}")  # type: ignore[misc]
    tief = _stelle(stadt.koerperschaft_id)
    fragen["Seite 2000"] = lambda: hole(f"/oparl/{kuerzel}/papers?limit={SEITE}&nach={tief}")
    _pruefe(fragen)


def _pruefe(fragen: Mapping[str, Callable[[], object]]) -> None:
    """All in turns, so that what else the machine does hits each alike; the medians are compared."""
    zeiten: dict[str, list[float]] = {name: [] for name in fragen}
    for _ in range(RUNDEN):
        for name, frage in fragen.items():
            beginn = time.perf_counter()
            frage()
            zeiten[name].append(time.perf_counter() - beginn)
    mitte = {name: median(werte[5:]) for name, werte in zeiten.items()}
    verhaeltnisse = {art: mitte[f"{art} {GROSS}"] / mitte[f"{art} {KLEIN}"] for art in ("Liste", "Vorlage")}
    verhaeltnisse["Seite 2000"] = mitte["Seite 2000"] / mitte[f"Liste {GROSS}"]
    in_ms = {name: round(1000 * wert, 1) for name, wert in mitte.items()}
    print({art: round(wert, 2) for art, wert in verhaeltnisse.items()}, in_ms)
    assert {art: wert for art, wert in verhaeltnisse.items() if wert > HOECHSTENS} == {}


def _lege_papiere(stadt_id: str, anzahl: int) -> str:
    """Objects as they lie there; returns the id of the newest."""
    zeile = {"koerperschaft_id": stadt_id, "typ": Typ.PAPER, "wurzel_art": "vorlage", "geloescht": False, "abdruck": ""}
    kennung = ""
    with db.engine.begin() as verbindung:
        mauer.sieht(verbindung, ALLE)
        for anfang in range(0, anzahl, 1000):
            neue = []
            for nr in range(anfang, min(anfang + 1000, anzahl)):
                kennung, wann = neue_id(), JETZT - timedelta(days=400) + timedelta(seconds=nr)
                inhalt = {"reference": str(nr), "name": f"Vorlage {nr}"}
                mehr = {"id": kennung, "wurzel_id": kennung, "erstellt": wann, "geaendert": wann, "inhalt": inhalt}
                neue.append({**zeile, **mehr})
            verbindung.execute(insert(OBJEKT), neue)
    return kennung


def _stelle(stadt_id: str) -> str:
    """The cursor before page 2,000."""
    frage = select(OBJEKT.c.erstellt, OBJEKT.c.id).where(
        OBJEKT.c.koerperschaft_id == stadt_id, OBJEKT.c.typ == Typ.PAPER
    )
    ordnung = (OBJEKT.c.erstellt.desc(), OBJEKT.c.id.desc())
    with db.engine.begin() as verbindung:
        mauer.sieht(verbindung, ALLE)
        zeilen = verbindung.execute(frage.order_by(*ordnung).offset(1999 * SEITE).limit(2)).all()
    weiter = gebunden(zeilen, 1, lambda zeile: (zeile[0], zeile[1])).weiter
    assert weiter is not None
    return weiter

"""Sixteen write at once and one reads: the feed skips nothing, tells nothing twice, and keeps the commits' order."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.test_aenderungen import GEHEIMNIS
from tests.welt import Stadt, als
from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction
from vorlagen.models import Aenderung, Aenderungsstand, Amt
from vorlagen.services import aenderungen

pytestmark = pytest.mark.probe

SCHREIBENDE, JE = 16, 15


def schreibe(app: Flask, schranke: Barrier, nr: int) -> list[tuple[str, float, float]]:
    """Ids with the time before and after their transaction; every fourth one is rolled back and not among them."""
    zufall, geschrieben = random.Random(nr), []  # noqa: S311 - no secret
    with app.app_context():
        stadt = als("adele").koerperschaft_id
        db.session.rollback()  # there are more hands than connections
        schranke.wait(timeout=60)
        for i in range(JE):
            amt_id, begonnen = neue_id(), time.monotonic()
            try:
                with transaction() as sitzung:
                    sitzung.add(Amt(id=amt_id, koerperschaft_id=stadt, name=f"Amt {nr}/{i}"))
                    sitzung.flush()
                    time.sleep(zufall.random() / 200)
                    if i % 4 == 3:
                        raise InterruptedError
                geschrieben.append((amt_id, begonnen, time.monotonic()))
            except InterruptedError:
                pass
        db.session.remove()
    return geschrieben


def lies_mit(app: Flask, schranke: Barrier, fertig: Event) -> list[str]:
    """What a reader is told while all that happens, until there is nothing more."""
    gelesen: list[str] = []
    with app.app_context():
        wer = als("gerda")
        seit = aenderungen.lies(wer, seit=aenderungen.JETZT, anzahl=1, geheimnis=GEHEIMNIS).weiter
        db.session.rollback()  # there are more hands than connections
        schranke.wait(timeout=60)
        while True:
            zu_ende = fertig.is_set()
            db.session.rollback()
            abschnitt = aenderungen.lies(wer, seit=seit, anzahl=7, geheimnis=GEHEIMNIS)
            gelesen += [meldung.objekt_id for meldung in abschnitt.meldungen]
            seit = abschnitt.weiter
            if zu_ende and not abschnitt.meldungen:
                break
        db.session.remove()
    return gelesen


def test_sechzehn_schreiben_zugleich_und_einer_liest_alles_einmal_in_der_reihenfolge(app: Flask, stadt: Stadt) -> None:
    vorher = _stand()
    schranke, fertig = Barrier(SCHREIBENDE + 1), Event()
    with ThreadPoolExecutor(SCHREIBENDE + 1) as haende:
        leser = haende.submit(lies_mit, app, schranke, fertig)
        arbeiten = [haende.submit(schreibe, app, schranke, nr) for nr in range(SCHREIBENDE)]
        geschrieben = [zeile for arbeit in arbeiten for zeile in arbeit.result(timeout=120)]
        fertig.set()
        gelesen = leser.result(timeout=60)
    assert len(gelesen) == len(geschrieben) == SCHREIBENDE * (JE - JE // 4)
    assert set(gelesen) == {amt_id for amt_id, _, _ in geschrieben}
    platz = {amt_id: nr for nr, amt_id in enumerate(gelesen)}
    for spaeter, begonnen, _ in geschrieben:
        assert all(platz[frueher] < platz[spaeter] for frueher, _, zu_ende in geschrieben if zu_ende < begonnen)
    assert _stand() == vorher + len(gelesen)
    gezaehlt = db.session.execute(select(func.count(), func.max(Aenderung.nr)).where(Aenderung.nr > vorher)).one()
    assert tuple(gezaehlt) == (len(gelesen), vorher + len(gelesen))


@pytest.mark.parametrize("anmeldename", ["gerda", "niemand"])
def test_weiterlesen_kostet_nach_hunderttausend_aenderungen_nicht_mehr(
    app: Flask, stadt: Stadt, anmeldename: str
) -> None:
    """The plan says it: the rows after the place are found by the feed's key, never by reading all of them."""
    sicht_oeffnen(ALLE)
    wer, bis = als(anmeldename), _stand()
    frage = aenderungen.frage(wer, nach=bis - 3, bis=bis).limit(200)
    als(anmeldename)
    if db.engine.dialect.name == "postgresql":
        for weg in ("seqscan", "bitmapscan"):  # a table of thirty rows is read in one go
            db.session.execute(text(f"SET LOCAL enable_{weg} = off"))
    erklaere = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    sql = str(frage.compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = "\n".join(str(zeile) for zeile in db.session.execute(text(erklaere + sql.replace(":", "\\:"))))
    assert "koerperschaft_id" in plan, plan
    assert [langsam for langsam in ("SCAN aenderung", "Sort", "TEMP B-TREE") if langsam in plan] == [], plan


def _stand() -> int:
    sicht_oeffnen(ALLE)
    db.session.rollback()
    stand = db.session.scalars(select(Aenderungsstand.nr)).one()
    db.session.rollback()
    return stand

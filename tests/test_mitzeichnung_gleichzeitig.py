"""Co-signers and clocks at once, as real processes: every office once, the next group once, nothing left lying."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.gleichzeitig import lasse_laufen
from tests.test_gleichzeitig import unterschreibe
from tests.test_mitzeichnung import gib, runde, status
from tests.welt import JETZT, Stadt, entwurf
from vorlagen.config import Einstellungen
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Frist, Mitzeichnung, Verlaufseintrag
from vorlagen.services import schweigen, verlauf
from vorlagen.services.mitzeichnungen import Beteiligung
from vorlagen.services.wer import Wer

pytestmark = pytest.mark.probe

SPAETER = JETZT + timedelta(days=30)


def lass_schweigen(_wer: Wer, schlaege: int) -> Iterator[Callable[[], object]]:
    for _ in range(schlaege):
        sicht_oeffnen(ALLE)
        yield partial(schweigen.stelle_fest, jetzt=SPAETER)


def test_wer_zeichnet_und_wer_schweigt_zugleich_tut_es_genau_einmal(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    ids = [entwurf(stadt) for _ in range(8)]
    for vorlage_id in ids:
        gib(vorlage_id)
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        sitzung.execute(update(Mitzeichnung).values(schweigen_gilt=True))
    meldungen = lasse_laufen(
        einstellungen,
        [(unterschreibe, ("kai", ids)), (lass_schweigen, ("adele", 4)), (lass_schweigen, ("adele", 4))],
    )
    assert set(meldungen[0]) <= {"ok", "ZwischenzeitlichGeaendert"}
    assert {status(vorlage_id) for vorlage_id in ids} == {"in_freigabe"}
    sicht_oeffnen(ALLE)
    gezeichnet = select(func.count()).where(Verlaufseintrag.was == "mitgezeichnet")
    assert db.session.scalar(gezeichnet) == 2 * len(ids)
    assert verlauf.pruefe_alle()[1] == []


def test_zwei_letzte_einer_gruppe_rufen_die_naechste_genau_einmal(
    app: Flask, stadt: Stadt, einstellungen: Einstellungen
) -> None:
    reihe = [*(Beteiligung(stadt.aemter[nr]) for nr in ("20", "30")), Beteiligung(stadt.aemter["10"], gruppe=2)]
    ids = [entwurf(stadt, mitzeichnungen=reihe) for _ in range(8)]
    for vorlage_id in ids:
        gib(vorlage_id)
    db.session.rollback()
    meldungen = lasse_laufen(einstellungen, [(unterschreibe, ("kai", ids)), (unterschreibe, ("berta", ids))])
    assert meldungen == [["ok"] * 8, ["ok"] * 8]
    assert {runde(vorlage_id)["10"].erbeten is not None for vorlage_id in ids} == {True}
    sicht_oeffnen(ALLE)
    offen = select(Frist.vorlage_id).where(Frist.zustand == "offen", Frist.amt_id == stadt.aemter["10"])
    gefragt = db.session.scalars(offen).all()
    assert (len(gefragt), set(gefragt)) == (len(ids), set(ids))

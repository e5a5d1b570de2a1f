"""What an import brings beside papers and meetings: links, who was there, who else met, and what becomes of it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.fremdes_ris import FremdesRis, bruecke, fremdes_ris, fuelle
from tests.test_einfuhr import fuehre_ein, vorlage
from tests.welt import Stadt
from vorlagen.extensions import db
from vorlagen.models import Verknuepfung, Vorlage
from vorlagen.ris import Befund
from vorlagen.services import verlauf


@pytest.fixture
def ris() -> Iterator[FremdesRis]:
    """A filled foreign system."""
    with fremdes_ris() as eins:
        fuelle(eins)
        yield eins


def test_eine_verlegte_sitzung_nimmt_die_hiesige_vorlage_mit_eine_abgesagte_gibt_sie_frei(
    stadt: Stadt, ris: FremdesRis
) -> None:
    vorlage_id = bruecke(stadt, ris)
    fuehre_ein(stadt, ris)
    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert station.geplant_am == date(2026, 3, 20)
    ris.listen["meeting"][-1]["start"] = "2026-03-27T18:00:00+01:00"

    fuehre_ein(stadt, ris)

    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert (station.geplant_am, station.tops[0].sitzung.fruehere_termine) == (
        date(2026, 3, 27), [datetime(2026, 3, 20, 17, tzinfo=UTC).isoformat()],
    )  # fmt: skip
    ris.listen["meeting"][-1]["cancelled"] = True
    fuehre_ein(stadt, ris)
    (station,) = db.session.get_one(Vorlage, vorlage_id).beratungen
    assert (station.geplant_am, station.ausgang) == (None, "nicht_behandelt")
    stand = [(e.was, e.wer_id) for e in verlauf.lies(vorlage_id)][-2:]
    assert stand == [("sitzung_verlegt", None), ("sitzung_abgesagt", None)]
    version = db.session.get_one(Vorlage, vorlage_id).version
    fuehre_ein(stadt, ris)
    assert db.session.get_one(Vorlage, vorlage_id).version == version


@pytest.mark.probe
def test_verknuepfungen_kommen_von_beiden_enden_und_gehen_wenn_es_keines_mehr_sagt(
    stadt: Stadt, ris: FremdesRis
) -> None:
    def verweise() -> set[tuple[str, str, str]]:
        nummern = {v.id: v.nummer for v in db.session.scalars(select(Vorlage))}
        alle = db.session.scalars(select(Verknuepfung))
        return {(str(nummern[v.vorlage_id]), v.art, str(nummern[v.ziel_id or ""])) for v in alle}

    erste, zweite, dritte = ris.listen["paper"]
    erste |= {"subordinatedPaper": [zweite["id"]], "relatedPaper": [dritte["id"], erste["id"], ris.id("papers", 99)]}
    zweite["superordinatedPaper"], dritte["relatedPaper"] = [erste["id"]], [erste["id"]]
    fuehre_ein(stadt, ris)
    erwartet = {("2099/001", "ergaenzt", "2024/001"), ("2024/003", "bezieht_sich_auf", "2024/001")}
    assert verweise() == erwartet
    del zweite["superordinatedPaper"], dritte["relatedPaper"]
    fuehre_ein(stadt, ris)
    assert verweise() == erwartet
    del erste["subordinatedPaper"]
    fuehre_ein(stadt, ris)
    assert verweise() == {("2024/003", "bezieht_sich_auf", "2024/001")}


@pytest.mark.probe
def test_was_dort_nicht_mehr_in_der_liste_steht_wird_gemeldet_und_bleibt(stadt: Stadt, ris: FremdesRis) -> None:
    fuehre_ein(stadt, ris)
    ris.listen["paper"].pop(1)

    bericht = fuehre_ein(stadt, ris)

    (zeile,) = bericht.befunde
    assert (zeile.satz, zeile.anzahl, bericht.zustand) == (Befund.FEHLT_DORT.satz, 1, "vollstaendig")
    assert zeile.beispiele == (f"2099/001: {ris.id('papers', 2)}",)
    assert vorlage("2099/001").veroeffentlicht is not None
    assert fuehre_ein(stadt, ris, seit=datetime(2026, 1, 1, tzinfo=UTC)).befunde == ()

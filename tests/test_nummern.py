"""What a number looks like, and that it stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.welt import JETZT, Stadt, als, freigegeben, gehe
from vorlagen.fehler import EinstellungUngueltig
from vorlagen.services import nummern
from vorlagen.services.sichtbarkeit import hole


@pytest.mark.parametrize(
    ("muster", "nummer"),
    [
        ("{amt}/{nr:03d}/{jahr}", "10/022/2026"),
        ("VO/{jahr}/{nr}", "VO/2026/22"),
        ("DS{nr:04d}/{jj}", "DS0022/26"),
        ("GRDrs {nr}/{jahr}", "GRDrs 22/2026"),
    ],
)
def test_ein_muster_ergibt_die_nummer(muster: str, nummer: str) -> None:
    assert nummern.baue(muster, amt="10", heute=date(2026, 3, 2), nr=22) == nummer


def test_ein_muster_ohne_laufende_nummer_wird_abgelehnt() -> None:
    with pytest.raises(EinstellungUngueltig, match="nr"):
        nummern.baue("VO/{jahr}", amt="10", heute=date(2026, 3, 2))


def test_im_neuen_jahr_beginnt_die_zaehlung_neu(stadt: Stadt) -> None:
    neujahr = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    erste, zweite, dritte = freigegeben(stadt), freigegeben(stadt), freigegeben(stadt, jetzt=neujahr)
    gerda = als("gerda")
    assert [hole(v, gerda)[0].nummer for v in (erste, zweite, dritte)] == ["10/001/2026", "10/002/2026", "10/001/2027"]


def test_eine_nummer_bleibt_fuer_immer(stadt: Stadt) -> None:
    vorlage_id = freigegeben(stadt)
    gehe(vorlage_id, "zurueckziehen", "olaf", jetzt=JETZT, bemerkung="überholt")
    vorlage, _ = hole(vorlage_id, als("olaf"))
    assert (vorlage.status, vorlage.nummer) == ("zurueckgezogen", "10/001/2026")
    assert hole(freigegeben(stadt), als("olaf"))[0].nummer == "10/002/2026"

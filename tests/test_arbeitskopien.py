"""Working copies below the pages: one row per window, done with by the save, forgotten with age and person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.welt import JETZT, Stadt, als, entwurf, version
from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Arbeitskopie
from vorlagen.services import arbeitskopien, loeschfristen, personenloeschung

FENSTER, ANDERES = "w" * 12, "x" * 12


def test_ein_fenster_ist_eine_kopie_bis_zum_speichern(stadt: Stadt) -> None:
    vorlage_id = entwurf(stadt)
    frieda = als("frieda")
    for wort in ("Halb", "Halb fertig"):
        assert arbeitskopien.sichere(vorlage_id, FENSTER, [("betreff", wort)], wer=frieda, jetzt=JETZT)
    (kopie,) = arbeitskopien.meine(vorlage_id, wer=frieda)
    assert (kopie.felder, kopie.gesichert) == ([("betreff", "Halb fertig")], JETZT)
    (da,) = arbeitskopien.andere(vorlage_id, ANDERES, wer=frieda, jetzt=JETZT)
    assert (da.name, da.seit, da.selbst) == ("Frieda Federhalter", JETZT, True)
    with pytest.raises(NichtGefunden):
        arbeitskopien.verwirf(kopie.id, wer=als("gerda"))
    with pytest.raises((NichtGefunden, NichtBerechtigt)):
        arbeitskopien.sichere(vorlage_id, ANDERES, [("betreff", "x")], wer=als("kai"), jetzt=JETZT)
    frieda = als("frieda")
    with pytest.raises(EingabeUngueltig):
        arbeitskopien.sichere(None, ANDERES, [("betreff", "x" * 4_000_001)], wer=frieda, jetzt=JETZT)
    arbeitskopien.aendere(
        vorlage_id, {"betreff": "Fertig"}, version=version(vorlage_id, frieda), fenster=[FENSTER, ANDERES, ""],
        wer=frieda, jetzt=JETZT,
    )  # fmt: skip
    assert arbeitskopien.meine(vorlage_id, wer=frieda) == []
    for fenster in (FENSTER, ANDERES):  # also the one that had kept nothing before
        assert not arbeitskopien.sichere(vorlage_id, fenster, [("betreff", "Zu spät")], wer=frieda, jetzt=JETZT)


def test_kopien_gehen_nach_der_frist_und_mit_der_person(stadt: Stadt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arbeitskopien, "HOECHSTENS", 2)
    frieda = als("frieda")
    for tage, fenster in ((0, FENSTER), (60, ANDERES)):
        arbeitskopien.sichere(None, fenster, [("betreff", "x")], wer=frieda, jetzt=JETZT + timedelta(days=tage))
    with pytest.raises(EingabeUngueltig, match="schon 2 angefangene Eingaben"):
        arbeitskopien.sichere(None, "z" * 12, [("betreff", "x")], wer=frieda, jetzt=JETZT)
    sicht_oeffnen(ALLE)
    loeschfristen.loesche(stadt.koerperschaft_id, jetzt=JETZT + timedelta(days=100))
    assert db.session.scalars(select(Arbeitskopie.fenster)).all() == [ANDERES]
    db.session.rollback()
    personenloeschung.loesche(frieda.id, grund="Az 1", wer=als("adele"), jetzt=JETZT, trotzdem=True)
    assert db.session.scalar(select(func.count()).select_from(Arbeitskopie)) == 0

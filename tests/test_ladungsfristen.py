"""The deadline of an invitation: which one is shown, and that closing a meeting forges none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from tests.lebenslaeufe import SITZUNG, lies
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.models import Erinnerung, Frist
from vorlagen.services import fristen, regelwerk, sitzungen, sitzungslauf, tagesordnung, tagesordnungsfassungen, termine
from vorlagen.services.aufnahme import Spaet


def test_nach_einer_verlegung_steht_die_offene_ladungsfrist_da(stadt: Stadt) -> None:
    rat = stadt.gremien["Rat"]
    sitzung_id = sitzungen.lege_an(rat, datetime(2026, 6, 16, 16, tzinfo=UTC), wer=als("gerda"), jetzt=JETZT)
    for tage in (10, 13, 17, 20):
        regelwerk.setze_ladung(rat, {"tage": tage}, wer=als("gerda"), jetzt=JETZT)
    sitzungslauf.lade_ein(sitzung_id, version=None, wer=als("gerda"), jetzt=JETZT)
    september = datetime(2026, 9, 15, 16, tzinfo=UTC)
    sitzungslauf.verlege(sitzung_id, september, grund="Saal", version=None, wer=als("gerda"), jetzt=JETZT)
    als("gerda")
    frist = termine.ladungsfrist(sitzung_id)
    assert frist is not None
    assert (frist.zustand, frist.faellig_am.month) == ("offen", 8)


def test_endet_eine_frist_am_sonntag_kommen_die_erinnerungen_an_zwei_werktagen(stadt: Stadt) -> None:
    vorlage = lies(entwurf(stadt), "frieda")
    sonntag = date(2026, 3, 15)
    frist = Frist(
        koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, name="Antwort", rolle="federfuehrung",
        beginn=JETZT.date(), faellig_am=sonntag, faellig_um=datetime(2026, 3, 15, 23, tzinfo=UTC), gruende=[],
    )  # fmt: skip
    db.session.add(frist)
    db.session.flush()
    fristen.plane_erinnerungen(frist, fristen.kalender_von(vorlage.koerperschaft), jetzt=JETZT, eingang=False)
    geplant = db.session.scalars(select(Erinnerung).where(Erinnerung.frist_id == frist.id))
    tage = {eine.stufe: eine.faellig_um.date() for eine in geplant}
    assert tage == {"bald": date(2026, 3, 12), "heute": date(2026, 3, 13), "ueberfaellig": date(2026, 3, 16)}


def test_wer_eine_sitzung_abschliesst_behauptet_keine_einladung(stadt: Stadt) -> None:
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    danach, gerda = SITZUNG + timedelta(hours=20), als("gerda")
    sitzungslauf.schliesse(sitzung_id, ende=None, vorsitz="", schriftfuehrung="", version=None, wer=gerda, jetzt=danach)
    als("gerda")
    (frist,) = db.session.scalars(select(Frist).where(Frist.sitzung_id == sitzung_id))
    assert (frist.zustand, frist.abgesandt, frist.zugegangen) == ("entfallen", None, None)
    assert not any("Abgesandt" in grund for grund in frist.gruende)


def test_die_einladung_sagt_wann_sie_ging_und_haelt_fest_was_sie_enthielt(stadt: Stadt) -> None:
    sitzung_id = sitzungen.lege_an(stadt.gremien["Rat"], SITZUNG, wer=als("gerda"), jetzt=JETZT)
    nimm_auf = partial(tagesordnung.nimm_punkt_auf, sitzung_id, oeffentlich=True, jetzt=JETZT)
    nimm_auf("Eröffnung", wer=als("gerda"))
    tagesordnungsfassungen.stelle_fest(sitzung_id, version=None, wer=als("gerda"), jetzt=JETZT)
    gesehen = sitzungen.hole(sitzung_id).version
    nimm_auf("Nachtrag", spaet=Spaet("nachtrag", "eilt"), wer=als("gerda"))
    freitag, dienstag = datetime(2026, 3, 13, 9, tzinfo=UTC), datetime(2026, 3, 17, 9, tzinfo=UTC)
    with pytest.raises(ZwischenzeitlichGeaendert):
        sitzungslauf.lade_ein(sitzung_id, version=gesehen, wer=als("gerda"), jetzt=dienstag)
    with pytest.raises(EingabeUngueltig, match="schon war"):
        sitzungslauf.lade_ein(sitzung_id, abgesandt=dienstag, version=None, wer=als("gerda"), jetzt=freitag)
    sitzungslauf.lade_ein(sitzung_id, abgesandt=freitag, version=gesehen + 1, wer=als("gerda"), jetzt=dienstag)
    als("gerda")
    frist = termine.ladungsfrist(sitzung_id)
    assert frist is not None
    assert (frist.abgesandt, any("zu spät" in grund for grund in frist.gruende)) == (freitag, False)
    fassung = tagesordnungsfassungen.neueste(sitzung_id)
    assert fassung is not None
    assert (fassung.nr, [punkt["titel"] for punkt in fassung.inhalt]) == (2, ["Eröffnung", "Nachtrag"])

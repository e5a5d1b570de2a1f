"""The results of a whole meeting on one page, without a script: line by line, undone, two at a time."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.web.besuch import text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, freigegeben
from vorlagen.extensions import db
from vorlagen.models import Sitzung, Tagesordnungspunkt
from vorlagen.services import anwesenheiten, sitzungen, tagesordnung
from vorlagen.services.anwesenheiten import Eintrag
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.sichtbarkeit import hole

BEGINN = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)


@pytest.mark.probe
def test_ergebnisse_stehen_zeile_fuer_zeile_und_lassen_sich_zuruecknehmen(
    app: Flask, besuch: Besucht, stadt: Stadt
) -> None:
    pfad, (a, b, c) = _sitzung(stadt)
    with time_machine.travel(BEGINN):
        gerda = besuch("gerda")
        seite = gerda.hole(pfad)
        assert "Noch offen: 3 Punkte." in text(seite)
        nichts = gerda.druecke(pfad, seite)
        assert (nichts.status_code, "Es war nichts geändert." in text(gerda.hole(pfad))) == (302, True)
        getippt: dict[str, Any] = {
            f"{a}-ausgang": "angenommen",
            "einstimmig": a,
            f"{b}-ja": "viele",
            f"{c}-ausgang": "erledigt",
        }
        halb = gerda.druecke(pfad, seite, **getippt)
        assert halb.status_code == 422
        assert wege(halb.text, "#[0-9a-f]{32}-ja") == [f"#{b}-ja"]
        assert _stand(a, b, c) == [("angenommen", None), (None, None), ("erledigt", None)]
        zahlen: dict[str, Any] = {f"{b}-ausgang": "abgelehnt", f"{b}-ja": "1", f"{b}-nein": "1"}
        assert gerda.druecke(pfad, halb.text, **zahlen).status_code == 302
        assert gerda.druecke(pfad, halb.text, **zahlen).status_code == 302  # the second click
        danach = gerda.hole(pfad)
        assert "Alle Punkte haben ein Ergebnis." in text(danach)
        assert f'name="{a}-ja" type="text" value="2"' in " ".join(danach.split())
        alle = gerda.oeffne(pfad.replace("ergebnisse", "auszuege.zip"))
        namen = [f"Auszug-Ö{nr}-Rat-24.03.2026.docx" for nr in (1, 2, 3)]
        assert zipfile.ZipFile(BytesIO(alle.data)).namelist() == namen
        for top in (b, c):
            assert gerda.druecke(pfad, gerda.hole(pfad), zurueck=top).status_code == 302
        assert _stand(a, b, c) == [("angenommen", None), (None, None), (None, None)]
        assert "wieder offen" in text(gerda.hole(pfad))
    besuch("frieda").hole(pfad, 403)
    besuch("frieda").hole(pfad.replace("ergebnisse", "auszuege.zip"), 403)


@pytest.mark.probe
def test_wer_als_zweiter_eine_zeile_speichert_erfaehrt_was_dort_steht(besuch: Besucht, stadt: Stadt) -> None:
    pfad, (a, _, c) = _sitzung(stadt)
    with time_machine.travel(BEGINN):
        gerda = besuch("gerda")
        alt = gerda.hole(pfad)
        felder: dict[str, Any] = {f"{a}-ausgang": "abgelehnt", f"{c}-ausgang": "vertagt"}
        assert gerda.druecke(pfad, alt, **felder).status_code == 302
        spaeter: dict[str, Any] = {f"{a}-ausgang": "", f"{c}-ausgang": "erledigt"}
        vertagt: dict[str, Any] = {f"{a}-ausgang": "vertagt"}
        stueck = gerda.druecke(pfad, alt, zeile=a, **vertagt)
        assert (stueck.status_code, stueck.text.count("data-zeile=")) == (409, 1)
        assert "Ergebnis: abgelehnt" in stueck.text
        zweite = gerda.druecke(pfad, alt, **spaeter)
        assert (zweite.status_code, "hat inzwischen jemand anderes etwas" in zweite.text) == (422, True)
        assert _stand(a, c) == [("abgelehnt", None), ("vertagt", None)]
        assert gerda.druecke(pfad, gerda.hole(pfad), zeile=a, zurueck=a).status_code == 200
        assert _stand(a) == [(None, None)]


def _stand(*tops: str) -> list[tuple[Any, Any]]:
    als("gerda")
    db.session.rollback()
    zeilen = [db.session.get_one(Tagesordnungspunkt, top) for top in tops]
    return [(zeile.ausgang, zeile.ergebnis) for zeile in zeilen]


def _sitzung(stadt: Stadt) -> tuple[str, list[str]]:
    """A meeting of the Rat with two papers to decide and an item without one; two people are there."""
    rat, gerda = stadt.gremien["Rat"], als("gerda")
    folge = [Station((rat,), "Entscheidung", entscheidet=True)]
    papiere = [freigegeben(stadt, art="Beschlussvorlage", betreff=name, beratungsfolge=folge) for name in "AB"]
    gerda = als("gerda")
    sitzung_id = sitzungen.lege_an(rat, BEGINN, wer=gerda, jetzt=JETZT)
    for papier in papiere:
        station = hole(papier, gerda)[0].beratungen[0].id
        tagesordnung.nimm_auf(sitzung_id, station, wer=gerda, jetzt=JETZT)
    tagesordnung.nimm_punkt_auf(sitzung_id, "Mitteilungen", oeffentlich=True, wer=gerda, jetzt=JETZT)
    da = [Eintrag(name, stimmberechtigt=True) for name in ("Ada", "Bea")]
    anwesenheiten.setze(sitzung_id, da, version=None, wer=gerda)
    tops = [top.id for top in db.session.get_one(Sitzung, sitzung_id).tops]
    db.session.remove()
    return f"/sitzungen/{sitzung_id}/ergebnisse", tops

"""Aufträge and duties over JSON; and no list of the API breaks off when nothing is asked."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.api.programm import Besetzung
from tests.lebenslaeufe import beraten, rat
from tests.welt import Stadt, freigegeben


@pytest.mark.probe
def test_pflichten_nennen_ihre_rechnung_und_werden_vermerkt(rufen: Besetzung, stadt: Stadt) -> None:
    geheim: dict[str, Any] = {"oeffentlich": False, "begruendung_nichtoeffentlich": "Grundstück"}
    vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt), **geheim)
    beraten(stadt, vorlage_id, "angenommen")
    gerda = rufen("gerda")
    (pflicht,) = gerda.lies("pflichten")["data"]
    assert (pflicht["art"], pflicht["gremium"], pflicht["faellig_am"]) == (
        "bekannt_geben",
        "Rat der Stadt",
        "2026-03-24",
    )
    assert pflicht["gruende"] == ["Nächste Sitzung: Rat der Stadt, Di 24.03.2026"]
    assert [zeile["oeffentlich"] for zeile in gerda.lies("auftraege")["data"]] == [False]
    assert rufen("frieda").schicke(f"pflichten/{pflicht['id']}/erledigung", {}, 403)["code"] == "nicht-berechtigt"
    assert gerda.schicke(f"pflichten/{pflicht['id']}/erledigung", {})["data"] == []


@pytest.mark.probe
def test_jede_liste_antwortet_auch_wenn_nichts_gefragt_wird(rufen: Besetzung, app: Flask) -> None:
    gerda = rufen("gerda")
    wege = [r.rule for r in app.url_map.iter_rules() if r.rule.startswith("/api/v1/") and "GET" in (r.methods or ())]
    listen = [weg.removeprefix("/api/v1/") for weg in wege if "<" not in weg]
    assert "pflichten" in listen
    stumm = [weg for weg in listen if gerda.rufe("GET", weg).status_code >= 500]
    assert stumm == []

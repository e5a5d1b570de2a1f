"""The change feed as a program follows it."""

from __future__ import annotations

import pytest

from tests.api.programm import Besetzung, freigegeben

pytestmark = pytest.mark.probe


def test_ein_programm_folgt_den_aenderungen_ohne_luecke_und_ohne_doppel(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    anfang = gerda.lies("aenderungen?seit=jetzt")
    assert anfang["data"] == []
    vorlage_id = freigegeben(rufen)
    einzeln, weiter = [], anfang["links"]["next"]
    for _ in range(20):
        seite = gerda.lies(weiter + "&anzahl=1")
        einzeln += seite["data"]
        weiter = seite["links"]["next"].replace("&anzahl=1", "").replace("anzahl=1&", "")
    assert {(z["art"], z["typ"], z["id"], z["geloescht"]) for z in einzeln} >= {
        ("vorlage.angelegt", "vorlage", vorlage_id, False),
        ("vorlage.geaendert", "vorlage", vorlage_id, False),
    }
    ganz = gerda.lies(anfang["links"]["next"])["data"]
    assert [(z["art"], z["id"], z["zeit"]) for z in ganz] == [(z["art"], z["id"], z["zeit"]) for z in einzeln]
    assert gerda.lies(f"aenderungen?seit={ganz[1]['cursor']}")["data"][0]["id"] == ganz[2]["id"]
    assert gerda.lies("aenderungen?seit=unsinn", 422)["code"] == "eingabe-ungueltig"

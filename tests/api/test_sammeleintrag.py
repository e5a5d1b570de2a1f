"""An agenda and the results of a meeting in one request each: all or nothing, every fault with its line."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.api.programm import Besetzung, freigegeben
from tests.api.test_openapi import _pruefe

HFA = "Haupt- und Finanzausschuss"


@pytest.mark.probe
def test_tagesordnung_und_ergebnisse_kommen_ganz_oder_gar_nicht(rufen: Besetzung, app: Flask) -> None:
    gerda, frieda = rufen("gerda"), rufen("frieda")
    papiere = [freigegeben(rufen) for _ in range(2)]
    beratungen = [gerda.lies(f"vorlagen/{papier}")["beratungsfolge"][0]["id"] for papier in papiere]
    pfad = f"sitzungen/{gerda.schicke('sitzungen', {'gremium': HFA, 'beginn': '2030-05-07T17:00:00Z'}, 201)['id']}"
    punkte: list[dict[str, Any]] = [{"titel": "Eröffnung", "oeffentlich": True}]
    punkte += [{"beratung": beratung} for beratung in beratungen]
    kaputt = [*punkte, {"beratung": beratungen[0]}, {"beratung": "0" * 32}]
    abgelehnt = gerda.schicke(f"{pfad}/punkte", {"data": kaputt}, 422)
    assert abgelehnt["detail"] == "Nichts wurde eingetragen. Bitte prüfen Sie Zeile 4, 5."
    assert set(abgelehnt["felder"]) == {"data.3", "data.4"}
    assert gerda.lies(pfad)["tagesordnung"] == []
    assert frieda.schicke(f"{pfad}/punkte", {"data": punkte}, 403)["code"] == "nicht-berechtigt"
    bild = gerda.schicke(f"{pfad}/punkte", {"data": punkte, "version": gerda.lies(pfad)["version"]}, 201)
    assert [top["top"] for top in bild["tagesordnung"]] == ["Ö 1", "Ö 2", "Ö 3"]
    assert gerda.schicke(f"{pfad}/punkte", {"data": [], "version": 1}, 409)["code"] == "zwischenzeitlich-geaendert"

    tops = [top["id"] for top in bild["tagesordnung"]]
    beschluss = {"ergebnis": "zur Kenntnis genommen", "ausgang": "kenntnis_genommen"}
    zeilen: list[dict[str, Any]] = [{"top": tops[0], "protokoll": "<p>Beginn 17 Uhr</p>"}]
    zeilen += [{"top": top, **beschluss} for top in tops[1:]]
    kaputt = [*zeilen, {"top": "0" * 32, **beschluss}]
    assert set(gerda.schicke(f"{pfad}/ergebnisse", {"data": kaputt}, 422)["felder"]) == {"data.3.top"}
    veraltet = [*zeilen[:2], {**zeilen[2], "version": 1}]
    assert gerda.schicke(f"{pfad}/ergebnisse", {"data": veraltet}, 409)["detail"].startswith("Zeile 3: ")
    assert {top["ausgang"] for top in gerda.lies(pfad)["tagesordnung"]} == {None}
    kopf = {"Idempotency-Key": "rat-2030-05"}
    fertig = gerda.schicke(f"{pfad}/ergebnisse", {"data": zeilen}, kopf=kopf)
    _pruefe(app, "ErgebnisseAus", fertig)
    assert fertig == gerda.schicke(f"{pfad}/ergebnisse", {"data": zeilen}, kopf=kopf)
    assert [zeile["top"] for zeile in fertig["data"]] == tops
    assert [top["ausgang"] for top in fertig["sitzung"]["tagesordnung"]] == [None, *["kenntnis_genommen"] * 2]
    verlauf = [eintrag["was"] for eintrag in frieda.lies(f"vorlagen/{papiere[0]}/verlauf")["data"]]
    assert verlauf.count("ergebnis") == 1

    weg, version = f"tops/{tops[1]}/ruecknahme", gerda.lies(f"vorlagen/{papiere[0]}")["version"]
    assert frieda.schicke(weg, {}, 403)["code"] == "nicht-berechtigt"
    assert gerda.schicke(weg, {"version": 1}, 409)["code"] == "zwischenzeitlich-geaendert"
    assert gerda.schicke(weg, {"version": version, "grund": "Verrutscht."})["ausgang"] is None
    assert gerda.lies(f"vorlagen/{papiere[0]}")["status"] == "in_beratung"
    assert gerda.schicke(weg, {}, 422)["detail"] == "Zu diesem Punkt ist kein Ergebnis eingetragen."

"""Meetings by program: every answer as the document says, nothing non-public for others, on one database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from tests.api.programm import Besetzung, Programm, freigegeben
from tests.api.test_openapi import _pruefe

HFA = "Haupt- und Finanzausschuss"


@pytest.mark.probe
def test_eine_sitzung_von_der_reihe_bis_zur_niederschrift(rufen: Besetzung, app: Flask) -> None:
    gerda, niemand = rufen("gerda"), rufen("niemand")
    reihe = {"gremium": HFA, "rhythmus": "monatlich", "wochentag": 5, "von": "2030-04-01", "bis": "2030-06-30",
             "uhrzeit": "17:00"}  # fmt: skip
    probe = gerda.schicke("sitzungen/reihe", {**reihe, "probe": True}, 200)
    assert (probe["sitzungen"], probe["termine"][0]["entfaellt"]) == ([], None)
    angelegt = gerda.schicke("sitzungen/reihe", reihe, 201)
    _pruefe(app, "ReiheAus", angelegt)
    assert niemand.schicke("sitzungen/reihe", reihe, 403)["code"] == "nicht-berechtigt"
    pfad = f"sitzungen/{angelegt['sitzungen'][0]}"
    vorlage_id = freigegeben(rufen)
    beratung = gerda.lies(f"vorlagen/{vorlage_id}")["beratungsfolge"][0]["id"]
    gerda.schicke(f"{pfad}/tagesordnung", {"titel": "GEHEIM Grundstück", "oeffentlich": False}, 201)
    fest = gerda.schicke(f"{pfad}/feststellung", {"version": gerda.lies(pfad)["version"], "anlass": "GEHEIM"})
    assert gerda.schicke(f"{pfad}/feststellung", {"version": 1}, 409)["code"] == "zwischenzeitlich-geaendert"
    spaet: dict[str, Any] = {"beratung": beratung}
    assert gerda.schicke(f"{pfad}/tagesordnung", spaet, 409)["gruende"][0]["code"] == "tagesordnung.steht"
    spaet |= {"aufnahme": "nachtrag", "begruendung": "GEHEIM: Frist läuft ab"}
    top = gerda.schicke(f"{pfad}/tagesordnung", spaet, 201)
    _pruefe(app, "TopAus", top)
    assert (top["aufnahme"], top["nachtrag"], top["intern"]["begruendung"]) == (
        "nachtrag", 1, "GEHEIM: Frist läuft ab",
    )  # fmt: skip
    _pruefe(app, "TagesordnungAus", gerda.lies(f"{pfad}/tagesordnungen/1"))
    _pruefe(app, "Tagesordnungsliste", gerda.lies(f"{pfad}/tagesordnungen"))
    assert gerda.lies(f"{pfad}/tagesordnungen/1")["seither"] == ["Ö 1 „Sachstand Datennetz“ kam hinzu."]
    verlegt = {"beginn": "2030-05-07T17:00:00+02:00", "grund": "GEHEIM", "version": gerda.lies(pfad)["version"]}
    bild = gerda.aendere(pfad, verlegt)
    _pruefe(app, "SitzungAus", bild)
    assert (fest["steht_seit"] is None, [p["code"] for p in bild["pruefung"]]) == (False, ["ladung.erneut"])
    for name, adresse in _lesewege(pfad, top["id"]).items():
        antwort = niemand.rufe("GET", adresse)
        assert "GEHEIM" not in antwort.get_data(as_text=True), name
        assert antwort.status_code == (404 if ".docx" in adresse else 200), name
    gerda.schicke(f"{pfad}/absage", {"grund": "Sturm", "version": bild["version"]})
    assert niemand.lies(pfad)["absagegrund"] == "Sturm"


def test_besetzung_und_anwesenheit_haben_dieselbe_form_hin_und_zurueck(rufen: Besetzung, app: Flask) -> None:
    gerda = rufen("gerda")
    sitzung = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": "2030-05-07T17:00:00+02:00"}, 201)
    besetzung = f"gremien/{sitzung['gremium']['id']}/besetzung"
    sitze = [{"name": "Anna Achtsam", "funktion": "vorsitz"}, {"name": "Bernd Bedacht", "von": "2029-11-01"}]
    ordnung = {"beschlussfaehig": "mindestens_haelfte", "quelle": "§ 7 GeschO"}
    erste = gerda.schicke(besetzung, {"sitze": sitze, "ordnung": ordnung})
    _pruefe(app, "BesetzungAus", erste)
    zurueck = {name: erste[name] for name in ("sitze", "ordnung")}
    zurueck["version"] = erste["version"]
    wieder = gerda.schicke(besetzung, zurueck)
    assert (wieder | {"version": erste["version"]} == erste, wieder["version"] > erste["version"]) == (True, True)
    assert gerda.schicke(besetzung, zurueck, 409)["code"] == "zwischenzeitlich-geaendert"
    pfad = f"sitzungen/{sitzung['id']}"
    liste = [
        {"name": sitz["name"], "funktion": sitz["funktion"], "stimmberechtigt": True, "stand": stand,
         "mitgliedschaft": sitz["id"], "zeiten": [{"von": None, "bis": "2030-05-07T16:30:00+00:00"}]}
        for sitz, stand in zip(erste["sitze"], ("anwesend", "fehlt"), strict=True)
    ]  # fmt: skip
    werte = {"data": liste, "version": sitzung["version"]}
    anwesend = gerda.schicke(f"{pfad}/anwesenheit", werte)
    _pruefe(app, "AnwesenheitAus", anwesend)
    assert (anwesend["beschlussfaehig"], anwesend["gruende"][-1]) == (True, "Quelle: § 7 GeschO.")
    assert [{n: w for n, w in eine.items() if n != "id"} for eine in anwesend["data"]] == liste
    assert gerda.schicke(f"{pfad}/anwesenheit", werte, 409)["code"] == "zwischenzeitlich-geaendert"
    top = gerda.schicke(f"{pfad}/tagesordnung", {"titel": "Haushalt", "oeffentlich": True}, 201)
    befangen = {"befangen": [anwesend["data"][0]["id"]], "en_bloc": "A", "zugelassen": None}
    assert gerda.aendere(f"tops/{top['id']}", befangen)["intern"]["stimmberechtigt"] == 0
    block = {"liste": "A", "ausgang": "angenommen", "ergebnis": "einstimmig"}
    assert gerda.schicke(f"{pfad}/en-bloc", block) == {"hinweise": []}
    assert gerda.rufe("GET", f"tops/{top['id']}/auszug.docx").data[:2] == b"PK"


@pytest.mark.probe
def test_wer_das_gremium_nicht_betreut_kommt_durch_keine_tuer(rufen: Besetzung) -> None:
    sitzung = rufen("gerda").schicke("sitzungen", {"gremium": HFA, "beginn": "2030-05-07T17:00:00+02:00"}, 201)
    pfad, gremium = f"sitzungen/{sitzung['id']}", f"gremien/{sitzung['gremium']['id']}/besetzung"
    top = rufen("gerda").schicke(f"{pfad}/tagesordnung", {"titel": "Haushalt", "oeffentlich": True}, 201)["id"]
    gesehen = {"version": rufen("gerda").lies(pfad)["version"]}
    ergebnis = {"liste": "A", "ausgang": "angenommen"}
    for anmeldename in ("frieda", "olaf", "niemand"):
        fremd: Programm = rufen(anmeldename)
        for tuer, werte in (
            (f"{pfad}/feststellung", gesehen), (f"{pfad}/oeffnung", {**gesehen, "grund": "x"}),
            (f"{pfad}/absage", {**gesehen, "grund": "x"}), (f"{pfad}/abschluss", gesehen),
            (f"{pfad}/niederschrift/freigabe", gesehen), (f"{pfad}/en-bloc", ergebnis),
            (f"{pfad}/anwesenheit", {**gesehen, "data": []}), (gremium, {"ordnung": {}}),
            (f"tops/{top}/stelle", {**gesehen, "stelle": "1"}), (f"tops/{top}/absetzung", {**gesehen, "grund": "x"}),
        ):  # fmt: skip
            assert fremd.schicke(tuer, werte, 403)["code"] == "nicht-berechtigt", (anmeldename, tuer)
        for tuer in (f"{pfad}/anwesenheit", gremium):
            assert fremd.lies(tuer, 403)["code"] == "nicht-berechtigt", (anmeldename, tuer)
    assert rufen("gerda").lies(f"{pfad}/tagesordnungen/1", 404)["code"] == "nicht-gefunden"


def _lesewege(pfad: str, top_id: str) -> dict[str, str]:
    wege = [pfad, f"{pfad}/tagesordnungen", f"{pfad}/tagesordnungen/1", f"tops/{top_id}", "sitzungen"]
    return {json.dumps(weg): weg for weg in [*wege, f"{pfad}/niederschrift.docx", f"tops/{top_id}/auszug.docx"]}


@pytest.mark.probe
def test_die_beratungsfolge_nach_der_freigabe(rufen: Besetzung) -> None:
    gerda = rufen("gerda")
    vorlage_id = freigegeben(rufen)
    pfad, vorher = f"vorlagen/{vorlage_id}", gerda.lies(f"vorlagen/{vorlage_id}")
    (erste,) = vorher["beratungsfolge"]
    folge = [
        {"id": erste["id"], "gremium": HFA, "art": "Kenntnisnahme", "datum": "2030-04-09"},
        {"gremium": "Rat der Stadt", "art": "Kenntnisnahme", "wartet_auf": [erste["id"]], "mindestabstand_tage": 2},
    ]
    werte = {"beratungsfolge": folge, "version": vorher["version"]}
    assert rufen("frieda").aendere(pfad, werte, 409)["code"] == "schritt-nicht-moeglich"
    eins, zwei = gerda.aendere(pfad, werte)["beratungsfolge"]
    assert (eins["datum"], zwei["wartet_auf"], zwei["mindestabstand_tage"]) == ("2030-04-09", [erste["id"]], 2)
    assert gerda.aendere(pfad, werte, 409)["code"] == "zwischenzeitlich-geaendert"
    sitzung = gerda.schicke("sitzungen", {"gremium": HFA, "beginn": "2030-04-09T17:00:00+02:00"}, 201)["id"]
    gerda.schicke(f"sitzungen/{sitzung}/tagesordnung", {"beratung": erste["id"]}, 201)
    stand = gerda.lies(pfad)["version"]
    weg = {"beratungsfolge": [folge[1] | {"id": zwei["id"], "wartet_auf": []}], "version": stand}
    assert [g["code"] for g in gerda.aendere(pfad, weg, 409)["gruende"]] == ["beratung.auf_tagesordnung"]
    ergebnis = {"ergebnis": "in die Ausschüsse verwiesen", "version": stand}
    stand = gerda.schicke(f"{pfad}/beratungen/{erste['id']}/ergebnis", ergebnis)["version"]
    ziel = {"verwiesen_an": [HFA], "version": stand}
    folge_danach = gerda.schicke(f"{pfad}/beratungen/{erste['id']}/verweisung", ziel)["beratungsfolge"]
    assert [s["verwiesen_von"] for s in folge_danach] == [None, erste["id"], None]

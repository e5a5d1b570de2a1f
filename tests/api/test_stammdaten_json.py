"""Offices, bodies, the town and its people by program: what the Verwaltung does on pages, and nobody else."""

from __future__ import annotations

from flask import Flask

from tests.api.programm import Besetzung, freigegeben
from tests.api.test_openapi import _pruefe
from tests.welt import Stadt, als


def test_aemter_und_gremien_entstehen_und_enden(rufen: Besetzung, app: Flask, stadt: Stadt) -> None:
    adele, gerda = rufen("adele"), rufen("gerda")
    amt = adele.schicke("aemter", {"nummer": "77", "name": "Amt für Neues"}, 201)
    _pruefe(app, "AmtAus", amt)
    assert adele.schicke("aemter", {"nummer": "77", "name": "Anders"}, 422)["felder"]["kurz"]
    assert gerda.schicke("aemter", {"name": "Nein"}, 403)["code"] == "nicht-berechtigt"
    pfad = f"aemter/{amt['id']}"
    etag = adele.rufe("GET", pfad).headers["ETag"]
    assert adele.aendere(pfad, {"name": "Neuamt"}, kopf={"If-Match": etag})["name"] == "Neuamt"
    adele.aendere(pfad, {"name": "Altamt"}, 412, kopf={"If-Match": etag})
    assert adele.aendere(pfad, {"aktiv": False})["aktiv"] is False
    assert amt["id"] not in {eines["id"] for eines in adele.lies("aemter")["data"]}
    laufend = adele.aendere(f"aemter/{stadt.aemter['20']}", {"aktiv": False}, 422)["felder"]["aktiv"]
    assert "Personen, die hier arbeiten" in " ".join(laufend)

    gremium = adele.schicke("gremien", {"kuerzel": "NEU", "name": "Ausschuss für Neues"}, 201)
    _pruefe(app, "GremiumAus", gremium)
    regeln = {"ladung": {"tage": 10, "laut": "§ 3 GeschO"}, "abgabe": {"tage": 8, "einheit": "werktage"}}
    geregelt = adele.schicke(f"gremien/{gremium['id']}/fristen", {**regeln, "version": gremium["version"]})
    _pruefe(app, "FristregelnAus", geregelt)
    assert (geregelt["gremium"]["ladung"]["tage"], geregelt["verschoben"]) == (10, [])
    assert adele.schicke(f"gremien/{gremium['id']}/fristen", {**regeln, "version": 1}, 409)
    kaputt = {"ladung": {"tage": -1}, "abgabe": {}}
    assert adele.schicke(f"gremien/{gremium['id']}/fristen", kaputt, 422)["code"] == "eingabe-ungueltig"


def test_die_koerperschaft_sagt_wer_sie_ist_und_wann_sie_veroeffentlicht(rufen: Besetzung, app: Flask) -> None:
    adele = rufen("adele")
    stadt = adele.lies("koerperschaft")
    _pruefe(app, "KoerperschaftAus", stadt)
    neu = adele.aendere("koerperschaft", {"untertitel": "Der Bürgermeister", "version": stadt["version"]})
    assert (neu["untertitel"], neu["name"]) == ("Der Bürgermeister", stadt["name"])
    assert adele.aendere("koerperschaft", {"name": "Anders", "version": stadt["version"]}, 409)
    regel = adele.aendere("koerperschaft/veroeffentlichung", {"regel": "tage", "tage": 5})
    assert regel["veroeffentlichung"] == {"regel": "tage", "tage": 5}
    assert rufen("gerda").rufe("GET", "koerperschaft").status_code == 403


def test_eine_person_kommt_wird_gesperrt_und_vergessen(rufen: Besetzung, app: Flask, stadt: Stadt) -> None:
    adele = rufen("adele")
    neue = {"anmeldename": "petra", "name": "Petra Papier", "mail": "petra@example.org", "einladung": True,
            "amt": stadt.aemter["20"], "rollen": [{"rolle": "mitzeichnung", "amt": stadt.aemter["20"]}]}  # fmt: skip
    karte = adele.schicke("personen", neue, 201)
    _pruefe(app, "PersonenkarteAus", karte)
    assert [rolle["rolle"] for rolle in karte["rollen"]] == ["mitzeichnung"]
    assert adele.schicke("personen", neue, 422)["felder"]["anmeldename"]
    pfad = f"personen/{karte['id']}"
    assert adele.schicke(f"{pfad}/sperre", {})["aktiv"] is False
    assert "gesperrt" in adele.schicke(f"{pfad}/einladung", {}, 422)["detail"]
    zugang = adele.schicke(f"{pfad}/entsperrung", {})
    _pruefe(app, "ZugangAus", zugang)
    assert adele.schicke(f"{pfad}/einladung", {}) == adele.schicke(f"{pfad}/abmeldung", {}) == zugang
    assert adele.schicke(f"personen/{als('adele').id}/sperre", {}, 422)["detail"].startswith("Sich selbst")
    adele.schicke(f"{pfad}/loeschung", {"grund": "hat die Stadt verlassen"})
    assert "Petra" not in adele.lies(pfad)["name"]
    seite = adele.lies(f"protokoll?person={karte['id']}&anzahl=3")
    _pruefe(app, "Protokollliste", seite)
    assert (seite["data"][0]["was"], len(seite["data"]), "next" in seite["links"]) == ("person_geloescht", 3, True)
    assert rufen("gerda").rufe("GET", "protokoll").status_code == 403
    for weg, koerper in (("personen", neue), (f"{pfad}/sperre", {}), (f"{pfad}/loeschung", {"grund": "x"})):
        assert rufen("gerda").schicke(weg, koerper, 403)["code"] == "nicht-berechtigt"


def test_wer_was_darf_sagt_auch_die_schnittstelle(rufen: Besetzung, app: Flask) -> None:
    vorlage_id = freigegeben(rufen)
    alle = rufen("gerda").lies(f"vorlagen/{vorlage_id}/rechte")
    _pruefe(app, "Rechteliste", alle)
    assert {eine["person"]["name"] for eine in alle["data"]} >= {als("frieda").name, als("gerda").name}
    eine = rufen("gerda").lies(f"vorlagen/{vorlage_id}/rechte?person={als('niemand').id}")["data"]
    assert [zeile["einblick"] for zeile in eine] == [[]]
    liste = {"art": "Mitteilungsvorlage", "oeffentlich": True}
    entwurf = rufen("frieda").schicke("auftraege/beschlusskontrolle", liste, 201)
    assert entwurf["betreff"].startswith("Beschlusskontrolle ")

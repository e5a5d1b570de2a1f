"""Every refusal: its status, its code, a German sentence, and never HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask

from tests.api.programm import Besetzung, Programm, entwurf, freigegeben
from tests.dateien import PDF
from tests.welt import als
from vorlagen.services import anmeldesitzungen, anmeldung


@pytest.mark.probe
def test_ohne_gueltiges_token_geht_nichts(rufen: Besetzung) -> None:
    fremd = Programm(rufen.klient, None)
    for kopf in ({}, {"Authorization": "Bearer falsch"}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer "}):
        antwort = fremd.rufe("GET", "vorlagen", kopf=kopf)
        assert (antwort.status_code, antwort.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert antwort.get_json()["code"] == "nicht-angemeldet"
    assert fremd.schicke("vorlagen", {"art": "Mitteilungsvorlage"}, 401)["status"] == 401


def test_die_anmeldung_im_browser_zaehlt_hier_nicht(rufen: Besetzung) -> None:
    frieda, marke = anmeldung.aus_sitzung(als("frieda").id)
    with rufen.klient.session_transaction() as sitzung:
        sitzung["sitzung"] = anmeldesitzungen.beginne(frieda.id, marke, geraet="", jetzt=datetime.now(UTC))
    assert rufen(None).rufe("GET", "vorlagen").status_code == 401
    assert rufen("frieda").schicke("vorlagen", entwurf(), 201)["status"] == "entwurf"


@pytest.mark.probe
def test_wer_es_sehen_aber_nicht_tun_darf_bekommt_403(rufen: Besetzung) -> None:
    vorlage_id = freigegeben(rufen)
    pfad, kai = f"vorlagen/{vorlage_id}", rufen("kai")
    version = kai.lies(pfad)["version"]
    beratung = kai.lies(pfad)["beratungsfolge"][0]["id"]
    verboten = (
        rufen("olaf").rufe("POST", "vorlagen", json=entwurf()),
        kai.rufe("PATCH", pfad, json={"betreff": "Meins", "version": version}),
        kai.rufe("POST", f"{pfad}/schritte", json={"schritt": "zurueckziehen", "version": version}),
        kai.rufe("POST", f"{pfad}/beratungen/{beratung}/ergebnis", json={"ausgang": "angenommen"}),
        kai.rufe("POST", "sitzungen", json={"gremium": "Rat der Stadt", "beginn": "2026-12-15T17:00:00+01:00"}),
        kai.rufe("POST", f"{pfad}/anlagen", data={"datei": (BytesIO(PDF), "a.pdf")}),
        rufen("niemand").rufe("POST", f"{pfad}/schritte", json={"schritt": "zurueckziehen", "version": version}),
        rufen("niemand").rufe("PATCH", pfad, json={"betreff": "Meins", "version": version}),
    )
    assert [(a.status_code, a.get_json()["code"]) for a in verboten] == [(403, "nicht-berechtigt")] * len(verboten)


def test_ein_verschlossener_schritt_nennt_alle_gruende(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    vorlage_id = frieda.schicke("vorlagen", {"art": "Mitteilungsvorlage"}, 201)["id"]
    problem = frieda.tue(vorlage_id, "zur_mitzeichnung_geben", 409)
    assert problem["code"] == "schritt-nicht-moeglich"
    assert problem["type"] == "urn:vorlagen:problem:schritt-nicht-moeglich"
    gezeigt = frieda.lies(f"vorlagen/{vorlage_id}/schritte")["data"][0]["gruende"]
    assert (problem["gruende"], len(gezeigt) >= 4) == (gezeigt, True)
    assert frieda.tue(vorlage_id, "gibt_es_nicht", 409)["gruende"][0]["code"] == "schritt.unbekannt"
    version = frieda.lies(f"vorlagen/{vorlage_id}")["version"]
    alt = {"schritt": "zur_mitzeichnung_geben", "version": version - 1}
    assert frieda.schicke(f"vorlagen/{vorlage_id}/schritte", alt, 422)["felder"].keys() == {"version"}
    alt["version"] = version + 1
    assert frieda.schicke(f"vorlagen/{vorlage_id}/schritte", alt, 409)["code"] == "zwischenzeitlich-geaendert"
    ohne_grund = frieda.tue(vorlage_id, "zurueckziehen", 422)
    assert list(ohne_grund["felder"]) == ["bemerkung"]
    assert frieda.tue(vorlage_id, "zurueckziehen", bemerkung="Doppelt.")["status"] == "zurueckgezogen"


def test_wer_eine_alte_fassung_gelesen_hat_zeichnet_nicht(rufen: Besetzung) -> None:
    frieda, kai = rufen("frieda"), rufen("kai")
    vorlage_id = frieda.schicke("vorlagen", entwurf(), 201)["id"]
    frieda.tue(vorlage_id, "zur_mitzeichnung_geben")
    runde = kai.lies(f"vorlagen/{vorlage_id}")["mitzeichnungen"]
    je_amt = {m["amt"]: f"vorlagen/{vorlage_id}/mitzeichnungen/{m['id']}" for m in runde}
    votum = {"votum": "zugestimmt", "fassung": 1}
    assert kai.schicke(je_amt["Kämmerei"], {**votum, "fassung": 2}, 409)["code"] == "zwischenzeitlich-geaendert"
    assert kai.schicke(je_amt["Rechtsamt"], votum, 403)["code"] == "nicht-berechtigt"
    assert kai.schicke(je_amt["Kämmerei"], {**votum, "votum": "abgelehnt"}, 422)["felder"].keys() == {"bemerkung"}
    assert kai.schicke(f"vorlagen/{vorlage_id}/mitzeichnungen/unbekannt", votum, 404)["code"] == "nicht-gefunden"
    gezeichnet = kai.schicke(je_amt["Kämmerei"], {**votum, "bemerkung": None})
    assert gezeichnet["mitzeichnungen"][0]["person"] == "Kai Kassenwart"
    assert kai.schicke(je_amt["Kämmerei"], votum, 409)["code"] == "zwischenzeitlich-geaendert"


def test_was_http_selbst_ablehnt_ist_auch_ein_problemdokument(rufen: Besetzung) -> None:
    frieda = rufen("frieda")
    falsch = {
        400: frieda.rufe("POST", "vorlagen", data=b"{", content_type="application/json"),
        404: frieda.rufe("GET", "gibt-es-nicht"),
        405: frieda.rufe("PUT", "vorlagen"),
        413: frieda.rufe("POST", "vorlagen", data=b" " * 9_000_000, content_type="application/json"),
        415: frieda.rufe("POST", "vorlagen", data=b"<a/>", content_type="text/xml"),
    }
    for status, antwort in falsch.items():
        assert (antwort.status_code, antwort.mimetype) == (status, "application/problem+json")
        assert (antwort.get_json()["status"], antwort.get_json()["code"]) == (status, f"http-{status}")
    assert falsch[413].get_json()["detail"] == "Das ist zu groß. Eine Anfrage in JSON darf höchstens 8 MB haben."
    assert set(falsch[405].headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("roh", [b'{"art": NaN}', b"[" * 200_000, b"\xff\xfe", b'{"art": ' + b"9" * 5000 + b"}"])
def test_was_kein_json_ist_bringt_nichts_durcheinander(rufen: Besetzung, roh: bytes) -> None:
    antwort = rufen("frieda").rufe("POST", "vorlagen", data=roh, content_type="application/json")
    assert (antwort.status_code, antwort.get_json()["code"]) == (400, "http-400")


def test_die_seiten_fuer_menschen_bleiben_html(rufen: Besetzung, app: Flask) -> None:
    antwort = rufen(None).rufe("GET", "/gibt-es-nicht")
    assert (antwort.status_code, antwort.mimetype) == (404, "text/html")


def test_ein_unvorhergesehener_fehler_verraet_nichts(rufen: Besetzung, app: Flask) -> None:
    frieda = rufen("frieda")
    with pytest.MonkeyPatch.context() as flicken:
        flicken.setitem(app.config, "FEHLER_ZEIGEN", False)
        flicken.setattr("vorlagen.services.listen.sichtbar", lambda wer: 1 / 0)
        antwort = frieda.rufe("GET", "vorlagen")
    assert (antwort.status_code, antwort.get_json()["code"]) == (500, "unvorhergesehen")
    assert "division" not in antwort.get_data(as_text=True)


def test_kennungen_die_keine_sein_koennen_sind_nicht_da(rufen: Besetzung) -> None:
    for kennung in ("%00", "a%00b", "%ED%A0%80", "ö", "x" * 5000, "..", "' OR 1=1 --"):
        antwort = rufen("frieda").rufe("GET", f"vorlagen/{kennung}")
        assert (antwort.status_code, antwort.mimetype) == (404, "application/problem+json"), kennung

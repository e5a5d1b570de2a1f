"""What browsers are told, and what nobody is told: headers, cookies, foreign forms, faults nobody foresaw."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text as sql

from tests.web.besuch import Besuch, formular
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import db

GEHEIM = "ganz-geheimer-wert"


def test_jede_antwort_sagt_dem_browser_was_er_nicht_darf(besuch: Besucht) -> None:
    nonces = set()
    for pfad in ("/", "/vorlagen/neu", "/gibtesnicht", "/api/v1/vorlagen", "/static/vorlagen.css", "/robots.txt"):
        antwort = besuch("frieda").oeffne(pfad)
        kopf = antwort.headers
        regeln = {
            name: werte for name, *werte in (regel.split() for regel in kopf["Content-Security-Policy"].split(";"))
        }
        for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
            assert regeln[name] == ["'none'"], (pfad, name)
        assert regeln["form-action"] == ["'self'"]
        nonce, streng = regeln["script-src"]
        assert (nonce[:7], streng) == ("'nonce-", "'strict-dynamic'")
        nonces.add(nonce)
        assert "unsafe" not in kopf["Content-Security-Policy"]
        assert (kopf["X-Content-Type-Options"], kopf["Referrer-Policy"]) == ("nosniff", "same-origin")
        assert (kopf["Cross-Origin-Opener-Policy"], kopf["Cross-Origin-Resource-Policy"]) == ("same-origin",) * 2
        assert ("no-store" in kopf["Cache-Control"]) == (not pfad.startswith("/static")), pfad
        assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin", "Strict-Transport-Security"} & set(
            kopf.keys()
        )
        for tag in re.findall(r"<(?:script|style)\b[^>]*>", antwort.text if antwort.mimetype == "text/html" else ""):
            assert f'nonce="{nonce[7:-1]}"' in tag, tag
        antwort.close()
    assert len(nonces) == 6


def test_was_zum_haus_gehoert_wird_nur_einmal_geholt(besuch: Besucht) -> None:
    gast = besuch(None)
    adressen = re.findall(r'"(/static/[^"]+)"', gast.hole("/anmelden"))
    assert len(adressen) > 4
    for adresse in adressen:
        with gast.oeffne(adresse) as antwort:
            assert (antwort.status_code, "immutable" in antwort.headers["Cache-Control"]) == (200, True), adresse
    for adresse in ("/static/vorlagen.css", "/static/vorlagen.css?v=123456789abc"):
        with gast.oeffne(adresse) as antwort:
            assert antwort.headers["Cache-Control"] == "public, max-age=86400"


def test_auf_jeder_seite_laesst_sich_abmelden(besuch: Besucht, stadt: Stadt) -> None:
    for pfad in ("/", "/vorlagen/neu", f"/vorlagen/{entwurf(stadt)}", "/konto", "/verwaltung", "/gibtesnicht"):
        assert 'action="/abmelden"' in besuch("adele" if pfad == "/verwaltung" else "frieda").oeffne(pfad).text, pfad


def test_mit_https_reist_der_keks_nur_verschluesselt_und_nur_hierher(auf_sqlite: Einstellungen) -> None:
    app = create_app(replace(auf_sqlite, base_url="https://vorlagen.example.org"))
    with app.app_context():
        antwort = app.test_client().get("/anmelden", base_url="https://vorlagen.example.org")
        db.session.remove()
        db.engine.dispose()
    keks = antwort.headers["Set-Cookie"]
    assert (keks.split("=")[0], "Domain" in keks) == ("__Host-vorlagen", False)
    for wort in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert wort in keks
    assert antwort.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_ein_formular_von_einer_fremden_seite_tut_nichts_auch_mit_gueltiger_marke(
    besuch: Besucht, stadt: Stadt
) -> None:
    frieda, pfad = besuch("frieda"), f"/vorlagen/{entwurf(stadt)}/bearbeiten"
    felder = {**formular(frieda.hole(pfad)), "betreff": "Untergeschoben"}
    antworten = {
        von: frieda.oeffne(pfad, method="POST", data=felder, headers={"Sec-Fetch-Site": von})
        for von in ("cross-site", "same-site", "unfug", "same-origin")
    }
    assert {von: antwort.status_code for von, antwort in antworten.items()} == {
        "cross-site": 403, "same-site": 403, "unfug": 403, "same-origin": 302,
    }  # fmt: skip
    assert "kam von einer fremden Seite; es wurde nichts getan" in antworten["cross-site"].text


def test_was_niemand_vorhersah_steht_unter_einer_nummer_im_protokoll_und_sonst_nirgends(
    app: Flask, besuch: Besucht, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    frieda = besuch("frieda")

    def stuerze_ab(**_: str) -> str:
        db.session.execute(sql("SELECT * FROM gibtesnicht WHERE a = :a"), {"a": GEHEIM})
        return ""

    monkeypatch.setitem(app.config, "FEHLER_ZEIGEN", False)
    for name in ("vorlage.zeige", "api_vorlagen.zeigen"):
        monkeypatch.setitem(app.view_functions, name, stuerze_ab)
    with caplog.at_level(logging.ERROR):
        seite = frieda.oeffne("/vorlagen/%0d%0a2026-01-01%20ERROR%20erfunden")
        gruen = frieda.oeffne(f"/vorlagen/{'0' * 32}")
    assert seite.status_code == 404  # no id has a line break in it
    nummer = re.search(r"nennen Sie Ihrer IT bitte die Nummer ([0-9a-f]{8})\.", gruen.text)
    assert nummer is not None
    assert gruen.status_code == 500
    assert f"Störung {nummer[1]}: GET '/vorlagen/000" in caplog.text
    assert "gibtesnicht" in caplog.text  # whoever looks it up is told how
    for geheimnis in ("Traceback", "gibtesnicht", "SELECT", "sqlalchemy", GEHEIM):
        assert geheimnis not in gruen.text
    assert GEHEIM not in caplog.text


def test_nach_einer_stoerung_schickt_ein_klick_dasselbe_noch_einmal(
    app: Flask, besuch: Besucht, monkeypatch: pytest.MonkeyPatch
) -> None:
    frieda, pfad = besuch("frieda"), "/vorlagen/neu"
    felder = {**formular(frieda.hole(pfad)), "art": "Beschlussvorlage", "betreff": 'Was lange "getippt" war'}

    def stuerze_ab() -> str:
        raise RuntimeError

    with monkeypatch.context() as flicken:
        flicken.setitem(app.config, "FEHLER_ZEIGEN", False)
        flicken.setitem(app.view_functions, "entwurf.lege_an", stuerze_ab)
        von_hier = {"Origin": "http://localhost"}
        gescheitert = frieda.oeffne(pfad, method="POST", data=felder, headers=von_hier)
        ohne_herkunft = frieda.sende(pfad, felder)
        passwort = frieda.oeffne(pfad, method="POST", data={**felder, "passwort": GEHEIM}, headers=von_hier)
    noch_einmal = formular(gescheitert.text, pfad).to_dict()
    assert noch_einmal.pop("csrf_token")
    assert noch_einmal == {name: wert for name, wert in felder.items() if name != "csrf_token"}
    assert frieda.sende(pfad, formular(gescheitert.text, pfad)).status_code == 302
    assert [antwort.status_code for antwort in (gescheitert, ohne_herkunft, passwort)] == [500] * 3
    assert "Noch einmal absenden" not in ohne_herkunft.text
    assert "Noch einmal absenden" not in passwort.text


def test_eine_zeile_im_protokoll_bleibt_eine_zeile(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.test_request_context("/a%0d%0aERROR%20erfunden"), caplog.at_level(logging.ERROR):
        app.config["FEHLER_ZEIGEN"] = False
        try:
            app.make_response(app.handle_user_exception(RuntimeError("x")))
        finally:
            app.config["FEHLER_ZEIGEN"] = True
    assert caplog.messages[0].splitlines() == [caplog.messages[0]]


def test_wohin_luecken_zu_melden_sind_steht_an_der_verabredeten_stelle(app: Flask, besuch: Besucht) -> None:
    niemand: Besuch = besuch(None)
    niemand.hole("/.well-known/security.txt", 404)
    bisher = app.config["EINSTELLUNGEN"]
    app.config["EINSTELLUNGEN"] = replace(bisher, sicherheitskontakt="mailto:sicherheit@example.org")
    zeilen = dict(zeile.split(": ", 1) for zeile in niemand.hole("/.well-known/security.txt").splitlines())
    assert zeilen == {
        "Contact": "mailto:sicherheit@example.org",
        "Expires": f"{JETZT + timedelta(days=180):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": "de, en",
        "Canonical": "http://127.0.0.1:8000/.well-known/security.txt",
    }
    assert niemand.hole("/robots.txt").splitlines() == ["User-agent: *", "Allow: /oeffentlich/", "Disallow: /"]


def test_nur_die_eigenen_verfahren_gelten(besuch: Besucht, stadt: Stadt) -> None:
    """No method in a header or field counts, TRACE gives nothing back, HEAD says what GET says."""
    frieda, pfad = besuch("frieda"), f"/vorlagen/{entwurf(stadt)}"
    for kopf in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert frieda.oeffne(f"/api/v1{pfad}", method="GET", headers={kopf: "DELETE"}).status_code == 401
        assert frieda.oeffne(pfad, method="GET", headers={kopf: "DELETE"}).status_code == 200
    assert frieda.oeffne(f"{pfad}?_method=DELETE").status_code == 200
    for methode in ("TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT"):
        assert frieda.oeffne(pfad, method=methode).status_code in (400, 405), methode
    nur_kopf = frieda.oeffne(pfad, method="HEAD")
    assert (nur_kopf.status_code, nur_kopf.data) == (200, b"")
    assert Path(__file__).name not in frieda.oeffne(pfad, method="TRACE").text


def test_anmeldungen_und_ablehnungen_stehen_im_protokoll_des_dienstes(
    besuch: Besucht, stadt: Stadt, caplog: pytest.LogCaptureFixture
) -> None:
    """Ids and doors, never what somebody typed."""
    fremd, kai = besuch(None), besuch("kai")
    marke = formular(fremd.hole("/anmelden"))
    fremd.sende("/anmelden", {**marke, "anmeldename": "GETIPPT", "passwort": "AUCH-GETIPPT"})
    kai.oeffne("/verwaltung/personen/GETIPPT")
    kai.oeffne("/vorlagen/GETIPPT")
    fremd.oeffne("/api/v1/vorlagen", headers={"Authorization": "Bearer GETIPPT"})
    kai.sende("/vorlagen/neu", {"betreff": "GETIPPT"})
    zeilen = [satz.getMessage() for satz in caplog.records if satz.name.endswith(".sicherheit")]
    assert zeilen == [
        f"login: person {als('kai').id}, by password",
        "login refused at anmeldung.anmelden: nicht-angemeldet",
        f"refused to {als('kai').id}: GET /verwaltung/personen/<person_id>: nicht-berechtigt",
        f"refused to {als('kai').id}: GET /vorlagen/<vorlage_id>: nicht-gefunden",
        "refused to -: GET /api/v1/vorlagen: nicht-angemeldet",
        "form without a mark: POST /vorlagen/neu",
    ]

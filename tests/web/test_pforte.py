"""By which name we are called, how often somebody may knock, and what a request may bring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.web.besuch import Besuch, formular
from tests.web.conftest import Besucht
from tests.welt import JETZT, PASSWORT, Stadt
from vorlagen.app import create_app
from vorlagen.extensions import db, transaction
from vorlagen.models import Koerperschaft, Versuchszahl
from vorlagen.services import anmeldung

FREMDE = (
    "boese.example", "127.0.0.1.boese.example", "vorlagen.example.org.boese.example", "vorlagen.example.org@boese",
    "vorlagen.example.org, boese.example", "localhost", "", "vorlagen.example.org:x", "[::1",
)  # fmt: skip


@pytest.fixture
def anders(app: Flask, stadt: Stadt) -> Iterator[Callable[..., Flask]]:
    """`anders(proxies=1)`: the same town behind other settings."""
    haeuser: list[Flask] = []

    def baue(**werte: Any) -> Flask:
        haeuser.append(create_app(replace(app.config["EINSTELLUNGEN"], **werte)))
        return haeuser[-1]

    yield baue
    for haus in haeuser:
        with haus.app_context():
            db.engine.dispose()


def test_unter_fremdem_namen_antwortet_niemand(anders: Callable[..., Flask]) -> None:
    haus = anders(base_url="https://vorlagen.example.org", weitere_adressen=("https://rat.example.org:8443",))
    gast = haus.test_client()
    for host in ("vorlagen.example.org", "VORLAGEN.example.org.:443", "rat.example.org"):
        assert gast.get("/anmelden", headers={"Host": host}).status_code == 200, host
    for host in FREMDE:
        antwort = gast.get("/anmelden", headers={"Host": host})
        assert (antwort.status_code, "nicht eingerichtet" in antwort.text) == (400, True), host
        assert "boese" not in antwort.text
        if host:
            assert gast.get("/static/vorlagen.css", headers={"Host": host}).status_code == 400, host
        assert gast.get("/healthz", headers={"Host": host}).status_code == 200, host
    problem = gast.get("/api/v1/vorlagen", headers={"Host": "boese.example"})
    assert (problem.status_code, problem.get_json()["code"]) == (400, "adresse-unbekannt")
    kopf = {"Host": "vorlagen.example.org", "X-Forwarded-Host": "boese.example"}
    assert "boese" not in gast.get("/vorlagen", headers=kopf).headers["Location"]


def test_eine_stadt_mit_eigener_adresse_ist_auch_dort_zu_hause(anders: Callable[..., Flask], stadt: Stadt) -> None:
    gast = anders(base_url="https://vorlagen.example.org").test_client()
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, stadt.koerperschaft_id).adresse = "https://rat.linden.example"
    for host, status in {"rat.linden.example": 200, "linden.example": 400, "": 400}.items():
        assert gast.get("/anmelden", headers={"Host": host}).status_code == status, host


def test_wer_zu_oft_raet_wartet_und_die_kollegen_nebenan_nicht(anders: Callable[..., Flask]) -> None:
    haus = anders(grenze_anmeldung=3, proxies=1)

    def rate(passwort: str, von: str, name: str = "kai") -> Any:
        gast = haus.test_client()
        seite = gast.get("/anmelden").text
        felder = {**formular(seite), "anmeldename": name, "passwort": passwort}
        return gast.post("/anmelden", data=felder, headers={"X-Forwarded-For": f"203.0.113.77, {von}"})

    for n in range(3):
        assert rate("falsch", "198.51.100.7", f"name{n}").status_code == 401
        assert n == 2 or rate(PASSWORT, "198.51.100.7").status_code == 302, "Gelungenes zählt nicht"
    with time_machine.travel(JETZT + timedelta(minutes=5, seconds=30)):
        zu_oft = rate(PASSWORT, "198.51.100.7")
        assert (zu_oft.status_code, 550 < int(zu_oft.headers["Retry-After"]) < 580) == (429, True)
        assert "versuchen Sie es in 10 Minuten noch einmal" in zu_oft.text
        assert rate(PASSWORT, "198.51.100.8").status_code == 302
    with time_machine.travel(JETZT + timedelta(minutes=16)):
        assert rate(PASSWORT, "198.51.100.7").status_code == 302
    for n in range(4):
        status = rate("falsch", f"2001:db8:1:1::{n}", "jemand").status_code
    assert status == 429, "ein /64 ist ein Anschluss"
    assert rate("falsch", "2001:db8:1:2::1").status_code == 401
    schluessel = db.session.scalars(select(Versuchszahl.schluessel)).all()
    assert all(re.fullmatch("[0-9a-f]{64}", einer) for einer in schluessel)


def test_ein_programm_das_ohne_ende_fragt_wird_gebremst(anders: Callable[..., Flask]) -> None:
    haus = anders(grenze_api=3)
    gast = haus.test_client()
    token = {name: anmeldung.token_neu(name, jetzt=JETZT) for name in ("kai", "berta")}

    def frage(kopf: str) -> Any:
        return gast.get("/api/v1/personen/ich", headers={"Authorization": kopf})

    assert [frage(f"Bearer {token['kai']}").status_code for _ in range(3)] == [200] * 3
    antwort = frage(f"bearer   {token['kai']}")
    assert (antwort.status_code, antwort.mimetype) == (429, "application/problem+json")
    assert 1 <= int(antwort.headers["Retry-After"]) <= 60
    assert frage(f"Bearer {token['berta']}").status_code == 200
    geraten = [frage(f"Bearer {nr}").status_code for nr in range(5)]
    assert (geraten[0], geraten[-1]) == (401, 429), "Erfundene Token sind alle dieselbe Anschrift"
    assert frage(f"Bearer {token['berta']}").status_code == 200


def test_der_link_in_einer_mail_folgt_nie_dem_namen_der_anfrage(besuch: Besucht) -> None:
    for wer in (None, "adele"):
        for pfad in ("/anmelden", "/", "/datenschutz"):
            antwort = besuch(wer).oeffne(pfad, headers={"Host": "127.0.0.1:4711"})
            assert "4711" not in antwort.text + str(antwort.headers), pfad


@pytest.mark.parametrize(
    ("koerper", "status"),
    [
        (b"[" * 100_000, 400), (b'{"a":' * 100_000, 400), (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", 400),
        (b"9" * 6000, 400), (b'{"art": NaN}', 400), (b'{"art": 1e999}', 422), (b'{"\\ud800": 1}', 422),
        (b'{"art": "\\ud800\\u0000"}', 422), (b"\xff\xfe", 400), (b" " * (8 * 1024 * 1024 + 1), 413),
        (b'{"x": [' + b"{}," * 200_000 + b"{}]}", 422),
    ],
)  # fmt: skip
def test_json_das_schaden_soll_wird_mit_einem_satz_abgelehnt(
    app: Flask, besuch: Besucht, koerper: bytes, status: int
) -> None:
    kopf = {"Authorization": f"Bearer {anmeldung.token_neu('frieda', jetzt=JETZT)}"}
    antwort = app.test_client().post("/api/v1/vorlagen", data=koerper, headers=kopf, content_type="application/json")
    assert (antwort.status_code, antwort.mimetype) == (status, "application/problem+json")
    assert antwort.get_json()["detail"].endswith(".")


def test_ein_formular_mit_tausenden_von_teilen_wird_mit_einem_satz_abgelehnt(besuch: Besucht) -> None:
    frieda: Besuch = besuch("frieda")
    teile = {f"feld{n}": "x" for n in range(1100)}
    kopf = {"Sec-Fetch-Site": "same-origin"}
    antwort = frieda.klient.post("/vorlagen/neu", data=teile, headers=kopf, content_type="multipart/form-data")
    assert (antwort.status_code, "Das ist zu groß" in antwort.text) == (413, True)

"""Every door of the route map: without its token, with foreign ids, with odd words in every place of an address."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from contextvars import Context
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.angriff.conftest import Ziel
from tests.welt import PASSWORT

pytestmark = pytest.mark.probe
BEWEGT = ("anmeldesitzung", "anmeldeversuch", "zugangstoken", "protokoll", "versuchszahl", "lesung", "such", "oparl_")
"""Tables that a mere look may write into: who is logged in, how often somebody knocked, who read what, and what is
made from other rows before anybody is answered.
"""

SELTSAM = (
    *(
        "' OR '1'='1",
        "'; DROP TABLE vorlage; --",
        '" OR ""="',
        "%' UNION SELECT NULL,NULL--",
        "1) OR (1=1",
        "\\",
        "%",
        "_",
    ),
    *("../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2f", "file:///etc/passwd", "\x00"),
    *("a\r\nX-Eingeschleust: 1", "{{7*7}}", "-1", "0", "1e999", "9" * 40, "٣", "2026-13-45", "9999-12-31"),
    *("x" * 4000, "\u202e\ufeff", "null", "[]", "true"),
)


def _abdruck(ziel: Ziel) -> str:
    """Of everything that is stored, but for what a mere look may write."""
    datei = Path(ziel.app.config["EINSTELLUNGEN"].database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(datei) as verbindung:
        zeilen = (z for z in verbindung.iterdump() if not re.match(rf'INSERT INTO "?({"|".join(BEWEGT)})', z))
        return hashlib.sha256("\n".join(zeilen).encode(errors="surrogatepass")).hexdigest()


def test_ohne_marke_des_formulars_tut_keine_tuer_etwas(ziel: Ziel) -> None:
    vorher = _abdruck(ziel)
    tueren = {
        r: a for m in ("POST", "PATCH", "DELETE") for r, a in ziel.je_regel(m).items() if not r.startswith("/api/")
    }
    antworten = {}
    for wer in ("gerda", "adele"):
        keks = ziel.keks(wer)
        for regel, adresse in tueren.items():
            for kopf in ({}, {"Origin": "https://boese.example", "Sec-Fetch-Site": "cross-site"}):
                antworten[wer, regel] = ziel.frage(
                    adresse, "POST", keks=keks, data={"a": "b"}, headers=kopf
                ).status_code
    assert len(tueren) > 25
    offen = {regel for (_, regel), status in antworten.items() if status not in (400, 401, 405)}
    # One only shows a form with the new login's token, the other hears what the directory has signed.
    assert offen - {"/anmelden/verzeichnis/absenden", "/anmelden/verzeichnis/abmeldung"} == set()
    assert _abdruck(ziel) == vorher


def test_an_der_schnittstelle_gilt_kein_keks(ziel: Ziel) -> None:
    keks = ziel.keks("adele")
    offen = {
        (methode, regel)
        for methode, wege in ziel.wege.items()
        for regel, adresse in dict(wege).items()
        if regel.startswith("/api/") and ziel.frage(adresse, methode, keks=keks).status_code != 401
    }
    assert offen == {("GET", "/api/v1/openapi.json"), ("GET", "/api/v1/fall.schema.json")}


def test_was_der_anderen_stadt_gehoert_gibt_es_nicht(ziel: Ziel) -> None:
    """Every address with an id of the first town, asked by the second town's people, with every method."""
    verstoesse = set()
    for wer in ("n-gerda", "n-adele"):
        keks, kopf = ziel.keks(wer), ziel.token(wer)
        for methode in ziel.wege:
            for regel, adresse in ziel.einige(methode, 3):
                kennungen = set(re.findall(r"[0-9a-f]{32}", adresse))
                alle_duerfen = regel.startswith("/oeffentlich")  # what is there belongs to everybody
                if alle_duerfen or not kennungen - ziel.fremde or (methode != "GET" and not regel.startswith("/api/")):
                    continue
                status = ziel.frage(adresse, methode, keks=keks, headers=kopf).status_code
                # Refused by role before anybody looks for the id, or for what the body lacks: that tells nothing.
                # A working copy that is gone, never was or is somebody else's leads back to the form alike.
                if (regel, status) != ("/vorlagen/neu", 302) and status not in (
                    (403, 404) if methode == "GET" else (403, 404, 422)
                ):
                    verstoesse.add((wer, methode, regel, status))
    assert verstoesse == set()


def test_seltsame_worte_in_jeder_adresse_stoeren_nichts(ziel: Ziel) -> None:
    keks, kopf = ziel.keks("gerda"), ziel.token("gerda")
    vorher, gestoert, verraten = _abdruck(ziel), set(), set()
    for regel, adresse in ziel.je_regel("GET").items():
        teile = re.findall(r"<(?:int:)?(\w+)>", regel)
        muster = re.compile(re.sub(r"<[^>]+>", "([^/]+)", re.escape(regel).replace(r"\<", "<").replace(r"\>", ">")))
        fund = muster.fullmatch(adresse)
        for stelle in range(1, len(teile) + 1 if fund else 1):
            assert fund is not None
            for wort in SELTSAM[1::4]:
                neu = adresse[: fund.start(stelle)] + quote(wort, safe="") + adresse[fund.end(stelle) :]
                antwort = ziel.frage(neu, keks=keks, headers=kopf)
                if antwort.status_code >= 500:
                    gestoert.add((neu[:150], antwort.status_code))
                if b"root:" in antwort.data or "X-Eingeschleust" in antwort.headers:
                    verraten.add(neu)
    assert (gestoert, verraten) == (set(), set())
    for weg in ("../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd", "..\\app.py"):
        assert ziel.frage(f"/static/{weg}").status_code in (308, 404), weg
    assert _abdruck(ziel) == vorher


def test_seltsame_worte_hinter_jedem_fragezeichen_stoeren_nichts(ziel: Ziel) -> None:
    keks, kopf = ziel.keks("gerda"), ziel.token("gerda")
    quellen = "".join(ort.read_text() for ort in Path("vorlagen/web").rglob("*.py"))
    namen = sorted(set(re.findall(r'request\.(?:args|values)\.get(?:list)?\(\s*"(\w+)"', quellen)))
    assert {"q", "weiter", "nach"} & set(namen)
    vorher, gestoert, lang = _abdruck(ziel), set(), []
    api = ziel.frage("/api/v1/openapi.json").get_json()["paths"]
    for regel, adresse in ziel.je_regel("GET").items():
        fragen = [p["name"] for p in _parameter(api, regel) if p["in"] == "query"]
        for wort in SELTSAM[::6]:
            reihen = [{name: wort} for name in fragen] if regel.startswith("/api/") else [dict.fromkeys(namen, wort)]
            for reihe in reihen:
                beginn = time.monotonic()
                antwort = ziel.frage(adresse.partition("?")[0], keks=keks, headers=kopf, query_string=reihe)
                if antwort.status_code >= 500:
                    gestoert.add((regel, wort[:40], *reihe))
                if time.monotonic() - beginn > 5:
                    lang.append((regel, wort[:40]))
    assert (gestoert, lang) == (set(), [])
    assert _abdruck(ziel) == vorher
    for wort in ("' OR '1'='1", "\\", "%' OR 1=1 --"):
        assert ziel.frage("/api/v1/vorlagen", headers=kopf, query_string={"q": wort}).get_json()["data"] == [], wort


def test_kein_feld_laesst_sich_unterschieben(ziel: Ziel) -> None:
    """Mass assignment: what a door does not know it refuses by name, whoever asks."""
    fremd = {"gibtesnicht": 1, "koerperschaft_id": "x", "ist_admin": True, "__proto__": {"a": 1}}
    api, kopf, verstoesse, versucht = (
        ziel.frage("/api/v1/openapi.json").get_json()["paths"],
        ziel.token("gerda"),
        set(),
        0,
    )
    for methode in ("POST", "PATCH"):
        for regel, adresse in ziel.je_regel(methode).items():
            art = _beschreibung(api, regel).get(methode.lower(), {}).get("requestBody", {}).get("content", {})
            if "application/json" not in art:
                continue
            versucht += 1
            antwort = ziel.frage(adresse, methode, headers=kopf, json=fremd)
            felder = (antwort.get_json() or {}).get("felder", {})
            if not (antwort.status_code == 422 and set(fremd) <= set(felder)) and antwort.status_code != 403:
                verstoesse.add((methode, regel, antwort.status_code, *felder))
    assert versucht > 20
    assert verstoesse == set()


@pytest.mark.parametrize(
    "koerper",
    [
        pytest.param(b"[" * 200_000, id="tief"),
        pytest.param(b'{"a":' * 50_000 + b"1" + b"}" * 50_000, id="tief und richtig"),
        pytest.param(b'{"betreff": ' + b"9" * 100_000 + b"}", id="lange Zahl"),
        pytest.param(b'{"betreff": 1e999}', id="unendlich"),
        pytest.param(b'{"betreff": NaN}', id="keine Zahl"),
        pytest.param(b'{"betreff": "\\ud800"}', id="halbes Zeichen"),
        pytest.param(b'{"art": "x", "betreff": "\\u0000"}', id="NUL"),
        pytest.param(b'{"sachverhalt": "' + b"<ul><li>" * 100_000 + b'"}', id="tiefer Text"),
        pytest.param(b'{"sachverhalt": "' + b"<b " * 300_000 + b'"}', id="langer Text"),
        pytest.param(b"\xff\xfe{}", id="falsche Zeichen"),
    ],
)
def test_eine_bombe_aus_json_kostet_nur_einen_satz(ziel: Ziel, koerper: bytes) -> None:
    beginn = time.monotonic()
    antwort = ziel.frage(
        "/api/v1/vorlagen", "POST", headers=ziel.token("frieda"), data=koerper, content_type="application/json"
    )
    assert antwort.status_code in (400, 422), antwort.text[:300]
    assert antwort.mimetype == "application/problem+json"
    assert time.monotonic() - beginn < 5


def test_nach_der_anmeldung_fuehrt_kein_weg_nach_aussen(ziel: Ziel) -> None:
    wege = (
        *("https://boese.example", "//boese.example", "///boese.example", "/\\boese.example", "\\\\boese.example"),
        *("http:boese.example", "/\t/boese.example", "/\n/boese.example", "\x00//boese.example", " //boese.example"),
        *("/%09/boese.example", "javascript:alert(1)", "/..//boese.example", "/@boese.example", "boese.example", ""),
        *("/\u2028/boese.example", "data:text/html,x", "//localhost@boese.example"),
    )
    for weg in wege:
        klient = ziel.app.test_client()
        seite = Context().run(klient.get, "/anmelden", query_string={"weiter": weg}).text
        marke = re.search(r'name="csrf_token" value="([^"]+)"', seite)
        assert marke, weg
        felder = {"csrf_token": marke[1], "anmeldename": "frieda", "passwort": PASSWORT, "weiter": weg}
        antwort = Context().run(klient.post, "/anmelden", data=felder)
        assert antwort.status_code == 302, (weg, antwort.text[:2000])
        ort = antwort.headers["Location"]
        assert (antwort.status_code, urlsplit(urljoin("http://localhost/anmelden", ort)).netloc) == (
            302,
            "localhost",
        ), weg
        assert ort.startswith("/"), weg
        assert not re.match(r"[/\\\s]{2}", ort), weg


def _beschreibung(api: dict[str, Any], regel: str) -> dict[str, Any]:
    """What the OpenAPI document says of a route."""
    beschrieben: dict[str, Any] = api.get(re.sub(r"<(?:int:)?(\w+)>", r"{\1}", regel), {})
    return beschrieben


def _parameter(api: dict[str, Any], regel: str) -> list[dict[str, str]]:
    angaben = _beschreibung(api, regel).get("get", {}).get("parameters", [])
    return [angabe for angabe in angaben if "name" in angabe]

"""How far a token reaches, at every door of the API, and when it opens none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.regeln import beispieladresse
from tests.welt import als
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.services import anmeldung, tokenerstellung, zugangstoken
from vorlagen.services.wer import Umfang
from vorlagen.web.sicht import Sicht, sichten


@pytest.mark.probe
def test_jede_tuer_fragt_nach_dem_umfang(app: Flask, klient: FlaskClient) -> None:
    """Adele may everything; what her token may not, it does nowhere."""
    kopf = {umfang: _kopf(umfang) for umfang in Umfang}
    verlangt = {}
    for regel in app.url_map.iter_rules():
        if regel.rule.startswith("/api/") and sichten(app)[regel.endpoint] is not Sicht.OFFEN:
            for methode in sorted((regel.methods or set()) - {"HEAD", "OPTIONS"}):
                verlangt[methode, regel.rule] = [u for u in Umfang if _abgewiesen(klient, methode, regel, kopf[u])]
    assert len(verlangt) > 60
    nichts: list[Umfang] = []
    lesen, schreiben = [Umfang.LESEN], [Umfang.LESEN, Umfang.SCHREIBEN]
    assert {weg for weg, ab in verlangt.items() if weg[0] == "GET" and ab != nichts} == set()
    assert {weg for weg, ab in verlangt.items() if weg[0] != "GET" and ab == nichts} == {("POST", "/api/v1/planung")}
    stamm = {weg for weg, ab in verlangt.items() if ab == schreiben}
    assert {("POST", "/api/v1/vertretungen"), ("POST", "/api/v1/gremien/<gremium_id>/besetzung")} <= stamm
    assert verlangt["POST", "/api/v1/vorlagen"] == lesen


def test_ein_zu_enges_token_sagt_was_fehlt(klient: FlaskClient) -> None:
    antwort = klient.post("/api/v1/vorlagen", json={}, headers=_kopf(Umfang.LESEN))
    satz = "Dieses Zugangstoken reicht nur zum Umfang „lesen“; hier wird „schreiben“ verlangt."
    assert (antwort.status_code, antwort.get_json()["detail"]) == (403, satz)
    assert antwort.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="schreiben"'


def test_ein_eigenes_token_gilt_bis_es_widerrufen_wird(klient: FlaskClient) -> None:
    jetzt, kai = datetime.now(UTC), als("kai")
    for name, tage in (("", 30), ("x" * 121, 30), ("Abgleich", 0), ("Abgleich", 731)):
        with pytest.raises(EingabeUngueltig):
            tokenerstellung.erstelle(
                name=name, umfang=Umfang.LESEN, tage=tage, wer=kai, jetzt=jetzt, geheimnis=b"x" * 32
            )
    token = tokenerstellung.erstelle(
        name=" Abgleich ", umfang=Umfang.LESEN, tage=730, wer=kai, jetzt=jetzt, geheimnis=b"x" * 32
    )
    assert token.startswith("vlg_")
    (eines,) = zugangstoken.liste(als("kai"))
    token_id = eines.id
    assert (eines.name, eines.umfang, eines.gueltig_bis) == ("Abgleich", "lesen", jetzt + timedelta(days=730))
    with pytest.raises(NichtGefunden):
        zugangstoken.widerrufe(token_id, wer=als("frieda"), jetzt=jetzt)
    kopf = {"Authorization": f"Bearer {token}"}
    assert klient.get("/api/v1/personen/ich", headers=kopf).get_json()["anmeldename"] == "kai"
    zugangstoken.widerrufe(token_id, wer=als("kai"), jetzt=jetzt)
    assert klient.get("/api/v1/personen/ich", headers=kopf).status_code == 401
    assert zugangstoken.liste(als("kai")) == []


def _kopf(umfang: Umfang) -> dict[str, str]:
    token = anmeldung.token_neu("adele", jetzt=datetime.now(UTC), umfang=umfang)
    return {"Authorization": f"Bearer {token}"}


def _abgewiesen(klient: FlaskClient, methode: str, regel: Rule, kopf: dict[str, str]) -> bool:
    antwort = klient.open(beispieladresse(regel), method=methode, headers=kopf)
    return antwort.status_code == 403 and antwort.get_json()["code"] == "umfang-reicht-nicht"

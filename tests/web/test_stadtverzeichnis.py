"""Logging in by a directory, against a real one in a process of its own, which can be told to misbehave."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import replace
from ipaddress import ip_network
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.conftest import WURZEL
from tests.oidc_anbieter import CLIENT, GEHEIMNIS
from tests.postgres import freier_port
from tests.web.besuch import formular
from tests.welt import Stadt, baue_stadt
from vorlagen.einlass import Einlass, Erkennen, Gruppenrolle, Oidc, Zuordnung
from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.models import Fremdkonto, Person, Protokolleintrag, Rollenvergabe
from vorlagen.services.oidc import stadtverzeichnis
from vorlagen.web import verzeichnisweg

pytestmark = pytest.mark.probe

RUECKWEG = "http://localhost/anmelden/verzeichnis/zurueck"
UNGLAUBWUERDIG = "lässt sich nicht prüfen"
UNARTEN = {
    "nonce": 403, "ohne_nonce": 403, "aud": 403, "ohne_aud": 403, "azp": 403, "mehrere": 403, "alg_none": 403,
    "hs256": 403, "abgelaufen": 403, "ohne_exp": 403, "zukunft": 403, "aussteller": 403, "fremder_schluessel": 403,
    "fremdes_kid": 403, "verfaelscht": 403, "sub": 403, "leer": 403, "nul": 403, "verwechslung": 403, "ohne_iss": 403,
    "userinfo": 403, "abgesagt": 403, "kaputt": 502, "html": 502, "weiterleitung": 502, "riese": 502,
}  # fmt: skip


@pytest.fixture(scope="module")
def anbieter() -> Iterator[str]:
    """The address of a running directory."""
    port = freier_port()
    with subprocess.Popen([sys.executable, "-m", "tests.oidc_anbieter", str(port)], cwd=WURZEL) as prozess:
        adresse = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                _sage(adresse)
                break
            except OSError:
                time.sleep(0.05)
        yield adresse
        prozess.terminate()


@pytest.fixture(autouse=True)
def _am_zweiten_maerz() -> None:
    """Here it is today: the directory has a clock of its own."""


@pytest.fixture
def haus(app: Flask, stadt: Stadt, anbieter: str) -> Callable[..., FlaskClient]:
    """`haus(erkennen=…)`: a browser before the town, which knows the directory in this way from now on."""
    _sage(anbieter)

    def baue(**werte: Any) -> FlaskClient:
        oidc = Oidc(aussteller=anbieter, client_id=CLIENT, **{"client_secret": GEHEIMNIS, **werte})
        app.config["EINSTELLUNGEN"] = replace(
            app.config["EINSTELLUNGEN"],
            base_url="http://localhost",
            erlaubte_netze=(ip_network("127.0.0.0/8"),),
            einlass=Einlass(oidc=oidc),
        )
        verzeichnisweg.richte_ein(app)
        return _Browser(app, app.response_class)

    return baue


def _sage(anbieter: str, **steuerung: Any) -> None:
    frage = urllib.request.Request(f"{anbieter}/steuerung", json.dumps({"sofort": "kai", **steuerung}).encode())
    urllib.request.urlopen(frage).close()


class _Browser(FlaskClient):
    """Every request finds a fresh context, as it would in a server."""

    def open(self, *worte: Any, **rest: Any) -> TestResponse:
        return Context().run(super().open, *worte, **rest)


class _Bleibe(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_worte: Any) -> None:
        """The browser is ours: it goes on by itself."""


def _hin(gast: FlaskClient, weiter: str = "/sitzungen") -> str:
    """Set out, and let the directory say where it sends the browser back to."""
    ziel = gast.get("/anmelden/verzeichnis", query_string={"weiter": weiter}).headers["Location"]
    try:
        urllib.request.build_opener(_Bleibe).open(ziel)
    except urllib.error.HTTPError as antwort:
        zurueck = antwort.headers["Location"]
        antwort.close()
    assert zurueck.startswith(RUECKWEG)
    return str(zurueck)


def _melde_an(gast: FlaskClient) -> TestResponse:
    return gast.get(_hin(gast))


def _wer(gast: FlaskClient) -> str:
    seite = gast.get("/fristen")
    return "" if seite.status_code == 302 else seite.text


def _alle(frage: Any) -> Any:
    db.session.rollback()
    sicht_oeffnen(ALLE)
    return db.session.scalars(frage).all()


def test_wer_dort_bekannt_ist_kommt_herein_und_ueberall_wieder_hinaus(
    haus: Callable[..., FlaskClient], anbieter: str
) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    assert "Anmelden mit: Verzeichnis der Stadt" in gast.get("/anmelden").text
    antwort = _melde_an(gast)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, "/sitzungen")
    assert "Kai Kassenwart" in _wer(gast)
    konten = _alle(select(Fremdkonto))
    assert [(konto.aussteller, konto.kennung) for konto in konten] == [(anbieter, "k-1")]
    assert "konto_verbunden" in _alle(select(Protokolleintrag.was))
    marke = {"csrf_token": formular(gast.get("/anmelden").text)["csrf_token"]}
    hinaus = gast.post("/abmelden", data=marke)
    ziel = urlsplit(hinaus.headers["Refresh"].partition("url=")[2])
    frage = parse_qs(ziel.query)
    assert (ziel.path, frage["client_id"], frage["post_logout_redirect_uri"]) == (
        "/abmelden", [CLIENT], ["http://localhost/anmelden"]
    )  # fmt: skip
    assert frage["id_token_hint"][0].count(".") == 2
    assert _wer(gast) == ""
    assert _melde_an(haus()).status_code == 302, "nun ist das Konto verbunden, auch ohne Erkennen"
    assert _melde_an(haus(client_secret=None)).status_code == 302, "öffentlicher Client"


def test_was_sich_nicht_pruefen_laesst_oeffnet_keine_tuer(haus: Callable[..., FlaskClient], anbieter: str) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    for unart, status in UNARTEN.items():
        _sage(anbieter, unart=unart)
        antwort = _melde_an(gast)
        assert (antwort.status_code, "<h1>Anmelden</h1>" in antwort.text) == (status, True), unart
        assert "<b>nein</b>" not in antwort.text
        assert _wer(gast) == "", unart
    assert _alle(select(Fremdkonto)) == []
    _sage(anbieter)
    assert _melde_an(gast).status_code == 302


def test_wo_eine_starke_anmeldung_verlangt_ist_genuegt_keine_schwache(
    haus: Callable[..., FlaskClient], anbieter: str
) -> None:
    gast = haus(erkennen=Erkennen.MAIL, acr=("mfa", "phr"))
    assert "acr_values=mfa+phr" in gast.get("/anmelden/verzeichnis").headers["Location"]
    for acr in (None, "1", ["mfa"], "mfa "):
        _sage(anbieter, angaben={"acr": acr} if acr else {})
        antwort = _melde_an(gast)
        assert (antwort.status_code, UNGLAUBWUERDIG in antwort.text, _wer(gast)) == (403, True, ""), acr
    _sage(anbieter, angaben={"acr": "phr"})
    assert _melde_an(gast).status_code == 302


def test_wen_das_verzeichnis_abmeldet_ist_auch_hier_draussen(haus: Callable[..., FlaskClient], anbieter: str) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    assert _melde_an(gast).status_code == 302
    vorhin = int(time.time()) - 200
    maengel: tuple[dict[str, Any], ...] = (
        {"aud": "jemand"}, {"iss": "https://anderer.example"}, {"jti": "fremd"}, {"nonce": "n"}, {"iat": vorhin},
        {"events": None}, {"events": {}}, {"events": ["x"]}, {"sub": None, "sid": "s"}, {"exp": vorhin}, {"jti": None},
    )  # fmt: skip
    for falsch in maengel:
        assert _abmeldung(gast, anbieter, falsch) == 400, falsch
    assert gast.post("/anmelden/verzeichnis/abmeldung", data={"logout_token": "x.y.z"}).status_code == 400
    assert _abmeldung(gast, anbieter, {"sub": "niemand"}) == 200  # logged out here already: nothing to do
    assert "Kai Kassenwart" in _wer(gast)
    assert _abmeldung(gast, anbieter, {}) == 200
    assert _wer(gast) == ""
    assert _alle(select(Protokolleintrag.was)).count("anmeldungen_beendet") == 1


def _abmeldung(gast: FlaskClient, anbieter: str, anders: dict[str, Any]) -> int:
    with urllib.request.urlopen(f"{anbieter}/abmeldemarke", json.dumps(anders).encode()) as antwort:
        marke = json.load(antwort)
    return gast.post("/anmelden/verzeichnis/abmeldung", data=marke).status_code


def test_eine_uhr_darf_eine_halbe_minute_anders_gehen_und_ein_schluessel_neu_sein(
    haus: Callable[..., FlaskClient], anbieter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stadtverzeichnis, "_FRUEHESTENS", 0.0)
    gast = haus(erkennen=Erkennen.MAIL)
    for unart in ("uhr", "neuer_schluessel", "gut"):
        _sage(anbieter, unart=unart)
        assert _melde_an(gast).status_code == 302, unart


def test_eine_rueckkehr_gilt_einmal_und_nur_im_selben_browser(haus: Callable[..., FlaskClient]) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    zurueck = _hin(gast)
    fremder = _Browser(gast.application, gast.application.response_class)
    for fall in (fremder.get(zurueck), fremder.get(RUECKWEG), gast.get(zurueck.replace("state=", "state=x"))):
        assert (fall.status_code, "hat hier nicht begonnen" in fall.text) == (403, True)
    assert gast.get(zurueck).status_code == 302
    assert gast.get(zurueck).status_code == 403
    erste, zweite = _hin(gast), _hin(gast)
    assert [gast.get(weg).status_code for weg in (zweite, erste)] == [302, 403], "mit der Anmeldung endet das Übrige"


def test_nur_eigene_wege_fuehren_weiter(haus: Callable[..., FlaskClient]) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    for ziel in ("https://boese.example/", "//boese.example", "/\\boese.example", "/%0d%0aSet-Cookie: x"):
        assert "boese" not in gast.get(_hin(gast, ziel)).headers["Location"]


def test_ein_vorhandenes_konto_wird_nur_uebernommen_wenn_es_eingestellt_ist(
    haus: Callable[..., FlaskClient], anbieter: str
) -> None:
    assert "noch kein Konto" in _melde_an(haus()).text
    anlegen = _melde_an(haus(anlegen=True))
    assert (anlegen.status_code, "gibt es hier schon, aber" in anlegen.text) == (403, True)
    for angaben in ({"email_verified": False}, {"email_verified": "ja"}, {"email": "kai@example.org\nx"}):
        _sage(anbieter, angaben=angaben)
        assert _melde_an(haus(erkennen=Erkennen.MAIL)).status_code == 403, angaben
    _sage(anbieter)
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(Person).where(Person.anmeldename == "kai").values(installation=True))
    assert _melde_an(haus(erkennen=Erkennen.ANMELDENAME)).status_code == 403, "wer die Installation betreut, nie"
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(Person).where(Person.anmeldename == "kai").values(installation=False))
    assert _melde_an(haus(erkennen=Erkennen.ANMELDENAME)).status_code == 302
    _sage(anbieter, angaben={"sub": "k-2"})
    assert "schon mit einem anderen Eintrag" in _melde_an(haus(erkennen=Erkennen.ANMELDENAME)).text
    _sage(anbieter)
    with transaction() as sitzung:
        sicht_oeffnen(ALLE)
        sitzung.execute(update(Person).where(Person.anmeldename == "kai").values(aktiv=False))
    assert "gesperrt" in _melde_an(haus()).text


def test_gruppen_geben_rollen_und_nehmen_sie_wieder_die_von_hand_bleiben(
    haus: Callable[..., FlaskClient], anbieter: str
) -> None:
    gruppen = (
        Gruppenrolle(gruppe="kaemmerei", rolle="mitzeichnung", amt="20"),
        Gruppenrolle(gruppe="recht", rolle="mitzeichnung", amt="30"),
        Gruppenrolle(gruppe="hfa", rolle="gremiendienst", gremium="HFA"),
        Gruppenrolle(gruppe="hfa", rolle="freigabe", koerperschaft="nachbar"),
        Gruppenrolle(gruppe="hfa", rolle="freigabe", amt="99"),
        Gruppenrolle(gruppe="hfa", rolle="zauberei"),
    )
    gast = haus(erkennen=Erkennen.MAIL, zuordnung=Zuordnung(gruppen=gruppen))

    def rollen() -> list[tuple[str, bool, bool, str]]:
        frage = select(Rollenvergabe).join(Person, Person.id == Rollenvergabe.person_id)
        zeilen = _alle(frage.where(Person.anmeldename == "kai").order_by(Rollenvergabe.rolle, Rollenvergabe.id))
        return [(z.rolle, z.amt_id is not None, z.gremium_id is not None, z.herkunft) for z in zeilen]

    von_hand = ("mitzeichnung", True, False, "")
    assert _melde_an(gast).status_code == 302
    assert rollen() == [von_hand], "die Gruppe gibt, was er schon hat"
    _sage(anbieter, angaben={"groups": ["recht", "hfa"]})
    for _ in range(2):
        assert _melde_an(gast).status_code == 302
        assert rollen() == [
            ("gremiendienst", False, True, "verzeichnis"), von_hand, ("mitzeichnung", True, False, "verzeichnis"),
        ]  # fmt: skip
    _sage(anbieter, angaben={"groups": None})
    assert _melde_an(gast).status_code == 302
    assert rollen() == [von_hand]
    ereignisse = _alle(select(Protokolleintrag.was).order_by(Protokolleintrag.id))
    assert ereignisse == ["konto_verbunden", *["rolle_gegeben"] * 2, *["rolle_genommen"] * 2]


def test_wer_fehlt_wird_in_der_richtigen_koerperschaft_angelegt(
    haus: Callable[..., FlaskClient], anbieter: str
) -> None:
    gremiendienst = Gruppenrolle(gruppe="gremiendienst", rolle="gremiendienst")
    zuordnung = Zuordnung(koerperschaften={"linden.example": "linden"}, gruppen=(gremiendienst,))
    _sage(anbieter, sofort="nora")
    gast = haus(anlegen=True, zuordnung=zuordnung)
    assert _melde_an(gast).status_code == 302
    assert "Nora Neu" in _wer(gast)
    (nora,) = _alle(select(Person).where(Person.anmeldename == "nora.neu"))
    assert (nora.mail, nora.passwort, [rolle.rolle for rolle in nora.rollen]) == (
        "nora@linden.example", None, ["gremiendienst"]
    )  # fmt: skip
    baue_stadt("nachbar", "Stadt Nachbarstadt", vorsilbe="n-")
    faelle: dict[str, dict[str, Any]] = {"n-10": {"email": "nora@anders.example"}, "n-11": {"email_verified": None}}
    for sub, angaben in faelle.items():
        _sage(anbieter, sofort="nora", angaben={"sub": sub, "preferred_username": sub, **angaben})
        for so in (zuordnung, Zuordnung()):
            assert "zu welcher Körperschaft" in _melde_an(haus(anlegen=True, zuordnung=so)).text


def test_eine_beschreibung_von_jemand_anderem_ist_keine(haus: Callable[..., FlaskClient], anbieter: str) -> None:
    _sage(anbieter, unart="beschreibung")
    antwort = haus().get("/anmelden/verzeichnis")
    assert (antwort.status_code, UNGLAUBWUERDIG in antwort.text) == (403, True)


def test_ohne_erlaubnis_wird_im_eigenen_haus_nicht_gefragt(
    haus: Callable[..., FlaskClient], anbieter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gast = haus()
    eigene = gast.application.extensions["stadtverzeichnis"]
    monkeypatch.setattr(eigene, "_grenzen", replace(eigene._grenzen, erlaubte=()))
    antwort = gast.get("/anmelden/verzeichnis")
    assert (antwort.status_code, "VORLAGEN_ERLAUBTE_NETZE" in antwort.text) == (502, True)


def test_getipptes_ueberlebt_die_anmeldung_im_zweiten_fenster(haus: Callable[..., FlaskClient]) -> None:
    gast = haus(erkennen=Erkennen.MAIL)
    hier = {"Sec-Fetch-Site": "same-origin"}
    seite = gast.post("/vorlagen/neu", data={"betreff": "Mein langer Text"}, headers=hier)
    assert (seite.status_code, 'target="_blank"' in seite.text) == (401, True)
    felder = formular(seite.text, "/anmelden/verzeichnis/absenden")
    assert "noch nicht angemeldet" in gast.post("/anmelden/verzeichnis/absenden", data=felder, headers=hier).text
    assert _melde_an(gast).status_code == 302
    fertig = gast.post("/anmelden/verzeichnis/absenden", data=felder, headers=hier).text
    assert "Mein langer Text" in fertig
    assert formular(fertig, "/vorlagen/neu")["betreff"] == "Mein langer Text"
    assert gast.post("/anmelden/verzeichnis/absenden", data=felder).status_code == 403

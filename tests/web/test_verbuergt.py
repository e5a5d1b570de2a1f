"""Who comes with a proxy's word for who they are, and who only says so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.besuch import formular
from tests.welt import PASSWORT, Stadt
from vorlagen.app import create_app
from vorlagen.einlass import Einlass
from vorlagen.extensions import db

pytestmark = pytest.mark.probe

PROXY, FREMD = "10.0.0.5", "192.0.2.66"
Rufe = Callable[..., TestResponse]


@pytest.fixture
def rufe(app: Flask, stadt: Stadt) -> Iterator[Rufe]:
    """A request through the proxy, or past it, by one and the same browser; X-Forwarded-For is believed."""
    einlass = Einlass(
        kopfzeile="X-Remote-User",
        kopfzeile_von=(ip_network("10.0.0.0/24"),),
        passwort_nur_fuer=frozenset({"adele"}),
    )
    haus = create_app(replace(app.config["EINSTELLUNGEN"], proxies=1, einlass=einlass))
    browser = haus.test_client()

    def frage(pfad: str, *, als: str | None = None, von: str = PROXY, hier: bool = False, **rest: Any) -> TestResponse:
        kopf = {"X-Forwarded-For": PROXY if von == FREMD else "198.51.100.9"}
        if als is not None:
            kopf["X-Remote-User"] = als
        if hier:
            kopf["Sec-Fetch-Site"] = "same-origin"
        umgebung = {"REMOTE_ADDR": von}
        return Context().run(browser.open, pfad, headers=kopf, environ_overrides=umgebung, **rest)

    yield frage
    with haus.app_context():
        db.engine.dispose()


def test_wer_durch_den_proxy_kommt_ist_ohne_frage_drin(rufe: Rufe) -> None:
    assert rufe("/sitzungen", als="KAI").headers["Location"] == "/anmelden?weiter=/sitzungen"
    assert rufe("/anmelden?weiter=/sitzungen", als="KAI").headers["Location"] == "/sitzungen"
    assert "Kai Kassenwart" in rufe("/sitzungen", als="kai").text
    assert "Kai Kassenwart" in rufe("/sitzungen").text, "nicht jede Seite muss die Kopfzeile tragen"
    assert rufe("/sitzungen", als="berta").status_code == 302, "wer wechselt, arbeitet nicht im fremden Namen weiter"
    assert rufe("/sitzungen", als="kai").status_code == 302


def test_nach_dem_abmelden_wird_niemand_sofort_wieder_angemeldet(rufe: Rufe) -> None:
    rufe("/anmelden?weiter=/", als="kai")
    marke = formular(rufe("/anmelden", als="kai").text, "/anmelden")["csrf_token"]
    assert rufe("/abmelden", als="kai", method="POST", data={"csrf_token": marke}).headers["Location"] == "/anmelden"
    seite = rufe("/anmelden", als="kai")
    assert (seite.status_code, "Weiter als kai" in seite.text) == (200, True)


def test_getipptes_ueberlebt_auch_hier_das_ende_der_anmeldung(rufe: Rufe) -> None:
    seite = rufe("/vorlagen/neu", als="frieda", method="POST", data={"betreff": "Mein Text"}, hier=True).text
    felder = formular(seite, "/anmelden/verzeichnis/absenden")
    assert 'href="/anmelden?weiter=/"' in seite
    assert rufe("/anmelden?weiter=/", als="frieda").status_code == 302
    fertig = rufe("/anmelden/verzeichnis/absenden", als="frieda", method="POST", data=felder, hier=True).text
    assert formular(fertig, "/vorlagen/neu")["betreff"] == "Mein Text"


@pytest.mark.parametrize(
    ("als", "von"), [("kai", FREMD), ("kai", "unix:"), ("kai", ""), ("kai", "::1"), ("kai", "10.0.1.5")]
)
def test_wer_am_proxy_vorbei_kommt_ist_nur_wer_er_beweist(
    rufe: Rufe, als: str, von: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert rufe("/anmelden?weiter=/sitzungen", als=als, von=von).status_code == 200
    assert "X-Remote-User" in caplog.text
    assert rufe("/sitzungen", als=als, von=von).status_code == 302


def test_eine_kopfzeile_mit_unfug_oder_einem_fremden_ist_keine_anmeldung(rufe: Rufe) -> None:
    for name in ("gibtsnicht", "kai,berta", "kai@ANDERE.REALM", "kai\u00e4", "' OR 1=1 --", "x" * 500):
        antwort = rufe("/anmelden?weiter=/", als=name)
        assert (antwort.status_code, "noch kein Konto" in antwort.text) == (403, True), name
        assert "Weiter als" not in antwort.text
    assert rufe("/anmelden?weiter=/", als="  ").status_code == 200
    token = rufe("/api/v1/personen/ich", als="kai")
    assert token.status_code == 401, "für Programme zählt nur das Token"


def test_mit_passwort_kommt_nur_herein_wer_genannt_ist(rufe: Rufe) -> None:
    for name, status in (("kai", 401), ("adele", 302)):
        felder = {**formular(rufe("/anmelden").text, "/anmelden"), "anmeldename": name, "passwort": PASSWORT}
        antwort = rufe("/anmelden", method="POST", data=felder)
        assert antwort.status_code == status, name
        assert ("melden sich hier nur wenige an" in antwort.text) == (name == "kai")

"""Whoever was logged out while typing logs in again and sends what was typed; nobody else can make them send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import time_machine
from werkzeug.test import TestResponse

from tests.web.besuch import Besuch, formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, PASSWORT

LANG = "Erste Zeile\nzweite „Zeile“ & <mehr>"


def ausgesperrt(besucher: Besuch) -> Besuch:
    """The same browser after the session has ended."""
    besucher.klient.delete_cookie("vorlagen")
    return besucher


def test_wer_abgemeldet_wurde_verliert_nichts(besuch: Besucht) -> None:
    frieda = besuch("frieda")
    seite = frieda.hole("/vorlagen/neu")
    felder = {**formular(seite), "betreff": "Turnhalle", "sachverhalt": LANG, "weiter": "ansehen"}
    ausgesperrt(frieda)
    kopf = {"Sec-Fetch-Site": "same-origin"}
    abgewiesen = frieda.oeffne("/vorlagen/neu", method="POST", data=felder, headers=kopf)
    assert abgewiesen.mimetype == "text/html"
    assert (abgewiesen.status_code, "Ihre Eingaben sind hier aufgehoben." in text(abgewiesen.text)) == (401, True)
    falsch = frieda.oeffne("/anmelden", method="POST", data={**formular(abgewiesen.text), "anmeldename": "frieda"})
    zugang = {"anmeldename": "frieda", "passwort": PASSWORT}
    wieder = frieda.oeffne("/anmelden", method="POST", data={**formular(falsch.text), **zugang})
    assert "Eingaben absenden" in wieder.text
    felder = formular(wieder.text)
    assert (felder["betreff"], felder["sachverhalt"].replace("\r\n", "\n")) == ("Turnhalle", LANG)
    gespeichert = frieda.oeffne("/vorlagen/neu", method="POST", data=felder, follow_redirects=True)
    assert (gespeichert.status_code, "Turnhalle" in gespeichert.text) == (200, True)


def test_was_von_anderswo_kommt_wird_nicht_weitergetragen(besuch: Besucht) -> None:
    frieda = besuch("frieda")
    for kopf in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://boese.example"}):
        antwort = frieda.oeffne("/vorlagen/neu", method="POST", data={"betreff": "UNTERGESCHOBEN"}, headers=kopf)
        assert (antwort.status_code, "UNTERGESCHOBEN" in antwort.text) == (400, False)


def test_ein_gestohlenes_cookie_nuetzt_nach_dem_abmelden_nichts(besuch: Besucht) -> None:
    frieda = besuch("frieda")
    keks = frieda.klient.get_cookie("vorlagen")
    assert keks is not None
    seite = frieda.hole("/")
    frieda.sende("/abmelden", {"csrf_token": formular(frieda.hole("/vorlagen/neu"))["csrf_token"]})
    dieb = besuch(None)
    dieb.klient.set_cookie("vorlagen", keks.value)
    assert "Frieda" in seite
    assert dieb.oeffne("/").status_code == 302


def test_eine_beendete_sitzung_verliert_nichts_getipptes(besuch: Besucht) -> None:
    frieda = besuch("frieda")
    felder = {**formular(frieda.hole("/vorlagen/neu")), "betreff": "Turnhalle", "weiter": "ansehen"}
    with time_machine.travel(JETZT + timedelta(minutes=61)):
        kopf = {"Sec-Fetch-Site": "same-origin"}
        abgewiesen = frieda.oeffne("/vorlagen/neu", method="POST", data=felder, headers=kopf)
        assert (abgewiesen.status_code, "Ihre Eingaben sind hier aufgehoben." in text(abgewiesen.text)) == (401, True)


def test_jede_seite_weiss_wann_die_anmeldung_endet(besuch: Besucht) -> None:
    """Asking how much is left is no sign of life; a click on „Angemeldet bleiben“ is one, but not for ever."""
    frieda, rest, bleiben = besuch("frieda"), "/anmelden/rest", "/konto/anmeldung/bleiben"
    marke = {"csrf_token": formular(frieda.hole("/vorlagen/neu"))["csrf_token"]}
    with time_machine.travel(JETZT, tick=False):
        assert 'data-sekunden="3600"' in frieda.hole("/")
    assert "anmeldeende" not in besuch(None).hole("/anmelden")
    for minuten in (30, 56):
        with time_machine.travel(JETZT + timedelta(minutes=minuten), tick=False):
            assert _json(frieda.oeffne(rest))[0] == 3600 - 60 * minuten
    with time_machine.travel(JETZT + timedelta(minutes=56), tick=False):
        assert _json(frieda.sende(bleiben, marke)) == (3600, "11:56", True)
        assert frieda.sende(bleiben, {}).status_code == 400
    for minuten in range(100, 700, 45):
        with time_machine.travel(JETZT + timedelta(minutes=minuten)):
            frieda.sende(bleiben, marke)
    with time_machine.travel(JETZT + timedelta(hours=11, minutes=56), tick=False):
        assert _json(frieda.sende(bleiben, marke)) == (240, "22:00", False)
        assert 'data-zeigt="fest"' in frieda.hole("/")
    with time_machine.travel(JETZT + timedelta(hours=12, seconds=9)):
        assert _json(frieda.oeffne(rest)) == (0, "", False)
        assert frieda.sende(bleiben, marke).status_code == 400
    assert _json(besuch(None).oeffne(rest)) == (0, "", False)


def _json(antwort: TestResponse) -> tuple[int, str, bool]:
    werte: dict[str, Any] = antwort.get_json()
    return werte["sekunden"], werte["uhr"], werte["verlaengerbar"]


def test_die_anmeldung_beginnt_eine_neue_sitzung(besuch: Besucht) -> None:
    """Fixation: what an attacker planted in the browser before, or knew, is worth nothing afterwards."""
    frieda = besuch("frieda")
    with frieda.klient.session_transaction() as vorher:
        vorher["untergeschoben"] = "ja"
        alter = dict(vorher)
    seite = frieda.hole("/anmelden")
    zugang = {**formular(seite), "anmeldename": "frieda", "passwort": PASSWORT}
    assert frieda.sende("/anmelden", zugang).status_code == 302
    with frieda.klient.session_transaction() as nachher:
        assert ("untergeschoben" in nachher, nachher["sitzung"] == alter["sitzung"]) == (False, False)
    with frieda.klient.session_transaction() as zurueck:
        zurueck["sitzung"] = alter["sitzung"]
    assert frieda.oeffne("/").status_code == 302

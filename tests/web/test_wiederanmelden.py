"""Whoever was logged out while typing logs in again and sends what was typed; nobody else can make them send."""

from __future__ import annotations

from tests.web.besuch import Besuch, formular, text
from tests.web.conftest import Besucht
from tests.welt import PASSWORT

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

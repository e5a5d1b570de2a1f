"""Notice rules of all bodies: tried on a day, confirmed together by somebody, their history with reasons."""

from __future__ import annotations

from tests.web.besuch import formular, text
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.services import regelwerk

SEITE = "/verwaltung/fristregeln"


def test_regeln_werden_geprobt_gemeinsam_bestaetigt_und_behalten_ihre_geschichte(besuch: Besucht, stadt: Stadt) -> None:
    adele = besuch("adele")
    probe = text(adele.hole(f"{SEITE}?sitzung=16.06.2026"))
    assert "Sitzung Di 16.06.2026" in probe
    assert "08.06.2026" in probe
    assert adele.oeffne(f"{SEITE}?sitzung=31.02.2026").status_code == 422
    felder = {**formular(adele.hole(SEITE), SEITE)}
    assert adele.sende(SEITE, felder).status_code == 422
    beide = {**felder, "gremium": [stadt.gremien["HFA"], stadt.gremien["Rat"]]}
    gefragt = adele.sende(SEITE, beide)
    assert "Haupt- und Finanzausschuss Ladung: 7 Tage vorher." in text(gefragt.text)
    ja = formular(gefragt.text, SEITE)
    ja["bestaetigt"] = "1"
    regelwerk.setze_ladung(stadt.gremien["Rat"], {"tage": 9}, grund="neue GeschO", wer=als("adele"), jetzt=JETZT)
    assert adele.sende(SEITE, ja).status_code == 409
    ja[f"version-{stadt.gremien['Rat']}"] = "2"
    assert adele.sende(SEITE, ja).status_code == 302
    seite = text(adele.hole(SEITE))
    assert "2 Fristregeln sind bestätigt." in seite
    assert "Rat der Stadt 9 Tage vorher ohne Fundstelle 10 Arbeitstage vorher Bestätigt am" in seite
    assert "durch Adele Amtsblatt" in seite
    geschichte = text(adele.hole(f"{SEITE}/{stadt.gremien['Rat']}"))
    assert "Adele Amtsblatt Fristregel geändert tage: 7 tage: 9 neue GeschO" in geschichte
    assert "Fristregel bestätigt" in geschichte
    assert "Fristregel" not in text(adele.hole("/verwaltung")).partition("Kommune")[0]
    besuch("gerda").hole(SEITE, 403)

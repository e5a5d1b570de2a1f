"""The calculator page and the page of a body's rules: results with reasons, faults that cost nothing typed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.besuch import formular, text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als
from vorlagen.extensions import db
from vorlagen.models import Gremium
from vorlagen.services import sitzungen

RECHNER = "/fristen/rechner"


def test_der_rechner_ist_von_den_fristen_aus_zu_finden(besuch: Besucht) -> None:
    niemand = besuch("niemand")
    assert wege(niemand.hole("/fristen"), r"/fristen/rechner") == [RECHNER]
    seite = text(niemand.hole(RECHNER))
    assert "Fristen berechnen" in seite
    assert "Ergebnis" not in seite


@pytest.mark.parametrize(
    ("frage", "saetze"),
    [
        (
            "was=frist&start=2026-03-20&anzahl=2&einheit=W&kalender=",
            ["Ende: Di 07.04.2026", "Fr 03.04.2026 Karfreitag → Di 07.04.2026, § 193 BGB"],
        ),
        ("was=frist&start=01.05.2026&anzahl=1&einheit=M&tag_zaehlt=1&ohne_193=1", ["Ende: So 31.05.2026"]),
        ("was=frist&start=2025-08-01&anzahl=1&einheit=W&kalender=BY:augsburg", ["Ende: Mo 11.08.2025"]),
        (
            "was=ladung&sitzung=2026-06-16&regel=RP",
            ["Zugang spätestens: Do 11.06.2026", "Regel: § 34 Abs. 3 GemO", "bitte bestätigen"],
        ),
        ("was=ladung&sitzung=2026-06-16&regel=HE&dringend=1", ["Zugang spätestens: Mo 15.06.2026"]),
        (
            "was=ladung&sitzung=2026-06-18&regel=eigene&tage=7&kanal=email&kalender_ladung=SH",
            ["Zugang spätestens: Mi 10.06.2026", "Absendung spätestens: Sa 06.06.2026", "Versenden am: Fr 05.06.2026"],
        ),
        (
            "was=ladung&sitzung=2026-06-16&regel=eigene&tage=9&sitzungstag_zaehlt=1&fiktion=2",
            ["Zugang spätestens: So 07.06.2026", "Absendung spätestens: Fr 05.06.2026"],
        ),
        (
            "was=ladung&sitzung=2026-06-16&regel=eigene&tage=3&zaehlt=werktage&zugangstag_zaehlt=1",
            ["Zugang spätestens: Do 11.06.2026"],
        ),
    ],
)
def test_der_rechner_nennt_das_ergebnis_und_jeden_grund(besuch: Besucht, frage: str, saetze: list[str]) -> None:
    seite = text(besuch("niemand").hole(f"{RECHNER}?{frage}"))
    for satz in saetze:
        assert satz in seite


@pytest.mark.parametrize(
    ("frage", "satz", "getippt"),
    [
        ("was=frist&start=morgen&anzahl=14&einheit=T", "Bitte geben Sie einen Tag an", 'value="morgen"'),
        ("was=frist&start=2026-03-02&anzahl=viele&einheit=T", "eine Zahl von 1 bis 9999 an", 'value="viele"'),
        ("was=frist&start=2026-03-02&anzahl=1&einheit=X", "Die Dauer „1X“ ist unklar.", 'value="2026-03-02"'),
        ("was=frist&start=2026-03-02&anzahl=1&kalender=XX", "„XX“ ist kein Land.", 'value="2026-03-02"'),
        ("was=ladung&sitzung=&regel=RP", "Bitte geben Sie einen Tag an", 'value="RP" selected'),
        ("was=ladung&sitzung=2026-06-16&regel=eigene&tage=999", "eine Zahl von 0 bis 366 an", 'value="999"'),
        ("was=ladung&sitzung=2026-06-16&regel=BB", "Dieses Land nennt keine Zahl", 'value="2026-06-16"'),
        ("was=ladung&sitzung=2026-06-16&regel=atlantis", "„atlantis“ gibt es nicht", 'value="2026-06-16"'),
        ("was=ladung&sitzung=2026-06-16&regel=gremium:x", "Dieses Gremium gibt es nicht.", 'value="2026-06-16"'),
    ],
)
def test_ein_fehler_steht_da_und_was_getippt_war_bleibt(besuch: Besucht, frage: str, satz: str, getippt: str) -> None:
    seite = besuch("niemand").hole(f"{RECHNER}?{frage}")
    assert satz in text(seite)
    assert getippt in seite
    assert "Ergebnis" not in text(seite)


def test_der_rechner_kennt_die_regeln_unserer_gremien(besuch: Besucht, stadt: Stadt) -> None:
    frage = f"was=ladung&sitzung=2026-06-16&regel=gremium:{stadt.gremien['Rat']}"
    assert "Zugang spätestens: Mo 08.06.2026" in text(besuch("niemand").hole(f"{RECHNER}?{frage}"))


# --- a body's rules ------------------------------------------------------------------------------------------


def test_eine_geaenderte_regel_sagt_was_sich_verschiebt(besuch: Besucht, stadt: Stadt) -> None:
    rat = stadt.gremien["Rat"]
    sitzungen.lege_an(rat, datetime(2026, 6, 16, 15, tzinfo=UTC), wer=als("gerda"), jetzt=JETZT)
    gerda, pfad = besuch("gerda"), f"/gremien/{rat}/fristen"
    assert pfad in wege(gerda.hole("/gremien"), r"/gremien/\w+/fristen")
    antwort = gerda.druecke(pfad, gerda.hole(f"{pfad}?vorschlag=RP"), bestaetigt="1", abgabe_tage="12")
    assert antwort.status_code == 302
    seite = gerda.hole(pfad)
    assert "Ladung, Rat der Stadt: bisher Mo 08.06.2026, jetzt Do 11.06.2026" in seite
    assert 'value="§ 34 Abs. 3 GemO"' in seite
    assert "4 Tage vorher, dringend 1" in text(gerda.hole("/gremien"))
    assert "12 Arbeitstage vor der Sitzung" in text(gerda.hole("/gremien"))
    db.session.rollback()
    als("gerda")
    gespeichert = db.session.get_one(Gremium, rat).ladung
    assert gespeichert == {
        "tage": 4,
        "dringend": {"tage": 1},
        "heilung": True,
        "rat_bestaetigt": True,
        "laut": "§ 34 Abs. 3 GemO",
        "bestaetigt": True,
    }
    gerda.druecke(pfad, seite)
    assert "Keine offene Frist verschiebt sich." in gerda.hole(pfad)


def test_jeder_vorschlag_laesst_sich_einsetzen_und_unveraendert_speichern(besuch: Besucht, stadt: Stadt) -> None:
    adele, pfad = besuch("adele"), f"/gremien/{stadt.gremien['HFA']}/fristen"
    for name in ("kalkar", "nottuln", "rhein-kreis-neuss", "HE", "SH"):
        seite = adele.hole(f"{pfad}?vorschlag={name}")
        assert "bitte bestätigen" in text(seite)
        assert adele.druecke(pfad, seite).status_code == 302, name
    assert "gibt es keine Zahl" in adele.hole(f"{pfad}?vorschlag=BB", 422)
    assert "gibt es nicht" in adele.hole(f"{pfad}?vorschlag=atlantis", 422)


@pytest.mark.parametrize(
    ("getippt", "satz"),
    [
        ({"tage": ""}, "Bitte geben Sie die Zahl der Tage an."),
        ({"tage": "viele"}, "Bitte geben Sie eine ganze Zahl an."),
        ({"tage": "400"}, "zwischen 0 und 366"),
        ({"dienstschluss": "2:30"}, "keine Uhrzeit"),
        ({"abgabe_uhrzeit": "02:30"}, "Uhren umgestellt"),
        ({"fiktion_post": "99"}, "Zugangsfiktion"),
    ],
)
def test_eine_falsche_regel_kostet_nichts_getipptes(
    besuch: Besucht, stadt: Stadt, getippt: dict[str, Any], satz: str
) -> None:
    gerda, pfad = besuch("gerda"), f"/gremien/{stadt.gremien['Rat']}/fristen"
    antwort = gerda.druecke(pfad, gerda.hole(pfad), **{"laut": "§ 9 unserer Ordnung", **getippt})
    assert antwort.status_code == 422
    assert satz in text(antwort.text)
    assert 'value="§ 9 unserer Ordnung"' in antwort.text
    assert db.session.get_one(Gremium, stadt.gremien["Rat"]).ladung == {"tage": 7}


@pytest.mark.parametrize("wer", ["frieda", "kai", "olaf", "niemand"])
def test_regeln_sieht_und_aendert_nur_wer_dafuer_da_ist(besuch: Besucht, stadt: Stadt, wer: str) -> None:
    pfad = f"/gremien/{stadt.gremien['Rat']}/fristen"
    person = besuch(wer)
    assert wege(person.hole("/gremien"), r"/gremien/\w+/fristen") == []
    person.hole(pfad, 403)
    felder = dict(formular(besuch("gerda").hole(pfad), pfad))
    marke = re.search(r'name="csrf_token" value="([^"]+)"', person.hole("/gremien"))
    assert marke
    assert person.sende(pfad, felder | {"csrf_token": marke[1]}).status_code == 403

"""`vorlagen bericht beschlusskontrolle`: the half-year's list, what is non-public never beside what is public."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Ruf
from tests.lebenslaeufe import beraten, rat
from tests.welt import Stadt, als, baue_stadt, freigegeben
from vorlagen.extensions import db
from vorlagen.services.sichtbarkeit import hole

pytestmark = pytest.mark.probe

HALBJAHR = ("bericht", "beschlusskontrolle", "--von", "2026-01-01", "--bis", "2026-06-30")


@pytest.fixture
def beschlossenes(stadt: Stadt) -> Stadt:
    """One public decision, one non-public."""
    geheim = {
        "oeffentlich": False,
        "begruendung_nichtoeffentlich": "Grund",
        "beschlussvorschlag": "<p>Geheimer Kauf.</p>",
    }
    for werte in ({"beschlussvorschlag": "<p>Offener Bau.</p>"}, geheim):
        vorlage_id = freigegeben(stadt, art="Beschlussvorlage", beratungsfolge=rat(stadt), **werte)
        beraten(stadt, vorlage_id, "angenommen")
    db.session.remove()
    return stadt


@pytest.mark.usefixtures("instanz", "beschlossenes")
def test_die_halbjahresliste_trennt_was_nicht_oeffentlich_ist(rufe: Ruf, tmp_path: Path) -> None:
    status, ausgabe, klage = rufe(*HALBJAHR, "--xlsx", str(tmp_path / "listen"))
    oeffentlich, _, geheim = ausgabe.partition("Nichtöffentlicher Teil")
    assert (status, klage) == (0, "")
    assert ("Offener Bau." in oeffentlich, "Geheimer Kauf." in oeffentlich) == (True, False)
    assert ("Offener Bau." in geheim, "Geheimer Kauf." in geheim) == (False, True)
    texte = {datei.name.rpartition("-")[2]: _worte(datei) for datei in (tmp_path / "listen").iterdir()}
    assert ("Offener Bau." in texte["oeffentlich.xlsx"], "Geheimer Kauf." in texte["oeffentlich.xlsx"]) == (True, False)
    assert "Geheimer Kauf." in texte["nichtoeffentlich.xlsx"]
    nur = json.loads(rufe(*HALBJAHR, "--teil", "oeffentlich", "--json")[1])
    assert ([zeile["Auftrag"] for zeile in nur["oeffentlich"]], "nichtoeffentlich" in nur) == (["Offener Bau."], False)


@pytest.mark.usefixtures("instanz", "beschlossenes")
def test_die_liste_wird_je_teil_ein_entwurf(rufe: Ruf) -> None:
    gemacht = json.loads(rufe(*HALBJAHR, "--vorlage", "Mitteilungsvorlage", "--person", "frieda", "--json")[1])
    person = als("frieda")
    entwuerfe = [hole(vorlage_id, person)[0] for vorlage_id in gemacht["vorlagen"]]
    assert [(v.oeffentlich, "Geheimer Kauf." in v.sachverhalt, v.betreff[-22:]) for v in entwuerfe] == [
        (True, False, "01.2026 bis 30.06.2026"),
        (False, True, "(nichtöffentlicher Teil)"[-22:]),
    ]


@pytest.mark.usefixtures("instanz", "beschlossenes")
def test_eine_andere_stadt_geht_das_nichts_an(rufe: Ruf) -> None:
    baue_stadt("zweite", "Zweite Stadt", vorsilbe="z-")
    db.session.remove()
    assert rufe(*HALBJAHR, "--koerperschaft", "zweite")[1].count("Keine Aufträge.") == 2


@pytest.mark.usefixtures("instanz", "stadt")
@pytest.mark.parametrize(
    ("worte", "satz"),
    [
        ("--von 2026-01-01", "Bitte --von und --bis zusammen angeben."),
        ("--vorlage Mitteilungsvorlage", "Bitte --vorlage und --person zusammen angeben."),
        ("--vorlage Mitteilungsvorlage --person egon", "Eine Person mit dem Anmeldenamen „egon“ gibt es hier nicht."),
        ("--xlsx /dev/null/dort", "/dev/null/dort/beschlusskontrolle-"),
    ],
)
def test_was_fehlt_steht_in_einem_satz(rufe: Ruf, worte: str, satz: str) -> None:
    status, ausgabe, klage = rufe("bericht", "beschlusskontrolle", *worte.split())
    assert (status, ausgabe, klage[: len(satz)]) == (1, "", satz)


def _worte(datei: Path) -> str:
    with zipfile.ZipFile(datei) as mappe:
        return mappe.read("xl/worksheets/sheet1.xml").decode()

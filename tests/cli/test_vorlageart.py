"""`vorlagen vorlageart` and `vorlagen bezeichnung`: a town changes its vocabulary at the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.cli.conftest import Ruf
from tests.welt import Stadt, baue_stadt
from vorlagen.cli import fragen
from vorlagen.extensions import verzeichnis
from vorlagen.services import bezeichnungen

pytestmark = pytest.mark.probe


@pytest.mark.usefixtures("instanz")
def test_eine_art_wird_angelegt_geschlossen_umbenannt_und_geoeffnet(stadt: Stadt, rufe: Ruf) -> None:
    anlegen = ("vorlageart", "neu", "Vermerk", "--ablauf", "mitteilungsvorlage", "--muster", "V {nr:03d}/{jj}")
    assert rufe(*anlegen, "--ab", "2026-01-01") == (0, "„Vermerk“ ist angelegt.\n", "")
    assert rufe(*anlegen) == (1, "", "Die Vorlageart „Vermerk“ gibt es schon.\n")
    assert rufe("vorlageart", "schliesse", "Vermerk", "--zum", "2026-02-28") == (
        0,
        "„Vermerk“ gilt bis 28.02.2026.\n",
        "",
    )
    (zeile,) = [z for z in json.loads(rufe("vorlageart", "liste", "--json")[1]) if z["name"] == "Vermerk"]
    assert zeile == {
        "name": "Vermerk", "ablauf": "mitteilungsvorlage", "nummernmuster": "V {nr:03d}/{jj}",
        "gueltig_von": "2026-01-01", "gueltig_bis": "2026-02-28", "gilt": False, "vorlagen": 0,
    }  # fmt: skip
    assert rufe("vorlageart", "oeffne", "Vermerk") == (0, "„Vermerk“ gilt.\n", "")
    assert rufe("vorlageart", "oeffne", "Vermerk", "--ab", "2026-03-01")[1] == "„Vermerk“ gilt ab 01.03.2026.\n"
    assert rufe("vorlageart", "benenne-um", "Vermerk", "Notiz")[1] == "„Vermerk“ heißt „Notiz“.\n"
    assert rufe("vorlageart", "benenne-um", "Notiz", "Aktennotiz", "--ab", "2026-05-01")[1] == (
        "„Notiz“ heißt ab 01.05.2026 „Aktennotiz“.\n"
    )
    assert rufe("vorlageart", "muster", "Aktennotiz", "AN {nr}") == (
        0,
        "„Aktennotiz“ bekommt jetzt Nummern wie AN 1.\n",
        "",
    )
    zeilen = rufe("vorlageart", "liste")[1].splitlines()
    assert zeilen[-2].split()[:8] == ["Aktennotiz", "mitteilungsvorlage", "AN", "{nr}", "01.05.2026", "–", "gilt", "0"]
    assert rufe("vorlageart", "schliesse", "Unsinn") == (
        1,
        "",
        "Die Vorlageart „Unsinn“ gibt es in „Stadt Lindenstadt“ nicht.\n",
    )


@pytest.mark.usefixtures("instanz")
def test_bei_mehreren_koerperschaften_muss_man_sagen_welche(stadt: Stadt, rufe: Ruf) -> None:
    baue_stadt("birken", "Stadt Birkenau", vorsilbe="b")
    satz = "Bitte das Kürzel der Körperschaft angeben. Es gibt: birken, linden.\n"
    assert rufe("vorlageart", "schliesse", "Mitteilungsvorlage") == (1, "", satz)
    birken, linden = ("--koerperschaft", "birken"), ("--koerperschaft", "linden")
    assert rufe("vorlageart", "schliesse", "Mitteilungsvorlage", "--zum", "2020-01-01", *birken)[0] == 0
    gilt = []
    for ort in (birken, linden):
        zeilen = json.loads(rufe("vorlageart", "liste", "--json", *ort)[1])
        gilt += [zeile["gilt"] for zeile in zeilen if zeile["name"] == "Mitteilungsvorlage"]
    assert gilt == [False, True]


@pytest.mark.usefixtures("instanz")
def test_eine_bezeichnung_wird_festgelegt_und_gestrichen(stadt: Stadt, rufe: Ruf) -> None:
    assert rufe("bezeichnung", "liste") == (0, "Es ist nichts Eigenes festgelegt.\n", "")
    assert rufe("bezeichnung", "neu", "Geschoben", "vertagt", "--art", "Vorberatung") == (
        0,
        "„Geschoben“ heißt jetzt: vertagt.\n",
        "",
    )
    assert json.loads(rufe("bezeichnung", "liste", "--json")[1]) == [
        {
            "bezeichnung": "geschoben",
            "art": "vorberatung",
            "ausgang": "vertagt",
            "gueltig_von": None,
            "gueltig_bis": None,
        }
    ]
    assert rufe("bezeichnung", "liste")[1].splitlines()[1].split() == ["geschoben", "vorberatung", "vertagt", "immer"]
    assert rufe("bezeichnung", "streiche", "Geschoben") == (1, "", "Für „Geschoben“ ist nichts festgelegt.\n")
    assert rufe("bezeichnung", "streiche", "Geschoben", "--art", "Vorberatung")[0] == 0
    status, _, klage = rufe("bezeichnung", "neu", "Geschoben", "verschoben")
    assert (status, klage[:38]) == (1, "Den Ausgang „verschoben“ gibt es nicht")


def test_ein_muster_laesst_sich_proben_ohne_datenbank(rufe: Ruf) -> None:
    worte = ("vorlageart", "probe", "{amt}/{nr:03d}/{jahr}", "--amt", "61", "--tag", "2027-05-04")
    assert rufe(*worte) == (0, "1. Freigabe: 61/001/2027\n2. Freigabe: 61/002/2027\n1000. Freigabe: 61/1000/2027\n", "")
    assert json.loads(rufe(*worte, "--json")[1])["nummern"] == ["61/001/2027", "61/002/2027", "61/1000/2027"]
    satz = "Das Nummernmuster „{amt}{nr}“ braucht zwischen {nr} und anderen Ziffern oder Marken ein Trennzeichen.\n"
    assert rufe("vorlageart", "probe", "{amt}{nr}") == (1, "", satz)


def test_beim_einrichten_wird_ein_falsches_muster_gleich_noch_einmal_erfragt(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verzeichnis.lade()
    anzahl = len(verzeichnis.alle())
    antworten = iter(["{amt}{nr}", "A {nr}", *["-"] * (anzahl - 1)])
    monkeypatch.setattr("builtins.input", lambda _worte: next(antworten))
    arten = list(fragen._arten())
    assert [art["nummernmuster"] for art in arten] == ["A {nr}"]
    gesagt = capsys.readouterr().out
    assert "Das Nummernmuster „{amt}{nr}“ braucht zwischen {nr} und anderen Ziffern" in gesagt


@pytest.mark.usefixtures("instanz")
def test_eine_bezeichnung_heisst_von_einem_tag_an_etwas_anderes(stadt: Stadt, rufe: Ruf) -> None:
    assert rufe("bezeichnung", "neu", "Geschoben", "vertagt")[0] == 0
    assert rufe("bezeichnung", "neu", "Geschoben", "verwiesen", "--ab", "2026-07-01")[0] == 0
    assert rufe("bezeichnung", "neu", "Geschoben", "abgelehnt", "--ab", "2026-06-01") == (
        1,
        "",
        "Ab 01.07.2026 ist schon etwas festgelegt.\n",
    )
    assert rufe("bezeichnung", "schliesse", "Geschoben", "--zum", "2026-12-31")[0] == 0
    zeilen = [" ".join(zeile.split()) for zeile in rufe("bezeichnung", "liste")[1].splitlines()[1:]]
    assert zeilen == ["geschoben alle vertagt bis 30.06.2026", "geschoben alle verwiesen ab 01.07.2026 bis 31.12.2026"]
    alle = bezeichnungen.der_stadt(stadt.koerperschaft_id)
    tage = (date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1))
    gelten = [bezeichnungen.gueltige(alle, tag).get(("geschoben", None)) for tag in tage]
    assert gelten == ["vertagt", "verwiesen", None]

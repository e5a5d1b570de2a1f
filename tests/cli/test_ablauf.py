"""`vorlagen ablauf pruefe|diagramm`: the kit on ours, on a town's wheel and on twenty broken ones."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Ruf
from tests.conftest import WURZEL
from tests.workflow.test_zwanzig_kaputte import HEIL, KAPUTT
from vorlagen.extensions import verzeichnis
from vorlagen.workflow.diagramm import mermaid, svg
from vorlagen.workflow.konformitaet import PRUEFUNGEN


def lege_rad(ort: Path, name: str, ziel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `pip install` leaves behind of a wheel whose code lies elsewhere."""
    ablage = ort / f"{name}-1.0.dist-info"
    ablage.mkdir()
    (ablage / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (ablage / "entry_points.txt").write_text(f"[vorlagen.ablaeufe]\n{name} = {ziel}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(ort))


@pytest.mark.probe
def test_unsere_und_das_rad_aus_lindenstadt_halten_jede_pruefung_aus(
    rufe: Ruf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(WURZEL / "tests/lindenstadt/src"))
    lege_rad(tmp_path, "lindenstadt", "lindenstadt:ABLAEUFE", monkeypatch)
    status, ausgabe, klage = rufe("ablauf", "pruefe", "--json")
    ergebnis = json.loads(ausgabe)
    namen = [ablauf.name for ablauf in verzeichnis.alle()]
    assert (status, klage, ergebnis["geprueft"]) == (0, "", namen)
    assert "lindenstadt.eilvorlage" in namen
    ausgelassen = [satz for befund in ergebnis["befunde"] for satz in befund["uebersprungen"]]
    assert (ergebnis["stoerungen"], ergebnis["uebersprungen"]) == ([], len(ausgelassen))
    assert ausgelassen == ["„nicht_zu_teuer“ hat bei keiner Vorlage einen Grund genannt."]
    je_ablauf = [(befund["ablauf"], befund["pruefung"]) for befund in ergebnis["befunde"]]
    assert je_ablauf == [(name, pruefung.__name__) for name in namen for pruefung in PRUEFUNGEN]
    assert all(befund["geprueft"] for befund in ergebnis["befunde"] if befund["pruefung"] == "tafel_ist_maschine")


@pytest.mark.parametrize(("name", "alt", "neu", "satz"), KAPUTT, ids=[fall[0] for fall in KAPUTT])
def test_jeder_kaputte_endet_mit_1_und_einem_satz(
    name: str, alt: str, neu: str, satz: str, rufe: Ruf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"linden_{name}.py").write_text(HEIL.replace(alt, neu), encoding="utf-8")
    lege_rad(tmp_path, f"rad-{name}", f"linden_{name}:ABLAEUFE", monkeypatch)
    status, ausgabe, klage = rufe("ablauf", "pruefe", f"rad-{name}", "linden.eil")
    assert status == 1
    assert [zeile for zeile in klage.splitlines() if satz in zeile], klage
    assert ausgabe.splitlines()[0] == "In Ordnung: kein Ablauf."


def test_was_sich_nicht_pruefen_laesst_wird_gezaehlt_und_genannt(
    rufe: Ruf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nur_zwei = HEIL.replace("version=1", "version=2")
    (tmp_path / "linden_zwei.py").write_text(nur_zwei, encoding="utf-8")
    lege_rad(tmp_path, "linden-zwei", "linden_zwei:ABLAEUFE", monkeypatch)
    assert rufe("ablauf", "pruefe", "linden.eil") == (
        0,
        "In Ordnung: linden.eil.\nPrüfungen: 8, nicht prüfbar: 1.\n"
        "  linden.eil: Frühere Versionen als 2 lagen nicht vor; fruehere=… nennt sie.\n",
        "",
    )
    _, ausgabe, _ = rufe("ablauf", "pruefe", "linden.eil", "--json")
    assert json.loads(ausgabe)["uebersprungen"] == 1


def test_ein_diagramm_kommt_als_text_oder_als_bild(rufe: Ruf, tmp_path: Path) -> None:
    verzeichnis.lade()
    antrag = verzeichnis.hole("antrag")
    assert rufe("ablauf", "diagramm", "antrag") == (0, mermaid(antrag), "")
    ziel = tmp_path / "antrag.svg"
    assert rufe("ablauf", "diagramm", "antrag", "--format", "svg", "--nach", str(ziel))[0] == 0
    assert ziel.read_text(encoding="utf-8") == svg(antrag)
    assert ElementTree.parse(ziel).getroot().tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own picture


@pytest.mark.parametrize(
    ("worte", "status", "satz"),
    [
        (["unsinn"], 1, "Den Ablauf „unsinn“ gibt es in dieser Installation nicht oder er ist abgeschaltet."),
        (["antrag", "--nach", "/gibt/es/nicht.svg"], 1, "Die Datei /gibt/es/nicht.svg lässt sich nicht schreiben ("),
        (["antrag", "--format", "gif"], 2, "--format: „gif“ ist hier nicht möglich. Möglich sind: mermaid, svg. Mehr"),
    ],
)
def test_was_kein_diagramm_wird_bekommt_einen_satz(worte: list[str], status: int, satz: str, rufe: Ruf) -> None:
    ergebnis = rufe("ablauf", "diagramm", *worte)
    assert (ergebnis[0], ergebnis[1], ergebnis[2][: len(satz)]) == (status, "", satz)

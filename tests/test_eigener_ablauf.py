"""The guide for a town's own procedure is followed word by word; what it lists is what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
from flask import Flask

from tests.lebenslaeufe import beraten, entwurf_von, gruende, lies, stadt_mit_allem
from tests.welt import gehe
from vorlagen.extensions import verzeichnis
from vorlagen.services.beratungsfolge import Station
from vorlagen.workflow import Bedingung, FolgeArt, Workflow, bedingungen
from vorlagen.workflow.anpassung import wende_an
from vorlagen.workflow.konformitaet import pruefe
from vorlagen.workflow.stecker import GRUPPE

WURZEL = Path(__file__).resolve().parent.parent
SEITE = WURZEL / "docs" / "eigener-ablauf.md"
TEXT = SEITE.read_text(encoding="utf-8")
DATEIEN: dict[str, str] = dict(re.findall(r"^Datei `([^`]+)`:\n\n```\w+\n(.*?)^```$", TEXT, re.M | re.S))
ANTWORTEN = re.findall(r"^```text\n(.*?)^```$", TEXT, re.M | re.S)


@pytest.fixture
def paket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder as somebody has it who typed everything."""
    for ort, inhalt in DATEIEN.items():
        (tmp_path / ort).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ort).write_text(inhalt, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "haselbach" / "src"))
    monkeypatch.delitem(sys.modules, "haselbach", raising=False)
    return tmp_path


def geladen() -> Workflow:
    """The procedure of the guide beside ours."""
    verzeichnis.lade([*entry_points(group=GRUPPE), EntryPoint("haselbach", "haselbach:ABLAEUFE", GRUPPE)])
    assert verzeichnis.stoerungen == []
    return verzeichnis.hole("haselbach.ortsvorlage")


def test_der_ablauf_der_anleitung_haelt_alle_pruefungen(paket: Path) -> None:
    assert set(DATEIEN) == {
        "haselbach/pyproject.toml",
        "haselbach/src/haselbach/__init__.py",
        "haselbach/tests/test_ablauf.py",
    }
    befunde = pruefe(geladen())
    assert {befund.fehler for befund in befunde} == {()}
    assert {befund.uebersprungen for befund in befunde} == {()}
    assert f"{len(befunde)} passed\n" in ANTWORTEN
    verzeichnis.lade()


def test_der_fehler_der_anleitung_wird_so_benannt_wie_sie_sagt(paket: Path) -> None:
    ort = paket / "haselbach/src/haselbach/__init__.py"
    ort.write_text(ort.read_text(encoding="utf-8").replace('nach="freigegeben"', 'nach="freigeben"'), encoding="utf-8")
    verzeichnis.lade([EntryPoint("haselbach", "haselbach:ABLAEUFE", GRUPPE)])
    assert [stoerung.satz + "\n" for stoerung in verzeichnis.stoerungen] == [ANTWORTEN[1]]
    verzeichnis.lade()


def test_eine_ortsvorlage_laeuft_wie_die_anleitung_verspricht(app: Flask, paket: Path) -> None:
    geladen()
    stadt = stadt_mit_allem(arten=(("Ortsvorlage", "haselbach.ortsvorlage", "OV/{jahr}/{nr:03d}"),))
    vorlage_id = entwurf_von(stadt, "Ortsvorlage")
    assert gruende(vorlage_id, "zur_freigabe_geben", "frieda") == ["ortsbeirat.fehlt", "ortsteil.fehlt"]
    folge = [
        Station(gremium_ids=(stadt.gremien["HFA"],), art="Anhörung", reihe=1),
        Station(gremium_ids=(stadt.gremien["Rat"],), art="Entscheidung", reihe=1),
    ]
    zweite = entwurf_von(stadt, "Ortsvorlage", gremien=folge, felder={"ortsteil": "Oberhasel"})
    gehe(zweite, "zur_freigabe_geben", "frieda")
    gehe(zweite, "freigeben", "olaf")
    assert lies(zweite).nummer == "OV/2026/001"
    beraten(stadt, zweite, "angenommen")
    assert lies(zweite).status == "in_beratung"
    beraten(stadt, zweite, "kenntnis_genommen", gremium="HFA")
    assert lies(zweite).status == "beschlossen"
    verzeichnis.lade()


def test_die_anpassung_der_anleitung_passt() -> None:
    (programm,) = re.findall(r"^```python\n(from vorlagen.workflow import Rolle, .*?)^```$", TEXT, re.M | re.S)
    raum: dict[str, object] = {}
    exec(programm, raum)  # noqa: S102 - the guide's own words
    neu = wende_an(verzeichnis.hole("mitteilungsvorlage"), [raum["dezernat"]])  # type: ignore[list-item]
    assert neu.status_titel("im_dezernat") == "Im Dezernat"


def test_die_anleitung_nennt_alle_bedingungen_und_folgen() -> None:
    fertige = sorted(
        (regel for name in bedingungen.__all__ if isinstance(regel := getattr(bedingungen, name), Bedingung)),
        key=lambda regel: regel.name,
    )
    assert _tabelle("bedingungen") == [(f"`{regel.name}`", regel.satz) for regel in fertige]
    assert _tabelle("folgen") == [(f"`FolgeArt.{art.name}`", art.satz) for art in FolgeArt]


def _tabelle(name: str) -> list[tuple[str, str]]:
    ausschnitt = TEXT.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]
    zeilen = ausschnitt.strip().splitlines()[2:]
    return [(zellen[1].strip(), zellen[2].strip()) for zellen in (zeile.split("|") for zeile in zeilen)]


@pytest.mark.lang
def test_die_anleitung_fuehrt_wort_fuer_wort_zum_ziel(paket: Path) -> None:
    ziel, programme = paket / "ziel", Path(sys.executable).parent
    umgebung = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ziel), str(WURZEL)))}
    befehle = [zeile for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.M | re.S) for zeile in block.splitlines()]
    assert [befehl.split()[0] for befehl in befehle] == ["pip", "vorlagen", "pytest"]
    ersatz = {
        "pip": [programme / "uv", "pip", "install", "--quiet", "--no-deps", "--target", ziel, "./haselbach"],
        "pytest": [programme / "pytest", "-p", "no:cacheprovider", "-c", os.devnull, "-q", "haselbach/tests"],
    }
    ausgaben = []
    for befehl in befehle:
        name, *rest = befehl.split()
        worte = ersatz.get(name, [programme / name, *rest])
        lauf = subprocess.run(worte, cwd=paket, env=umgebung, capture_output=True, text=True, check=False)
        assert lauf.returncode == 0, lauf.stdout + lauf.stderr
        ausgaben.append(lauf.stdout)
    assert ausgaben[1] == ANTWORTEN[0]
    assert ausgaben[2].splitlines()[-1].startswith(ANTWORTEN[2].strip())

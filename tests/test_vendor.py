"""Foreign files are exactly those that VENDOR.md vouches for."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parent.parent
ORDNER = ["vorlagen/static/vendor/kern", "vorlagen/static/vendor/trix", "tests/vendor/axe"]


@pytest.mark.parametrize("ordner", ORDNER)
def test_fremde_dateien_stimmen_mit_ihrem_verzeichnis_ueberein(ordner: str) -> None:
    ort = WURZEL / ordner
    verzeichnis = (ort / "VENDOR.md").read_text(encoding="utf-8")
    genannt = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", verzeichnis, re.MULTILINE))
    vorhanden = {
        datei.relative_to(ort).as_posix(): hashlib.sha256(datei.read_bytes()).hexdigest()
        for datei in ort.rglob("*")
        if datei.is_file() and datei.name != "VENDOR.md"
    }
    assert genannt == vorhanden
    assert any(name.startswith("LICENSE") for name in vorhanden)


def test_kein_fremder_ordner_ist_vergessen() -> None:
    gefunden = {ort.parent.relative_to(WURZEL).as_posix() for ort in WURZEL.glob("*/**/VENDOR.md")}
    assert gefunden == set(ORDNER)


@pytest.mark.parametrize(
    "datei", ["vendor/kern/kern.min.css", "vendor/kern/fonts/fira-sans.css", "vendor/trix/trix.css"]
)
def test_stilvorlagen_holen_nichts_von_fremden_rechnern(datei: str) -> None:
    stil = (WURZEL / "vorlagen/static" / datei).read_text(encoding="utf-8")
    ziele = re.findall(r"url\(\s*[\"']?([^\"')]{1,40})", stil)
    assert ziele
    assert [ziel for ziel in ziele if not ziel.startswith(("data:", "FiraSans-"))] == []
    assert "@import" not in stil

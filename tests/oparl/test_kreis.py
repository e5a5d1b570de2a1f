"""What one town gives out by OParl and another takes over from there, it gives out again as the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.belastung.schnittstelle import demo, dienst

LISTEN: Final = (
    *("organization", "person", "meeting", "paper", "agendaItem", "consultation", "file", "locationList"),
    *("legislativeTermList", "membership"),
)
EIGENES: Final = {
    *("id", "created", "modified", "web", "accessUrl", "downloadUrl", "licenseValidSince", "oparlSince", "system"),
    *("website", "contactEmail", "contactName", "ags", "rgs", "classification"),
}
"""What each installation says for itself: its addresses, its instants, whom to ask."""
NICHT_ZU_SAGEN: Final = {"vorlagen:externeSchluessel", "vorlagen:vote", "meetingState"}
"""Ours beyond OParl; a past meeting is over."""
DATEINAMEN: Final = {"name", "fileName"}
"""An attachment has one name here: its title there with the ending of its kind."""


@pytest.mark.probe
def test_was_eine_stadt_herausgibt_gibt_die_andere_ebenso_heraus(tmp_path: Path) -> None:
    with demo(tmp_path / "a") as (dort, _):
        hier = {**os.environ, "VORLAGEN_INSTANCE": str(tmp_path / "b")}
        for worte in (
            ["db", "upgrade"],
            ["import", "oparl", f"{dort}/oparl/v1.1/system", "--pause", "0", "--mit-dateien"],
        ):
            subprocess.run([sys.executable, "-m", "vorlagen", *worte], env=hier, check=True, capture_output=True)
        with dienst(tmp_path / "b", "serve") as (adresse, _):
            a, b = _bild(f"{dort}/oparl/v1.1/system"), _bild(f"{adresse}/oparl/v1.1/system")
    assert sorted(a) == sorted(b)
    assert len(a) > 40
    assert {name: (a[name], b[name]) for name in a if a[name] != b[name]} == {}


def _bild(system: str) -> dict[str, Any]:
    """Every object of a server by a name that means the same elsewhere, with such names for all addresses in it."""
    gefunden: dict[str, Any] = {}
    for koerper in _alle(_hole(system)["body"]):
        gefunden[koerper["id"]] = koerper
        for liste in LISTEN:
            gefunden |= {objekt["id"]: objekt for objekt in _alle(koerper[liste])}
    namen = {kennung: _name(objekt, gefunden) for kennung, objekt in gefunden.items()}
    return {namen[kennung]: _ohne_eigenes(objekt, namen) for kennung, objekt in gefunden.items()}


def _name(objekt: dict[str, Any], alle: dict[str, Any]) -> str:
    def von(kennung: str) -> str:
        return _name(alle[kennung], alle)

    art = objekt["type"].rpartition("/")[2]
    arten: dict[str, Callable[[], list[Any]]] = {
        "Meeting": lambda: [*map(von, objekt["organization"]), objekt["start"]],
        "AgendaItem": lambda: [von(objekt["meeting"]), objekt["order"]],
        "Consultation": lambda: [von(objekt["paper"]), *map(von, objekt["organization"]), objekt["role"]],
        "Membership": lambda: [von(objekt["person"]), von(objekt["organization"])],
        "Paper": lambda: [objekt["reference"]],
        "File": lambda: [objekt["sha512Checksum"]],
        "Location": lambda: [objekt["room"] if "room" in objekt else objekt.get("description")],
    }
    worte = arten.get(art, lambda: [objekt["name"]])
    return " ".join(map(str, (art, *worte())))


def _ohne_eigenes(wert: Any, namen: dict[str, str]) -> Any:
    if isinstance(wert, dict):
        weg = EIGENES | NICHT_ZU_SAGEN | (DATEINAMEN if wert.get("type", "").endswith("/File") else set())
        felder = {name: feld for name, feld in wert.items() if name not in weg}
        return {name: _ohne_eigenes(feld, namen) for name, feld in felder.items()}
    if isinstance(wert, list):  # OParl gives these lists no order
        return sorted((_ohne_eigenes(teil, namen) for teil in wert), key=lambda teil: json.dumps(teil, sort_keys=True))
    if isinstance(wert, str) and wert.startswith("http"):
        return namen.get(wert) or wert.rpartition("/")[2]
    return wert


def _alle(adresse: str | None) -> list[Any]:
    objekte = []
    while adresse:
        seite = _hole(adresse)
        objekte += seite["data"]
        adresse = seite["links"].get("next")
    return objekte


def _hole(adresse: str) -> Any:
    with urllib.request.urlopen(adresse, timeout=60) as antwort:
        return json.load(antwort)

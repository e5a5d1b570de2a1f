"""1,000 random changes to an exported town: each is found, by our verifier and by the one that stands alone."""

from __future__ import annotations

import copy
import json
import random
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.test_verlauf_stadt import ausgegeben, dreitagestadt
from tests.welt import Stadt
from vorlagen.config import Einstellungen
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import verlaufspruefung
from vorlagen.siegel import pruefer

__all__ = ["dreitagestadt"]
Inhalt = dict[str, list[dict[str, Any]]]
TEILE = ("tageskoepfe.jsonl", "verlauf.jsonl", "protokoll.jsonl")


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """The file does not depend on the database."""
    return auf_sqlite


@pytest.mark.probe
def test_tausend_zufaellige_eingriffe_in_eine_ausgabe_finden_beide_pruefer(
    dreitagestadt: Stadt,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pruefer, "unterschrieben", cache(pruefer.unterschrieben))  # most heads stay what they are
    ort = ausgegeben(dreitagestadt, tmp_path)
    teile, inhalt = lies(ort)
    schluessel, kopf = teile[TEILE[0]][0]["schluessel"], teile[TEILE[0]][-1]["hash"]
    assert beide(ort, schluessel, kopf) == (True, True)
    original, zufall, uebersehen = json.dumps(teile), random.Random(11), []  # noqa: S311 - not for secrets
    for _ in range(1000):
        geaendert = json.loads(original)
        was = verfaelsche(geaendert, zufall)
        if json.dumps(geaendert) != original:
            schreibe(ort, geaendert, inhalt)
            if (befund := beide(ort, schluessel, kopf)) != (False, False):
                uebersehen.append((was, befund))
    assert uebersehen == []


def lies(ort: Path) -> tuple[Inhalt, dict[str, Any]]:
    with zipfile.ZipFile(ort) as paket:
        teile = {name: [json.loads(zeile) for zeile in paket.read(name).splitlines()] for name in TEILE}
        return teile, json.loads(paket.read("inhalt.json"))


def schreibe(ort: Path, teile: Inhalt, inhalt: dict[str, Any]) -> None:
    """As somebody would who keeps the numbers of lines right, too."""
    zahlen = {"koepfe": len(teile[TEILE[0]]), "zeilen": len(teile[TEILE[1]]), "protokoll": len(teile[TEILE[2]])}
    with zipfile.ZipFile(ort, "w") as paket:
        for name, zeilen in teile.items():
            paket.writestr(name, "".join(json.dumps(zeile) + "\n" for zeile in zeilen))
        paket.writestr("inhalt.json", json.dumps({**inhalt, **zahlen}))


def beide(ort: Path, schluessel: str, kopf: str) -> tuple[bool, bool]:
    """True for each of the two verifiers that finds nothing."""
    try:
        unserer = not verlaufspruefung.pruefe_export(ort, vertraut=frozenset({schluessel}), bezeugt=kopf).brueche
    except EingabeUngueltig:
        unserer = False
    try:
        fremder = bool(pruefer.pruefe(str(ort), schluessel, kopf))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, zipfile.BadZipFile):
        fremder = False
    return unserer, fremder


def _verdreht(wert: Any, zufall: random.Random) -> Any:
    """The same kind of value, a little different."""
    if isinstance(wert, bool | type(None)):
        return "x"
    if isinstance(wert, int):
        return wert + zufall.choice((-1, 1))
    if isinstance(wert, list):
        return wert[:-1] if wert else [["2026-03-02", 1, "0" * 64]]
    stelle = zufall.randrange(len(wert)) if wert else 0
    return wert[:stelle] + chr((ord(wert[stelle]) if wert else 65) ^ 1) + wert[stelle + 1 :]


def verfaelsche(teile: Inhalt, zufall: random.Random) -> str:
    """One change at random: a value, a line gone, doubled or moved, a cut tail, a whole paper or day gone."""
    name = zufall.choice(TEILE)
    zeilen = [zeile for zeile in teile[name] if name != TEILE[2] or zeile["kopf"]]
    nr = teile[name].index(zufall.choice(zeilen))
    art = zufall.choice(
        ("wert", "wert", "wert", "weg", "doppelt", "tausch", "abgeschnitten", "vorlage weg", "feld weg")
    )
    zeile = teile[name][nr]
    if art == "wert":
        feld = zufall.choice(sorted(zeile))
        zeile[feld] = _verdreht(zeile[feld], zufall)
        art += f" {feld}"
    elif art == "weg":
        del teile[name][nr]
    elif art == "doppelt":
        teile[name].insert(nr, copy.deepcopy(zeile))
    elif art == "tausch":
        anderer = (nr + 1) % len(zeilen)
        teile[name][nr], teile[name][anderer] = teile[name][anderer], teile[name][nr]
    elif art == "abgeschnitten":
        del teile[name][nr:]
    elif art == "feld weg":
        del zeile[zufall.choice(sorted(zeile))]
    else:
        vorlage = teile[TEILE[1]][zufall.randrange(len(teile[TEILE[1]]))]["vorlage"]
        teile[TEILE[1]] = [zeile for zeile in teile[TEILE[1]] if zeile["vorlage"] != vorlage]
    return f"{name}, Zeile {nr + 1}: {art}"

"""docs/sicherheit.md says of every requirement how it stands, and names tests that are there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

WURZEL = Path(__file__).resolve().parent.parent
SEITE = (WURZEL / "docs/sicherheit.md").read_text(encoding="utf-8")
STAND = {"erfüllt", "offen", "Betrieb", "entfällt"}
ANZAHL = {
    1: {1: 2, 2: 9, 3: 11, 4: 3, 5: 2},
    2: {1: 3, 2: 3, 3: 4, 4: 1},
    3: {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
    4: {1: 3, 2: 1, 3: 2, 4: 4},
    5: {1: 1, 2: 3, 3: 2, 4: 3},
    6: {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
    7: {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2},
    8: {1: 2, 2: 3, 3: 1, 4: 1},
    9: {1: 3, 2: 4},
    10: {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3},
    11: {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1},
    12: {1: 3, 2: 2, 3: 4},
    13: {1: 1, 2: 5, 3: 2, 4: 5},
    14: {1: 2, 2: 4, 3: 3},
    15: {1: 3, 2: 3, 3: 7},
    16: {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
    17: {1: 1, 2: 4, 3: 2},
}
"""How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; in a section they come first."""


def _zeilen() -> list[list[str]]:
    return [
        [zelle.strip() for zelle in zeile.strip("|").split("|")]
        for zeile in SEITE.splitlines()
        if re.match(r"\| \d+\.\d+\.\d+", zeile)
    ]


def _nummern(zelle: str) -> list[str]:
    """`1.1.1–1.1.3, 1.2.4` written out."""
    nummern = []
    for teil in zelle.split(", "):
        von, _, bis = teil.partition("–")
        abschnitt, _, erste = von.rpartition(".")
        assert not bis or bis.rpartition(".")[0] == abschnitt, teil
        letzte = bis.rpartition(".")[2] or erste
        nummern += [f"{abschnitt}.{nr}" for nr in range(int(erste), int(letzte) + 1)]
    return nummern


def test_jede_anforderung_steht_genau_einmal_da_und_sagt_wie_es_um_sie_steht() -> None:
    verlangt = [
        f"{kapitel}.{abschnitt}.{nr}"
        for kapitel, abschnitte in ANZAHL.items()
        for abschnitt, anzahl in abschnitte.items()
        for nr in range(1, anzahl + 1)
    ]
    genannt = Counter(nummer for zeile in _zeilen() for nummer in _nummern(zeile[0]))
    assert len(verlangt) == 253
    assert (sorted(set(verlangt) - set(genannt)), sorted(set(genannt) - set(verlangt))) == ([], [])
    assert [nummer for nummer, anzahl in genannt.items() if anzahl > 1] == []
    assert [zeile[0] for zeile in _zeilen() if len(zeile) != 4 or zeile[2] not in STAND or not zeile[3]] == []


def test_jeder_genannte_test_ist_da() -> None:
    fehlt = []
    for ort, name in set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", SEITE)):
        datei = WURZEL / ort
        if not datei.is_file() or f"\ndef {name}(" not in datei.read_text(encoding="utf-8"):
            fehlt.append(f"{ort}::{name}")
    assert sorted(fehlt) == []
    belegt = [zeile for zeile in _zeilen() if zeile[2] == "erfüllt" and "tests/" in zeile[3]]
    assert len(belegt) > 70


def test_unsere_skripte_speichern_nur_was_sonst_verloren_waere_und_fuehren_keinen_text_aus() -> None:
    skripte = {ort.name: ort.read_text(encoding="utf-8") for ort in (WURZEL / "vorlagen/static").glob("*.js")}
    verboten = ("indexedDB", "document.cookie", "eval(", "new Function", "innerHTML =", "outerHTML",
                "insertAdjacentHTML", "document.write", "__proto__", "postMessage")  # fmt: skip
    assert [wort for wort in verboten if wort in "".join(skripte.values())] == []
    # What was typed while the server was away (ADR 0035), and its removal with the login.
    speichernde = {name for name, skript in skripte.items() if re.search("(local|session)Storage", skript)}
    assert speichernde == {"entwurf.js", "vorlagen.js"}

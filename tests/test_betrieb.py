"""The page for municipal IT names everything that it promises to name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_befehle import alle_befehle
from vorlagen.config import TABELLE

SEITE = (Path(__file__).resolve().parent.parent / "docs" / "betrieb.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "ohne"), [(name, ohne) for name, ohne, _ in TABELLE])
def test_jede_einstellung_steht_mit_ihrem_vorgabewert_in_der_tabelle(name: str, ohne: str) -> None:
    zeile = next((zeile for zeile in SEITE.splitlines() if zeile.startswith(f"| `{name}` |")), None)
    assert zeile is not None
    vorgabe = zeile.split("|")[2].strip().strip("`")
    assert vorgabe == ohne.removeprefix("leer: ")


def test_die_seite_nennt_keine_einstellung_die_es_nicht_gibt() -> None:
    assert set(re.findall(r"VORLAGEN_[A-Z_]+", SEITE)) == {name for name, _, _ in TABELLE}


def test_jeder_befehl_ist_genannt_und_jeder_genannte_gibt_es() -> None:
    zeilen = re.findall(r"^\| (`vorlagen [^|]*?) \|", SEITE.replace(r"\|", ""), re.MULTILINE)
    assert {befehl for zeile in zeilen for befehl in genannte(zeile)} == set(alle_befehle())


def genannte(zeile: str) -> Iterator[tuple[str, ...]]:
    """The commands of a table cell; after `vorlagen vorlageart liste` a mere `neu` is one of the same group."""
    gruppe: tuple[str, ...] = ()
    for worte in re.findall(r"`(?:vorlagen )?([a-z]+(?:[ -][a-z]+)*)", zeile):
        befehl = tuple(worte.split())
        if f"`vorlagen {worte}" not in zeile:
            befehl = (*gruppe, *befehl)
        gruppe = befehl[:-1]
        yield befehl

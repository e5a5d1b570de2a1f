"""`vorlagen schablone`: a Word file is checked without a database, and a town's templates are listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ruf
from tests.welt import Stadt
from tests.wordwerk import p, schablone

pytestmark = pytest.mark.probe


@pytest.mark.usefixtures("instanz")
def test_der_befehl_prueft_eine_datei_und_nennt_die_stelle(stadt: Stadt, rufe: Ruf, tmp_path: Path) -> None:
    datei = tmp_path / "auszug.docx"
    datei.write_bytes(schablone(p("{{ title }}")))
    status, gesagt, _ = rufe("schablone", "pruefe", str(datei))
    assert (status, "Fehler: " in gesagt, "„{{ title }}“" in gesagt) == (1, True, True)
    datei.write_bytes(schablone(p("{{ titel }}")))
    assert rufe("schablone", "pruefe", str(datei))[0] == 0
    assert rufe("schablone", "pruefe", str(tmp_path / "x.docx"))[0] == 1
    alle = json.loads(rufe("schablone", "liste", "--json")[1])
    assert {(eine["herkunft"], eine["eigene_fassungen"]) for eine in alle} == {("vorlagen", 0)}
    assert rufe("schablone", "liste")[1].splitlines()[1].split()[:3] == ["beschlussvorlage", "vorlagen", "0"]

"""Lists as tables for programs: the filters of the list, all rows, and nobody else's."""

from __future__ import annotations

import csv
import io

from tests.api.programm import HFA, Besetzung, entwurf
from tests.welt import Stadt


def test_eine_liste_kommt_als_tabelle_mit_ihren_filtern_und_ohne_seiten(rufen: Besetzung, stadt: Stadt) -> None:
    for nr in range(3):
        rufen("frieda").schicke("vorlagen", entwurf(betreff=f"=Entwurf {nr}"), 201)
    sitzung = rufen("gerda").schicke("sitzungen", {"gremium": HFA, "beginn": "2026-12-15T17:00:00Z"}, 201)
    rufen("gerda").schicke(
        f"sitzungen/{sitzung['id']}/tagesordnung",
        {"titel": "Personal", "oeffentlich": False, "begruendung_nichtoeffentlich": "Namen"},
        201,
    )
    assert [z[1] for z in _zeilen(rufen, "frieda", "vorlagen.csv?q=entwurf")] == [f"'=Entwurf {n}" for n in (2, 1, 0)]
    assert _zeilen(rufen, "niemand", "vorlagen.csv") == []
    assert [z[1] for z in _zeilen(rufen, "niemand", "sitzungen.csv?ab=2026-12-01")] == ["2026-12-15 18:00"]
    assert [z[4] for z in _zeilen(rufen, "gerda", f"tagesordnungen.csv?gremium={HFA}")] == ["Personal"]
    assert _zeilen(rufen, "niemand", "tagesordnungen.csv") == []
    assert _zeilen(rufen, "gerda", "auftraege.csv?offen=ja") == []
    assert {z[2] for z in _zeilen(rufen, "gerda", "fristen.csv")} == {"Ladung"}
    assert rufen("gerda").rufe("GET", "sitzungen.xlsx?bis=2026-12-31").data.startswith(b"PK")
    for frage, status in (("vorlagen.csv?nach=x", 422), ("fristen.xlsx?anzahl=1", 422), ("vorlagen.pdf", 404)):
        assert rufen("gerda").rufe("GET", frage).status_code == status
    assert rufen(None).rufe("GET", "vorlagen.csv").status_code == 401


def _zeilen(rufen: Besetzung, wer: str, pfad: str) -> list[list[str]]:
    antwort = rufen(wer).rufe("GET", pfad)
    assert (antwort.status_code, antwort.mimetype) == (200, "text/csv"), antwort.text
    return list(csv.reader(io.StringIO(antwort.data.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]

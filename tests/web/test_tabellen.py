"""Lists to take along: what stands in them, what a spreadsheet makes of it, and who sees which row."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.test_auftraege import beschlossen
from tests.web.besuch import text, wege
from tests.web.conftest import Besucht
from tests.welt import JETZT, Stadt, als, entwurf, freigegeben, gehe
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import sitzungen, tabelle
from vorlagen.services.tabelle import Blatt

BOESE = '=1+1;"x"\x00\r\n\tzwei'


def gelesen(inhalt: bytes) -> list[list[str]]:
    """The rows of a CSV, the mark of UTF-8 in front."""
    assert inhalt.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(inhalt.decode("utf-8-sig"), newline=""), delimiter=";"))


def blaetter(inhalt: bytes) -> dict[str, str]:
    """The XML of each part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(inhalt)) as mappe:
        return {name: mappe.read(name).decode() for name in mappe.namelist()}


@pytest.mark.usefixtures("stadt")
def test_eine_zelle_bleibt_text_und_ein_tag_ein_tag() -> None:
    zeit = datetime(2026, 3, 24, 16, 5, tzinfo=UTC)
    zeile = (BOESE, " -2", "@x", "\t=3", "＝4", "5-6", -7, date(2026, 3, 2), zeit, None, "\ud800a")
    blatt = Blatt("Probe", dict.fromkeys("ABCDEFGHIJK", 9), [zeile])
    kopf, reihe = gelesen(b"".join(tabelle.als_csv(blatt)))
    assert kopf == list("ABCDEFGHIJK")
    assert reihe == [
        "'=1+1;\"x\"\n zwei", "' -2", "'@x", "' =3", "'＝4", "5-6", "-7", "2026-03-02", "2026-03-24 17:05", "", "a"
    ]  # fmt: skip
    mappen = [io.BytesIO(), io.BytesIO()]
    for mappe in mappen:
        tabelle.als_xlsx([blatt, Blatt("Leer", {"A": 3}, ())], mappe, titel="Probe")
    assert mappen[0].getvalue() == mappen[1].getvalue()
    teile = blaetter(mappen[0].getvalue())
    eins = teile["xl/worksheets/sheet1.xml"]
    assert ("<f>" in eins, "<t>=1+1;" in eins, ">46083<" in eins, "\x00" in eins) == (False, True, True, False)
    assert "xl/worksheets/sheet2.xml" not in teile


@pytest.mark.usefixtures("stadt")
def test_was_keine_arbeitsmappe_fasst_wird_abgelehnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabelle, "ZEILEN_EINES_BLATTES", 3)
    monkeypatch.setattr(tabelle, "ZEICHEN_EINER_ZELLE", 5)
    mappe = io.BytesIO()
    tabelle.als_xlsx([Blatt("A", {"A": 3}, [("123456",), ("12345",)])], mappe, titel="A")
    assert ("1234…" in (eins := blaetter(mappe.getvalue())["xl/worksheets/sheet1.xml"]), "12345<" in eins) == (
        True,
        True,
    )
    with pytest.raises(EingabeUngueltig, match="als CSV"):
        tabelle.als_xlsx([Blatt("A", {"A": 3}, [("a",)] * 3)], io.BytesIO(), titel="A")


@pytest.mark.probe
def test_jede_liste_laesst_sich_mitnehmen_und_zeigt_nicht_mehr_als_die_seite(besuch: Besucht, stadt: Stadt) -> None:
    freigegeben(stadt, betreff="=Friedhof")
    freigegeben(stadt, betreff="Grundstück", oeffentlich=False, begruendung_nichtoeffentlich="Kauf")
    beschlossen(stadt)
    gehe(entwurf(stadt, betreff="Netz"), "zur_mitzeichnung_geben", "frieda")
    sitzungen.lege_an(
        stadt.gremien["HFA"], datetime(2026, 3, 24, 16, tzinfo=UTC), ort="Saal", wer=als("gerda"), jetzt=JETZT
    )
    gerda, niemand = besuch("gerda"), besuch("niemand")
    alle = {
        name: antworten(gerda, name) for name in ("vorlagen", "sitzungen", "tagesordnungen", "auftraege", "fristen")
    }
    assert {zeile[1] for zeile in alle["vorlagen"]} >= {"'=Friedhof", "Grundstück", "Netz"}
    assert {zeile[1] for zeile in antworten(niemand, "vorlagen")} == {
        zeile[1] for zeile in alle["vorlagen"] if zeile[5] == "ja" and zeile[0]
    }
    assert [z[1] for z in antworten(gerda, "vorlagen", "?q=grund&status=freigegeben")] == ["Grundstück"]
    assert ["HFA" in str(z) or z[3] for z in alle["sitzungen"]][-1]
    assert {z[2] for z in alle["tagesordnungen"]}
    assert ("den Bau," in str(alle["auftraege"]), antworten(niemand, "auftraege")) == (True, [])
    assert any(z[7] == "Kämmerei" for z in alle["fristen"])
    seite = gerda.hole("/vorlagen?q=grund")
    assert wege(seite, r"/vorlagen\.csv\?[^\"]+")[0].replace("&amp;", "&").startswith("/vorlagen.csv?q=grund")
    assert "Als Tabelle" in text(gerda.hole("/sitzungen"))
    for name in alle:
        mappe = gerda.oeffne(f"/{name}.xlsx")
        assert (mappe.status_code, "<f>" in str(blaetter(mappe.data))) == (200, False)


def antworten(wer: Any, name: str, frage: str = "") -> list[list[str]]:
    antwort = wer.oeffne(f"/{name}.csv{frage}")
    kopf = antwort.headers
    assert (antwort.status_code, kopf["Cache-Control"], kopf["Content-Type"]) == (
        200, "private, no-store", "text/csv; charset=utf-8"
    )  # fmt: skip
    assert kopf["Content-Disposition"] == f"attachment; filename={name}-2026-03-02.csv"
    return gelesen(antwort.data)[1:]

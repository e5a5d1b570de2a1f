"""Templates against their contracts; where they are found; what `pruefe` says about a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from templates_docx.erzeuge import ORDNER, schablonen
from templates_docx.wappen import png
from tests.wordwerk import lies, mitteilung, p, schablone
from vorlagen.fehler import NichtGefunden
from vorlagen.word import VERTRAEGE, Schwere, abweichungen, fuelle, pruefe
from vorlagen.word import schablonen as fundort
from vorlagen.word.filter import FILTER
from vorlagen.word.logo import SCHILD
from vorlagen.word.muster import muster
from vorlagen.word.ooxml import WP, A, R
from vorlagen.word.sorten import Name


@pytest.mark.parametrize("art", VERTRAEGE)
def test_unsere_schablonen_halten_ihren_vertrag(art: str) -> None:
    assert pruefe(fundort.finde(art), art) == ()


@pytest.mark.parametrize("art", ["beschlussvorlage", "mitteilungsvorlage", "geschaeftliche_mitteilung"])
def test_der_kontext_einer_vorlage_haelt_den_vertrag_ihrer_schablone(art: str) -> None:
    assert abweichungen(art, mitteilung()) == ()


def test_das_skript_schreibt_genau_die_dateien_die_hier_liegen() -> None:
    geschrieben = schablonen()
    assert {name: (ORDNER / name).read_bytes() for name in geschrieben} == geschrieben


def test_das_logo_der_stadt_tritt_an_die_stelle_des_schildes(testbild: bytes) -> None:
    assert sha256(png()).hexdigest() == SCHILD
    for art in VERTRAEGE:
        werte = muster(VERTRAEGE[art])["das Übliche"]
        docx = fuelle(fundort.finde(art), werte, testbild).inhalt
        (bild,) = lies(docx).element.body.iter(f"{{{WP}}}anchor")
        (gezeigt,) = bild.iter(f"{{{A}}}blip")
        assert lies(docx).part.related_parts[gezeigt.get(f"{{{R}}}embed")].blob == testbild
        masse = {(mass.get("cx"), mass.get("cy")) for mass in bild.iter(f"{{{WP}}}extent", f"{{{A}}}ext")}
        assert masse == {("540000", "270000")}  # twice as wide as high, in a frame of 15 by 17.9 mm
        assert fuelle(fundort.finde(art), werte).inhalt != docx
    assert fuelle(fundort.finde(art), werte, b"\xff\xd8 kein PNG") == fuelle(fundort.finde(art), werte)
    eigenes = schablone(p("{{ betreff }}"))
    assert fuelle(eigenes, mitteilung(), testbild) == fuelle(eigenes, mitteilung())


@pytest.fixture
def testbild() -> bytes:
    """A picture twice as wide as high."""
    ziel = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(ziel, "PNG")
    return ziel.getvalue()


def test_pruefe_nennt_alle_fehler_mit_ort() -> None:
    vorlage = schablone(
        p("Nr. {{ numer }} vom {{ datum }}") + p("{{ betreff.__class__ }}") + p("{% for x in betreff %}{% endfor %}"),
        kopf=p("{{ sachverhalt }}"),
    )
    befunde = [b for b in pruefe(vorlage, "beschlussvorlage") if b.schwere is Schwere.FEHLER]
    assert [(b.satz, b.ort) for b in befunde] == [
        ("Den Namen „numer“ gibt es hier nicht. Meinten Sie „nummer“?", "Text, „Nr. {{ numer }} vom {{ datum }}“"),
        ("„datum“ ist Datum; schreiben Sie {{ datum|datum }}.", "Text, „Nr. {{ numer }} vom {{ datum }}“"),
        ("„__class__“ ist kein Name eines Feldes.", "Text, „{{ betreff.__class__ }}“"),
        ("„betreff“ hat kein Feld „__class__“.", "Text, „{{ betreff.__class__ }}“"),
        ("„betreff“ ist keine Liste, sondern: Text.", "Text, „{% for x in betreff %}{% endfor %}“"),
        (
            "„sachverhalt“ ist formatierter Text; schreiben Sie {{p sachverhalt }} allein in einen Absatz.",
            "Kopfzeile 1, „{{ sachverhalt }}“",
        ),
    ]


def test_pruefe_findet_was_nur_bei_fehlenden_angaben_bricht() -> None:
    (befund, *hinweise) = pruefe(schablone(p("Az. {{ aktenzeichen }}")), "beschlussvorlage")
    assert befund.satz == (
        "Probe „das Nötigste“: Text, „Az. {{ aktenzeichen }}“: "
        'Der Platzhalter „aktenzeichen“ hat keinen Wert; schreiben Sie {{ aktenzeichen|oder("–") }}.'
    )
    assert {b.schwere for b in hinweise} == {Schwere.HINWEIS}


@pytest.fixture
def fremdes_paket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of a municipality, found by its entry point."""
    ordner = tmp_path / "lindenstadt_schablonen"
    ordner.mkdir()
    (ordner / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    punkt = EntryPoint("lindenstadt", "lindenstadt_schablonen", fundort.GRUPPE)
    monkeypatch.setattr(fundort, "entry_points", lambda group: [punkt])
    fundort._alle.cache_clear()
    yield ordner
    fundort._alle.cache_clear()


def test_die_schablone_einer_kommune_verdeckt_unsere(fremdes_paket: Path) -> None:
    (fremdes_paket / "beschlussvorlage.docx").write_bytes(b"unsere eigene")
    (fremdes_paket / "../geheim.docx").write_bytes(b"liegt woanders")
    assert fundort.finde("beschlussvorlage") == b"unsere eigene"
    assert {s.art: s.herkunft for s in fundort.liste()} == {
        "aenderung": "vorlagen",
        "auszug": "vorlagen",
        "beschlussvorlage": "lindenstadt",
        "geschaeftliche_mitteilung": "vorlagen",
        "mitteilungsvorlage": "vorlagen",
        "niederschrift": "vorlagen",
        "tagesordnung": "vorlagen",
    }
    for name in ("../geheim", "gibt_es_nicht"):
        with pytest.raises(NichtGefunden, match="keine Word-Schablone"):
            fundort.finde(name)


def test_unbekannte_arten_werden_mit_den_bekannten_genannt() -> None:
    with pytest.raises(NichtGefunden, match="beschlussvorlage"):
        pruefe(b"", "einkaufszettel")


def test_jeder_name_steht_im_handbuch() -> None:
    def pfade(namen: tuple[Name, ...], davor: str = "") -> Iterator[str]:
        for name in namen:
            yield f"| `{davor}{name.name}` | {name.sorte}{' (kann fehlen)' if name.leer else ''} | {name.hilfe} |"
            yield from pfade(name.felder, f"{davor}{name.name}.")

    text = (ORDNER.parent / "docs" / "schablonen.md").read_text("utf-8")
    for vertrag in VERTRAEGE.values():
        assert [zeile for zeile in pfade(vertrag.namen) if zeile not in text] == []
    assert [filter_ for filter_ in FILTER if f"|{filter_}" not in text] == []

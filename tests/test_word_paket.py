"""What is let in: each wrong kind of file gets its sentence, each bomb stays closed."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wordwerk import absaetze, p, schablone, teil
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word import fuelle, pruefe
from vorlagen.word import schablonen as fundort

_ART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS = "application/vnd.ms-word."
_TYP = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def _satz(datei: bytes) -> str:
    with pytest.raises(SchabloneUngueltig) as fehler:
        fuelle(datei, {})
    (befund,) = pruefe(datei, "beschlussvorlage")[:1]
    assert befund.satz == fehler.value.satz
    return fehler.value.satz


def _fremd(art: str, ziel: str) -> str:
    return f'<Relationship Id="rId9" Type="{_ART}/{art}" Target="{ziel}" TargetMode="External"/>'


def _feld(befehl: str) -> str:
    haelften = befehl[:4], befehl[4:]
    codes = "".join(f"<w:r><w:instrText>{haelfte}</w:instrText></w:r>" for haelfte in haelften)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("datei", "grund"),
    [
        (b"", "keine Word-Datei"),
        (b"%PDF-1.7", "keine Word-Datei"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "alte Word-Datei (.doc) oder eine mit Kennwort"),
        (schablone(p("x"), typ=_MS + "document.macroEnabled.main+xml"), "Dateien mit Makros (.docm)"),
        (schablone(p("x"), typ=_TYP + "template.main+xml"), "Word-Dokumentvorlagen (.dotx)"),
        (schablone(p("x"), typ=_TYP.replace("wordprocessing", "spreadsheet") + "sheet.main+xml"), "keine Word"),
        (schablone(p("x"), teile={"_rels/.rels": "<a xmlns='http://purl.oclc.org/ooxml/x'/>"}), "Strict Open XML"),
        (schablone(p("x"), teile={"word/vbaProject.bin": b"x"}), "Makro"),
        (schablone(p("x"), teile={"word/embeddings/tabelle.xlsx": b"PK"}), "eingebettete Datei"),
        (schablone(p("x"), beziehungen=_fremd("attachedTemplate", "file:///s/x.dotm")), "Dokumentvorlage"),
        (schablone(p("x"), beziehungen=_fremd("image", "http://beispiel.de/x.png")), "von außen"),
        (schablone(p("x"), beziehungen=_fremd("oleObject", "file:///x")), "eingebettetes Objekt"),
        (schablone(_feld(' INCLUDETEXT "/etc/passwd"')), "Das Feld INCLUDETEXT"),
        (schablone(_feld(" DDEAUTO cmd")), "Das Feld DDEAUTO"),
        (schablone('<w:p><w:fldSimple w:instr=" includepicture x"/></w:p>'), "Das Feld INCLUDEPICTURE"),
        (schablone("<w:p><w:r><w:pict><v:imagedata src='http://x.de/a.png'/></w:pict></w:r></w:p>"), "Bild von außen"),
        (schablone("<w:p><w:r>"), "nicht wohlgeformt"),
        (schablone(p("x"), teile={"../boese.xml": b"x"}), "unerlaubten Namen"),
        (schablone(p("x"), teile={"word/bombe.bin": b"\x00" * 5_000_000}), "ausgepackt zu groß"),
        (schablone(p("x"), teile={f"word/{nr}.bin": b"x" for nr in range(600)}), "zu viele Teile"),
        (schablone(p("x"), teile={"word/document.xml": p("x").encode("utf-16")}), "nicht in UTF-8"),
    ],
)  # fmt: skip
def test_was_nicht_hineindarf_bekommt_seinen_satz(datei: bytes, grund: str) -> None:
    assert grund in _satz(datei)


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "http://beispiel.de/x.dtd">',
    ],
)
def test_dokumenttypdefinitionen_werden_nie_gelesen(dtd: str) -> None:
    dokument = teil(schablone(p("x")))
    assert "DTD" in _satz(schablone(p("x"), teile={"word/document.xml": dtd + dokument}))


def test_zweimal_derselbe_teil_ist_einer_zu_viel() -> None:
    puffer = BytesIO(schablone(p("x")))
    with zipfile.ZipFile(puffer, "a") as archiv, pytest.warns(UserWarning, match="Duplicate"):
        archiv.writestr("word/document.xml", "<x/>")
    assert "zweimal" in _satz(puffer.getvalue())


def test_doppelte_eigenschaften_von_libreoffice_stoeren_nicht() -> None:
    puffer = BytesIO(schablone(p("{{ x }}")))
    with zipfile.ZipFile(puffer, "a") as archiv, pytest.warns(UserWarning, match="Duplicate"):
        archiv.writestr("docProps/core.xml", teil(puffer.getvalue(), "docProps/core.xml"))
    docx = fuelle(puffer.getvalue(), {"x": "da"}).inhalt
    assert absaetze(docx) == ["da"]
    assert zipfile.ZipFile(BytesIO(docx)).namelist().count("docProps/core.xml") == 1


def test_verweise_zum_anklicken_sind_erlaubt() -> None:
    vorlage = schablone(p("x"), beziehungen=_fremd("hyperlink", "https://beispiel.de"))
    assert "https://beispiel.de" in teil(fuelle(vorlage, {}).inhalt, "word/_rels/document.xml.rels")


@settings(deadline=None)
@given(st.data())
def test_beschaedigte_dateien_geben_immer_einen_satz_oder_ein_dokument(data: st.DataObject) -> None:
    datei = bytearray(fundort.finde("geschaeftliche_mitteilung"))
    for _ in range(data.draw(st.integers(1, 8))):
        datei[data.draw(st.integers(0, len(datei) - 1))] = data.draw(st.integers(0, 255))
    ende = data.draw(st.integers(0, len(datei)))
    for versuch in (bytes(datei), bytes(datei[:ende])):
        assert _satz_oder_nichts(versuch).endswith(".")


def _satz_oder_nichts(datei: bytes) -> str:
    try:
        fuelle(datei, {})
    except SchabloneUngueltig as fehler:
        return fehler.satz
    return "."

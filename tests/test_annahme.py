"""The gate for files: known by their bytes, named truly, and nothing comes in that acts by itself."""

from __future__ import annotations

import stat
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.dateien import PDF, beziehung, bild, odf, ooxml, paket, pdf, png_bombe, strom
from vorlagen.dateien import Datei, arten, eindeutig, nimm_an, saeubere_namen
from vorlagen.dateien.arten import DOCX, ODP, ODS, ODT, PPTX, XLSX
from vorlagen.fehler import EingabeUngueltig

MB = 1_000_000


def _abgelehnt(name: str, inhalt: bytes) -> str:
    with pytest.raises(EingabeUngueltig) as abgelehnt:
        nimm_an(name, inhalt)
    assert abgelehnt.value.felder == {"datei": [abgelehnt.value.satz]}
    return abgelehnt.value.satz


ANGENOMMEN: tuple[tuple[str, bytes, arten.Dateiart], ...] = (
    ("a.pdf", PDF, arten.PDF),
    ("a.png", bild("PNG"), arten.PNG),
    ("a.JPEG", bild("JPEG"), arten.JPG),
    ("a.webp", bild("WEBP"), arten.WEBP),
    ("a.gif", bild("GIF"), arten.PNG),
    ("a.docx", ooxml(), DOCX),
    ("a.xlsx", ooxml(typ=f"{XLSX.typ}.main+xml", haupt="xl/workbook.xml"), XLSX),
    ("a.pptx", ooxml(typ=f"{PPTX.typ}.main+xml", haupt="ppt/presentation.xml"), PPTX),
    ("a.odt", odf(ODT.typ), ODT),
    ("a.ods", odf(ODS.typ), ODS),
    ("a.odp", odf(ODP.typ), ODP),
    ("a.txt", "Größe < 3 m²\n".encode(), arten.TXT),
    ("a.csv", "Straße;Länge\r\n".encode("cp1252"), arten.CSV),
    ("Bericht 2.5", PDF, arten.PDF),
    ("ohne Endung", ooxml(), DOCX),
    # what an office does every day: a chart with its table, a link in the text, a template on the own disk
    ("a.docx", ooxml({"word/embeddings/Tabelle1.xlsx": ooxml(typ=f"{XLSX.typ}.main+xml")}), DOCX),
    ("a.docx", ooxml({"word/_rels/document.xml.rels": beziehung("hyperlink", "https://example.org")}), DOCX),
    (
        "a.docx",
        ooxml({"word/_rels/settings.xml.rels": beziehung("attachedTemplate", "file:///C:/Vorlagen/Brief.dotx")}),
        DOCX,
    ),
)


def test_was_eine_datei_ist_sagt_ihr_inhalt() -> None:
    for name, inhalt, art in ANGENOMMEN:
        datei = nimm_an(name, inhalt)
        assert (datei.art, datei.name.rpartition(".")[2]) == (art, art.endung), name
        assert datei.inhalt == inhalt or art in arten.BILDER


ABGELEHNT: tuple[tuple[str, bytes, str], ...] = (
    ("a.pdf", b"", "ist leer"),
    ("a.exe", b"MZ\x90", "wird nicht angenommen. Möglich sind PDF, DOCX"),
    ("a.pdf", b" %PDF-1.7", "wird nicht angenommen"),
    ("a.html", b"<html><script>", "wird nicht angenommen"),
    ("a.svg", b"<svg onload='x()'/>", "wird nicht angenommen"),
    ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html>", "keinen reinen Text"),
    ("a.csv", b"<script>", "keinen reinen Text"),
    ("a.txt", b"MZ\x90\0\0", "keinen reinen Text"),
    ("a.zip", paket({"a.txt": "nur ein Archiv"}), "wird nicht angenommen"),
    ("a.docx", b"PK\x03\x04kaputt", "wird nicht angenommen"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "im heutigen Format"),
    (
        "lohn.exe",
        PDF,
        "endet auf „.exe“, ihr Inhalt ist aber eine PDF-Datei. Bitte geben Sie ihr die Endung „.pdf“",
    ),
    ("bild.png", bild("JPEG"), "ihr Inhalt ist aber ein JPG-Bild"),
    ("liste.xlsx", ooxml(), "ihr Inhalt ist aber ein Word-Dokument"),
    ("a.pdf", PDF[:80], "beschädigt"),
    ("a.png", bild("PNG")[:40], "beschädigt"),
)


def test_was_nicht_auf_der_liste_steht_kommt_nicht_herein() -> None:
    for name, inhalt, satz in ABGELEHNT:
        assert satz in _abgelehnt(name, inhalt)


PDF_MIT: tuple[tuple[bytes, str], ...] = (
    (pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "ein Programm (JavaScript)"),
    (pdf(katalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "ein anderes Programm startet"),
    (pdf(katalog=b"/OpenAction << /S /URI /URI (https://example.org/) >>"), "beim Öffnen eine Adresse aufruft"),
    (pdf(seite=b"/AA << /O << /S /JavaScript /JS 4 0 R >> >>"), "ein Programm (JavaScript)"),
    (pdf(katalog=b"/Names << /EmbeddedFiles << /Names [] >> >>"), "eingebettete Dateien"),
    (pdf(b"<< /Type /Filespec /EF << /F 5 0 R >> >>", strom(b"MZ")), "eingebettete Dateien"),
    (pdf(katalog=b"/AcroForm << /XFA (x) >>"), "ein dynamisches Formular (XFA)"),
    (pdf(seite=b"/X " + b"<< /X " * 90 + b"null" + b" >>" * 90), "zu tief geschachtelte"),
    # written another way: the name with a hexadecimal letter in it
    (pdf(b"<< /S /#4aavaScript /J#53 (1) >>"), "ein Programm (JavaScript)"),
)


def test_eine_pdf_die_mehr_tut_als_seiten_zeigen_kommt_nicht_herein() -> None:
    for inhalt, was in PDF_MIT:
        assert f"Die PDF-Datei enthält {was}" in _abgelehnt("a.pdf", inhalt).replace(" einen Befehl, der", "")


def test_eine_pdf_mit_kennwort_kommt_nicht_herein() -> None:
    import pikepdf

    ziel = BytesIO()
    with pikepdf.open(BytesIO(PDF)) as offen:
        offen.save(ziel, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    assert "mit einem Kennwort verschlossen" in _abgelehnt("a.pdf", ziel.getvalue())


DDE = "<d xmlns='w'><instrText> DDEA</instrText><instrText>UTO c:\\cmd</instrText></d>"
DTD = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")
MAKROTYP = '<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'


PAKET_MIT: tuple[tuple[bytes, str], ...] = (
    (ooxml({"[Content_Types].xml": MAKROTYP}), "enthält Makros"),
    (ooxml(typ="application/vnd.ms-word.document.macroEnabled.main+xml"), "enthält Makros"),
    (ooxml({"word/vbaProject.bin": b"x"}), "enthält Makros"),
    (ooxml({"xl/macrosheets/sheet1.xml": "<x/>"}), "enthält Makros"),
    (odf(ODT.typ, {"Basic/Standard/Modul.xml": "<x/>"}), "enthält Makros"),
    (ooxml({"word/embeddings/oleObject1.bin": b"x"}), "eingebettetes Objekt"),
    (ooxml({"word/activeX/activeX1.xml": "<x/>"}), "eingebettetes Objekt"),
    (ooxml({"word/_rels/document.xml.rels": beziehung("oleObject", "e.bin", fremd=False)}), "eingebettetes Objekt"),
    (ooxml({"word/_rels/document.xml.rels": beziehung("aFChunk", "a.htm", fremd=False)}), "eingebettetes Objekt"),
    (odf(ODT.typ, {"content.xml": "<c xmlns:d='d'><d:object-ole/></c>"}), "eingebettetes Objekt"),
    (ooxml({"word/_rels/document.xml.rels": beziehung("image", "http://example.org/x")}), "von außen (image: http"),
    (ooxml({"word/_rels/s.xml.rels": beziehung("attachedTemplate", "//server/x.dotm")}), "von außen"),
    (ooxml({"xl/_rels/w.xml.rels": beziehung("externalLinkPath", "file:///x.xlsx")}), "von außen"),
    (ooxml({"xl/connections.xml": "<connections/>"}), "von außen (Datenverbindung)"),
    (ooxml({"xl/externalLinks/e1.xml": "<externalLink><ddeLink/></externalLink>"}), "von außen (Datenverbindung)"),
    (
        ooxml({"word/document.xml": DDE}),
        "von außen (Feld DDEAUTO)",
    ),
    (
        odf(ODT.typ, {"content.xml": '<c xmlns:x="http://www.w3.org/1999/xlink"><image x:href="http://a.b"/></c>'}),
        "von außen (image: http://a.b)",
    ),
    (odf(ODS.typ, {"content.xml": "<c xmlns:t='t'><t:dde-link/></c>"}), "von außen (dde-link)"),
    (odf(ODT.typ, {"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "mit einem Kennwort"),
    (ooxml({"word/embeddings/a.docx": ooxml({"word/embeddings/b.docx": ooxml()})}), "Dateien in Dateien"),
    (ooxml({"word/embeddings/a.docx": ooxml({"word/vbaProject.bin": b"x"})}), "enthält Makros"),
    (ooxml({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'}), "Dokumenttypdefinition"),
    (
        ooxml({"word/x.xml": DTD}),
        "Dokumenttypdefinition",
    ),
    (ooxml({"../../etc/cron.d/x": b""}), "unerlaubten Namen"),
    (ooxml({"/etc/passwd": b""}), "unerlaubten Namen"),
    (ooxml({"C:\\x.dll": b""}), "unerlaubten Namen"),
    (ooxml({"WORD/document.xml": b"<x/>"}), "zweimal vor"),
    (ooxml({f"word/{nr}.xml": b"" for nr in range(5_001)}), "zu vielen Teilen"),
)


def test_ein_paket_das_von_selbst_etwas_tut_kommt_nicht_herein() -> None:
    for inhalt, satz in PAKET_MIT:
        assert satz in _abgelehnt("", inhalt)


def test_ein_verweis_ein_kennwort_und_ein_falscher_kopf_im_paket_werden_erkannt() -> None:
    verweis = zipfile.ZipInfo("word/link.xml")
    verweis.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "Verweis auf eine andere Datei" in _abgelehnt("a.docx", _mit(verweis, b"/etc/passwd"))
    verschlossen = bytearray(ooxml())
    verschlossen[verschlossen.index(b"PK\x01\x02") + 8] |= 1
    assert "mit einem Kennwort" in _abgelehnt("a.docx", bytes(verschlossen))
    # The directory calls a part small that is big: what counts are the bytes that come out.
    luege = bytearray(ooxml({"word/x.bin": b"0" * 50_000}))
    stelle = luege.rindex(b"PK\x01\x02")
    luege[stelle + 24 : stelle + 28] = (10).to_bytes(4, "little")
    assert "wird nicht angenommen" in _abgelehnt("a.docx", bytes(luege))


def _mit(eintrag: zipfile.ZipInfo, inhalt: bytes) -> bytes:
    datei = BytesIO(ooxml())
    with zipfile.ZipFile(datei, "a") as archiv:
        archiv.writestr(eintrag, inhalt)
    return datei.getvalue()


def _viele_teile() -> bytes:
    teil = bytes(range(256)) * 400 + b"0" * 900_000
    return ooxml({f"word/media/{nr}.bin": teil for nr in range(300)})


@pytest.mark.probe
@pytest.mark.parametrize(
    ("name", "baue"),
    [
        pytest.param("a.docx", lambda: ooxml({"word/a.xml": b"<a>" + b" " * 60 * MB}), id="ein großer Teil"),
        pytest.param("a.docx", _viele_teile, id="viele große Teile"),
        pytest.param("a.docx", lambda: ooxml({"word/document.xml": b"<a>" * 200_000}), id="tief geschachtelt"),
        pytest.param("a.pdf", lambda: pdf(strom(b" " * 100 * MB, gepackt=True)), id="PDF"),
        pytest.param("a.png", lambda: png_bombe(60_000, 60_000), id="PNG"),
        pytest.param("a.gif", lambda: bild("GIF")[:6] + b"\xff" * 4 + bild("GIF")[10:], id="GIF"),
    ],
)
def test_eine_bombe_kostet_weder_zeit_noch_speicher(name: str, baue: Callable[[], bytes]) -> None:
    import tracemalloc

    inhalt = baue()
    tracemalloc.start()
    try:
        beginn = time.monotonic()
        if name != "a.pdf":
            _abgelehnt(name, inhalt)
        else:
            assert nimm_an(name, inhalt).art is arten.PDF  # nobody unpacks what no page needs
        dauer, spitze = time.monotonic() - beginn, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (dauer < 10, spitze < 120 * MB) == (True, True), (dauer, spitze)


def test_ein_bild_wird_neu_gemalt() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Kamera von Frieda"
    exif.get_ifd(0x8825)[1] = "N"
    roh = bild("JPEG", (40, 20), exif=exif, comment=b"Mein Garten") + b"PK\x03\x04 eine zweite Datei"
    gemalt = nimm_an("garten.jpg", roh)
    with Image.open(BytesIO(gemalt.inhalt)) as neu:
        assert (neu.size, dict(neu.getexif()), "comment" in neu.info) == ((20, 40), {}, False)
    for spur in (b"Kamera", b"Garten", b"zweite Datei", b"Exif"):
        assert (spur in roh, spur in gemalt.inhalt) == (True, False), spur
    text = PngInfo()
    text.add_text("Author", "Kamera von Frieda", zip=False)
    icc = b"Kamera von Frieda" * 9
    for name, roh in (
        ("a.png", bild("PNG", exif=exif, icc_profile=icc, pnginfo=text)),
        ("a.webp", bild("WEBP", exif=exif, icc_profile=icc)),
    ):
        assert (b"Kamera" in roh, b"Kamera" in nimm_an(name, roh).inhalt) == (True, False), name
    bewegt = BytesIO()
    Image.new("RGB", (5, 5), "red").save(bewegt, "GIF", save_all=True, append_images=[Image.new("RGB", (5, 5), "blue")])
    steht = nimm_an("tanz.gif", bewegt.getvalue())
    with Image.open(BytesIO(steht.inhalt)) as erstes:
        assert (steht.name, erstes.format, getattr(erstes, "n_frames", 1)) == ("tanz.png", "PNG", 1)
        assert erstes.convert("RGB").getpixel((2, 2)) == (255, 0, 0)


@pytest.mark.parametrize("modus", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_jede_art_von_farben_bleibt_ein_bild(modus: str) -> None:
    assert isinstance(nimm_an("a.png", bild("PNG", modus=modus)), Datei)


def test_ein_name_ist_einmalig_und_fuer_jedes_system_tauglich() -> None:
    sauber = {
        "Lageplan.PDF": "Lageplan.pdf",
        "../../etc/passwd": "passwd.pdf",
        "C:\\Pläne\\Übersicht 1.pdf": "Übersicht 1.pdf",
        "zeile\r\nSet-Cookie: a=b.pdf": "zeileSet-Cookie a=b.pdf",
        "\u202efdp.exe": "fdp.exe.pdf",
        "a\u0308\u00ad\U000e0041.pdf": "ä.pdf",
        "": "Anlage.pdf",
        " ... ": "Anlage.pdf",
        "CON": "_CON.pdf",
        "lpt1.txt": "_lpt1.txt.pdf",
        "x" * 500: "x" * 200 + ".pdf",
        "ä" * 500: "ä" * 100 + ".pdf",
    }
    assert {name: saeubere_namen(name, "pdf") for name in sauber} == sauber
    assert eindeutig("Plan.pdf", ["andere.pdf"]) == "Plan.pdf"
    assert eindeutig("Plan.pdf", ["PLAN.pdf", "plan (2).pdf"]) == "Plan (3).pdf"
    assert len(eindeutig("ä" * 100 + ".pdf", ["ä" * 100 + ".pdf"]).encode()) <= 210

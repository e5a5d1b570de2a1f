"""The way back from Word: fields come back as they were or as they were edited, and nothing beside them is lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.wordwerk import W, mitteilung, p
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.richtext import aus_text, saeubere
from vorlagen.word import Richtext, fuelle, schablonen
from vorlagen.word.werte import Feldtext, Steuerfeld
from vorlagen.word.zipdatei import packe, schreibe_zip
from vorlagen.word.zurueck import Beleg, Gelesenes, beleg, lege_bei, lies

KEY = b"k" * 32
REICH = saeubere(
    "<h2>Lage</h2><p>Text <strong>fett <em>und kursiv</em></strong> <u>unter</u> H<sub>2</sub>O, m<sup>2</sup> "
    '<a href="https://beispiel.de/?a=1&amp;b=2">Weg</a> „so“<br>zweite Zeile</p>'
    '<ol><li>eins<ol type="a"><li>ea</li><li>eb<ul><li>tief</li></ul></li></ol></li><li>zwei</li></ol><p>da</p>'
    '<ol start="3"><li>drei</li></ol><ul><li>p</li><li></li></ul><ul><li>neue Liste</li></ul><h3>Zahlen</h3>'
    "<table><thead><tr><th>Jahr</th><th>Euro</th></tr></thead><tbody><tr><td>2026</td><td>"
    "<ul><li>1.000</li></ul></td></tr></tbody></table><p>Schluss</p>"
)


def _datei(sachverhalt: str, beschluss: str = "", betreff: str = "Netz & Werk") -> bytes:
    felder = {
        "betreff": Feldtext(betreff, Steuerfeld("betreff", "Betreff")),
        "begruendung_nichtoeffentlich": Feldtext("weil\nso", Steuerfeld("begruendung_nichtoeffentlich", "Warum")),
        "sachverhalt": Richtext(sachverhalt, Steuerfeld("sachverhalt", "Sachverhalt")),
        "beschlussvorschlag": Richtext(beschluss, Steuerfeld("beschlussvorschlag", "Beschlussvorschlag")),
    }
    kontext = {**mitteilung(), "oeffentlich": False, **felder}
    return fuelle(schablonen.finde("mitteilungsvorlage"), kontext).inhalt


def _mit_beleg(datei: bytes, **mehr: str) -> bytes:
    g = lies(datei)
    return lege_bei(datei, Beleg("v1", 1, 4, {}, mehr, g.marken, g.aussen, g.rand, "0" * 64), KEY)


def _geaendert(datei: bytes, *tausche: tuple[str, str], teile: dict[str, bytes] | None = None) -> bytes:
    """The file as another program might have saved it: pieces of the text's XML replaced, parts added."""
    with zipfile.ZipFile(BytesIO(datei)) as archiv:
        alle = {name: archiv.read(name) for name in archiv.namelist()} | (teile or {})
    text = alle["word/document.xml"].decode()
    for muster, neu in tausche:
        text, treffer = re.subn(muster, neu, text, flags=re.DOTALL)
        assert treffer, muster
    return schreibe_zip(packe(name, inhalt) for name, inhalt in {**alle, "word/document.xml": text.encode()}.items())


def _html(gelesen: Gelesenes, feld: str = "sachverhalt") -> str:
    return gelesen.felder[feld][0].html


def test_felder_kommen_gleich_zurueck() -> None:
    gelesen = lies(_datei(REICH))
    assert _html(gelesen) == REICH
    assert gelesen.felder["begruendung_nichtoeffentlich"][0].text == "weil\nso"
    assert gelesen.hinweise == ()
    assert gelesen.marken[:3] == ["begruendung_nichtoeffentlich", "betreff", "beschlussvorschlag"]


@pytest.mark.probe
def test_felder_aus_vierzig_faellen_kommen_gleich_zurueck(testdaten: Path) -> None:
    faelle = [json.loads(datei.read_text()) for datei in sorted((testdaten / "faelle").glob("*.json"))]
    assert len(faelle) >= 40
    for fall in faelle:
        betreff = " ".join((fall["title"] or "Ohne Betreff").split())
        sachverhalt, beschluss = (aus_text(fall[name] or "") for name in ("sachverhalt", "beschlussvorschlag"))
        gelesen = lies(_datei(sachverhalt, beschluss, betreff))
        assert (_html(gelesen), _html(gelesen, "beschlussvorschlag")) == (sachverhalt, beschluss), fall["id"]
        assert {wert.text for wert in gelesen.felder["betreff"]} == {betreff}


def test_ohne_etiketten_zeigen_die_textmarken_wo_die_felder_sind() -> None:
    """LibreOffice keeps the alias and drops the tag, and begins a bookmark a second time."""
    datei = _mit_beleg(_datei(REICH))
    ohne = _geaendert(datei, ("<w:tag [^>]*>", ""), (r'(<w:bookmarkEnd w:id="9000\d"/>)', r"\1"))
    gleich, gelesen = lies(datei), lies(ohne)
    assert [_html(gelesen, name) for name in ("sachverhalt", "beschlussvorschlag")] == [REICH, ""]
    for name, werte in gleich.felder.items():
        assert [wert.text for wert in gelesen.felder[name]] == [wert.text for wert in werte]
    assert gelesen.aussen == gleich.aussen


@pytest.mark.lang
def test_durch_libreoffice_kommen_die_felder_gleich_zurueck(tmp_path: Path, testdaten: Path) -> None:
    programm = shutil.which("soffice")
    if programm is None:
        pytest.skip("LibreOffice fehlt.")
    texte = [REICH]
    for datei in sorted((testdaten / "faelle").glob("*.json")):
        texte.append(aus_text(json.loads(datei.read_text())["sachverhalt"] or ""))
    for nr, html in enumerate(texte):
        (tmp_path / f"{nr}.docx").write_bytes(_mit_beleg(_datei(html)))
    speichern = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "danach")]
    eigenes = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    subprocess.run([programm, eigenes, *speichern, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True)
    for nr, html in enumerate(texte):
        davor, danach = (lies((ort / f"{nr}.docx").read_bytes()) for ort in (tmp_path, tmp_path / "danach"))
        assert beleg.pruefe(danach.beleg, KEY).vorlage == "v1"
        assert (_html(danach), danach.aussen, set(danach.rand)) == (html, davor.aussen, set(davor.rand))
        assert [wert.text for wert in danach.felder["betreff"]] == ["Netz & Werk"] * 2


def test_offene_aenderungen_gelten_als_angenommen_und_werden_genannt() -> None:
    neu = '<w:ins w:id="1" w:author="A"><w:r><w:t>sehr warm</w:t></w:r></w:ins>'
    weg = '<w:del w:id="2" w:author="A"><w:r><w:delText>kalt</w:delText></w:r></w:del>'
    ende_weg = '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr><w:r><w:t>Es ist </w:t></w:r></w:p>'
    datei = _geaendert(
        _datei("<p>Es ist</p><p>kalt</p><p>Ende</p>"),
        (r"<w:p>(?:(?!</w:p>).)*>Es ist</w:t></w:r></w:p>", ende_weg),
        (r'<w:r><w:t xml:space="preserve">kalt</w:t></w:r>', neu + weg),
    )
    gelesen = lies(datei)
    assert _html(gelesen) == "<p>Es ist sehr warm</p><p>Ende</p>"
    assert "nachverfolgte Änderungen" in gelesen.hinweise[0]
    assert _html(lies(datei, annehmen=False)) == "<p>Es ist</p><p>kalt</p><p>Ende</p>"


def test_was_neben_den_feldern_steht_geht_nicht_verloren() -> None:
    kommentar = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="Kai">{p("Stimmt das?")}</w:comment></w:comments>'
    )
    bild = f"<w:r><w:drawing/></w:r><w:r><w:pict><w:txbxContent>{p('Im Kasten')}</w:txbxContent></w:pict></w:r>"
    vorher = _datei("<p>Text</p>")
    with zipfile.ZipFile(BytesIO(vorher)) as archiv:
        typen = archiv.read("[Content_Types].xml").replace(
            b"</Types>",
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'wordprocessingml.comments+xml"/></Types>',
        )
    datei = _geaendert(
        vorher,
        (r'<w:t xml:space="preserve">Text</w:t></w:r>', rf'<w:t xml:space="preserve">Text</w:t></w:r>{bild}'),
        (r"<w:sectPr", "<w:p><w:r><w:t>Noch ein Satz</w:t></w:r></w:p><w:sectPr"),
        teile={"word/comments.xml": kommentar.encode(), "[Content_Types].xml": typen},
    )
    gelesen = lies(datei)
    assert _html(gelesen) == "<p>Text</p>"
    assert [text for text in gelesen.aussen if text not in lies(vorher).aussen] == [
        "Im Kasten",
        "Noch ein Satz",
        "Kommentar von Kai: Stimmt das?",
    ]
    assert "Bild" in gelesen.hinweise[0]


def test_die_herkunft_laesst_sich_nicht_faelschen() -> None:
    datei = _mit_beleg(_datei("<p>x</p>"), sachverhalt="ä")
    assert datei == _mit_beleg(_datei("<p>x</p>"), sachverhalt="ä")
    assert beleg.pruefe(lies(datei).beleg, KEY).vorlage == "v1"
    with zipfile.ZipFile(BytesIO(datei)) as archiv:
        teil = archiv.read("customXml/vorlagen.xml").replace(b'"vorlage":"v1"', b'"vorlage":"v2"')
    for falsch, key in ((datei, b"x" * 32), (_geaendert(datei, teile={"customXml/vorlagen.xml": teil}), KEY)):
        with pytest.raises(SchabloneUngueltig, match="laden Sie die Datei neu herunter"):
            beleg.pruefe(lies(falsch).beleg, key)
    with pytest.raises(SchabloneUngueltig):
        beleg.pruefe(lies(_datei("<p>x</p>")).beleg, KEY)
    with pytest.raises(SchabloneUngueltig, match="Makro"):
        lies(_geaendert(datei, teile={"word/vbaProject.bin": b"x"}))

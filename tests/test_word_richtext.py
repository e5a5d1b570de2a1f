"""Formatted text in Word: styles of the template, lists that begin anew, tables with heads, real links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wordwerk import W, absaetze, lies, mitteilung, p, schablone, teil, xml
from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word import Richtext, fuelle
from vorlagen.word import schablonen as fundort

_NS = {"w": W}


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _docx(html: str, stile: str = "") -> bytes:
    return fuelle(schablone(p("{{p x }}"), stile=stile), {"x": Richtext(html)}).inhalt


def _stil(art: str, id_: str, name: str) -> str:
    return f'<w:style w:type="{art}" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'


def _nummern(docx: bytes) -> list[tuple[str, str] | None]:
    """Level and list of every paragraph."""
    gefunden: list[tuple[str, str] | None] = []
    for absatz in xml(docx).iter(_w("p")):
        ebene, nummer = absatz.find(".//w:ilvl", _NS), absatz.find(".//w:numId", _NS)
        gefunden.append(None if ebene is None or nummer is None else (ebene.get(_w("val")), nummer.get(_w("val"))))
    return gefunden


def _zeichen(docx: bytes, nummer: str, ebene: str) -> tuple[str | None, str | None, str | None]:
    """Format, text and start of a list at a level."""
    baum = xml(docx, "word/numbering.xml")
    num = next(n for n in baum.iter(_w("num")) if n.get(_w("numId")) == nummer)
    abstrakt = num.find("w:abstractNumId", _NS).get(_w("val"))
    lvl = baum.find(f"w:abstractNum[@w:abstractNumId='{abstrakt}']/w:lvl[@w:ilvl='{ebene}']", _NS)
    beginn = num.find(f"w:lvlOverride[@w:ilvl='{ebene}']/w:startOverride", _NS)
    return (
        lvl.find("w:numFmt", _NS).get(_w("val")),
        lvl.find("w:lvlText", _NS).get(_w("val")),
        None if beginn is None else beginn.get(_w("val")),
    )


def test_der_absatz_des_platzhalters_gibt_den_stil() -> None:
    stile = _stil("paragraph", "Eigen", "Eigener Text") + _stil("paragraph", "berschrift2", "Heading 2")
    vorlage = schablone(p("{{p x }}", "Eigen"), stile=stile)
    dokument = lies(fuelle(vorlage, {"x": Richtext("<h2>Kopf</h2><p>Text</p>")}).inhalt)
    assert [(a.text, a.style.name if a.style else None) for a in dokument.paragraphs] == [
        ("Kopf", "Heading 2"),
        ("Text", "Eigener Text"),
    ]


def test_ueberschriften_lassen_keine_ebene_aus() -> None:
    stile = _stil("paragraph", "U2", "heading 2") + _stil("paragraph", "U3", "heading 3")
    baum = xml(_docx("<h3>a</h3><h3>b</h3><h2>c</h2><h3>d</h3>", stile))
    assert [s.get(_w("val")) for s in baum.iter(_w("pStyle"))] == ["U2", "U3", "U2", "U3"]


def test_jede_liste_beginnt_neu() -> None:
    docx = _docx("<ol><li>a</li><li>b</li></ol><p>Text</p><ol><li>c</li></ol><ol type='A' start='3'><li>d</li></ol>")
    eins, zwei, text, drei, vier = _nummern(docx)
    assert eins == zwei
    assert text is None
    assert len({eins, drei, vier}) == 3
    assert [_zeichen(docx, n[1], n[0]) for n in (eins, drei, vier) if n] == [
        ("decimal", "%1.", "1"),
        ("decimal", "%1.", "1"),
        ("upperLetter", "%1.", "3"),
    ]


def test_striche_wechseln_mit_der_tiefe_auch_in_gezaehlten_listen() -> None:
    docx = _docx("<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul><ol><li>d<ul><li>e</li></ul></li></ol>")
    zeichen = [_zeichen(docx, n[1], n[0])[1] for n in _nummern(docx) if n]
    assert zeichen == ["•", "–", "•", "%1.", "•"]


def test_zweite_zeilen_stehen_im_selben_punkt() -> None:
    docx = _docx(
        "<ol type='A'><li>eins<br>(zwei)</li><li><p>eins</p><p>(zwei)</p></li><li>drei<ul><li>x</li></ul>vier</li></ol>"
    )
    assert absaetze(docx) == ["eins\n(zwei)", "eins\n(zwei)", "drei", "x", "vier"]
    assert [n[0] if n else None for n in _nummern(docx)] == ["0", "0", "0", "1", None]
    letzter = list(xml(docx).iter(_w("p")))[-1]
    assert letzter.find("w:pPr/w:ind", _NS).get(_w("left")) == "357"


def test_vorhandene_nummerierung_der_schablone_bleibt() -> None:
    alt = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num><w:numIdMacAtCleanup w:val="1"/></w:numbering>'
    )
    art = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    bezug = f'<Relationship Id="rId5" Type="{art}" Target="numbering.xml"/>'
    vorlage = schablone(p("{{p x }}"), teile={"word/numbering.xml": alt}, beziehungen=bezug)
    docx = fuelle(vorlage, {"x": Richtext("<ul><li>a</li></ul>")}).inhalt
    assert [str(kind.tag).rpartition("}")[2] for kind in xml(docx, "word/numbering.xml")] == [
        "abstractNum", "abstractNum", "num", "num", "numIdMacAtCleanup",
    ]  # fmt: skip
    assert _nummern(docx) == [("0", "8")]
    assert "vorlagenListen" not in teil(docx, "word/_rels/document.xml.rels")


def test_tabellen_haben_kopf_raster_und_volle_zeilen() -> None:
    html = "<table><tr><th>Jahr</th><th>Ein langer Kopf</th></tr><tr><td>2026</td></tr></table>"
    tabelle = next(xml(_docx(html)).iter(_w("tbl")))
    kopf, zeile = tabelle.findall("w:tr", _NS)
    assert kopf.find("w:trPr/w:tblHeader", _NS) is not None
    assert zeile.find("w:trPr/w:cantSplit", _NS) is not None
    assert zeile.find("w:tc/w:tcPr/w:gridSpan", _NS).get(_w("val")) == "2"
    spalten = [int(s.get(_w("w"))) for s in tabelle.iter(_w("gridCol"))]
    assert sum(spalten) == 9355
    assert spalten[0] < spalten[1]
    with pytest.raises(SchabloneUngueltig, match="63 Spalten"):
        _docx(f"<table><tr>{'<td>x</td>' * 64}</tr></table>")


def test_verweise_sind_echte_verweise_auch_in_der_kopfzeile() -> None:
    html = "<a href='https://beispiel.de/?a=1&amp;b=2'>da <b>und</b></a> dort <a href='mailto:x@beispiel.de'>Post</a>"
    docx = fuelle(schablone(p("{{p x }}"), kopf=p("{{p x }}")), {"x": Richtext(html)}).inhalt
    verweise = lies(docx).paragraphs[0].hyperlinks
    assert [(v.text, v.address) for v in verweise] == [
        ("da und", "https://beispiel.de/?a=1&b=2"),
        ("Post", "mailto:x@beispiel.de"),
    ]
    assert teil(docx, "word/_rels/header1.xml.rels").count('TargetMode="External"') == 2


def test_auszeichnungen_stehen_an_ihren_zeichen() -> None:
    docx = _docx("<p>a<strong>b<em>c</em></strong><u>d</u><sup>2</sup>H<sub>2</sub>O</p>")
    laeufe = [(r.text, r.bold, r.italic, r.underline, r.font.superscript) for r in lies(docx).paragraphs[0].runs]
    assert laeufe[:5] == [
        ("a", None, None, None, None),
        ("b", True, None, None, None),
        ("c", True, True, None, None),
        ("d", None, None, True, None),
        ("2", None, None, None, True),
    ]


def test_was_verloren_ginge_wird_nicht_gedruckt() -> None:
    with pytest.raises(SchabloneUngueltig, match="nicht vollständig"):
        _docx("<p>Text</p><script>auch das</script>")


def test_formatierter_text_passt_auch_ohne_formatvorlagen() -> None:
    dokument = lies(_docx("<h2>Kopf</h2><ul><li>a</li></ul>"))
    assert dokument.paragraphs[0].runs[0].bold is True
    assert [a.text for a in dokument.paragraphs] == ["Kopf", "a"]


_BLOECKE = st.recursive(
    st.sampled_from(["<p>Bau &amp; <b>Umwelt</b></p>", "<h3>Lage</h3>", "a<br>b", "<p>„x“\u00a0€</p>"]),
    lambda kinder: st.builds(
        lambda form, teile: form.replace("…", "".join(teile)),
        st.sampled_from(
            ["<ul><li>…</li></ul>", "<ol type=i><li>…</li><li>…</li></ol>", "<table><tr><td>…</td></tr></table>"]
        ),
        st.lists(kinder, max_size=3),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.lists(_BLOECKE, max_size=4).map("".join))
def test_jeder_text_kommt_heil_an(html: str) -> None:
    """`fuelle` itself refuses a document that lacks a letter; here every tree of blocks must pass."""
    docx = fuelle(fundort.finde("geschaeftliche_mitteilung"), mitteilung(sachverhalt=Richtext(html))).inhalt
    for tc in xml(docx).iter(_w("tc")):
        assert tc[-1].tag == _w("p")

"""The styles of our templates: DIN 5008 margins in mind, Arial, German; every look has a name."""

from __future__ import annotations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AKZENT, _GRAU, _LINIE = "1F3A5F", "595959", "8C96A3"

# id, name, based on, next, paragraph properties, run properties
_ABSATZ = (
    ("Textkoerper", "Body Text", "Standard", "", '<w:spacing w:after="120"/>', ""),
    (
        "Titel", "Title", "Standard", "Textkoerper",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120" w:line="240" w:lineRule="auto"/>',
        '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    ("BetreffWiederholung", "Betreff Wiederholung", "Titel", "Textkoerper", '<w:pageBreakBefore/><w:spacing w:before="0"/>', ""),
    (
        "Ueberschrift1", "heading 1", "Standard", "Textkoerper",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="260" w:after="80"/><w:outlineLvl w:val="0"/>',
        f'<w:b/><w:bCs/><w:color w:val="{_AKZENT}"/><w:sz w:val="24"/><w:szCs w:val="24"/>',
    ),
    (
        "Ueberschrift2", "heading 2", "Standard", "Textkoerper",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
        "<w:b/><w:bCs/>",
    ),
    (
        "Ueberschrift3", "heading 3", "Standard", "Textkoerper",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="2"/>',
        "<w:b/><w:bCs/><w:i/><w:iCs/>",
    ),
    (
        "KommuneName", "Kommune Name", "Standard", "KommuneZeile",
        '<w:spacing w:before="120"/><w:ind w:left="1134"/>',
        f'<w:b/><w:bCs/><w:caps/><w:color w:val="{_AKZENT}"/><w:spacing w:val="10"/><w:sz w:val="30"/><w:szCs w:val="30"/>',
    ),
    ("KommuneZeile", "Kommune Zeile", "Standard", "", '<w:ind w:left="1134"/>', f'<w:color w:val="{_GRAU}"/>'),
    (
        "Entscheidungsart", "Entscheidungsart", "Standard", "",
        '<w:framePr w:w="2268" w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="340"/>'
        '<w:spacing w:after="40"/>',
        "",
    ),
    (
        "Vorlagenart", "Vorlagenart", "Standard", "Vorlagennummer",
        '<w:keepNext/><w:spacing w:before="340"/>', '<w:sz w:val="26"/><w:szCs w:val="26"/>',
    ),
    ("Vorlagennummer", "Vorlagennummer", "Standard", "", '<w:spacing w:before="20" w:after="40"/>', '<w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/>'),
    ("Oeffentlichkeit", "Oeffentlichkeit", "Standard", "", '<w:spacing w:after="160"/>', ""),
    ("Tabellenkopf", "Table Heading", "Tabelleninhalt", "Tabelleninhalt", "<w:keepNext/>", "<w:b/><w:bCs/>"),
    ("Tabelleninhalt", "Table Contents", "Standard", "", '<w:spacing w:before="40" w:after="40" w:line="247" w:lineRule="auto"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    ("Listenabsatz", "List Paragraph", "Textkoerper", "", '<w:contextualSpacing/>', ""),
    (
        "Punkt", "Punkt", "Textkoerper", "",
        '<w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs><w:ind w:left="454" w:hanging="454"/>', "",
    ),
    (
        "Anlage", "Anlage", "Standard", "",
        '<w:tabs><w:tab w:val="left" w:pos="1361"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="1361" w:hanging="1361"/>', "",
    ),
    ("Unterschrift", "Unterschrift", "Standard", "", '<w:keepLines/><w:spacing w:before="480" w:after="120"/>', ""),
    (
        "Kopfzeile", "header", "Standard", "",
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{_LINIE}"/></w:pBdr>'
        '<w:tabs><w:tab w:val="left" w:pos="3119"/></w:tabs><w:ind w:left="3119" w:hanging="3119"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    (
        "Fusszeile", "footer", "Standard", "",
        '<w:tabs><w:tab w:val="right" w:pos="9355"/></w:tabs>', f'<w:color w:val="{_GRAU}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
)  # fmt: skip

_ZEICHEN = (
    # ☐ and ☒ are not in Arial.
    (
        "Ankreuzfeld",
        "Ankreuzfeld",
        '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>',
    ),
    ("Fett", "Strong", "<w:b/><w:bCs/>"),
    ("Hyperlink", "Hyperlink", f'<w:color w:val="{_AKZENT}"/><w:u w:val="single"/>'),
)

_RAHMEN = "".join(
    f'<w:{seite} w:val="single" w:sz="4" w:space="0" w:color="{_LINIE}"/>'
    for seite in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def styles_xml() -> str:
    """`word/styles.xml`."""
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="0" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="AbsatzStandardschriftart">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(_absatz(*stil) for stil in _ABSATZ)
        + "".join(_zeichen(*stil) for stil in _ZEICHEN)
        + '<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="NormaleTabelle"/><w:qFormat/><w:tblPr><w:tblBorders>{_RAHMEN}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/></w:tcPr>'
        "</w:tblStylePr></w:style></w:styles>"
    )


def _absatz(id_: str, name: str, von: str, danach: str, ppr: str, rpr: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="{von}"/>'
        + (f'<w:next w:val="{danach}"/>' if danach else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:style>"
    )


def _zeichen(id_: str, name: str, rpr: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="AbsatzStandardschriftart"/><w:qFormat/><w:rPr>{rpr}</w:rPr></w:style>'
    )

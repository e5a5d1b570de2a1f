"""The styles of our templates: Arial, German, gap-free headings; every look has a name."""

from __future__ import annotations

from dataclasses import dataclass

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AKZENT, _GRAU, _LINIE = "1F3A5F", "595959", "8C96A3"


@dataclass(frozen=True)
class _Stil:
    """A paragraph style: its id, Word's own name for it, what it builds on and what follows it."""

    id: str
    name: str
    absatz: str = ""
    zeichen: str = ""
    von: str = "Standard"
    danach: str = ""


def _abstand(vor: int = 0, nach: int = 0, zeile: int = 0) -> str:
    """Space in twentieths of a point, line height in 240ths of a line."""
    hoehe = f' w:line="{zeile}" w:lineRule="auto"' if zeile else ""
    return f'<w:spacing w:before="{vor}" w:after="{nach}"{hoehe}/>'


def _einzug(links: int, haengend: int = 0) -> str:
    return f'<w:ind w:left="{links}" w:hanging="{haengend}"/>'


def _tabulator(stelle: int, art: str = "left") -> str:
    return f'<w:tabs><w:tab w:val="{art}" w:pos="{stelle}"/></w:tabs>'


def _groesse(punkt: float) -> str:
    return f'<w:sz w:val="{round(punkt * 2)}"/><w:szCs w:val="{round(punkt * 2)}"/>'


def _farbe(farbe: str) -> str:
    return f'<w:color w:val="{farbe}"/>'


def _ebene(nummer: int) -> str:
    return f'<w:outlineLvl w:val="{nummer - 1}"/>'


_ZUSAMMEN = "<w:keepNext/><w:keepLines/>"
_FETT, _KURSIV = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_STRICH = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{_LINIE}"/></w:pBdr>'
_KREUZE = "Segoe UI Symbol"

_TEXT = "Textkoerper"
_ABSAETZE = (
    _Stil(_TEXT, "Body Text", _abstand(nach=120)),
    _Stil("Titel", "Title", _ZUSAMMEN + _abstand(280, 120, 240), _FETT + _groesse(14), danach=_TEXT),
    _Stil("BetreffWiederholung", "Betreff Wiederholung", "<w:pageBreakBefore/>" + _abstand(0, 120), von="Titel"),
    _Stil(
        "Ueberschrift1",
        "heading 1",
        _ZUSAMMEN + _abstand(240, 80) + _ebene(1),
        _FETT + _farbe(_AKZENT) + _groesse(12),
        danach=_TEXT,
    ),
    _Stil("Ueberschrift2", "heading 2", _ZUSAMMEN + _abstand(200, 80) + _ebene(2), _FETT, danach=_TEXT),
    _Stil("Ueberschrift3", "heading 3", _ZUSAMMEN + _abstand(160, 60) + _ebene(3), _FETT + _KURSIV, danach=_TEXT),
    _Stil(
        "KommuneName",
        "Kommune Name",
        _abstand(120) + _einzug(1134),
        _FETT + "<w:caps/>" + _farbe(_AKZENT) + '<w:spacing w:val="10"/>' + _groesse(15),
        danach="KommuneZeile",
    ),
    _Stil("KommuneZeile", "Kommune Zeile", _einzug(1134), _farbe(_GRAU)),
    _Stil("Entscheidungsart", "Entscheidungsart", _abstand(nach=60)),
    _Stil("Vorlagenart", "Vorlagenart", "<w:keepNext/>" + _abstand(560), _groesse(13), danach="Vorlagennummer"),
    _Stil("Vorlagennummer", "Vorlagennummer", _abstand(20, 40), _FETT + _groesse(13)),
    _Stil("Oeffentlichkeit", "Oeffentlichkeit", _abstand(nach=160)),
    _Stil("Tabelleninhalt", "Table Contents", _abstand(40, 40, 247), _groesse(10)),
    _Stil("Tabellenkopf", "Table Heading", "<w:keepNext/>", _FETT, von="Tabelleninhalt", danach="Tabelleninhalt"),
    _Stil("Listenabsatz", "List Paragraph", "<w:contextualSpacing/>", von=_TEXT),
    _Stil("Punkt", "Punkt", _tabulator(454) + _einzug(454, 454), von=_TEXT),
    _Stil("Angabe", "Angabe", _abstand(nach=40)),
    _Stil("Anlage", "Anlage", _tabulator(1361) + _abstand(nach=40) + _einzug(1361, 1361)),
    _Stil("Unterschrift", "Unterschrift", "<w:keepLines/>" + _abstand(480, 120)),
    _Stil("Kopfzeile", "header", _STRICH + _tabulator(3119) + _einzug(3119, 3119), _groesse(9)),
    _Stil("Fusszeile", "footer", _tabulator(9355, "right"), _farbe(_GRAU) + _groesse(9)),
)

_ZEICHEN = (
    # ☐ and ☒ are not in Arial.
    ("Ankreuzfeld", "Ankreuzfeld", f'<w:rFonts w:ascii="{_KREUZE}" w:hAnsi="{_KREUZE}" w:eastAsia="{_KREUZE}"/>'),
    ("Fett", "Strong", _FETT),
    ("Hyperlink", "Hyperlink", f'{_farbe(_AKZENT)}<w:u w:val="single"/>'),
)

_RAHMEN = "".join(
    f'<w:{seite} w:val="single" w:sz="4" w:space="0" w:color="{_LINIE}"/>'
    for seite in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def styles_xml() -> str:
    """`word/styles.xml`."""
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>{_groesse(10.5)}'
        '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f"{_abstand(zeile=269)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="AbsatzStandardschriftart">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(_absatzstil(stil) for stil in _ABSAETZE)
        + "".join(_zeichenstil(*stil) for stil in _ZEICHEN)
        + '<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="NormaleTabelle"/><w:qFormat/><w:tblPr><w:tblBorders>{_RAHMEN}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/></w:tcPr>'
        "</w:tblStylePr></w:style></w:styles>"
    )


def _absatzstil(stil: _Stil) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{stil.id}"><w:name w:val="{stil.name}"/>'
        + f'<w:basedOn w:val="{stil.von}"/>'
        + (f'<w:next w:val="{stil.danach}"/>' if stil.danach else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{stil.absatz}</w:pPr>" if stil.absatz else "")
        + (f"<w:rPr>{stil.zeichen}</w:rPr>" if stil.zeichen else "")
        + "</w:style>"
    )


def _zeichenstil(id_: str, name: str, rpr: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="AbsatzStandardschriftart"/><w:qFormat/><w:rPr>{rpr}</w:rPr></w:style>'
    )

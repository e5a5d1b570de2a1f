"""Writes our templates, always with the same bytes: `python -m templates_docx.erzeuge`.

Written as plain WordprocessingML: a blank document of python-docx brings an author, dates and 160 styles along.
"""

from __future__ import annotations

from pathlib import Path

from templates_docx.bausteine import absatz, lauf, mm
from templates_docx.blaetter import WAPPEN, mitteilung, nummer, vorlage
from templates_docx.formatvorlagen import styles_xml
from templates_docx.sitzungsblaetter import aenderung, auszug, niederschrift, tagesordnung
from templates_docx.wappen import png
from vorlagen.word.zipdatei import schreibe_zip, speichere

ORDNER = Path(__file__).resolve().parent
_ART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKET = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KOPF = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMENSRAEUME = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_ART}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# Kind of part, file name, relation.
_TEILE = (
    ("styles", "styles", "rId1"),
    ("settings", "settings", "rId2"),
    ("header", "header1", "rId3"),
    ("footer", "footer1", "rId4"),
    ("footer", "footer2", "rId5"),
)


def schablonen() -> dict[str, bytes]:
    """The files by name."""
    return {
        "beschlussvorlage.docx": _datei(vorlage(), nummer("Vorlagen-Nr.")),
        "mitteilungsvorlage.docx": _datei(vorlage(), nummer("Vorlagen-Nr.")),
        "geschaeftliche_mitteilung.docx": _datei(mitteilung(), nummer("Nr.")),
        "niederschrift.docx": _datei(niederschrift(), "{{ tag|datum }}"),
        "tagesordnung.docx": _datei(tagesordnung(), "{{ tag|datum }}"),
        "auszug.docx": _datei(auszug(), "{{ tag|datum }}"),
        "aenderung.docx": _datei(aenderung(), "{{ tag|datum }}"),
    }


def _datei(blatt: str, kopf: str) -> bytes:
    """`kopf` stands at the left of the header, from the second page on."""
    teile = {
        "[Content_Types].xml": _typen(),
        "_rels/.rels": _beziehungen(
            ("rId1", f"{_ART}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PAKET}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _eigenschaften(),
        "word/document.xml": f"<w:document {_NAMENSRAEUME}><w:body>{blatt}{_abschnitt()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _beziehungen(
            *((id_, f"{_ART}/{art}", f"{name}.xml") for art, name, id_ in _TEILE),
            (WAPPEN, f"{_ART}/image", "media/wappen.png"),
        ),
        "word/footer1.xml": _fusszeile(),
        "word/footer2.xml": _fusszeile(),
        "word/header1.xml": _kopfzeile(kopf),
        "word/settings.xml": _einstellungen(),
        "word/styles.xml": styles_xml(),
    }
    eintraege = [speichere(name, (_KOPF + inhalt).encode()) for name, inhalt in teile.items()]
    return schreibe_zip([*eintraege, speichere("word/media/wappen.png", png())])


def _typen() -> str:
    teile = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{art}+xml"/>' for art, name, _ in _TEILE
    )
    return (
        f'<Types xmlns="{_PAKET}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{teile}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _beziehungen(*zeilen: tuple[str, str, str]) -> str:
    inhalt = "".join(f'<Relationship Id="{id_}" Type="{art}" Target="{ziel}"/>' for id_, art, ziel in zeilen)
    return f'<Relationships xmlns="{_PAKET}/relationships">{inhalt}</Relationships>'


def _eigenschaften() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PAKET}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ betreff }}</dc:title><dc:language>de-DE</dc:language></cp:coreProperties>"
    )


def _abschnitt() -> str:
    """A4, DIN 5008: left 25 mm, right 20 mm. The first page has no header."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:footerReference w:type="first" r:id="rId5"/><w:pgSz w:w="{mm(210)}" w:h="{mm(297)}"/>'
        f'<w:pgMar w:top="{mm(22)}" w:right="{mm(20)}" w:bottom="{mm(22)}" w:left="{mm(25)}" w:header="{mm(10)}" '
        f'w:footer="{mm(10)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _kopfzeile(links: str) -> str:
    inhalt = absatz("Kopfzeile", lauf(links + "\t{{ betreff|kurz(64) }}"))
    return f"<w:hdr {_NAMENSRAEUME}>{inhalt}</w:hdr>"


def _fusszeile() -> str:
    links = "{{ koerperschaft.name }}{% if entwurf %} · Entwurf, Stand {{ stand|datum }}{% endif %}"
    rechts = lauf("\tSeite\u00a0") + _feld("PAGE") + lauf(" von\u00a0") + _feld("NUMPAGES")
    return f"<w:ftr {_NAMENSRAEUME}>{absatz('Fusszeile', lauf(links), rechts)}</w:ftr>"


def _feld(befehl: str) -> str:
    return f'<w:fldSimple w:instr=" {befehl} ">{lauf("1")}</w:fldSimple>'


def _einstellungen() -> str:
    """`compatibilityMode` 15: without it Word opens the file as one of 2007."""
    return (
        f'<w:settings {_NAMENSRAEUME}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


if __name__ == "__main__":
    for name, inhalt in schablonen().items():
        (ORDNER / name).write_bytes(inhalt)

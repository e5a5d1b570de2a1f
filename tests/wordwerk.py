"""Word files for tests: made part by part, read with python-docx, so that no code of ours judges itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from html import escape
from io import BytesIO

from docx import Document
from docx.document import Document as Dokument
from lxml import etree

from vorlagen.word import Richtext

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYP = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RAEUME = (
    f'xmlns:w="{W}" xmlns:r="{_ART}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_BEZIEHUNG = '<Relationship Id="{0}" Type="{1}" Target="{2}"/>'
_KERN = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{0}</dc:title><dc:creator>Alter Name</dc:creator>'
    "</cp:coreProperties>"
)


def p(text: str, stil: str = "") -> str:
    """A paragraph with one run."""
    ppr = f'<w:pPr><w:pStyle w:val="{stil}"/></w:pPr>' if stil else ""
    return f'<w:p>{ppr}<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'


def tabelle(*zeilen: tuple[str, ...]) -> str:
    """A table with one paragraph a cell."""
    spalten = max(len(zeile) for zeile in zeilen)
    inhalt = "".join(f"<w:tr>{''.join(f'<w:tc>{p(zelle)}</w:tc>' for zelle in zeile)}</w:tr>" for zeile in zeilen)
    gitter = '<w:gridCol w:w="2000"/>' * spalten
    return f"<w:tbl><w:tblPr/><w:tblGrid>{gitter}</w:tblGrid>{inhalt}</w:tbl>"


def schablone(
    rumpf: str,
    *,
    kopf: str = "",
    titel: str = "",
    stile: str = "",
    teile: Mapping[str, bytes | str] | None = None,
    beziehungen: str = "",
    typ: str = f"{_TYP}.document.main+xml",
) -> bytes:
    """A template around the given body XML; `teile` are added or replace what is there."""
    kopfbezug = '<w:headerReference w:type="default" r:id="rId1"/>' if kopf else ""
    alle: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{typ}"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_TYP}.header+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYP}.styles+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": _rels(
            _BEZIEHUNG.format("rId1", f"{_ART}/officeDocument", "word/document.xml")
            + _BEZIEHUNG.format(
                "rId2",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            )
        ),
        "docProps/core.xml": _KERN.format(escape(titel)),
        "word/document.xml": (
            f"<w:document {_RAEUME}><w:body>{rumpf}<w:sectPr>{kopfbezug}</w:sectPr></w:body></w:document>"
        ),
        "word/header1.xml": f"<w:hdr {_RAEUME}>{kopf or p('')}</w:hdr>",
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{stile}</w:styles>',
        "word/_rels/document.xml.rels": _rels(
            _BEZIEHUNG.format("rId1", f"{_ART}/header", "header1.xml")
            + _BEZIEHUNG.format("rId2", f"{_ART}/styles", "styles.xml")
            + beziehungen
        ),
        **(teile or {}),
    }
    puffer = BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in alle.items():
            archiv.writestr(name, inhalt)
    return puffer.getvalue()


def _rels(zeilen: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{zeilen}</Relationships>'
    )


def lies(docx: bytes) -> Dokument:
    """The document as python-docx sees it."""
    return Document(BytesIO(docx))


def teil(docx: bytes, name: str = "word/document.xml") -> str:
    """One part as text."""
    with zipfile.ZipFile(BytesIO(docx)) as archiv:
        assert archiv.testzip() is None
        return archiv.read(name).decode()


def xml(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part as a tree."""
    return etree.fromstring(teil(docx, name).encode())


def absaetze(docx: bytes) -> list[str]:
    """The text of every paragraph in the body, tables included, in order."""
    return [
        "".join(
            "\n" if stueck.tag == f"{{{W}}}br" else "\t" if stueck.tag == f"{{{W}}}tab" else stueck.text or ""
            for stueck in absatz.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab")
        )
        for absatz in xml(docx).iter(f"{{{W}}}p")
    ]


def buchstaben(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s", "", text)


def mitteilung(**neu: object) -> dict[str, object]:
    """An invented paper that fits the contract of all three kinds."""
    kontext: dict[str, object] = {
        "koerperschaft": {"name": "Stadt Lindenstadt", "untertitel": "Die Bürgermeisterin"},
        "nummer": "17/2026",
        "art": "Mitteilungsvorlage",
        "entscheidungsarten": {"beschluss": False, "wahl": False, "kenntnisnahme": True},
        "oeffentlich": True,
        "begruendung_nichtoeffentlich": None,
        "fachbereich": "Amt für Bau & <Umwelt>",
        "bearbeiter": "Frieda Federführend",
        "datum": date(2026, 5, 18),
        "aktenzeichen": "10-1",
        "betreff": "Bau & <Umwelt> „am Lindenhain“",
        "beratungsfolge": [
            {"gremium": "Bauausschuss", "datum": date(2026, 6, 4), "art": "Kenntnisnahme", "oeffentlich": True},
            {"gremium": "Rat", "datum": None, "art": "Kenntnisnahme", "oeffentlich": False},
        ],
        "auswirkungen": [
            {"titel": titel, "ja": False, "nein": True, "offen": False, "wert_text": None, "text": None}
            for titel in ("Finanzielle Auswirkung", "Personelle Auswirkung")
        ],
        "beschlussvorschlag": Richtext("<p>Der Ausschuss nimmt den Bericht zur Kenntnis.</p>"),
        "beschlusspunkte": [],
        "sachverhalt": Richtext("<h2>1. Lage</h2><p>Bau &amp; &lt;Umwelt&gt;</p>"),
        "felder": [],
        "anlagen": [],
        "mitzeichnungen": [],
        "vorige_unterschriften": [],
        "unterschrift": None,
        "entwurf": False,
        "stand": date(2026, 5, 18),
    }
    return {**kontext, **neu}

"""The properties of a document: its own title, author and day; nothing of the template's past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from vorlagen.word.ooxml import BEZIEHUNGEN, CP, DC, TYPEN, lies_xml, schreibe_xml
from vorlagen.word.paket import INHALTSTYPEN, Paket, rels_name

CORE, APP = "docProps/core.xml", "docProps/app.xml"
# Word shows no more; python-docx refuses more.
MAX_TITEL = 255
_TYP = "application/vnd.openxmlformats-"
_ART = "http://schemas.openxmlformats.org/"
_NEU = (
    (CORE, _TYP + "package.core-properties+xml", _ART + "package/2006/relationships/metadata/core-properties"),
    (
        APP,
        _TYP + "officedocument.extended-properties+xml",
        _ART + "officeDocument/2006/relationships/extended-properties",
    ),
)
# Preview pictures and the properties of whoever made the template.
_VERGANGENES = frozenset({"core-properties", "extended-properties", "custom-properties", "thumbnail"})

APP_XML = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Vorlagen</Application></Properties>"
)


def titel_der_schablone(paket: Paket) -> str:
    """The title as it stands in the template; it may hold placeholders."""
    for beziehung in paket.beziehungen(""):
        if beziehung.art == "core-properties" and beziehung.ziel in paket.teile:
            titel = lies_xml(paket.teile[beziehung.ziel], "Eigenschaften").find(f"{{{DC}}}title")
            return "" if titel is None else titel.text or ""
    return ""


def ohne_vergangenheit(paket: Paket) -> Paket:
    """The package with relations and types for fresh properties only; the two parts are still to be written."""
    weg = {b.ziel for b in paket.beziehungen("") if b.art in _VERGANGENES and not b.fremd} | {CORE, APP}
    teile = {name: inhalt for name, inhalt in paket.teile.items() if name not in weg}
    rels = lies_xml(teile[rels_name("")], rels_name(""))
    typen = lies_xml(teile[INHALTSTYPEN], INHALTSTYPEN)
    for zeile in list(rels):
        if str(zeile.get("Type")).rpartition("/")[2] in _VERGANGENES:
            rels.remove(zeile)
    for zeile in list(typen):
        if str(zeile.get("PartName")).lstrip("/") in weg:
            typen.remove(zeile)
    for nr, (name, typ, art) in enumerate(_NEU, 1):
        rels.append(
            rels.makeelement(
                f"{{{BEZIEHUNGEN}}}Relationship", {"Id": f"vorlagenEigenschaft{nr}", "Type": art, "Target": name}
            )
        )
        typen.append(typen.makeelement(f"{{{TYPEN}}}Override", {"PartName": "/" + name, "ContentType": typ}))
    return Paket({**teile, rels_name(""): schreibe_xml(rels), INHALTSTYPEN: schreibe_xml(typen)})


def core_xml(titel: str, kontext: Mapping[str, object]) -> bytes:
    """`docProps/core.xml`: the title (cut to 255 characters), the municipality as author, `stand` as its day."""
    koerperschaft = kontext.get("koerperschaft")
    wer = koerperschaft.get("name") if isinstance(koerperschaft, Mapping) else None
    urheber = escape(wer) if isinstance(wer, str) else ""
    stand = kontext.get("stand")
    zeit = f"{stand:%Y-%m-%d}T00:00:00Z" if isinstance(stand, date) else ""
    titel = " ".join(titel.split())
    if len(titel) > MAX_TITEL:
        titel = titel[: MAX_TITEL - 1] + "…"
    zeiten = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{zeit}</dcterms:{name}>' for name in ("created", "modified") if zeit
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<cp:coreProperties xmlns:cp="{CP}" xmlns:dc="{DC}" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(titel)}</dc:title><dc:creator>{urheber}</dc:creator>"
        f"<cp:lastModifiedBy>{urheber}</cp:lastModifiedBy><cp:revision>1</cp:revision>{zeiten}"
        "<dc:language>de-DE</dc:language></cp:coreProperties>"
    ).encode()

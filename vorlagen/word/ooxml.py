"""The XML of Word files: names, strict reading, writing. Nothing here repairs; what is broken is refused."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

from vorlagen.fehler import SchabloneUngueltig

# lxml carries no types; every element passes through this name.
Element: TypeAlias = Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
BEZIEHUNGEN = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPEN = "http://schemas.openxmlformats.org/package/2006/content-types"
DC = "http://purl.org/dc/elements/1.1/"
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
XML = "http://www.w3.org/XML/1998/namespace"

_PRAEFIX = f"{{{W}}}"


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return _PRAEFIX + name


def zahl(element: Element, name: str) -> int:
    """A number in an attribute of WordprocessingML; 0 if there is none or it is not one."""
    wert = str(element.get(w(name)))
    return int(wert) if wert.isdecimal() and len(wert) < 10 else 0


def lies_xml(daten: bytes, wo: str, *, ohne_leerraum: bool = False) -> Element:
    """The root element. Refuses DTDs (entities, foreign files), broken XML and nesting deeper than 256.

    `wo` names the place for the sentence; `ohne_leerraum` drops white space between elements, and comments.
    """
    if b"\x00" in daten:
        raise SchabloneUngueltig(f"{wo}: Die Datei ist nicht in UTF-8 geschrieben.")
    # A DTD is refused before the parser meets it: no entity is ever expanded.
    if b"<!DOCTYPE" in daten:
        raise SchabloneUngueltig(f"{wo}: Eine Dokumenttypdefinition (DTD) ist in Word-Dateien nicht erlaubt.")
    parser = etree.XMLParser(
        remove_blank_text=ohne_leerraum,
        remove_comments=ohne_leerraum,
        remove_pis=ohne_leerraum,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=False,
    )
    try:
        wurzel = etree.fromstring(daten, parser)
    except etree.XMLSyntaxError as fehler:
        raise SchabloneUngueltig(f"{wo}: Das XML ist nicht wohlgeformt ({fehler.msg}).") from fehler
    if wurzel.getroottree().docinfo.doctype:
        raise SchabloneUngueltig(f"{wo}: Eine Dokumenttypdefinition (DTD) ist in Word-Dateien nicht erlaubt.")
    return wurzel


def schreibe_xml(wurzel: Element) -> bytes:
    """A whole part, written as python-docx writes it."""
    daten: bytes = etree.tostring(wurzel, encoding="UTF-8", standalone=True)
    return daten


def als_zeichen(wurzel: Element) -> str:
    """The part as text without a declaration, for the template language."""
    zeichen: str = etree.tostring(wurzel, encoding="unicode")
    return zeichen


def text_von(element: Element) -> str:
    """What one reads: text, with tabs and breaks as white space. Deleted and field text do not count."""
    stuecke: list[str] = []
    for teil in element.iter(w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen"), w("p")):
        if teil.tag == w("t"):
            stuecke.append(teil.text or "")
        elif teil.tag == w("noBreakHyphen"):
            stuecke.append("\u2011")
        elif stuecke:
            stuecke.append("\n" if teil.tag == w("p") else " ")
    return "".join(stuecke)

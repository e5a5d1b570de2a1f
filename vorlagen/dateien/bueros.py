"""What Word, Excel, PowerPoint and LibreOffice would do by themselves with a file: run it, fetch, open another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from vorlagen.dateien.arten import OFFICE, OPENDOCUMENT, Dateiart, abgelehnt, unbekannt

INHALTSTYPEN: Final = "[Content_Types].xml"
_MAKRO: Final = "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros, etwa als „{0}“, oder als PDF."
_VON_AUSSEN: Final = (
    "Die Datei holt beim Öffnen etwas von außen ({0}). Bitte lösen Sie die Verknüpfung, fügen Sie den Inhalt fest ein, "
    "oder geben Sie die Datei als PDF aus."
)
_OBJEKT: Final = (
    "Die Datei enthält ein eingebettetes Objekt oder Steuerelement ({0}). "
    "Bitte hängen Sie es als eigene Datei an, oder geben Sie die Datei als PDF aus."
)
_AKTIV: Final = frozenset(["oleobject", "control", "activexcontrolbinary", "afchunk", "subdocument"])
_MAKROTEILE: Final = re.compile(
    r"(?i)(.*/)?(vba(project|data).*|(xl/)?macrosheets/.*|.*\.(bas|exe|dll|js|vbs|cmd|bat|hta))"
)
_FELD: Final = re.compile(r"(?i)\bDDE(AUTO)?(?=\s)|\bINCLUDE(PICTURE|TEXT)(?=\s+\"?(https?:|ftp:|//|\\\\))")
_FERN: Final = re.compile(r"(?i)\s*([a-z][a-z0-9+.-]+:|//|\\\\|\.\./)")


def bestimme(teile: Mapping[str, bytes]) -> Dateiart:
    """Which of the six kinds this package is. Raises `EingabeUngueltig`."""
    if INHALTSTYPEN in teile:
        typen = {str(e.get("ContentType")) for e in _lies(teile[INHALTSTYPEN]).iter() if e.get("ContentType")}
        art = next((art for art in OFFICE if f"{art.typ}.main+xml" in typen), None)
        if any("macroEnabled" in typ or "vbaProject" in typ or "macrosheet" in typ for typ in typen):
            raise abgelehnt(_MAKRO.format(f".{(art or OFFICE[0]).endung}"))
    else:
        art = next((art for art in OPENDOCUMENT if teile.get("mimetype") == art.typ.encode()), None)
    if art is None:
        raise unbekannt()
    return art


def maengel(teile: Mapping[str, bytes], art: Dateiart) -> Iterator[str]:
    """One sentence for each thing that would act by itself."""
    yield from (_MAKRO.format(f".{art.endung}") for name in teile if _MAKROTEILE.fullmatch(name))
    yield from _opendocument(teile, art) if art in OPENDOCUMENT else _office(teile)


def _office(teile: Mapping[str, bytes]) -> Iterator[str]:
    """ECMA-376: relations in part 2, § 9.3; fields in part 1, § 17.16.5."""
    for name, inhalt in teile.items():
        klein = name.lower()
        if klein.endswith(".rels"):
            yield from _beziehungen(inhalt)
        elif "/activex/" in klein or ("/embeddings/" in klein and not klein.endswith((".xlsx", ".docx", ".pptx"))):
            yield _OBJEKT.format(name[:80])
        elif klein == "xl/connections.xml" or (klein.startswith("xl/externallinks/") and b"Link" in inhalt):
            yield _VON_AUSSEN.format("Datenverbindung")
        elif klein.startswith("word/") and klein.endswith(".xml") and (feld := _FELD.search(_feldtext(inhalt))):
            yield _VON_AUSSEN.format(f"Feld {feld[0].upper()}")


def _beziehungen(inhalt: bytes) -> Iterator[str]:
    for zeile in _lies(inhalt).iter():
        art = str(zeile.get("Type", "")).rpartition("/")[2]
        if art.lower() in _AKTIV:
            yield _OBJEKT.format(art)
        elif art.lower() == "vbaproject":
            yield _MAKRO.format("ohne Makros")
        elif str(zeile.get("TargetMode", "")).lower() == "external" and not _harmlos(art, str(zeile.get("Target"))):
            yield _VON_AUSSEN.format(f"{art}: {str(zeile.get('Target'))[:80]}")


def _harmlos(art: str, ziel: str) -> bool:
    """A link waits for a click; a template that lay on the author's own disk is not looked for anywhere else."""
    return art == "hyperlink" or (art == "attachedTemplate" and bool(re.match(r"file:///[A-Za-z]:", ziel)))


def _feldtext(inhalt: bytes) -> str:
    """Field codes of a part of Word; one may be spread over many runs, so they are read as one text."""
    texte = []
    for element in _lies(inhalt).iter("{*}instrText", "{*}fldSimple"):
        texte.append(element.text or "" if _name(element) == "instrText" else f" {element.get(_instr(element), '')} ")
    return "".join(texte)


def _instr(element: Any) -> str:
    return str(element.tag).replace("fldSimple", "instr")


def _opendocument(teile: Mapping[str, bytes], art: Dateiart) -> Iterator[str]:
    """ODF 1.3: links in part 3, § 19.918; encryption in part 2, § 4.8.1."""
    for name, inhalt in teile.items():
        if name.startswith(("Basic/", "Scripts/")):
            yield _MAKRO.format(f".{art.endung}")
        elif name == "META-INF/manifest.xml" and b"encryption-data" in inhalt:
            yield "Die Datei ist mit einem Kennwort verschlüsselt. Bitte speichern Sie sie ohne Kennwort."
        elif name.rpartition("/")[2] in ("content.xml", "styles.xml"):
            yield from _verweise(inhalt)


def _verweise(inhalt: bytes) -> Iterator[str]:
    for element in _lies(inhalt).iter("{*}*"):
        art = _name(element)
        ziel = str(element.get("{http://www.w3.org/1999/xlink}href", ""))
        if art in ("object-ole", "plugin", "applet"):
            yield _OBJEKT.format(art)
        elif art.startswith("dde-") or (art != "a" and _FERN.match(ziel)):
            yield _VON_AUSSEN.format(f"{art}: {ziel[:80]}".strip(": "))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _lies(inhalt: bytes) -> Any:
    """XML without entities, without the net, without trees of any size. Raises `EingabeUngueltig`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(inhalt, parser)
    except etree.XMLSyntaxError as fehler:
        raise unbekannt() from fehler

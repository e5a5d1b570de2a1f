"""What a template must not carry into every document: programs, foreign files, fields that fetch, open changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vorlagen.word.ooxml import Element, lies_xml, w
from vorlagen.word.paket import Paket

# Fields that read a file, ask a program or a server when the document is opened (ECMA-376 part 1, § 17.16.5).
_FELDER = frozenset(
    [
        "DATABASE",
        "DDE",
        "DDEAUTO",
        "EMBED",
        "IMPORT",
        "INCLUDE",
        "INCLUDEPICTURE",
        "INCLUDETEXT",
        "LINK",
        "MACROBUTTON",
    ]
)
_VML = "{urn:schemas-microsoft-com:vml}"
_AENDERUNGEN = frozenset(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_AKTIV = frozenset(["vbaProject", "oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument"])


def gefahren(paket: Paket) -> Iterator[str]:
    """One sentence for each thing that must go before the template can be used."""
    yield from mitgebrachtes(paket)
    for _ in offene_aenderungen(paket):
        yield "Die Schablone enthält nachverfolgte Änderungen. Bitte nehmen Sie sie an oder lehnen Sie sie ab."


def mitgebrachtes(paket: Paket) -> Iterator[str]:
    """One sentence for each program, foreign file or field that fetches; no Word file is taken with any of them."""
    for name in paket.teile:
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name.lower():
            yield f"Die Datei enthält ein Makro oder Steuerelement („{name}“)."
        elif "/embeddings/" in name.lower():
            yield f"Die Datei enthält eine eingebettete Datei („{name}“)."
    for name in ("", *paket.teile):
        yield from _beziehungen(paket, name)
    for name, typ in paket.typen().items():
        if typ.endswith("+xml") and name.startswith("word/"):
            yield from _inhalt(lies_xml(paket.teile[name], name))


def offene_aenderungen(paket: Paket) -> Iterator[str]:
    """The parts with tracked changes that nobody has accepted or rejected."""
    for name, typ in paket.typen().items():
        offen = typ.endswith("+xml") and name.startswith("word/")
        if offen and next(lies_xml(paket.teile[name], name).iter(*_AENDERUNGEN), None) is not None:
            yield name


def _beziehungen(paket: Paket, name: str) -> Iterator[str]:
    for beziehung in paket.beziehungen(name):
        if beziehung.art in _AKTIV:
            yield f"Die Datei enthält ein eingebettetes Objekt ({beziehung.art})."
        elif beziehung.art == "attachedTemplate":
            yield "Die Datei verweist auf eine Dokumentvorlage („Angefügte Vorlage“). Bitte lösen Sie die Verbindung."
        elif beziehung.fremd and beziehung.art != "hyperlink":
            yield f"Die Datei lädt etwas von außen ({beziehung.art}: {beziehung.ziel[:80]}). Bitte betten Sie es ein."


def _inhalt(wurzel: Element) -> Iterator[str]:
    for feld in _feldbefehle(wurzel):
        if (befehl := re.match(r"\s*(\w+)", feld)) and befehl[1].upper() in _FELDER:
            yield f"Das Feld {befehl[1].upper()} ist nicht erlaubt, denn es holt etwas von außen."
    # Old drawings (VML) name their pictures by address, without a relation.
    for element in wurzel.iter(f"{_VML}*"):
        if any(re.match(r"(?i)(https?|ftp|file):|\\\\", str(wert)) for wert in element.attrib.values()):
            yield "Die Datei lädt ein Bild von außen. Bitte betten Sie es ein."


def _feldbefehle(wurzel: Element) -> Iterator[str]:
    """Field codes; a code may be spread over many runs from `begin` to `separate`, and fields are nested."""
    befehle: list[str] = []
    offen: list[int] = []
    for element in wurzel.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        art = element.get(w("fldCharType"))
        if element.tag == w("fldSimple"):
            befehle.append(str(element.get(w("instr"))))
        elif art == "begin":
            offen.append(len(befehle))
            befehle.append("")
        elif art == "end" and offen:
            offen.pop()
        elif element.tag == w("instrText") and offen:
            befehle[offen[-1]] += element.text or ""
    yield from befehle

"""What a file takes along so that it is known when it comes back: of which paper, which text, what stood beside it.

It lies in a part of its own (custom XML, ECMA-376 part 1, § 15.2.5), which Word and LibreOffice carry along unchanged,
and is signed: nobody can make a file say that it came from another paper or began from another text.
"""

from __future__ import annotations

import hmac
import json
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from typing import Final

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.word.ooxml import BEZIEHUNGEN, TYPEN, R, lies_xml, schreibe_xml
from vorlagen.word.paket import INHALTSTYPEN, Paket, oeffne, rels_name
from vorlagen.word.zipdatei import packe, schreibe_zip

_RAUM: Final = "urn:vorlagen:bearbeitungsdatei"
_TEIL, _ANGABEN = "customXml/vorlagen.xml", "customXml/vorlagenAngaben.xml"
_DS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DS_TYP = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_UNBEKANNT: Final = (
    "Diese Datei wurde hier nicht zum Bearbeiten in Word heruntergeladen, oder das Programm, mit dem sie gespeichert "
    "wurde, hat ihre Herkunft entfernt. Bitte laden Sie die Datei neu herunter und übertragen Sie Ihre Änderungen "
    "dorthin."
)
_KENNUNG = "{3B7C5B62-8A52-4E0B-9C1D-56A0B0D00001}"


@dataclass(frozen=True, slots=True)
class Beleg:
    """Where the file comes from. `felder` are the values as they are stored, `abdruck` those as they read back at once.

    `marken`, `aussen` and `rand` are as in `Gelesenes`; `dokument` is the sha256 of the file without this.
    """

    vorlage: str
    fassung: int
    version: int
    felder: Mapping[str, str]
    abdruck: Mapping[str, str]
    marken: Sequence[str]
    aussen: Sequence[str]
    rand: Sequence[str]
    dokument: str


def lege_bei(datei: bytes, beleg: Beleg, schluessel: bytes) -> bytes:
    """The file with the slip in it; the same bytes for the same file, slip and key."""
    text = json.dumps(asdict(beleg), sort_keys=True, separators=(",", ":"))
    xml = f'<beleg xmlns="{_RAUM}" siegel="{_siegel(text, schluessel)}">{escape(text, quote=False)}</beleg>'
    angaben = f'<ds:datastoreItem xmlns:ds="{_DS}" ds:itemID="{_KENNUNG}"><ds:schemaRefs/></ds:datastoreItem>'
    paket = oeffne(datei)
    haupt, ordner = paket.haupt, posixpath.dirname(paket.haupt)
    teile = {
        **paket.teile,
        _TEIL: xml.encode(),
        _ANGABEN: angaben.encode(),
        rels_name(_TEIL): f'<Relationships xmlns="{BEZIEHUNGEN}"/>'.encode(),
        INHALTSTYPEN: _mit(paket.teile[INHALTSTYPEN], "Override", PartName=f"/{_ANGABEN}", ContentType=_DS_TYP),
    }
    leer = f'<Relationships xmlns="{BEZIEHUNGEN}"/>'.encode()
    for teil, art, ziel in (
        (_TEIL, "customXmlProps", posixpath.basename(_ANGABEN)),
        (haupt, "customXml", posixpath.relpath(_TEIL, ordner)),
    ):
        angabe = {"Id": "vorlagenBeleg", "Type": f"{R}/{art}", "Target": ziel}
        teile[rels_name(teil)] = _mit(teile.get(rels_name(teil), leer), "Relationship", **angabe)
    namen = sorted(teile, key=lambda name: (name != INHALTSTYPEN, name))
    return schreibe_zip(packe(name, teile[name]) for name in namen)


def finde(paket: Paket) -> str:
    """The slip as it lies in the file, seal and all; empty if there is none. Word gives its part another name."""
    for name, inhalt in paket.teile.items():
        if name.startswith("customXml/") and _RAUM.encode() in inhalt:
            wurzel = lies_xml(inhalt, "Herkunft der Datei")
            if wurzel.tag == f"{{{_RAUM}}}beleg":
                return f"{wurzel.get('siegel')}:{wurzel.text or ''}"
    return ""


def marken(beigelegt: str) -> Sequence[str]:
    """The fields in the order in which they were printed, as an unverified slip says them."""
    try:
        genannt = json.loads(beigelegt.partition(":")[2])["marken"]
    except (ValueError, KeyError, TypeError):
        return ()
    return [name for name in genannt if isinstance(name, str)] if isinstance(genannt, list) else ()


def pruefe(beigelegt: str, schluessel: bytes) -> Beleg:
    """The slip, if we made it. Raises `SchabloneUngueltig` for any other, and for none."""
    siegel, _, text = beigelegt.partition(":")
    if not beigelegt or not hmac.compare_digest(siegel.encode(), _siegel(text, schluessel).encode()):
        raise SchabloneUngueltig(_UNBEKANNT)
    try:
        return Beleg(**json.loads(text))
    except TypeError as fehler:  # written by another version of this software
        raise SchabloneUngueltig(_UNBEKANNT) from fehler


def abdruck(wert: str) -> str:
    """By which a value is known again."""
    return sha256(wert.encode()).hexdigest()


def _siegel(text: str, schluessel: bytes) -> str:
    return hmac.digest(schluessel, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def _mit(daten: bytes, name: str, **merkmale: str) -> bytes:
    wurzel = lies_xml(daten, name)
    raum = TYPEN if name == "Override" else BEZIEHUNGEN
    wurzel.append(wurzel.makeelement(f"{{{raum}}}{name}", merkmale))
    return schreibe_xml(wurzel)

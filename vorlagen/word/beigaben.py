"""What a document adds to its template: lists, links, and the lines that announce them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from vorlagen.word import logo
from vorlagen.word.druck import Druck
from vorlagen.word.ooxml import BEZIEHUNGEN, TYPEN, R, lies_xml, schreibe_xml
from vorlagen.word.paket import INHALTSTYPEN, rels_name
from vorlagen.word.uebersetzen import Uebersetzung

_NUMMERN_TYP = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_LEER = f'<Relationships xmlns="{BEZIEHUNGEN}"/>'.encode()


def beigaben(schablone: Uebersetzung, druck: Druck) -> dict[str, bytes]:
    """The parts that differ from the template's, by name."""
    zeilen: dict[str, list[dict[str, str]]] = {}
    for teil, verweise in druck.verweise.items():
        zeilen[teil] = [
            {"Id": id_, "Type": f"{R}/hyperlink", "Target": adresse, "TargetMode": "External"}
            for adresse, id_ in verweise.items()
        ]
    neu: dict[str, bytes] = {}
    if druck.listen:
        name = schablone.nummernteil or posixpath.join(posixpath.dirname(schablone.haupt), "numbering.xml")
        neu[name] = schablone.nummerierung.mit(druck.listen)
        if schablone.nummernteil is None:
            ziel = {"Id": "vorlagenListen", "Type": f"{R}/numbering", "Target": posixpath.basename(name)}
            zeilen.setdefault(schablone.haupt, []).append(ziel)
            neu[INHALTSTYPEN] = _mit_typ(schablone.geruest[INHALTSTYPEN], name)
    for teil in druck.mit_logo:
        bild = posixpath.relpath(logo.TEIL, posixpath.dirname(teil))
        zeilen.setdefault(teil, []).append({"Id": logo.VERWEIS, "Type": f"{R}/image", "Target": bild})
    if druck.mit_logo and druck.logo:
        neu[logo.TEIL] = druck.logo
    for teil, neue in zeilen.items():
        neu[rels_name(teil)] = _mit_zeilen(schablone.geruest, rels_name(teil), neue)
    return neu


def _mit_typ(typen: bytes, name: str) -> bytes:
    wurzel = lies_xml(typen, INHALTSTYPEN)
    wurzel.append(wurzel.makeelement(f"{{{TYPEN}}}Override", {"PartName": f"/{name}", "ContentType": _NUMMERN_TYP}))
    return schreibe_xml(wurzel)


def _mit_zeilen(geruest: Mapping[str, bytes], name: str, neue: list[dict[str, str]]) -> bytes:
    wurzel = lies_xml(geruest.get(name, _LEER), name)
    for merkmale in neue:
        wurzel.append(wurzel.makeelement(f"{{{BEZIEHUNGEN}}}Relationship", merkmale))
    return schreibe_xml(wurzel)

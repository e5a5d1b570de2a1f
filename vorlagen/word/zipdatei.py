"""Zip files with the same bytes for the same content: no clock, no machine, no order but ours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_GESPEICHERT, _KOMPRIMIERT = 0, 8
_NAME_IN_UTF8 = 0x0800
# 1 January 1980, 0:00: the first moment that a zip file can name.
_ZEIT, _DATUM = 0, 0x0021


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One member, packed already: an untouched part of a template is packed once for all its documents."""

    name: str
    gepackt: bytes
    groesse: int
    pruefsumme: int
    verfahren: int


def packe(name: str, inhalt: bytes) -> Eintrag:
    """The member, deflated where that saves bytes."""
    presse = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    gepackt = presse.compress(inhalt) + presse.flush()
    if len(gepackt) < len(inhalt):
        return Eintrag(name, gepackt, len(inhalt), zlib.crc32(inhalt), _KOMPRIMIERT)
    return speichere(name, inhalt)


def speichere(name: str, inhalt: bytes) -> Eintrag:
    """The member as it is: the same bytes whatever zlib a machine has."""
    return Eintrag(name, inhalt, len(inhalt), zlib.crc32(inhalt), _GESPEICHERT)


def schreibe_zip(eintraege: Iterable[Eintrag]) -> bytes:
    """A zip file of these members in this order (PKWARE APPNOTE 6.3, without zip64: less than 4 GB)."""
    datei = bytearray()
    verzeichnis = bytearray()
    anzahl = 0
    for eintrag in eintraege:
        name = eintrag.name.encode()
        kopf = struct.pack(
            "<HHHHHIIIHH",
            20,
            0 if name.isascii() else _NAME_IN_UTF8,
            eintrag.verfahren,
            _ZEIT,
            _DATUM,
            eintrag.pruefsumme,
            len(eintrag.gepackt),
            eintrag.groesse,
            len(name),
            0,
        )
        verzeichnis += b"PK\x01\x02" + struct.pack("<H", 20) + kopf + struct.pack("<HHHII", 0, 0, 0, 0, len(datei))
        verzeichnis += name
        datei += b"PK\x03\x04" + kopf + name + eintrag.gepackt
        anzahl += 1
    ende = struct.pack("<HHHHIIH", 0, 0, anzahl, anzahl, len(verzeichnis), len(datei), 0)
    return bytes(datei + verzeichnis + b"PK\x05\x06" + ende)

"""Finding a marker also where somebody has turned it: small letters, backwards, two bytes a letter, base64, packed."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterator

MARKE = re.compile(rb"mk[0-9a-f]{12}", re.IGNORECASE)
_RUECKWAERTS = re.compile(rb"[0-9a-f]{12}km", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{20,}")
_NUR_HEX = re.compile(rb"[0-9a-f-]+")


def marken_in(roh: bytes) -> set[str]:
    """Every marker in these bytes, as it was made."""
    return {marke for teil in _entpackt(roh) for form in _formen(teil) for marke in _in_dieser(form)}


def _entpackt(roh: bytes) -> Iterator[bytes]:
    """The bytes themselves, and what is packed in a docx or xlsx: names, comments, parts."""
    yield roh
    if roh.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(roh)) as paket:
            yield paket.comment
            for eintrag in paket.infolist():
                yield eintrag.filename.encode() + b"\n" + eintrag.comment + b"\n" + paket.read(eintrag)


def _formen(teil: bytes) -> Iterator[bytes]:
    yield teil
    if b"\0" in teil:
        yield teil.replace(b"\0", b"")  # UTF-16, whichever end comes first
    for fund in _BASE64.findall(teil):
        if not _NUR_HEX.fullmatch(fund):
            yield from _entschluesselt(fund.translate(bytes.maketrans(b"-_", b"+/")))


def _entschluesselt(fund: bytes) -> Iterator[bytes]:
    """What base64 may have stood for; where it began is anybody's guess."""
    for anfang in range(4):
        stueck = fund[anfang:]
        try:
            yield base64.b64decode(stueck[: len(stueck) // 4 * 4])
        except binascii.Error:
            continue


def _in_dieser(form: bytes) -> Iterator[str]:
    for fund in MARKE.findall(form):
        yield _wie_gemacht(fund)
    for fund in _RUECKWAERTS.findall(form):
        yield _wie_gemacht(fund[::-1])


def _wie_gemacht(fund: bytes) -> str:
    return "Mk" + fund.decode().lower()[2:]

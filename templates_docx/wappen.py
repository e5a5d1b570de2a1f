"""The coat of arms that a municipality has not put in yet: a plain shield, drawn point by point."""

from __future__ import annotations

import struct
import zlib
from functools import cache

BREITE, HOEHE = 168, 200
_PUNKTE = 3  # per side of a pixel, for smooth edges
_DUNKEL, _HELL = (47, 75, 110), (255, 255, 255)


@cache
def png() -> bytes:
    """A PNG in sixteen shades, stored without compression: the same bytes whatever zlib a machine has."""
    farben = bytes(
        round(hell + (dunkel - hell) * ton / 15)
        for ton in range(16)
        for dunkel, hell in zip(_DUNKEL, _HELL, strict=True)
    )
    zeilen = b"".join(b"\x00" + _zeile(y) for y in range(HOEHE))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _stueck(b"IHDR", struct.pack(">IIBBBBB", BREITE, HOEHE, 4, 3, 0, 0, 0))
        + _stueck(b"PLTE", farben)
        + _stueck(b"IDAT", zlib.compress(zeilen, 0))
        + _stueck(b"IEND", b"")
    )


def _zeile(y: int) -> bytes:
    toene = [round(15 * _deckung(x, y)) for x in range(BREITE)]
    return bytes(links << 4 | rechts for links, rechts in zip(toene[::2], toene[1::2], strict=True))


def _deckung(x: int, y: int) -> float:
    treffer = sum(
        _farbig((x + (i + 0.5) / _PUNKTE) / BREITE, (y + (j + 0.5) / _PUNKTE) / HOEHE)
        for i in range(_PUNKTE)
        for j in range(_PUNKTE)
    )
    return treffer / _PUNKTE**2


def _farbig(x: float, y: float) -> bool:
    """A shield with a fine light line inside its edge."""
    return _im_schild(x, y, 1.0) and not (_im_schild(x, y, 0.90) and not _im_schild(x, y, 0.84))


def _im_schild(x: float, y: float, groesse: float) -> bool:
    quer, laengs = abs(x - 0.5) / (0.5 * groesse), (y - 0.46) / groesse
    if not -0.46 <= laengs <= 0.54 or quer > 1:
        return False
    return laengs <= 0 or quer <= (1 - (laengs / 0.54) ** 2) ** 0.75


def _stueck(art: bytes, inhalt: bytes) -> bytes:
    return struct.pack(">I", len(inhalt)) + art + inhalt + struct.pack(">I", zlib.crc32(art + inhalt))

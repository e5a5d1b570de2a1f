"""The hash tree of RFC 6962 § 2.1: leaves and nodes are hashed apart, so that neither can pass for the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

ANFANG: Final = "0" * 64
"""What stands for the predecessor of the first link of a chain."""


def kanonisch(wert: Mapping[str, Any]) -> str:
    """Compact JSON with sorted keys (RFC 8785 for strings, whole numbers and null, which is all we hash)."""
    return json.dumps(wert, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def blatt(text: str) -> bytes:
    """The hash of a leaf: SHA-256 over 0x00 and the text in UTF-8."""
    return sha256(b"\0" + text.encode()).digest()


def wurzel(blaetter: Iterable[bytes]) -> bytes:
    """The root over leaves that are read once, holding only as many nodes as the tree is high."""
    gipfel: list[tuple[int, bytes]] = []  # (height, node) of the whole subtrees so far, the highest first
    for knoten in blaetter:
        hoehe = 0
        while gipfel and gipfel[-1][0] == hoehe:
            knoten = _ueber(gipfel.pop()[1], knoten)
            hoehe += 1
        gipfel.append((hoehe, knoten))
    if not gipfel:
        return sha256(b"").digest()
    oben = gipfel.pop()[1]
    while gipfel:
        oben = _ueber(gipfel.pop()[1], oben)
    return oben


def wurzel_aus_pfad(eigenes: bytes, stelle: int, groesse: int, pfad: Sequence[bytes]) -> bytes | None:
    """The root to which a leaf at `stelle` of `groesse` leads along its path (RFC 9162 § 2.1.3.2); None: no path."""
    if not 0 <= stelle < groesse:
        return None
    hier, letzte, knoten = stelle, groesse - 1, eigenes
    for nachbar in pfad:
        if letzte == 0:
            return None
        if hier & 1 or hier == letzte:
            knoten = _ueber(nachbar, knoten)
            while hier and not hier & 1:
                hier, letzte = hier >> 1, letzte >> 1
        else:
            knoten = _ueber(knoten, nachbar)
        hier, letzte = hier >> 1, letzte >> 1
    return knoten if letzte == 0 else None


class Baum:
    """A tree whose leaves may change and grow in number; each change costs as many hashes as the tree is high."""

    def __init__(self, blaetter: Iterable[bytes] = ()) -> None:
        self._ebenen: list[list[bytes]] = [list(blaetter)]
        while len(unten := self._ebenen[-1]) > 1:
            self._ebenen.append([_paar(unten, nr) for nr in range((len(unten) + 1) // 2)])

    def __len__(self) -> int:
        return len(self._ebenen[0])

    @property
    def wurzel(self) -> bytes:
        """The root; that of an empty tree is the hash of nothing."""
        return self._ebenen[-1][0] if len(self) else sha256(b"").digest()

    def setze(self, stelle: int, neues: bytes) -> None:
        """Change a leaf, or add one behind the last. Raises `IndexError` for a place further on."""
        _lege(self._ebenen[0], stelle, neues)
        for hoehe in range(1, (len(self) - 1).bit_length() + 1):
            if hoehe == len(self._ebenen):
                self._ebenen.append([])
            stelle //= 2
            _lege(self._ebenen[hoehe], stelle, _paar(self._ebenen[hoehe - 1], stelle))

    def pfad(self, stelle: int) -> list[bytes]:
        """The neighbours that lead from a leaf to the root, the nearest first."""
        pfad = []
        for ebene in self._ebenen[:-1]:
            if stelle ^ 1 < len(ebene):
                pfad.append(ebene[stelle ^ 1])
            stelle //= 2
        return pfad


def _lege(ebene: list[bytes], stelle: int, knoten: bytes) -> None:
    if stelle == len(ebene):
        ebene.append(knoten)
    else:
        ebene[stelle] = knoten


def _paar(unten: Sequence[bytes], nr: int) -> bytes:
    """The node over two; one without a neighbour moves up as it is."""
    return _ueber(unten[2 * nr], unten[2 * nr + 1]) if 2 * nr + 1 < len(unten) else unten[2 * nr]


def _ueber(links: bytes, rechts: bytes) -> bytes:
    return sha256(b"\1" + links + rechts).digest()

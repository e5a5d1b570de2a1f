"""Many small files, alone or in zip packages: counted before one is opened, and again while it is unpacked.

What a package says of its own size is not believed.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from vorlagen.dateien.namen import sichtbar
from vorlagen.fehler import EingabeUngueltig

_ENDE: Final = b"PK\x05\x06"
_VERZEICHNIS: Final = 1_000_000
"""Bytes of a package's table of contents; it is read as a whole."""
_STUECK: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """So many files and bytes in all, unpacked, and so many times smaller when packed."""

    dateien: int = 500
    bytes_: int = 50_000_000
    verhaeltnis: int = 200


def entpacke(dateien: Iterable[tuple[str, bytes]], endung: str, grenzen: Grenzen) -> list[tuple[str, bytes]]:
    """Every file with this ending (".json"), those out of packages by their own names; other members are left out.

    Raises `EingabeUngueltig` for what is neither such a file nor a package of them, and beyond the limits.
    """
    gelesen: list[tuple[str, bytes]] = []
    rest = grenzen.bytes_
    for name, inhalt in dateien:
        for innen, bytes_ in _teile(name, inhalt, endung, grenzen, rest):
            rest -= len(bytes_)
            gelesen.append((innen, bytes_))
            if rest < 0 or len(gelesen) > grenzen.dateien:
                raise _abgelehnt(
                    f"Auf einmal gehen {grenzen.dateien} Dateien mit zusammen {grenzen.bytes_ // 1_000_000} MB."
                )
    return gelesen


def _teile(name: str, inhalt: bytes, endung: str, grenzen: Grenzen, rest: int) -> Iterator[tuple[str, bytes]]:
    sauber = sichtbar(name)[:200]
    if not inhalt.startswith(b"PK"):
        if not sauber.lower().endswith(endung):
            raise _abgelehnt(f"„{sauber}“ ist weder eine Datei mit der Endung {endung} noch ein ZIP-Archiv davon.")
        yield sauber, inhalt
        return
    try:
        _pruefe_verzeichnis(sauber, inhalt)
        with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
            for eintrag in archiv.infolist():
                innen = sichtbar(eintrag.filename)[:200]
                if innen.lower().endswith(endung) and not eintrag.filename.startswith("__MACOSX/"):
                    teil = _packe_aus(archiv, eintrag, innen, grenzen, rest)
                    rest -= len(teil)
                    yield innen, teil
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as fehler:
        raise _abgelehnt(f"„{sauber}“ ist kein lesbares ZIP-Archiv.") from fehler


def _pruefe_verzeichnis(name: str, inhalt: bytes) -> None:
    """The end of a package says how long its table of contents is, before anything reads that."""
    ende = inhalt.rfind(_ENDE)
    if ende < 0 or struct.unpack_from("<L", inhalt, ende + 12)[0] > _VERZEICHNIS:
        raise _abgelehnt(f"„{name}“ ist kein lesbares ZIP-Archiv, oder es besteht aus zu vielen Teilen.")


def _packe_aus(archiv: zipfile.ZipFile, eintrag: zipfile.ZipInfo, name: str, grenzen: Grenzen, rest: int) -> bytes:
    if eintrag.flag_bits & 1:
        raise _abgelehnt(f"„{name}“ ist mit einem Kennwort verschlüsselt. Bitte packen Sie ohne Kennwort.")
    if eintrag.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _abgelehnt(f"„{name}“ ist auf ungewöhnliche Weise gepackt. Bitte packen Sie neu.")
    gelesen = bytearray()
    with archiv.open(eintrag) as strom:
        while stueck := strom.read(_STUECK):
            gelesen += stueck
            dicht = len(gelesen) > 1_000_000 and len(gelesen) > grenzen.verhaeltnis * max(eintrag.compress_size, 1)
            if dicht or len(gelesen) > rest:
                raise _abgelehnt(f"„{name}“ würde ausgepackt zu groß: Zusammen gehen {grenzen.bytes_ // 1_000_000} MB.")
    return bytes(gelesen)


def _abgelehnt(satz: str) -> EingabeUngueltig:
    return EingabeUngueltig(satz, {"dateien": [satz]})

"""LibreOffice inside this process, by its C interface (LibreOfficeKit): no socket, no second language runtime.

Only the first entries of its tables of functions are named; LibreOffice appends to them and never moves one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path
from typing import Final, TypeVar

_ORTE: Final = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program")
_BIBLIOTHEKEN: Final = ("libmergedlo.so", "libsofficeapp.so")

# Nothing is fetched, no macro runs, no link is followed; whoever gets round that finds a proxy that nobody minds.
_EINSTELLUNGEN: Final = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{art}ProxyName", "127.0.0.1") for art in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{art}ProxyPort", "9") for art in ("HTTP", "HTTPS", "FTP")),
)


_Klasse = TypeVar("_Klasse", bound=ctypes.Structure)


class Gescheitert(Exception):
    """LibreOffice could not read or write the document, and says why in its own words."""


class _Bueroklasse(ctypes.Structure):
    _fields_ = (
        ("nSize", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("documentLoad", ctypes.c_void_p),
        ("getError", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)),
        ("documentLoadWithOptions", ctypes.CFUNCTYPE(ctypes.c_void_p, *[ctypes.c_void_p, *[ctypes.c_char_p] * 2])),
        ("freeError", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    )


class _Blattklasse(ctypes.Structure):
    _fields_ = (
        ("nSize", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("saveAs", ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p, *[ctypes.c_char_p] * 3])),
    )


def finde() -> Path | None:
    """The folder of the programs of the LibreOffice of this machine, or None."""
    gerufen = shutil.which("soffice") or shutil.which("libreoffice")
    orte = [Path(gerufen).resolve().parent] if gerufen else []
    orte += [*map(Path, _ORTE), *sorted(Path("/opt").glob("libreoffice*/program"), reverse=True)]
    return next((ort for ort in orte if taugt(ort)), None)


def taugt(ort: Path) -> bool:
    """True if there is a LibreOffice in this folder that can be asked."""
    return any((ort / name).is_file() for name in _BIBLIOTHEKEN)


class Buero:
    """One running LibreOffice with a profile of its own; there can be one in a process, and it stays."""

    def __init__(self, programm: Path, profil: Path) -> None:
        os.environ["SAL_USE_VCLPLUGIN"] = "svp"
        _schreibe_profil(profil)
        beginne = _bibliothek(programm).libreofficekit_hook_2
        beginne.restype, beginne.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_char_p)
        self._hier = beginne(str(programm).encode(), profil.as_uri().encode())
        if not self._hier:
            raise Gescheitert("LibreOffice did not start")
        self._klasse = _erste(self._hier, _Bueroklasse)

    def wandle(self, quelle: Path, ziel: Path, optionen: str) -> None:
        """Read one file and write it as PDF. `optionen` is the export filter's JSON. Raises `Gescheitert`."""
        blatt = self._klasse.documentLoadWithOptions(self._hier, quelle.as_uri().encode(), b"Batch=true,Language=de-DE")
        if not blatt:
            raise Gescheitert(self._satz())
        klasse = _erste(blatt, _Blattklasse)
        try:
            if not klasse.saveAs(blatt, ziel.as_uri().encode(), b"pdf", optionen.encode()):
                raise Gescheitert(self._satz())
        finally:
            klasse.destroy(blatt)

    def _satz(self) -> str:
        wort = self._klasse.getError(self._hier)
        if not wort:
            return "no reason given"
        try:
            return (ctypes.string_at(wort) or b"").decode(errors="replace")[:500]
        finally:
            self._klasse.freeError(wort)


def _bibliothek(programm: Path) -> ctypes.CDLL:
    for name in _BIBLIOTHEKEN:
        if (programm / name).is_file():
            return ctypes.CDLL(str(programm / name))
    raise Gescheitert(f"no LibreOffice in {programm}")


def _erste(zeiger: int, klasse: type[_Klasse]) -> _Klasse:
    """An object of LibreOffice begins with a pointer to its table of functions."""
    return klasse.from_address(ctypes.c_void_p.from_address(zeiger).value or 0)


def _schreibe_profil(profil: Path) -> None:
    zeilen = "".join(
        f'<item oor:path="/org.openoffice.{ort}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{wert}</value></prop></item>"
        for ort, name, wert in _EINSTELLUNGEN
    )
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{zeilen}</oor:items>\n',
        encoding="utf-8",
    )

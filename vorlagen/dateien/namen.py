"""Names of files that every file system takes and that look like what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

LAENGE: Final = 200
"""Bytes of a name in UTF-8 before its ending; file systems know 255 for all of it."""

# Reserved by file systems; control characters; marks that cannot be seen or that turn the direction of writing.
_UNTAUGLICH: Final = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff'
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_GERAETE: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.ASCII)
_ENDUNG: Final = re.compile(r"\.([a-z][a-z0-9]{0,5}|7z)$", re.ASCII)


def saeubere_namen(name: str, endung: str) -> str:
    """The last part of a name without what no file system or reader should meet, with the ending that is true."""
    sauber = sichtbar(name)
    stamm, punkt, bisher = sauber.rpartition(".")
    if punkt and bisher.lower() in (endung, "jpeg" if endung == "jpg" else endung):
        sauber = stamm
    sauber = _gekuerzt(sauber).strip(". ") or "Anlage"
    return f"{'_' if _GERAETE.fullmatch(sauber) else ''}{sauber}.{endung}"


def endung_von(name: str) -> str:
    """What the name says the file is, in small letters; "" for a name without an ending („Bericht 2.5“)."""
    fund = _ENDUNG.search(sichtbar(name).lower())
    return fund[1] if fund else ""


def eindeutig(name: str, vergeben: Collection[str]) -> str:
    """The name, numbered if another file has it already; large and small letters make no difference."""
    belegt = {unicodedata.normalize("NFC", anderer).casefold() for anderer in vergeben}
    stamm, punkt, endung = name.rpartition(".")
    nr, neu = 1, name
    while neu.casefold() in belegt:
        nr += 1
        neu = f"{_gekuerzt(stamm, LAENGE - 8)} ({nr}){punkt}{endung}"
    return neu


def sichtbar(name: str) -> str:
    """The last part of a name, without marks that cannot be seen."""
    letzter = name.replace("\\", "/").rpartition("/")[2]
    return " ".join(_UNTAUGLICH.sub("", unicodedata.normalize("NFC", letzter)).split()).strip(". ")


def _gekuerzt(text: str, laenge: int = LAENGE) -> str:
    return text.encode()[:laenge].decode(errors="ignore")

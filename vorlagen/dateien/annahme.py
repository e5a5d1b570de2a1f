"""The gate for one file: what it is, whether its name says so, and that nothing in it acts by itself.

The bytes decide. A picture is painted anew, so that place, device and whatever else rode along stay outside; every
other file is taken as it is, or not at all: a signature in it stays valid.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from vorlagen.dateien import bilder, pakete, pdf
from vorlagen.dateien.arten import BILDER, CSV, GIF, PDF, PNG, TXT, Dateiart, abgelehnt, aus_anfang, unbekannt
from vorlagen.dateien.namen import endung_von, saeubere_namen

_ALTES_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEITE = re.compile(rb"\s*<(?:!|\?|/?[a-z])", re.IGNORECASE)
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Datei:
    """A file that was taken: its clean name, its kind, the bytes to keep."""

    name: str
    art: Dateiart
    inhalt: bytes


def nimm_an(name: str, inhalt: bytes) -> Datei:
    """Check one file. Raises `EingabeUngueltig` with what is wrong and what to do instead."""
    if not inhalt:
        raise abgelehnt("Die Datei ist leer. Bitte wählen Sie sie noch einmal aus.")
    art = _erkenne(inhalt, endung_von(name))
    _pruefe_endung(name, art)
    if art is PDF:
        pdf.pruefe(inhalt)
    elif art in BILDER:
        inhalt, art = bilder.male_neu(inhalt, art), PNG if art is GIF else art
    return Datei(saeubere_namen(_ohne_gif(name) if art is PNG else name, art.endung), art, inhalt)


def _erkenne(inhalt: bytes, endung: str) -> Dateiart:
    if inhalt.startswith(_ALTES_OFFICE):
        raise abgelehnt(
            "Das ist eine alte Office-Datei (.doc, .xls, .ppt) oder eine mit Kennwort verschlüsselte. "
            "Bitte speichern Sie sie ohne Kennwort im heutigen Format (.docx, .xlsx, .pptx) oder als PDF."
        )
    if inhalt.startswith(b"PK"):
        return pakete.pruefe(inhalt)
    art = aus_anfang(inhalt)
    if art is None and endung in (TXT.endung, CSV.endung):
        _pruefe_text(inhalt)
        art = TXT if endung == TXT.endung else CSV
    if art is None:
        raise unbekannt()
    return art


def _pruefe_endung(name: str, art: Dateiart) -> None:
    """A name without an ending is given the true one; a wrong one would deceive whoever opens the file."""
    endung = endung_von(name)
    if endung and endung not in (art.endung, *art.auch):
        raise abgelehnt(
            f"Die Datei endet auf „.{endung}“, ihr Inhalt ist aber {art.name}. "
            f"Bitte geben Sie ihr die Endung „.{art.endung}“ oder wählen Sie die richtige Datei."
        )


def _pruefe_text(inhalt: bytes) -> None:
    """Plain text: no program, no page of the web that only calls itself text."""
    text = _dekodiert(inhalt)
    if text is None or _STEUERZEICHEN.search(text) or _SEITE.match(text[:200].lstrip("\ufeff").encode()):
        raise abgelehnt(
            "Diese Datei enthält keinen reinen Text. Bitte speichern Sie sie als Text oder CSV in UTF-8, oder als PDF."
        )


def _dekodiert(inhalt: bytes) -> str | None:
    zeichensatz = "utf-16" if inhalt.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    for versuch in (zeichensatz, "cp1252"):
        try:
            return inhalt.decode(versuch)
        except UnicodeDecodeError:
            continue
    return None


def _ohne_gif(name: str) -> str:
    return name[: -len(".gif")] if endung_von(name) == GIF.endung else name

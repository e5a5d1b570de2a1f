"""The kinds of files that are taken, and how the first bytes tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vorlagen.fehler import EingabeUngueltig


@dataclass(frozen=True, slots=True)
class Dateiart:
    """What a file is: the ending of its name, its media type, its name in a sentence, other endings for the same."""

    endung: str
    typ: str
    name: str
    auch: tuple[str, ...] = ()


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = Dateiart("pdf", "application/pdf", "eine PDF-Datei")
DOCX = Dateiart("docx", f"{_OOXML}wordprocessingml.document", "ein Word-Dokument")
XLSX = Dateiart("xlsx", f"{_OOXML}spreadsheetml.sheet", "eine Excel-Tabelle")
PPTX = Dateiart("pptx", f"{_OOXML}presentationml.presentation", "eine PowerPoint-Präsentation")
ODT = Dateiart("odt", f"{_ODF}text", "ein OpenDocument-Text")
ODS = Dateiart("ods", f"{_ODF}spreadsheet", "eine OpenDocument-Tabelle")
ODP = Dateiart("odp", f"{_ODF}presentation", "eine OpenDocument-Präsentation")
PNG = Dateiart("png", "image/png", "ein PNG-Bild")
JPG = Dateiart("jpg", "image/jpeg", "ein JPG-Bild", ("jpeg", "jpe"))
WEBP = Dateiart("webp", "image/webp", "ein WebP-Bild")
GIF = Dateiart("gif", "image/gif", "ein GIF-Bild")
TXT = Dateiart("txt", "text/plain", "ein reiner Text")
CSV = Dateiart("csv", "text/csv", "eine CSV-Tabelle")

OFFICE: Final = (DOCX, XLSX, PPTX)
OPENDOCUMENT: Final = (ODT, ODS, ODP)
BILDER: Final = (PNG, JPG, WEBP, GIF)
ALLE: Final = (PDF, *OFFICE, *OPENDOCUMENT, *BILDER, TXT, CSV)

MOEGLICH: Final = "Möglich sind " + ", ".join(art.endung.upper() for art in ALLE[:-1]) + " und CSV ohne Makros."
"""The sentence with all kinds, for forms and refusals."""


def abgelehnt(satz: str) -> EingabeUngueltig:
    """The refusal of a file, at the field that brought it."""
    return EingabeUngueltig(satz, {"datei": [satz]})


def unbekannt() -> EingabeUngueltig:
    """The refusal of what is none of these kinds."""
    return abgelehnt(f"Diese Datei wird nicht angenommen. {MOEGLICH}")


def aus_anfang(inhalt: bytes) -> Dateiart | None:
    """What the first bytes say; a package of either office has to be opened first and is none yet."""
    if inhalt.startswith(b"%PDF-"):
        return PDF
    if inhalt.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if inhalt.startswith(b"\xff\xd8\xff"):
        return JPG
    if inhalt.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    return WEBP if inhalt[:4] == b"RIFF" and inhalt[8:12] == b"WEBP" else None

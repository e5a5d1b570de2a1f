"""Settings of PDF files: where LibreOffice is, how many work at once, how long and how much each may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vorlagen.einstellwerte import spanne
from vorlagen.fehler import EinstellungUngueltig

TABELLE: tuple[tuple[str, str, str], ...] = (
    (
        "VORLAGEN_LIBREOFFICE",
        "wird gesucht",
        "Ordner der Programme von LibreOffice, etwa /opt/libreoffice24.8/program; „aus“: keine PDF-Dateien",
    ),
    ("VORLAGEN_PDF_ZUGLEICH", "2", "So viele PDF-Dateien entstehen in der Installation zugleich, höchstens 16"),
    ("VORLAGEN_PDF_SEKUNDEN", "60", "Nach so vielen Sekunden wird eine PDF-Datei aufgegeben, höchstens 600"),
    ("VORLAGEN_PDF_MB", "1024", "Arbeitsspeicher für jedes LibreOffice in MB, mindestens 256"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Druckerei:
    """The checked settings. `libreoffice` None: looked for where it usually is; `ohne`: nobody wants any."""

    libreoffice: Path | None = None
    ohne: bool = False
    zugleich: int = 2
    sekunden: int = 60
    megabyte: int = 1024


def lies_druckerei(werte: Mapping[str, str]) -> Druckerei:
    """Read and check them. Raises `EinstellungUngueltig`."""

    def zahl(name: str, sonst: int, von: int, bis: int) -> int:
        return spanne(name, werte.get(name) or str(sonst), von, bis)

    wo = werte.get("VORLAGEN_LIBREOFFICE") or ""
    if wo and wo != "aus" and not Path(wo).is_dir():
        raise EinstellungUngueltig(f"VORLAGEN_LIBREOFFICE: Den Ordner „{wo}“ gibt es nicht.")
    return Druckerei(
        libreoffice=Path(wo).resolve() if wo not in ("", "aus") else None,
        ohne=wo == "aus",
        zugleich=zahl("VORLAGEN_PDF_ZUGLEICH", 2, 1, 16),
        sekunden=zahl("VORLAGEN_PDF_SEKUNDEN", 60, 5, 600),
        megabyte=zahl("VORLAGEN_PDF_MB", 1024, 256, 65_536),
    )

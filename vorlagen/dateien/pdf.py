"""PDF files: taken as they are, or refused if something in them acts by itself or hides another file.

They are never mended: a signature in them has to stay valid, and whoever made the file can make a plain one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

from vorlagen.dateien.arten import abgelehnt

OBJEKTE: Final = 400_000
"""Objects of one file that are looked at; a plan of 50 MB has about 100,000."""
TIEFE: Final = 60

# ISO 32000-2, § 12.6.4: actions that start a program, run a script or read another file.
_TATEN: Final = {
    "/JavaScript": "ein Programm (JavaScript)",
    "/Launch": "einen Befehl, der ein anderes Programm startet",
    "/ImportData": "einen Befehl, der fremde Daten einliest",
    "/GoToE": "einen Sprung in eine eingebettete Datei",
    "/RichMediaExecute": "Multimedia-Inhalte",
    "/Rendition": "Multimedia-Inhalte",
}
_TEILE: Final = {
    "/JS": "ein Programm (JavaScript)",
    "/JavaScript": "ein Programm (JavaScript)",
    "/EmbeddedFiles": "eingebettete Dateien",
    "/EF": "eingebettete Dateien",
    "/XFA": "ein dynamisches Formular (XFA)",
}
# One stream unpacked; what is bigger is not read on, so that a small file cannot fill the memory.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64_000_000,
    run_length_max_memory=64_000_000,
    png_max_memory=64_000_000,
    tiff_max_memory=64_000_000,
    doc_max_warnings=500,
)


def pruefe(inhalt: bytes) -> None:
    """Raises `EingabeUngueltig` for what is damaged, locked by a password, or does more than show pages."""
    try:
        with pikepdf.open(BytesIO(inhalt), suppress_warnings=True) as pdf:
            for was in _funde(pdf):
                raise abgelehnt(
                    f"Die PDF-Datei enthält {was}. Bitte geben Sie sie als PDF/A aus oder drucken Sie sie in eine "
                    "neue PDF-Datei; eingebettete Dateien hängen Sie bitte einzeln an."
                )
    except pikepdf.PasswordError as fehler:
        raise abgelehnt(
            "Die PDF-Datei ist mit einem Kennwort verschlossen. Bitte speichern Sie sie ohne Kennwort."
        ) from fehler
    except (pikepdf.PdfError, ValueError, RuntimeError) as fehler:
        raise abgelehnt("Die PDF-Datei ist beschädigt. Bitte geben Sie sie noch einmal als PDF aus.") from fehler


def _funde(pdf: pikepdf.Pdf) -> Iterator[str]:
    if len(pdf.objects) > OBJEKTE:
        yield "zu viele Bestandteile"
    if not len(pdf.pages):
        yield "keine Seite"
    for objekt in pdf.objects:
        yield from _in(objekt, TIEFE)
    start = pdf.Root.get("/OpenAction")
    if isinstance(start, pikepdf.Dictionary) and start.get("/S") in ("/URI", "/SubmitForm"):
        yield "einen Befehl, der beim Öffnen eine Adresse aufruft"


def _in(objekt: Any, tiefe: int) -> Iterator[str]:
    """What this object says of itself; one that has a number of its own is met elsewhere."""
    if tiefe == 0:
        yield "zu tief geschachtelte Bestandteile"
    elif isinstance(objekt, pikepdf.Stream):
        yield from _in(objekt.stream_dict, tiefe - 1)
    elif isinstance(objekt, pikepdf.Dictionary):
        tat = objekt.get("/S")
        if isinstance(tat, pikepdf.Name) and str(tat) in _TATEN:
            yield _TATEN[str(tat)]
        for name, wert in objekt.items():
            if name in _TEILE:
                yield _TEILE[name]
            yield from _kind(wert, tiefe)
    elif isinstance(objekt, pikepdf.Array):
        for wert in objekt:
            yield from _kind(wert, tiefe)


def _kind(wert: Any, tiefe: int) -> Iterator[str]:
    if isinstance(wert, pikepdf.Object) and not wert.is_indirect:
        yield from _in(wert, tiefe - 1)

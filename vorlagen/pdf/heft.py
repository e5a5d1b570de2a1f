"""Many PDF files bound into one: bookmarks, and on each page which one of the whole it is.

The pages are taken as they are; what tells reading programs about a single file (tags, form fields) does not survive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import pikepdf
from PIL import Image, ImageOps

_A4: Final = (595, 842)
_RAND: Final = 42
_BREITE: Final = 125
"""Points that "Seite 1234 von 1234 der Mappe" takes in letters of 8 points."""


@dataclass(frozen=True, slots=True)
class Blatt:
    """A file to be bound, under its bookmark, and what is bound below it; one of the two there must be."""

    titel: str
    datei: Path | None = None
    unter: tuple[Blatt, ...] = ()


def lesbar(datei: Path) -> bool:
    """True for a PDF whose pages can be taken."""
    try:
        with pikepdf.open(datei, suppress_warnings=True) as offen:
            return bool([seite.cropbox for seite in offen.pages])
    except (pikepdf.PdfError, KeyError, TypeError, ValueError, RuntimeError):
        return False


def aus_bild(inhalt: bytes) -> bytes:
    """A picture on a sheet of A4, upright or across, never larger than it is at 96 dots an inch."""
    with Image.open(BytesIO(inhalt)) as offen:
        gemaltes = ImageOps.exif_transpose(offen).convert("RGBA")
    bild = Image.new("RGB", gemaltes.size, "white")
    bild.paste(gemaltes, mask=gemaltes)
    breite, hoehe = _A4 if bild.height >= bild.width else _A4[::-1]
    mass = min((breite - 2 * _RAND) / bild.width, (hoehe - 2 * _RAND) / bild.height, 0.75)
    auf = BytesIO()
    bild.save(auf, "PDF", resolution=72 / mass)
    ziel = BytesIO()
    with pikepdf.open(auf) as einzeln, pikepdf.new() as blatt:
        blatt.add_blank_page(page_size=(breite, hoehe))
        b, h = bild.width * mass, bild.height * mass
        links, unten = (breite - b) / 2, hoehe - _RAND - h
        blatt.pages[0].add_overlay(einzeln.pages[0], pikepdf.Rectangle(links, unten, links + b, unten + h))
        blatt.save(ziel)
    return ziel.getvalue()


def binde(blaetter: Sequence[Blatt], ziel: BinaryIO, *, titel: str) -> int:
    """Write all files as one, in this order; returns the number of its pages."""
    with pikepdf.new() as heft:
        eintraege = [_haenge_an(heft, blatt) for blatt in blaetter]
        with heft.open_outline() as gliederung:
            gliederung.root.extend(eintraege)
        _zaehle(heft)
        heft.docinfo["/Title"] = pikepdf.String(titel)
        heft.Root.Lang = pikepdf.String("de-DE")
        heft.Root.PageMode = pikepdf.Name.UseOutlines
        heft.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        heft.save(ziel, deterministic_id=True)
        return len(heft.pages)


def _haenge_an(heft: pikepdf.Pdf, blatt: Blatt) -> pikepdf.OutlineItem:
    seite = len(heft.pages)
    if blatt.datei is not None:
        with pikepdf.open(blatt.datei, suppress_warnings=True) as offen:
            heft.pages.extend(offen.pages)
    unter = [_haenge_an(heft, eines) for eines in blatt.unter]
    eintrag = pikepdf.OutlineItem(blatt.titel, seite)
    eintrag.children.extend(unter)
    return eintrag


def _zaehle(heft: pikepdf.Pdf) -> None:
    schrift = heft.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    alle = len(heft.pages)
    for nummer, seite in enumerate(heft.pages, 1):
        name = seite.add_resource(schrift, pikepdf.Name.Font)
        a, b, c, d, x, y = _oben_rechts(seite)
        wort = f"({f'Seite {nummer} von {alle} der Mappe'}) Tj"
        stempel = f"/Artifact BMC q 0.35 g BT {name} 8 Tf {a} {b} {c} {d} {x:.1f} {y:.1f} Tm {wort} ET Q EMC"
        seite.contents_add(b"q", prepend=True)
        seite.contents_add(f"Q {stempel}".encode())


def _oben_rechts(seite: pikepdf.Page) -> tuple[int, int, int, int, float, float]:
    """The matrix of a line of text at the upper right of the page as it is shown, whichever way it is turned."""
    links, unten, rechts, oben = (float(wert) for wert in seite.cropbox)
    ein, ab = 18.0, _RAND / 2 + _BREITE
    match int(seite.obj.get("/Rotate", 0)) % 360:
        case 90:
            return 0, 1, -1, 0, links + ein, oben - ab
        case 180:
            return -1, 0, 0, -1, links + ab, unten + ein
        case 270:
            return 0, -1, 1, 0, rechts - ein, unten + ab
    return 1, 0, 0, 1, rechts - ab, oben - ein

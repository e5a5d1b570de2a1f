"""Pictures are painted anew: what is not a pixel (place, device, comments, a second file behind it) stays outside."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from vorlagen.dateien.arten import GIF, JPG, PNG, WEBP, Dateiart, abgelehnt

PUNKTE: Final = 50_000_000
"""Pixels of one picture: a scanned A3 sheet in 400 dpi has 30 million."""

_FORMATE: Final = {PNG: "PNG", JPG: "JPEG", WEBP: "WEBP", GIF: "GIF"}
_GUETE: Final = 90


def male_neu(inhalt: bytes, art: Dateiart) -> bytes:
    """The same picture without anything else in it, the right way up; of a moving one the first image, as PNG.

    Raises `EingabeUngueltig`. The number of pixels is read before one of them is unpacked.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a big or odd picture is judged below, not told to the log
            with Image.open(BytesIO(inhalt), formats=[_FORMATE[art]]) as bild:
                if bild.width * bild.height > PUNKTE:
                    raise abgelehnt(
                        f"Das Bild ist zu groß: höchstens {PUNKTE // 1_000_000} Millionen Bildpunkte sind möglich. "
                        "Bitte verkleinern Sie es."
                    )
                return _gespeichert(_in_srgb(ImageOps.exif_transpose(bild)), PNG if art is GIF else art)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fehler:
        raise abgelehnt("Dieses Bild ist beschädigt. Bitte speichern Sie es noch einmal ab.") from fehler


def als_png(gemalt: bytes, *, hoechstens: int) -> bytes:
    """What `male_neu` painted, as a PNG with at most `hoechstens` pixels on each side."""
    with Image.open(BytesIO(gemalt), formats=["PNG", "JPEG"]) as bild:
        klein = bild.convert("RGBA" if bild.has_transparency_data else "RGB")
        klein.thumbnail((hoechstens, hoechstens))
        return _gespeichert(klein, PNG)


def _in_srgb(bild: Image.Image) -> Image.Image:
    """The colours as they were meant, without the profile that says how."""
    profil = bild.info.get("icc_profile")
    if not profil or bild.mode not in ("RGB", "CMYK"):
        return bild
    try:
        quelle = ImageCms.ImageCmsProfile(BytesIO(profil))
        umgerechnet = ImageCms.profileToProfile(bild, quelle, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return bild
    return umgerechnet or bild


def _gespeichert(bild: Image.Image, art: Dateiart) -> bytes:
    """Only the pixels are written: whatever hung on the old picture is taken off, and nothing is passed to the writer.

    Without a second copy of the pixels: a picture of 50 million has 200 MB of them.
    """
    bild = bild.convert(_farben(bild, art)) if bild.mode not in ("1", "L", "LA", "I;16") or art is not PNG else bild
    bild.info = {}
    ziel = BytesIO()
    bild.save(ziel, _FORMATE[art], **({} if art is PNG else {"quality": _GUETE}))
    return ziel.getvalue()


def _farben(bild: Image.Image, art: Dateiart) -> str:
    if art is JPG:
        return bild.mode if bild.mode in ("L", "CMYK") else "RGB"
    return "RGBA" if bild.has_transparency_data else "RGB"

"""Small files for tests, made part by part: what the gate takes, and what it must not."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from vorlagen.dateien.arten import DOCX

_RAUM = "http://schemas.openxmlformats.org"
_TYPEN = '<Types xmlns="{0}/package/2006/content-types"><Override PartName="/{1}" ContentType="{2}"/></Types>'


def pdf(*objekte: bytes, katalog: bytes = b"", seite: bytes = b"") -> bytes:
    """One empty page (ISO 32000-1, plain objects); `objekte` follow from number 4, the others are put into theirs."""
    alle = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % katalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % seite,
        *objekte,
    ]
    datei, orte = b"%PDF-1.7\n", []
    for nr, objekt in enumerate(alle, start=1):
        orte.append(len(datei))
        datei += b"%d 0 obj\n%s\nendobj\n" % (nr, objekt)
    verzeichnis = b"".join(b"%010d 00000 n \n" % ort for ort in orte)
    kopf = b"xref\n0 %d\n0000000000 65535 f \n" % (len(alle) + 1)
    ende = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(alle) + 1, len(datei))
    return datei + kopf + verzeichnis + ende


PDF = pdf()


def strom(inhalt: bytes, *, gepackt: bool = False, eintraege: bytes = b"") -> bytes:
    """A stream object."""
    filter_ = b"/Filter /FlateDecode" if gepackt else b""
    daten = zlib.compress(inhalt, 9) if gepackt else inhalt
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(daten), filter_, eintraege, daten)


def paket(teile: Mapping[str, bytes | str]) -> bytes:
    """A zip file of these parts."""
    datei = BytesIO()
    with zipfile.ZipFile(datei, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in teile.items():
            archiv.writestr(name, inhalt)
    return datei.getvalue()


def ooxml(
    teile: Mapping[str, bytes | str] | None = None,
    *,
    typ: str = f"{DOCX.typ}.main+xml",
    haupt: str = "word/document.xml",
) -> bytes:
    """An office file with a main part; `teile` are added or replace what is there."""
    grund = {"[Content_Types].xml": _TYPEN.format(_RAUM, haupt, typ), haupt: "<document/>"}
    return paket({**grund, **(teile or {})})


def beziehung(art: str, ziel: str, *, fremd: bool = True) -> str:
    """A `.rels` part with one relation."""
    modus = ' TargetMode="External"' if fremd else ""
    return (
        f'<Relationships xmlns="{_RAUM}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_RAUM}/officeDocument/2006/relationships/{art}" Target="{ziel}"{modus}/></Relationships>'
    )


def odf(typ: str, teile: Mapping[str, bytes | str] | None = None) -> bytes:
    """An OpenDocument file."""
    return paket({"mimetype": typ, "content.xml": "<content/>", **(teile or {})})


def bild(format_: str, groesse: tuple[int, int] = (4, 3), *, modus: str = "RGB", **rest: object) -> bytes:
    """A picture of one colour; `rest` goes to Pillow."""
    datei = BytesIO()
    Image.new(modus, groesse).save(datei, format_, **rest)
    return datei.getvalue()


def png_bombe(breite: int, hoehe: int) -> bytes:
    """A PNG that says it is this big and has no pixels: whoever believes it has no memory left."""

    def block(art: bytes, daten: bytes) -> bytes:
        return struct.pack(">I", len(daten)) + art + daten + struct.pack(">I", zlib.crc32(art + daten))

    kopf = struct.pack(">IIBBBBB", breite, hoehe, 8, 2, 0, 0, 0)
    bloecke = ((b"IHDR", kopf), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(block(art, daten) for art, daten in bloecke)

"""The last look at a PDF before anybody gets it: is it what we say it is? What is not, is not given out.

Looked at is what can be read without a validator: it is not a certificate. ISO 19005-2 (PDF/A-2b), ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf

_SCHRIFTDATEIEN: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_NEUJAHR: Final = bytes.fromhex("07d000010001000000000000")
"""When a colour profile was made, ISO 15076-1 § 7.2.8: the first of January 2000."""
_ZEITEN: Final = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")


def vollende(pdf: bytes) -> bytes:
    """The same file without the time at which it was made, so that the same document gives the same bytes.

    LibreOffice writes a title with unusual characters differently in its two places; here it is the same.
    """
    ziel = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as offen:
        titel = "".join(z for z in " ".join(str(offen.docinfo.get("/Title", "")).split()) if z.isprintable())
        offen.docinfo["/Title"] = pikepdf.String(titel)
        with offen.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = titel
            for name in _ZEITEN:
                if name in xmp:
                    del xmp[name]
        for name in ("/CreationDate", "/ModDate"):
            if name in offen.docinfo:
                del offen.docinfo[name]
        for absicht in _liste(offen.Root.get("/OutputIntents")):
            if isinstance(profil := absicht.get("/DestOutputProfile"), pikepdf.Stream):
                farben = profil.read_bytes()
                profil.write(farben[:24] + _NEUJAHR + farben[36:])
        for name in ("/ID", "/DocChecksum"):
            if name in offen.trailer:
                del offen.trailer[name]
        offen.save(ziel, deterministic_id=True, fix_metadata_version=False)
    return ziel.getvalue()


def maengel(pdf: bytes) -> tuple[str, ...]:
    """What keeps the file from being a tagged PDF/A-2b in German with a title, for the log; empty if nothing does."""
    try:
        with pikepdf.open(BytesIO(pdf)) as offen:
            return tuple(_maengel(offen))
    except (pikepdf.PdfError, ValueError, RuntimeError) as fehler:
        return (f"unreadable: {fehler}",)


def _maengel(offen: pikepdf.Pdf) -> Iterator[str]:
    wurzel = offen.Root
    with offen.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        angaben = {name: str(xmp.get(name, "")) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
        titel = str(xmp.get("dc:title", ""))
    if angaben != {"pdfaid:part": "2", "pdfaid:conformance": "B", "pdfuaid:part": "1"}:
        yield f"says it is {angaben}"
    if not titel.strip() or titel != str(offen.docinfo.get("/Title", "")):
        yield "title missing, or not the same in both places"
    if not str(wurzel.get("/Lang", "")).lower().startswith("de"):
        yield "language is not German"
    if not _wahr(wurzel.get("/MarkInfo"), "/Marked") or "/K" not in wurzel.get("/StructTreeRoot", pikepdf.Dictionary()):
        yield "not tagged"
    if not _wahr(wurzel.get("/ViewerPreferences"), "/DisplayDocTitle"):
        yield "title is not shown"
    if not any("/DestOutputProfile" in absicht for absicht in _liste(wurzel.get("/OutputIntents"))):
        yield "no colour profile"
    if offen.is_encrypted or not len(offen.pages):
        yield "encrypted or empty"
    yield from _schriften(offen)


def _schriften(offen: pikepdf.Pdf) -> Iterator[str]:
    for objekt in offen.objects:
        if isinstance(objekt, pikepdf.Dictionary) and objekt.get("/Type") == "/Font":
            if objekt.get("/Subtype") in ("/Type0", "/Type3"):  # made of others, or drawn in the file itself
                continue
            beschreibung = objekt.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(name in beschreibung for name in _SCHRIFTDATEIEN):
                yield f"font {objekt.get('/BaseFont')} is not embedded"


def _wahr(eintrag: Any, name: str) -> bool:
    return isinstance(eintrag, pikepdf.Dictionary) and bool(eintrag.get(name, False))


def _liste(eintrag: Any) -> list[pikepdf.Object]:
    return list(eintrag) if isinstance(eintrag, pikepdf.Array) else []

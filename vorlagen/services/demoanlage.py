"""A one-page PDF for the demo's attachments, written by hand: no library for one sheet of paper."""

from __future__ import annotations


def pdf(titel: str, zeilen: list[str]) -> bytes:
    """A title and lines of text on A4 (ISO 32000-1, plain objects, Windows-1252 for the umlauts)."""
    rahmen = b"/MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >>"
    worte = [f"BT /F 18 Tf 60 760 Td ({_maskiert(titel)}) Tj ET"]
    worte += [f"BT /F 11 Tf 60 {720 - 18 * nr} Td ({_maskiert(zeile)}) Tj ET" for nr, zeile in enumerate(zeilen)]
    inhalt = "\n".join(worte).encode("cp1252")
    objekte = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (de) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R %s >>" % rahmen,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(inhalt), inhalt),
    ]
    datei = b"%PDF-1.4\n"
    orte = []
    for nr, objekt in enumerate(objekte, start=1):
        orte.append(len(datei))
        datei += b"%d 0 obj\n%s\nendobj\n" % (nr, objekt)
    verzeichnis = b"".join(b"%010d 00000 n \n" % ort for ort in orte)
    return (
        datei
        + b"xref\n0 6\n0000000000 65535 f \n"
        + verzeichnis
        + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(datei)
    )


def _maskiert(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")

"""Files going out: always to be saved, never to be run in a browser."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from vorlagen.dateien.arten import DOCX, PDF
from vorlagen.services import pdfdruck
from vorlagen.services.dokumente import Druck
from vorlagen.web import bereiche, tuer


def schicke(inhalt: bytes, *, name: str, typ: str, sha256: str) -> Response:
    """A file under its name (RFC 6266); its ETag is its sha256, and who has it already gets 304.

    No browser keeps a copy: it may be a town's shared computer, and what is public today may be taken back.
    """
    bereiche.uebergehe_andere()
    antwort = send_file(
        BytesIO(inhalt), typ, as_attachment=True, download_name=_im_kopf(name), etag=sha256, conditional=True
    )
    antwort.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwort.headers["X-Content-Type-Options"] = "nosniff"
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def schicke_word(druck: Druck) -> Response:
    """A printed Word file."""
    return schicke(druck.inhalt, name=druck.name, typ=DOCX.typ, sha256=druck.sha256)


def schicke_pdf(druck: Druck) -> Response:
    """The same as PDF/A. Raises what `pdfdruck.als_pdf` does."""
    pdf = pdfdruck.als_pdf(druck, fuer=tuer.wer().id if tuer.ist_angemeldet() else pdfdruck.ALLE)
    return schicke(pdf.inhalt, name=pdf.name, typ=PDF.typ, sha256=pdf.sha256)


def zeige_pdf(druck: Druck) -> Response:
    """A PDF that we have made ourselves, to be looked at in the browser."""
    antwort = send_file(BytesIO(druck.inhalt), PDF.typ, download_name=_im_kopf(druck.name), etag=False)
    antwort.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    antwort.headers["X-Content-Type-Options"] = "nosniff"
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def _im_kopf(name: str) -> str:
    """A name for a header: also one that came by an import or an archive ends no line of it."""
    return "".join(zeichen if zeichen.isprintable() else " " for zeichen in name).strip() or "Datei"

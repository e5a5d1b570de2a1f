"""A meeting's folder at the three doors: the whole file, or how far it is and where to ask again."""

from __future__ import annotations

import os
from typing import BinaryIO

from flask import Response, render_template, request, send_file

from vorlagen.dateien.arten import PDF
from vorlagen.services import mappe, pdfdruck
from vorlagen.services.mappe import Stand
from vorlagen.web import bereiche, tuer
from vorlagen.web.api.antwort import antworte

NUR_OEFFENTLICH = "oeffentlich"
NOCH_NICHT = 202


def stelle_zusammen(sitzung_id: str, *, nur_oeffentlich: bool) -> Stand:
    """Go on with it for whoever is at the door."""
    angemeldet = tuer.ist_angemeldet()
    return mappe.stelle_zusammen(
        sitzung_id,
        nur_oeffentlich=nur_oeffentlich,
        wer=tuer.wer() if angemeldet else None,
        fuer=tuer.wer().id if angemeldet else pdfdruck.ALLE,
        jetzt=tuer.jetzt(),
    )


def als_seite(stand: Stand, vorlage: str, sitzung_id: str) -> Response:
    """The file, or a page with a link that goes on."""
    if stand.datei is not None:
        return _schicke(stand.datei, stand.name)
    weiter = f"{request.path}?{request.query_string.decode()}"
    seite = render_template(vorlage, stand=stand, weiter=weiter, sitzung_id=sitzung_id)
    return Response(seite, NOCH_NICHT, {"Cache-Control": "no-store"}, mimetype="text/html")


def als_antwort(stand: Stand) -> Response:
    """The file, or for programs how far it is."""
    if stand.datei is not None:
        return _schicke(stand.datei, stand.name)
    antwort = antworte({"fertig": stand.fertig, "gesamt": stand.gesamt}, NOCH_NICHT)
    antwort.headers["Retry-After"] = "1"
    return antwort


def _schicke(datei: BinaryIO, name: str) -> Response:
    """Read from disk while it goes out; no copy is kept by anybody, for sight may end."""
    bereiche.uebergehe_andere()
    laenge = datei.seek(0, os.SEEK_END)
    datei.seek(0)
    antwort = send_file(datei, PDF.typ, as_attachment=True, download_name=name, conditional=False)
    antwort.content_length = laenge
    antwort.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwort.headers["X-Content-Type-Options"] = "nosniff"
    antwort.headers["Cache-Control"] = "no-store"
    return antwort

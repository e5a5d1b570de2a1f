"""The bytes of a file: to be looked at or to be saved, in parts if asked for, and 410 once it is public no more."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from vorlagen.fehler import VeroeffentlichungZurueckgenommen
from vorlagen.services.oparl import dateien
from vorlagen.web import bereiche, tuer


def schicke(zeile: Any, *, speichern: bool) -> Response:
    """The bytes of this File object. Raises `VeroeffentlichungZurueckgenommen`."""
    datei = None if zeile.geloescht else dateien.lies(zeile.id)
    if datei is None:
        raise VeroeffentlichungZurueckgenommen(
            "Diese Datei ist nicht mehr öffentlich. Auskunft gibt der Gremiendienst."
        )
    bereiche.uebergehe_andere()
    antwort = send_file(
        BytesIO(datei.inhalt),
        datei.typ,
        as_attachment=speichern,
        download_name=zeile.inhalt["fileName"],
        etag=zeile.inhalt["sha512Checksum"][:64],
        last_modified=min(zeile.geaendert, tuer.jetzt()),
        conditional=True,
    )
    if not speichern:  # the name is told, and the browser may show it
        antwort.headers["Content-Disposition"] = antwort.headers["Content-Disposition"].replace(
            "attachment", "inline", 1
        )
    antwort.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwort.headers["Cache-Control"] = "no-cache"
    return antwort

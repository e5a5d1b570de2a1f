"""Attachments, to be saved and never to be run in the browser."""

from __future__ import annotations

from flask import Response

from vorlagen.services import anlagen
from vorlagen.web import tuer
from vorlagen.web.api.dateien import schicke
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("anlagen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>/anlagen/<anlage_id>")
def hole(vorlage_id: str, anlage_id: str) -> Response:
    """The file, if this person may see it."""
    anlage = anlagen.lies(vorlage_id, anlage_id, wer=tuer.wer())
    return schicke(anlage.inhalt, name=anlage.name, typ=anlage.typ, sha256=anlage.sha256)

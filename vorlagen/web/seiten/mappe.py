"""A meeting's folder: agenda, papers and attachments as one PDF."""

from __future__ import annotations

from flask import Response, request

from vorlagen.web import mappen
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("mappe", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/sitzungen/<sitzung_id>/mappe.pdf")
def hole(sitzung_id: str) -> Response:
    """All that this person may read; `?teil=oeffentlich` is what the public gets."""
    nur_oeffentlich = request.args.get("teil") == mappen.NUR_OEFFENTLICH
    stand = mappen.stelle_zusammen(sitzung_id, nur_oeffentlich=nur_oeffentlich)
    return mappen.als_seite(stand, "mappe.html", sitzung_id)

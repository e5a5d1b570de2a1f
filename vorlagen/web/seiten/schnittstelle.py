"""The API described for people, made from its own document and served by the installation itself."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.fehler import NichtGefunden
from vorlagen.web.ansichten import schnittstelle
from vorlagen.web.api import beschreibung
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("schnittstelle", __name__, sicht=Sicht.OFFEN)


@tafel.get("/schnittstelle")
def zeige() -> str:
    """One group of ways, the first without a choice."""
    dokument = beschreibung()
    gruppen = schnittstelle.gruppen(dokument)
    gruppe = request.args.get("gruppe", gruppen[0])
    if gruppe not in gruppen:
        raise NichtGefunden("Diesen Teil der Schnittstelle gibt es nicht.")
    return render_template(
        "schnittstelle.html",
        gruppen=gruppen,
        gruppe=gruppe,
        wege=schnittstelle.wege(dokument, gruppe),
        vorspann=dokument["info"]["description"].split("\n\n"),
    )

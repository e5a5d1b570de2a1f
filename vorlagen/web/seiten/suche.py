"""The full-text search."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services.suche.finden import suche
from vorlagen.services.suche.stoff import ARTEN
from vorlagen.services.suche.worte import LAENGSTE_FRAGE
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("suche", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/suche")
def zeige() -> str:
    """Papers and meetings that say it and that the person may read, newest first."""
    frage = request.args.get("q", "").strip()
    art = request.args.get("art") if request.args.get("art") in ARTEN else None
    nach = request.args.get("nach") or None
    return render_template(
        "suche.html",
        frage=frage,
        art=art,
        arten=ARTEN,
        nach=nach,
        ergebnis=suche(tuer.wer(), frage, art=art, nach=nach) if frage else None,
        laengste=LAENGSTE_FRAGE,
    )

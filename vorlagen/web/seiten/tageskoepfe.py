"""The daily heads of a town, to look at, to print and to compare."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services import kopfpost, stammdaten, tageskopf
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("tageskoepfe", __name__, sicht=Sicht.VERWALTUNG)
JE_SEITE = 30


@tafel.get("/verwaltung/verlauf")
def zeige() -> str:
    """The latest heads, the newest in full."""
    wer = tuer.wer()
    stammdaten.pruefe_verwaltung(wer)
    vor = request.args.get("vor", type=int)
    koepfe = tageskopf.neueste(wer.koerperschaft_id, vor=vor, anzahl=JE_SEITE + 1)
    return render_template(
        "tageskoepfe.html",
        koepfe=koepfe[:JE_SEITE],
        weiter=koepfe[JE_SEITE - 1].nr if len(koepfe) > JE_SEITE else None,
        vor=vor,
        empfaenger=kopfpost.empfaenger(wer.koerperschaft_id),
        gruppen=kopfpost.gruppen,
    )

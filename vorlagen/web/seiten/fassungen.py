"""What changed between two versions of the text."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.fehler import NichtGefunden
from vorlagen.services import fassungen
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("fassungen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>/fassungen/<int:nr>")
def zeige(vorlage_id: str, nr: int) -> str:
    """Fassung `nr` beside the one before it, or beside `?gegen=`."""
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    if einblick is not Einblick.VOLL:
        raise NichtGefunden
    gegen = request.args.get("gegen", default=max(nr - 1, 1), type=int)
    return render_template(
        "fassung.html",
        vorlage=vorlage,
        nr=nr,
        gegen=gegen,
        fassungen=fassungen.alle(vorlage),
        unterschiede=fassungen.vergleiche(vorlage, nr, gegen),
    )

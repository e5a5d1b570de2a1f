"""The desk."""

from __future__ import annotations

from flask import render_template

from vorlagen.services import arbeitskorb
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute

tafel = Seitentafel("arbeitskorb", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/")
def zeige() -> str:
    """What waits for me, what I wait for, my drafts."""
    korb = arbeitskorb.arbeitskorb(tuer.wer())
    return render_template("arbeitskorb.html", korb=korb, heute=heute(tuer.jetzt()))

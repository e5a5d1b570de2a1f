"""The handbook on the screen."""

from __future__ import annotations

from flask import render_template

from vorlagen.fehler import NichtGefunden
from vorlagen.web import hilfe
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("hilfe", __name__, sicht=Sicht.OFFEN, url_prefix="/hilfe")


@tafel.get("")
def inhalt() -> str:
    """All chapters."""
    return render_template("hilfe.html", kapitel=list(hilfe.kapitel().values()))


@tafel.get("/<kapitel>")
def kapitel(kapitel: str) -> str:
    """One chapter, with the way to the others."""
    alle = hilfe.kapitel()
    if kapitel not in alle:
        raise NichtGefunden("Dieses Kapitel gibt es im Handbuch nicht. Alle Kapitel stehen unter „Hilfe“.")
    return render_template("hilfe_kapitel.html", hier=alle[kapitel], kapitel=list(alle.values()))

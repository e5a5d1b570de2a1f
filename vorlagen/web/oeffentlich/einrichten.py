"""Which public pages there are."""

from __future__ import annotations

from flask import Flask

from vorlagen.services.oeffentlich import OeffentlicheSitzung
from vorlagen.web import tuer
from vorlagen.web.oeffentlich import adressen, papiere, rechtliches, sitzungen, uebersicht
from vorlagen.web.oeffentlich.tafel import ganz, tafel
from vorlagen.web.worte import SITZUNGSSTAND

SEITEN = (uebersicht, papiere, sitzungen, rechtliches)
"""Each hangs its views on the one board."""


def richte_ein(app: Flask) -> None:
    """Register the board, after all its views hang on it."""
    app.jinja_env.globals["ganze_adresse"] = ganz
    app.jinja_env.globals["buergerseiten"] = adressen.hier
    app.jinja_env.filters["oeffentlicher_stand"] = _stand
    app.register_blueprint(tafel)


def _stand(sitzung: OeffentlicheSitzung) -> tuple[str, str]:
    """Words and mark for a meeting; one that was to be held and that nobody has closed yet is over all the same."""
    if sitzung.status in ("geplant", "eingeladen") and sitzung.beginn < tuer.jetzt():
        return "Vorbei", "ruhig"
    return SITZUNGSSTAND.get(sitzung.status, (sitzung.status, "info"))

"""Which pages there are."""

from __future__ import annotations

from flask import Flask

from vorlagen.web import worte
from vorlagen.web.seiten import (
    anlagen,
    anmeldung,
    arbeitskorb,
    entwurf,
    ergebnisse,
    fassungen,
    rechtliches,
    sitzungen,
    uebersichten,
    verlauf,
    vorlage,
    vorlagen,
)

SEITEN = (
    anmeldung,
    arbeitskorb,
    vorlagen,
    entwurf,
    vorlage,
    anlagen,
    fassungen,
    verlauf,
    sitzungen,
    ergebnisse,
    uebersichten,
    rechtliches,
)


def richte_ein(app: Flask) -> None:
    """Register every blueprint of pages, and the words they use."""
    # A draft may lie open all day; the form's token ends with the login.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    worte.richte_ein(app)
    for seite in SEITEN:
        app.register_blueprint(seite.tafel)

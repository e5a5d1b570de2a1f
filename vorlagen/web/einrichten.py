"""Hangs the doors into the house."""

from __future__ import annotations

from importlib.metadata import version

from flask import Flask

from vorlagen.config import Einstellungen
from vorlagen.web import (
    api,
    atom,
    darstellung,
    drossel,
    eingang,
    fehler,
    festes,
    gesundheit,
    hilfe,
    kopfzeilen,
    lesespur,
    pforte,
    seiten,
    tuer,
    verzeichnisweg,
    wegweiser,
)
from vorlagen.web.oeffentlich import einrichten as oeffentlich
from vorlagen.web.oparl import wege
from vorlagen.web.sicht import Sicht, fuer, sichten


def richte_ein(app: Flask, einstellungen: Einstellungen) -> None:
    """Register pages, API, error answers, security headers and the words that templates use."""
    app.config["VERSION"] = version("vorlagen")
    kopfzeilen.richte_ein(app, einstellungen)
    festes.richte_ein(app)
    pforte.richte_ein(app, einstellungen)
    drossel.richte_ein(app)
    verzeichnisweg.richte_ein(app)
    tuer.richte_ein(app)
    lesespur.richte_ein(app)
    eingang.richte_ein(app)
    darstellung.richte_ein(app)
    hilfe.richte_ein(app)
    gesundheit.richte_ein(app)
    wegweiser.richte_ein(app)
    seiten.richte_ein(app)
    api.richte_ein(app)
    wege.richte_ein(app)
    atom.richte_ein(app)
    oeffentlich.richte_ein(app)
    fehler.richte_ein(app)
    fuer(Sicht.OFFEN)(app.view_functions["static"])
    app.extensions["sichten"] = sichten(app)

"""Which pages there are."""

from __future__ import annotations

from flask import Flask

from vorlagen.web.seiten import anmeldung


def richte_ein(app: Flask) -> None:
    """Register every blueprint of pages."""
    app.register_blueprint(anmeldung.tafel)

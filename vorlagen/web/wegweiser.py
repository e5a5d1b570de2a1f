"""What machines look for at fixed addresses: whom to tell of a hole (RFC 9116), and what not to index (RFC 9309)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Flask, Response, current_app

from vorlagen.fehler import NichtGefunden
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.tuer import jetzt

tafel = Seitentafel("wegweiser", __name__, sicht=Sicht.OFFEN)

GILT: Final = timedelta(days=180)
"""For how long what is said here may be believed; RFC 9116 § 2.5.5 asks for less than a year."""


@tafel.get("/.well-known/security.txt")
def sicherheitskontakt() -> Response:
    """Whom to tell; not there while nobody was named."""
    einstellungen = current_app.config["EINSTELLUNGEN"]
    if einstellungen.sicherheitskontakt is None:
        raise NichtGefunden
    zeilen = (
        f"Contact: {einstellungen.sicherheitskontakt}",
        f"Expires: {jetzt() + GILT:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: de, en",
        f"Canonical: {einstellungen.base_url}/.well-known/security.txt",
    )
    return _als_text(*zeilen)


@tafel.get("/robots.txt")
def suchmaschinen() -> Response:
    """Only the public pages may be indexed."""
    return _als_text("User-agent: *", "Allow: /oeffentlich/", "Disallow: /")


def richte_ein(app: Flask) -> None:
    """Register the two routes."""
    app.register_blueprint(tafel)


def _als_text(*zeilen: str) -> Response:
    return Response("".join(f"{zeile}\n" for zeile in zeilen), mimetype="text/plain")

"""Headers that keep a browser from doing what we did not ask for (CSP level 3, HSTS, nosniff)."""

from __future__ import annotations

import secrets

from flask import Flask, g, request
from werkzeug.wrappers import Response

from vorlagen.config import Einstellungen
from vorlagen.web.oparl.stoerung import ist_oparl


def richte_ein(app: Flask, einstellungen: Einstellungen) -> None:
    """Give every answer its headers, and every request a nonce of its own."""

    @app.before_request
    def _nonce() -> None:
        g.csp_nonce = secrets.token_urlsafe(16)

    @app.after_request
    def _kopf(antwort: Response) -> Response:
        kopf = antwort.headers
        kopf.setdefault("Content-Security-Policy", _csp(g.get("csp_nonce", secrets.token_urlsafe(16))))
        kopf["X-Content-Type-Options"] = "nosniff"
        kopf["Referrer-Policy"] = "same-origin"
        kopf["Cross-Origin-Opener-Policy"] = "same-origin"
        kopf["Cross-Origin-Resource-Policy"] = "cross-origin" if ist_oparl() else "same-origin"
        kopf["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        if einstellungen.sicher:
            kopf["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint != "static":
            kopf.setdefault("Cache-Control", "no-store")
        return antwort


def _csp(nonce: str) -> str:
    """Only scripts that carry this answer's word run, and what they load themselves (the editor).

    Without Trusted Types: Trix writes its toolbar as HTML.
    """
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; object-src 'none'"
    )

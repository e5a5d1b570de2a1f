"""The house's own files are fetched once: their address names their content, so nobody need ask again (RFC 8246)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, request
from werkzeug.wrappers import Response

FASSUNG: Final = "v"
_IMMER: Final = "public, max-age=31536000, immutable"
_EIN_TAG: Final = "public, max-age=86400"
"""What a style sheet names without its content: fonts."""


def richte_ein(app: Flask) -> None:
    """Name each file's content in its address, and say how long it holds."""
    ordner = Path(app.static_folder or "")

    @app.url_defaults
    def _nenne(endpunkt: str, werte: dict[str, Any]) -> None:
        if endpunkt == "static" and (fassung := _fassung(ordner, werte.get("filename", ""))):
            werte.setdefault(FASSUNG, fassung)

    @app.after_request
    def _haltbar(antwort: Response) -> Response:
        if request.endpoint == "static" and antwort.status_code in (200, 304):
            # While two releases stand beside each other, an address may ask for what only the other one has.
            gilt = request.args.get(FASSUNG) == _fassung(ordner, (request.view_args or {})["filename"])
            antwort.headers["Cache-Control"] = _IMMER if gilt else _EIN_TAG
        return antwort


def _fassung(ordner: Path, name: str) -> str | None:
    datei = ordner / name
    try:
        return _pruefsumme(datei, datei.stat().st_mtime_ns)
    except (OSError, ValueError):  # not there, or no name of a file at all
        return None


@lru_cache(maxsize=256)
def _pruefsumme(datei: Path, _geaendert: int) -> str:
    return hashlib.sha256(datei.read_bytes()).hexdigest()[:12]

"""Every answer that showed something non-public leaves a trace: who, which paper, on which day, in which way."""

from __future__ import annotations

from flask import Flask, Response, g

from vorlagen.services import lesungen
from vorlagen.services.lesungen import Weg
from vorlagen.web import tuer


def richte_ein(app: Flask) -> None:
    """Write down after each request what it opened, also one that changed nothing and shows the page again."""
    app.after_request(_schreibe_auf)


def _schreibe_auf(antwort: Response) -> Response:
    gezeigt = antwort.status_code == 304 or not 300 <= antwort.status_code < 400
    lesungen.schreibe_auf(g.get("wer"), _weg(antwort) if gezeigt else None, jetzt=tuer.jetzt())
    return antwort


def _weg(antwort: Response) -> Weg:
    if antwort.headers.get("Content-Disposition", "").startswith("attachment"):
        return Weg.DATEI
    return Weg.SCHNITTSTELLE if tuer.ist_api() else Weg.SEITE

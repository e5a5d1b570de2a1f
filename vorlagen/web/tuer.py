"""Who is at the door: a person with a login cookie on the pages, a program with a token at the API.

Every route is guarded unless it is marked `offen`; a test walks the route map and holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from vorlagen.fehler import NichtAngemeldet
from vorlagen.services import anmeldung
from vorlagen.services.wer import Wer

Ansicht = TypeVar("Ansicht", bound=Callable[..., Any])

csrf = CSRFProtect()


def offen(ansicht: Ansicht) -> Ansicht:
    """Mark a view that nobody needs to log in for."""
    ansicht.offen = True  # type: ignore[attr-defined]
    return ansicht


def wer() -> Wer:
    """The person at the door. Raises `NichtAngemeldet` on an open route without one."""
    if g.get("wer") is None:
        raise NichtAngemeldet
    angemeldet: Wer = g.wer
    return angemeldet


def jetzt() -> datetime:
    """The instant at which this request came in, in UTC: one for the whole request."""
    if "jetzt" not in g:
        g.jetzt = datetime.now(UTC)
    zeit: datetime = g.jetzt
    return zeit


def ist_api() -> bool:
    """True for programs: they get problem JSON, never HTML, and no cookie counts there."""
    return request.path.startswith("/api/")


def melde_an(person: Wer, marke: str) -> None:
    """Begin a login session; what was in the cookie before is thrown away (fixation)."""
    session.clear()
    session["person"], session["marke"] = person.id, marke


def melde_ab() -> None:
    """End the login session of this browser."""
    session.clear()


def richte_ein(app: Flask) -> None:
    """Guard every route of the app."""
    csrf.init_app(app)
    app.before_request(_lass_ein)


def _lass_ein() -> Response | None:
    g.wer = None
    if request.endpoint == "static":
        return None
    ansicht = current_app.view_functions.get(request.endpoint or "")
    frei = request.endpoint is None or getattr(ansicht, "offen", False)
    try:
        g.wer = _mit_token() if ist_api() else _mit_cookie()
    except NichtAngemeldet:
        if not ist_api() and "person" in session:
            melde_ab()
        if frei:
            return None
        if ist_api() or request.method != "GET":
            raise
        return redirect(url_for("anmeldung.anmelden", weiter=request.full_path.rstrip("?")))
    return None


def _mit_cookie() -> Wer:
    person_id, marke = session.get("person"), session.get("marke")
    if not person_id or not marke:
        raise NichtAngemeldet
    return anmeldung.aus_sitzung(person_id, marke, jetzt=jetzt())[0]


def _mit_token() -> Wer:
    art, _, token = request.headers.get("Authorization", "").partition(" ")
    if art.lower() != "bearer" or not token.strip():
        raise NichtAngemeldet("Bitte schicken Sie ein Zugangstoken mit: „Authorization: Bearer …“.")
    return anmeldung.mit_token(token.strip(), jetzt=jetzt())

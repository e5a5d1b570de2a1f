"""One canonical form of every address, and 301 to it from each other form that can be meant (OParl 1.1, 2-02)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from flask import current_app, redirect, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from vorlagen.models import Vorlage
from vorlagen.services.oparl import haeuser, nachziehen
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.services.oparl.typen import Typ, verweis
from vorlagen.services.sichtbarkeit import ist_heraus

WURZEL: Final = "/oparl/v1.1"
SYSTEM: Final = f"{WURZEL}/system"
SAMMELWEG: Final = "oparl.anders_geschrieben"

_NEBENWEGE: Final = {"/oparl": SYSTEM, "/oparl/system": SYSTEM, WURZEL: SYSTEM}
"""Where people try first."""


def alle() -> Sequence[Haus]:
    """Every town that gives out OParl, with what has changed in it since somebody last asked."""
    offene = haeuser.oeffne()
    nachziehen.ziehe_nach(frozenset(haus.id for haus in offene), uhrzeit=partial(datetime.now, UTC))
    return offene


def hier(offene: Sequence[Haus]) -> list[Haus]:
    """Those whose addresses begin with the host name of this request."""
    return [haus for haus in offene if haus.rechner == _rechner()]


def eigene_basis() -> str:
    """The base of the installation."""
    return str(current_app.config["EINSTELLUNGEN"].base_url)


def vorlagenadresse(vorlage: Vorlage) -> str | None:
    """Where a published paper is as a Paper, if its town gives out OParl."""
    stadt = vorlage.koerperschaft
    if not ist_heraus(vorlage) or not haeuser.gibt_heraus(stadt):
        return None
    return f"{stadt.adresse or eigene_basis()}{WURZEL}/{verweis(Typ.PAPER, vorlage.id)}"


def umweg(basis: str, weg: str) -> Response | None:
    """301 if this was asked under another host name or another path; None if it is the canonical address.

    Scheme, port and prefix are the proxy's business: it may drop them, and a redirect would run in a circle.
    """
    if haeuser.rechner(basis) == _rechner() and request.path == weg:
        return None
    return redirect(f"{basis}{weg}{_frage()}", 301)


def sammelweg() -> Response:
    """Slashes too many, a capital, a place where people try first: 301 to what is meant, else 404."""
    gemeint = re.sub("/+", "/", request.path).rstrip("/").lower()
    gemeint = _NEBENWEGE.get(gemeint, gemeint)
    if gemeint == request.path:
        raise NotFound
    try:
        endpunkt, _ = current_app.url_map.bind("").match(gemeint)
    except HTTPException as fehler:
        raise NotFound from fehler
    if endpunkt == SAMMELWEG:
        raise NotFound
    return redirect(f"{request.script_root}{gemeint}{_frage()}", 301)


def _frage() -> str:
    return f"?{request.query_string.decode('latin-1')}" if request.query_string else ""


def _rechner() -> str:
    return haeuser.rechner(f"//{request.host}")

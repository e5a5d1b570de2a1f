"""Public pages lie under a town: the only one of its host name, or the one whose short name stands in the address.

They look at nobody: whoever is logged in gets what everybody gets, so that any cache may keep it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final
from urllib.parse import unquote

from flask import Response, g, render_template, request, url_for
from werkzeug.wrappers import Response as Antwort

from vorlagen.extensions import sicht_oeffnen
from vorlagen.fehler import NichtGefunden
from vorlagen.services.oparl import haeuser
from vorlagen.services.oparl.angaben import Seiten
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.web import tuer
from vorlagen.web.oparl import umwege
from vorlagen.web.sicht import Seitentafel, Sicht

Ansicht = Callable[..., str | Response]

tafel = Seitentafel("oeffentlich", __name__, sicht=Sicht.OFFEN)

WURZEL: Final = "/oeffentlich"
KEINE: Final = (
    "Hier gibt es keine öffentlichen Seiten. Die Verwaltung einer Kommune schaltet sie unter „Verwaltung“, „OParl“ ein."
)
_CSP: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""No page here runs a script."""
_KURZ: Final = "public, max-age=60"
"""What is withdrawn may stay in somebody's cache for a minute."""


def weg(muster: str) -> Callable[[Ansicht], Callable[..., Antwort]]:
    """Hang a view below both roots; it gets the town first, and the session sees that town's rows only."""

    def trage_ein(ansicht: Ansicht) -> Callable[..., Antwort]:
        @wraps(ansicht)
        def mit_stadt(kuerzel: str | None = None, **werte: Any) -> Antwort:
            gemeinte = _gemeinte(kuerzel)
            if len(gemeinte) != 1:
                return _welche(gemeinte, muster)
            (haus,) = gemeinte
            g.haus = haus
            if anderswo := umwege.umweg(haus.basis, _pfad(ansicht.__name__, werte)):
                return anderswo
            sicht_oeffnen(frozenset({haus.id}))
            return antworte(ansicht(haus, **werte), haus)

        offene = tuer.ohne_lebenszeichen(mit_stadt)
        for wurzel in (WURZEL, f"{WURZEL}/<kuerzel>"):
            tafel.add_url_rule(f"{wurzel}{muster}", ansicht.__name__, offene, strict_slashes=False)
        return offene

    return trage_ein


def antworte(inhalt: str | Response, haus: Haus | None) -> Response:
    """The same bytes for everybody, with an ETag; kept by caches for a minute, unless the view says otherwise."""
    antwort = inhalt if isinstance(inhalt, Response) else Response(inhalt)
    if antwort.mimetype == "text/html":
        antwort.headers["Content-Security-Policy"] = _CSP
    if haus is None or haus.angaben.seiten is Seiten.OHNE_SUCHMASCHINEN:
        antwort.headers["X-Robots-Tag"] = "noindex"
    if "Cache-Control" not in antwort.headers:
        antwort.headers["Cache-Control"] = _KURZ
        antwort.set_etag(hashlib.sha256(antwort.get_data()).hexdigest()[:32])
        antwort.make_conditional(request)
    return antwort


def ganz(haus: Haus, adresse: str) -> str:
    """The whole address of one of our pages, as the town's base says, never as the request does."""
    return f"{haus.basis}{adresse.removeprefix(request.script_root)}"


def ist_oeffentlich() -> bool:
    """True for addresses that everybody asks for without a token: public pages, calendars, feeds."""
    return request.path == WURZEL or request.path.startswith(f"{WURZEL}/")


@tafel.url_defaults
def _in_dieser_stadt(_endpunkt: str, werte: dict[str, Any]) -> None:
    """Links stay in the town that is shown."""
    haus: Haus | None = g.get("haus")
    if haus is not None and not haus.allein:
        werte.setdefault("kuerzel", haus.kuerzel)


def _gemeinte(kuerzel: str | None) -> Sequence[Haus]:
    if kuerzel is None:
        return umwege.hier(haeuser.mit_seiten())
    return [haus for haus in haeuser.mit_seiten() if haus.kuerzel == kuerzel]


def _welche(haeuser_: Sequence[Haus], muster: str) -> Response:
    """Several towns share the host name, and the address names none of them. Raises `NichtGefunden` for none at all."""
    if not haeuser_:
        raise NichtGefunden(KEINE)
    seite = render_template("oeffentlich/staedte.html", staedte=[(h, f"{WURZEL}/{h.kuerzel}/") for h in haeuser_])
    return antworte(Response(seite, 200 if muster == "/" else 404), None)


def _pfad(endpunkt: str, werte: dict[str, Any]) -> str:
    """As the request is compared with it: without the prefix of a proxy, and not quoted."""
    return unquote(url_for(f"oeffentlich.{endpunkt}", **werte).removeprefix(request.script_root))

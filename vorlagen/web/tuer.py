"""Who is at the door: a person with a login cookie on the pages, a program with a token at the API.

Every route is guarded unless it is marked `offen`; a test walks the route map and holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from vorlagen.config import Einstellungen
from vorlagen.fehler import NichtAngemeldet, NichtBerechtigt, NichtGefunden, UmfangReichtNicht
from vorlagen.services import anmeldesitzungen, anmeldung
from vorlagen.services.anmeldesitzungen import Sitzungsdauer
from vorlagen.services.anmeldung import Angemeldet
from vorlagen.services.wer import Umfang, Wer
from vorlagen.web.geraet import geraet

Ansicht = TypeVar("Ansicht", bound=Callable[..., Any])

csrf = CSRFProtect()
ERSTER_SCHRITT_GILT: Final = timedelta(minutes=5)

_BETREUUNG: Final = ("/installation", "/konto", "/abmelden")
"""Where those get who keep the installation and work in no town; for them nothing else is there."""


def offen(ansicht: Ansicht) -> Ansicht:
    """Mark a view that nobody needs to log in for."""
    ansicht.offen = True  # type: ignore[attr-defined]
    return ansicht


def ohne_faktor(ansicht: Ansicht) -> Ansicht:
    """Mark a view that counts before a second factor is set up, where the town asks for one."""
    ansicht.ohne_faktor = True  # type: ignore[attr-defined]
    return ansicht


def ohne_lebenszeichen(ansicht: Ansicht) -> Ansicht:
    """Mark an open view that does not look at who asks, so that asking puts off no end of a login."""
    ansicht.ohne_lebenszeichen = True  # type: ignore[attr-defined]
    return offen(ansicht)


def ohne_marke(ansicht: Ansicht) -> Ansicht:
    """Mark a view whose form may come without the CSRF mark; it must see for itself where the form comes from."""
    csrf.exempt(ansicht)
    return ansicht


def wer() -> Wer:
    """The person at the door. Raises `NichtAngemeldet` on an open route without one."""
    if g.get("wer") is None:
        raise NichtAngemeldet
    angemeldet: Wer = g.wer
    return angemeldet


def ist_angemeldet() -> bool:
    """True on any route if somebody is logged in."""
    return g.get("wer") is not None


def jetzt() -> datetime:
    """The instant at which this request came in, in UTC: one for the whole request."""
    if "jetzt" not in g:
        g.jetzt = datetime.now(UTC)
    zeit: datetime = g.jetzt
    return zeit


def ist_api() -> bool:
    """True for programs: they get problem JSON, never HTML, and no cookie counts there."""
    return request.path.startswith("/api/")


def melde_an(person: Wer, marke: str, *, von_anderswo: bool = False) -> None:
    """Begin a login session; what was in the cookie before is thrown away and its session ended (fixation).

    `von_anderswo`: a directory has let them in, and asks for second factors itself.
    """
    melde_ab()
    session["sitzung"] = anmeldesitzungen.beginne(
        person.id, marke, geraet=geraet(request.user_agent.string), jetzt=jetzt()
    )
    session["von_anderswo"] = von_anderswo


def melde_ab() -> None:
    """End the login session of this browser."""
    if schluessel := sitzungsschluessel():
        anmeldesitzungen.beende(schluessel)
    session.clear()


def sitzungsschluessel() -> str:
    """The key of this browser's login session; empty if there is none."""
    return str(session.get("sitzung", ""))


def sitzungsdauer() -> Sitzungsdauer:
    """How long this installation lets a login last."""
    return Sitzungsdauer.aus(einstellungen())


def einstellungen() -> Einstellungen:
    """The settings of this installation."""
    gelesen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return gelesen


def geheimnis() -> bytes:
    """The secret of this installation, for services that work keys out of it."""
    return einstellungen().secret_key.encode()


def merke_ersten_schritt(angemeldet: Angemeldet) -> None:
    """The password was right, the code is still missing: remembered for five minutes, and worth nothing else."""
    melde_ab()
    bis = jetzt() + ERSTER_SCHRITT_GILT
    session["erster_schritt"] = [angemeldet.wer.id, angemeldet.marke, int(bis.timestamp())]


def erster_schritt() -> Angemeldet:
    """Whose code is awaited. Raises `NichtAngemeldet` if nobody's, or no longer."""
    person_id, marke, bis = session.get("erster_schritt", ("", "", 0))
    if jetzt().timestamp() >= bis:
        raise NichtAngemeldet("Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.")
    return Angemeldet(*anmeldung.aus_sitzung(person_id, marke, jetzt=jetzt()))


def ist_offen() -> bool:
    """True if this request asks for a view that nobody needs to log in for."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "offen", False))


def richte_ein(app: Flask) -> None:
    """Guard every route of the app."""
    csrf.init_app(app)
    app.before_request(_lass_ein)


def _lass_ein() -> Response | None:
    g.wer = None
    if request.endpoint == "static":
        return None
    _nur_von_hier()
    ansicht = current_app.view_functions.get(request.endpoint or "")
    if getattr(ansicht, "ohne_lebenszeichen", False):
        return None
    frei = request.endpoint is None or getattr(ansicht, "offen", False)
    try:
        g.wer = _mit_token(ansicht) if ist_api() else _mit_cookie()
    except NichtAngemeldet:
        if not ist_api() and sitzungsschluessel():
            session.clear()
        if frei:
            return None
        if ist_api():
            raise
        if request.method != "GET":
            raise CSRFError("the login has ended, and the form's token with it") from None
        return redirect(url_for("anmeldung.anmelden", weiter=request.full_path.rstrip("?")))
    faktor_fehlt = g.wer.zweiter_faktor_fehlt and not session.get("von_anderswo")
    if faktor_fehlt and not frei and not ist_api() and not getattr(ansicht, "ohne_faktor", False):
        if request.method == "GET":
            return redirect(url_for("zweiter_faktor.zeige"))
        raise NichtBerechtigt("Bitte richten Sie zuerst unter „Mein Konto“ Ihren zweiten Faktor ein.")
    if g.wer.nur_installation and not frei and not _fuer_die_betreuung(str(request.url_rule)):
        if request.endpoint == "arbeitskorb.zeige":
            return redirect(url_for("installation.uebersicht"))
        raise NichtGefunden
    return None


def _fuer_die_betreuung(regel: str) -> bool:
    """Absence is about colleagues, of whom those who keep the installation have none to see."""
    return regel.startswith(_BETREUUNG) and not regel.startswith("/konto/abwesenheit")


def _nur_von_hier() -> None:
    """A second wall beside the form's token: a browser says if a foreign page sends a form (Fetch Metadata)."""
    von = request.headers.get("Sec-Fetch-Site", "none")
    if request.method not in ("GET", "HEAD", "OPTIONS") and not ist_api() and von not in ("same-origin", "none"):
        raise NichtBerechtigt(
            "Dieses Formular kam von einer fremden Seite; es wurde nichts getan. Bitte öffnen Sie die Seite hier."
        )


def _mit_cookie() -> Wer:
    schluessel = sitzungsschluessel()
    if not schluessel:
        raise NichtAngemeldet
    person, g.anmeldung_endet = anmeldesitzungen.mit_schluessel(schluessel, dauer=sitzungsdauer(), jetzt=jetzt())
    return person


def _mit_token(ansicht: Callable[..., Any] | None) -> Wer:
    art, _, token = request.headers.get("Authorization", "").partition(" ")
    if art.lower() != "bearer" or not token.strip():
        raise NichtAngemeldet("Bitte schicken Sie ein Zugangstoken mit: „Authorization: Bearer …“.")
    person = anmeldung.mit_token(token.strip(), jetzt=jetzt())
    # A door that says nothing asks for the most.
    verlangt: Umfang = getattr(ansicht, "umfang", Umfang.VERWALTEN)
    if ansicht and not getattr(ansicht, "offen", False) and not person.umfang.reicht_fuer(verlangt):
        raise UmfangReichtNicht(person.umfang, verlangt)
    return person

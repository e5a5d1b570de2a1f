"""Who is at the door: a person with a login cookie on the pages, a program with a token at the API.

Every route says for whom it is there (`web/sicht.py`), and it is asked here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from vorlagen.config import Einstellungen
from vorlagen.fehler import NichtAngemeldet, NichtBerechtigt, NichtGefunden, UmfangReichtNicht
from vorlagen.services import anmeldesitzungen, anmeldung, koerperschaften, stammdaten
from vorlagen.services.anmeldesitzungen import Sitzungsdauer
from vorlagen.services.anmeldung import Angemeldet
from vorlagen.services.wer import Umfang, Wer
from vorlagen.web import vorkommnisse
from vorlagen.web.geraet import geraet
from vorlagen.web.oparl.stoerung import ist_oparl
from vorlagen.web.sicht import Sicht, fuer
from vorlagen.workflow.begriffe import Rolle

Ansicht = TypeVar("Ansicht", bound=Callable[..., Any])

csrf = CSRFProtect()
ERSTER_SCHRITT_GILT: Final = timedelta(minutes=5)


def ohne_lebenszeichen(ansicht: Ansicht) -> Ansicht:
    """Mark an open view that does not look at who asks, so that asking puts off no end of a login."""
    ansicht.ohne_lebenszeichen = True  # type: ignore[attr-defined]
    return fuer(Sicht.OFFEN)(ansicht)


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
    vorkommnisse.angemeldet(person.id, von_anderswo=von_anderswo)


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
    """True if this request asks for a view that nobody needs to log in for, or for none at all."""
    return _sicht() is Sicht.OFFEN


def richte_ein(app: Flask) -> None:
    """Guard every route of the app."""
    csrf.init_app(app)
    app.before_request(_lass_ein)


def _sicht() -> Sicht:
    """For whom the route is there; an address that does not exist is nobody's secret."""
    gesagt: Mapping[str, Sicht] = current_app.extensions["sichten"]
    return gesagt[request.endpoint] if request.endpoint else Sicht.OFFEN


def _lass_ein() -> Response | None:
    g.wer = None
    if request.endpoint == "static" or ist_oparl():  # nobody is anybody there, and no cookie is touched
        return None
    _nur_von_hier()
    if getattr(current_app.view_functions.get(request.endpoint or ""), "ohne_lebenszeichen", False):
        return None
    sicht = _sicht()
    try:
        g.wer = _mit_token() if ist_api() else _mit_cookie()
    except NichtAngemeldet:
        if not ist_api() and sitzungsschluessel():
            session.clear()
        if sicht is Sicht.OFFEN:
            return None
        if ist_api():
            raise
        if request.method != "GET":
            raise CSRFError("the login has ended, and the form's token with it") from None
        return redirect(url_for("anmeldung.anmelden", weiter=request.full_path.rstrip("?")))
    return None if sicht in (Sicht.OFFEN, Sicht.VOR_DEM_FAKTOR) else _pruefe(sicht, g.wer)


def _pruefe(sicht: Sicht, wer: Wer) -> Response | None:
    """Turn away whom the route is not there for, or send them where they get on."""
    fehlt = wer.zweiter_faktor_fehlt or (einstellungen().einlass.betreuung_zweiter_faktor and wer.betreut_ohne_faktor)
    if fehlt and not session.get("von_anderswo") and not ist_api():
        if request.method == "GET":
            return redirect(url_for("zweiter_faktor.zeige"))
        raise NichtBerechtigt("Bitte richten Sie zuerst unter „Mein Konto“ Ihren zweiten Faktor ein.")
    if wer.nur_installation and sicht not in (Sicht.KONTO, Sicht.INSTALLATION):
        if request.endpoint == "arbeitskorb.zeige":
            return redirect(url_for("installation.uebersicht"))
        raise NichtGefunden
    match sicht:
        case Sicht.GREMIENDIENST if not wer.hat(Rolle.GREMIENDIENST):
            raise NichtBerechtigt("Sitzungen und Tagesordnungen führt der Gremiendienst.")
        case Sicht.VERWALTUNG:
            stammdaten.pruefe_verwaltung(wer)
        case Sicht.INSTALLATION:
            koerperschaften.pruefe(wer)
    return None


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


def _mit_token() -> Wer:
    art, _, token = request.headers.get("Authorization", "").partition(" ")
    if art.lower() != "bearer" or not token.strip():
        raise NichtAngemeldet("Bitte schicken Sie ein Zugangstoken mit: „Authorization: Bearer …“.")
    einlass = einstellungen().einlass
    person = anmeldung.mit_token(token.strip(), jetzt=jetzt(), verzeichnis_tage=einlass.token_verzeichnis_tage)
    # A door that says nothing asks for the most.
    verlangt: Umfang = getattr(current_app.view_functions.get(request.endpoint or ""), "umfang", Umfang.VERWALTEN)
    if _sicht() is not Sicht.OFFEN and not person.umfang.reicht_fuer(verlangt):
        raise UmfangReichtNicht(person.umfang, verlangt)
    return person

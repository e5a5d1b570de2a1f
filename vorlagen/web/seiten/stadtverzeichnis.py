"""Logging in by the town's directory (OIDC): there and back again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert, AnmeldungAbgelehnt, Fachfehler, NichtAngemeldet
from vorlagen.services import fremdanmeldung
from vorlagen.services.oidc import Vorhaben
from vorlagen.web import drossel, tuer, vorkommnisse
from vorlagen.web.nochmal import von_hier
from vorlagen.web.seiten import anmeldung
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.verzeichnisweg import merke_nachweis, stadtverzeichnis, zuhause

tafel = Seitentafel("stadtverzeichnis", __name__, sicht=Sicht.OFFEN)

_GEDULD: Final = 600
"""Seconds from the start of a login to its return."""
_ZUGLEICH: Final = 3
"""Logins that one browser may have under way, in as many tabs."""
_LAENGSTER_WEG: Final = 500
"""Characters of the path to go on to; more of them would not fit into the cookie."""
_NICHT_BEGONNEN: Final = "Diese Anmeldung hat hier nicht begonnen oder zu lange gedauert. Bitte beginnen Sie neu."


@tafel.get("/anmelden/verzeichnis")
def hin() -> Response:
    """Send the browser to the directory. It comes back to our configured address, so it must set out from there."""
    weiter = anmeldung.eigener_pfad(request.args.get("weiter", "/"))
    stadtverzeichnis()
    if urlsplit(request.host_url).hostname != urlsplit(zuhause()).hostname:
        return redirect(f"{zuhause()}{url_for('.hin', weiter=weiter)}")
    return _oder_satz(lambda: _schicke_hin(weiter), weiter)


@tafel.get("/anmelden/verzeichnis/zurueck")
def zurueck() -> Response:
    """Let in whom the directory sends back, if it was this browser that set out; each setting out counts once."""
    stadtverzeichnis()
    unterwegs: dict[str, Any] = session.pop("verzeichnis", {})
    state = request.args.get("state", "")
    nonce, pruefwort, weiter, begonnen = unterwegs.pop(state, ("", "", "/", 0.0))
    session["verzeichnis"] = unterwegs
    vorhaben = Vorhaben(state, nonce, pruefwort) if time.time() - begonnen <= _GEDULD else None
    return _oder_satz(lambda: _lass_ein(vorhaben, weiter), weiter)


@tafel.post("/anmelden/verzeichnis/absenden")
@tuer.ohne_marke  # the login gave a new mark; nothing is done here but to show a form with it
def absenden() -> Response | str:
    """What somebody had typed before they logged in, in another window, to be sent with one click."""
    weiter, gerettet = anmeldung.eigener_pfad(request.form.get("weiter", "/")), anmeldung.gerettet()
    if not von_hier():
        return _seite(AnmeldungAbgelehnt(_NICHT_BEGONNEN), "/")
    if tuer.ist_angemeldet():
        return render_template("absenden.html", weiter=weiter, gerettet=gerettet)
    return anmeldung.seite(weiter, gerettet=gerettet, von_aussen="Sie sind noch nicht angemeldet.")


@tafel.post("/anmelden/verzeichnis/abmeldung")
@tuer.ohne_marke  # the directory itself speaks; what it says is signed
def abmeldung() -> tuple[str, int]:
    """Whom the directory has logged out is logged out here, too (OpenID Connect Back-Channel Logout 1.0)."""
    verzeichnis, oidc = stadtverzeichnis()
    try:
        kennung = verzeichnis.abgemeldet(request.form.get("logout_token"))
    except AnmeldungAbgelehnt as fehler:
        vorkommnisse.anmeldung_gescheitert(fehler)
        return "", 400
    fremdanmeldung.melde_ab(kennung, oidc, jetzt=tuer.jetzt())
    return "", 200


def _schicke_hin(weiter: str) -> Response:
    ziel, vorhaben = stadtverzeichnis()[0].beginne(_rueckweg())
    unterwegs = dict(list(session.get("verzeichnis", {}).items())[1 - _ZUGLEICH :])
    ziel_danach = weiter if len(weiter) <= _LAENGSTER_WEG else "/"
    unterwegs[vorhaben.state] = (vorhaben.nonce, vorhaben.pruefwort, ziel_danach, time.time())
    session["verzeichnis"] = unterwegs
    return redirect(ziel)


def _lass_ein(vorhaben: Vorhaben | None, weiter: str) -> Response:
    code = request.args.get("code")
    if vorhaben is None:
        raise AnmeldungAbgelehnt(_NICHT_BEGONNEN)
    if not code:
        raise AnmeldungAbgelehnt("Das Verzeichnis hat Sie nicht angemeldet. Bitte versuchen Sie es noch einmal.")
    verzeichnis, oidc = stadtverzeichnis()
    drossel.zaehle_anmeldung()
    ausweis = verzeichnis.loese_ein(code, vorhaben, rueckweg=_rueckweg(), iss=request.args.get("iss"))
    betreuung = tuer.einstellungen().einlass.betreuung_von_anderswo
    wer, marke = fremdanmeldung.mit_ausweis(ausweis, oidc, jetzt=tuer.jetzt(), betreuung=betreuung)
    tuer.melde_an(wer, marke, von_anderswo=True)
    drossel.anmeldung_gelungen()
    antwort = redirect(weiter)
    merke_nachweis(antwort, ausweis.nachweis)
    return antwort


def _oder_satz(tue: Callable[[], Response], weiter: str) -> Response:
    try:
        return tue()
    except (AbrufGescheitert, AdresseVerweigert, AnmeldungAbgelehnt, NichtAngemeldet) as fehler:
        return _seite(fehler, weiter)


def _seite(fehler: Fachfehler, weiter: str) -> Response:
    vorkommnisse.anmeldung_gescheitert(fehler)
    status = 403 if isinstance(fehler, AnmeldungAbgelehnt | NichtAngemeldet) else 502
    return Response(anmeldung.seite(weiter, von_aussen=fehler.satz), status, mimetype="text/html")


def _rueckweg() -> str:
    return f"{zuhause()}{url_for('.zurueck')}"

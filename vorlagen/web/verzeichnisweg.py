"""The town's directory as this process knows it, and the way out of it."""

from __future__ import annotations

from typing import Final

from flask import Flask, current_app, render_template, request, session, url_for
from werkzeug.wrappers import Response

from vorlagen.config import Einstellungen
from vorlagen.einlass import Oidc
from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert, AnmeldungAbgelehnt, NichtGefunden
from vorlagen.netz import Grenzen
from vorlagen.services.oidc import Stadtverzeichnis
from vorlagen.web import auftritt

_KEKS: Final = "vorlagen-verzeichnis"
"""The cookie with the id_token, sent to the logout only; it spares people the question whether they mean it."""
_KEKS_HOECHSTENS: Final = 3800


def richte_ein(app: Flask) -> None:
    """Know the directory once per process: what it says of itself is kept for an hour."""
    einstellungen: Einstellungen = app.config["EINSTELLUNGEN"]
    if einstellungen.einlass.oidc:
        grenzen = Grenzen(erlaubte=einstellungen.erlaubte_netze, sekunden=5)
        app.extensions["stadtverzeichnis"] = Stadtverzeichnis(einstellungen.einlass.oidc, grenzen)


def stadtverzeichnis() -> tuple[Stadtverzeichnis, Oidc]:
    """The directory and its settings. Raises `NichtGefunden` where there is none."""
    oidc = _einstellungen().einlass.oidc
    if oidc is None:
        raise NichtGefunden
    return current_app.extensions["stadtverzeichnis"], oidc


def zuhause() -> str:
    """Where people reach us as the settings say; a request's own Host is never asked."""
    return _einstellungen().base_url


def merke_nachweis(antwort: Response, nachweis: str) -> None:
    """Keep the id_token for the logout; one that is too long for a cookie goes without."""
    antwort.set_cookie(
        _KEKS,
        nachweis if len(nachweis) <= _KEKS_HOECHSTENS else "",
        path=url_for("anmeldung.abmelden"),
        secure=_einstellungen().sicher,
        httponly=True,
        samesite="Lax",
    )


def abmeldung(antwort: Response) -> Response:
    """What the logout answers: for who came by the directory a page that leads on to its logout.

    A redirect would not do: after a form the browser holds it against form-action of the CSP.
    """
    nachweis = request.cookies.get(_KEKS)
    if nachweis is None or _einstellungen().einlass.oidc is None:
        return antwort
    verzeichnis, oidc = stadtverzeichnis()
    try:
        ziel = verzeichnis.abmeldeziel(nachweis, danach=f"{zuhause()}/anmelden")
    except (AbrufGescheitert, AdresseVerweigert, AnmeldungAbgelehnt):
        ziel = None
    if ziel is not None:
        session.pop("_flashes", None)
        antwort = Response(
            render_template("abgemeldet.html", ziel=ziel, verzeichnis=oidc.name, auftritt=auftritt.hier()),
            mimetype="text/html",
        )
        antwort.headers["Refresh"] = f"0; url={ziel}"
    antwort.delete_cookie(_KEKS, path=url_for("anmeldung.abmelden"))
    return antwort


def _einstellungen() -> Einstellungen:
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return einstellungen

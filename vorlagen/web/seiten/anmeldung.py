"""Logging in and out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from vorlagen.fehler import AnmeldungGesperrt, NichtAngemeldet, ZuVieleAnfragen
from vorlagen.services import anmeldung
from vorlagen.web import drossel, tuer
from vorlagen.web.eingang import WOERTLICH

tafel = Blueprint("anmeldung", __name__)

GERETTET = "gerettet-"
"""Begins the names of fields that wait for a login before they are sent on."""
FLUECHTIG = WOERTLICH | {"csrf_token"}
"""Fields that are never kept waiting in a page: passwords."""


@tafel.route("/anmelden", methods=["GET", "POST"])
@tuer.offen
def anmelden() -> Response | str | tuple[str, int]:
    """The login page; `weiter` is where the person wanted to go, or where what they had typed is to be sent."""
    weiter = _eigener_pfad(request.values.get("weiter", "/"))
    if request.method == "GET":
        return _seite(weiter)
    name = request.form.get("anmeldename", "")
    try:
        drossel.zaehle_anmeldung()
        angemeldet = anmeldung.anmelden(
            name, request.form.get("passwort", ""), jetzt=tuer.jetzt(), demo=tuer.einstellungen().demo
        )
    except ZuVieleAnfragen as fehler:
        seite = _seite(weiter, anmeldename=name, satz=fehler.satz, gerettet=_gerettet())
        return Response(seite, 429, {"Retry-After": str(fehler.warten)}, mimetype="text/html")
    except (NichtAngemeldet, AnmeldungGesperrt) as fehler:
        return _seite(weiter, anmeldename=name, satz=fehler.satz, gerettet=_gerettet()), 401
    drossel.anmeldung_gelungen()
    tuer.melde_an(*angemeldet)
    if gerettet := _gerettet():
        return render_template("absenden.html", weiter=weiter, gerettet=gerettet)
    return redirect(weiter)


@tafel.app_errorhandler(CSRFError)
def rette_eingaben(_fehler: CSRFError) -> tuple[str, int]:
    """The login page that carries along what a form brought after the session had ended; nothing typed is lost.

    A form that comes from elsewhere is refused: nobody shall be led to send what they did not type.
    """
    von_hier = request.headers.get("Sec-Fetch-Site") == "same-origin" or _gleiche_herkunft()
    if not von_hier or tuer.ist_offen():
        return _seite("/", satz="Diese Seite war nicht mehr gültig. Bitte melden Sie sich an."), 400
    gerettet = [(f"{GERETTET}{name}", wert) for name, wert in request.form.items(multi=True) if name not in FLUECHTIG]
    dateien = any(datei.filename for datei in request.files.values())
    return _seite(request.path, gerettet=gerettet, dateien=dateien), 401


@tafel.post("/abmelden")
def abmelden() -> Response:
    """End the session of this browser."""
    tuer.melde_ab()
    flash("Sie sind abgemeldet.", "erfolg")
    return redirect("/anmelden")


def _seite(
    weiter: str,
    anmeldename: str = "",
    satz: str = "",
    gerettet: Sequence[tuple[str, str]] = (),
    dateien: bool = False,
) -> str:
    konten = anmeldung.demokonten() if tuer.einstellungen().demo else ()
    return render_template(
        "anmelden.html",
        weiter=weiter,
        anmeldename=anmeldename,
        satz=satz,
        gerettet=gerettet,
        dateien=dateien,
        konten=konten,
        koerperschaft=anmeldung.name_der_installation(),
    )


def _gerettet() -> list[tuple[str, str]]:
    return [(name, wert) for name, wert in request.form.items(multi=True) if name.startswith(GERETTET)]


def _gleiche_herkunft() -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _eigener_pfad(ziel: str) -> str:
    """Only paths of ours: nobody is sent to a foreign address after logging in."""
    eigen = ziel.startswith("/") and not ziel.startswith(("//", "/\\")) and "\\" not in ziel and ziel.isprintable()
    return ziel if eigen else "/"

"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from vorlagen.fehler import AnmeldungGesperrt, NichtAngemeldet
from vorlagen.services import anmeldung
from vorlagen.web import tuer

tafel = Blueprint("anmeldung", __name__)


@tafel.route("/anmelden", methods=["GET", "POST"])
@tuer.offen
def anmelden() -> Response | str | tuple[str, int]:
    """The login page; `weiter` is where the person wanted to go."""
    weiter = _eigener_pfad(request.values.get("weiter", "/"))
    if request.method == "GET":
        return _seite(weiter)
    name = request.form.get("anmeldename", "")
    try:
        person = anmeldung.anmelden(name, request.form.get("passwort", ""), jetzt=tuer.jetzt())
    except (NichtAngemeldet, AnmeldungGesperrt) as fehler:
        return _seite(weiter, anmeldename=name, satz=fehler.satz), 401
    tuer.melde_an(person, anmeldung.aus_sitzung(person.id)[1])
    return redirect(weiter)


@tafel.post("/abmelden")
def abmelden() -> Response:
    """End the session of this browser."""
    tuer.melde_ab()
    flash("Sie sind abgemeldet.", "erfolg")
    return redirect("/anmelden")


def _seite(weiter: str, anmeldename: str = "", satz: str = "") -> str:
    konten = anmeldung.demokonten() if current_app.config["EINSTELLUNGEN"].demo else ()
    return render_template(
        "anmelden.html",
        weiter=weiter,
        anmeldename=anmeldename,
        satz=satz,
        konten=konten,
        koerperschaft=anmeldung.name_der_installation(),
    )


def _eigener_pfad(ziel: str) -> str:
    """Only paths of ours: nobody is sent to a foreign address after logging in."""
    eigen = ziel.startswith("/") and not ziel.startswith(("//", "/\\")) and "\\" not in ziel and ziel.isprintable()
    return ziel if eigen else "/"

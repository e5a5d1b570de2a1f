"""Logging in and out."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from vorlagen.fehler import AnmeldungAbgelehnt, AnmeldungGesperrt, NichtAngemeldet, ZuVieleAnfragen
from vorlagen.services import anmeldung, fremdanmeldung, zweiter_faktor
from vorlagen.services.anmeldung import Angemeldet
from vorlagen.web import auftritt, drossel, pforte, tuer, verzeichnisweg, vorkommnisse
from vorlagen.web.eingang import WOERTLICH
from vorlagen.web.nochmal import von_hier
from vorlagen.web.sicht import Seitentafel, Sicht, fuer

tafel = Seitentafel("anmeldung", __name__, sicht=Sicht.OFFEN)

GERETTET = "gerettet-"
"""Begins the names of fields that wait for a login before they are sent on."""
FLUECHTIG = WOERTLICH | {"csrf_token"}
"""Fields that are never kept waiting in a page: passwords."""


@tafel.route("/anmelden", methods=["GET", "POST"])
def anmelden() -> Response | str | tuple[str, int]:
    """The login page; `weiter` is where the person wanted to go, or where what they had typed is to be sent."""
    weiter = eigener_pfad(request.values.get("weiter", "/"))
    if request.method == "GET":
        return _verbuergt(weiter) or seite(weiter)
    name = request.form.get("anmeldename", "")
    try:
        drossel.zaehle_anmeldung()
        if not tuer.einstellungen().einlass.mit_passwort(name):
            raise NichtAngemeldet("Mit Passwort melden sich hier nur wenige an. Bitte nehmen Sie die andere Anmeldung.")
        angemeldet = anmeldung.anmelden(
            name, request.form.get("passwort", ""), jetzt=tuer.jetzt(), demo=tuer.einstellungen().demo
        )
    except ZuVieleAnfragen as fehler:
        vorkommnisse.anmeldung_gescheitert(fehler)
        nochmal = seite(weiter, anmeldename=name, satz=fehler.satz, gerettet=gerettet())
        return Response(nochmal, 429, {"Retry-After": str(fehler.warten)}, mimetype="text/html")
    except (NichtAngemeldet, AnmeldungGesperrt) as fehler:
        vorkommnisse.anmeldung_gescheitert(fehler)
        return seite(weiter, anmeldename=name, satz=fehler.satz, gerettet=gerettet()), 401
    drossel.anmeldung_gelungen()
    if angemeldet.code_fehlt:
        tuer.merke_ersten_schritt(angemeldet)
        return _codeseite(weiter)
    return _hinein(angemeldet, weiter)


@tafel.route("/anmelden/code", methods=["GET", "POST"])
def code() -> Response | str | tuple[str, int]:
    """The second step of a login, for whoever has a second factor."""
    weiter = eigener_pfad(request.values.get("weiter", "/"))
    try:
        erster = tuer.erster_schritt()
    except NichtAngemeldet as fehler:
        if request.method == "GET":
            return redirect(url_for("anmeldung.anmelden", weiter=weiter))
        return seite(weiter, satz=fehler.satz, gerettet=gerettet()), 401
    if request.method == "GET":
        return _codeseite(weiter)
    try:
        drossel.zaehle_anmeldung()
        eingabe = request.form.get("code", "")
        angemeldet = zweiter_faktor.melde_an(erster, eingabe, geheimnis=tuer.geheimnis(), jetzt=tuer.jetzt())
    except (NichtAngemeldet, AnmeldungGesperrt) as fehler:
        vorkommnisse.anmeldung_gescheitert(fehler)
        return _codeseite(weiter, fehler.satz), 401
    drossel.anmeldung_gelungen()
    return _hinein(angemeldet, weiter)


@tafel.app_errorhandler(CSRFError)
def rette_eingaben(_fehler: CSRFError) -> tuple[str, int]:
    """The login page that carries along what a form brought after the session had ended; nothing typed is lost.

    A form that comes from elsewhere is refused: nobody shall be led to send what they did not type.
    """
    vorkommnisse.ohne_marke()
    if not von_hier() or tuer.ist_offen():
        return seite("/", satz="Diese Seite war nicht mehr gültig. Bitte melden Sie sich an."), 400
    eingaben = [(f"{GERETTET}{name}", wert) for name, wert in request.form.items(multi=True) if name not in FLUECHTIG]
    dateien = any(datei.filename for datei in request.files.values())
    return seite(request.path, gerettet=eingaben, dateien=dateien), 401


@tafel.post("/abmelden")
@fuer(Sicht.VOR_DEM_FAKTOR)
def abmelden() -> Response:
    """End the session of this browser."""
    tuer.melde_ab()
    flash("Sie sind abgemeldet.", "erfolg")
    return verzeichnisweg.abmeldung(redirect("/anmelden"))


def seite(
    weiter: str,
    anmeldename: str = "",
    satz: str = "",
    von_aussen: str = "",
    gerettet: Sequence[tuple[str, str]] = (),
    dateien: bool = False,
    abgewiesen: str = "",
) -> str:
    """The login page with every way in that there is, and what somebody had typed.

    `satz` says what is wrong with name or password, `von_aussen` why the directory or the proxy did not get them in.
    `abgewiesen` is whom the proxy vouches for in vain: not to be offered once more.
    """
    name = pforte.verbuergter_name()
    konten = anmeldung.demokonten() if tuer.einstellungen().demo else ()
    return render_template(
        "anmelden.html",
        weiter=weiter,
        anmeldename=anmeldename,
        satz=satz,
        von_aussen=von_aussen,
        gerettet=gerettet,
        dateien=dateien,
        konten=konten,
        einlass=tuer.einstellungen().einlass,
        verbuergt=name if name != abgewiesen else None,
        auftritt=auftritt.hier(),
    )


def _hinein(angemeldet: Angemeldet, weiter: str) -> Response | str:
    tuer.melde_an(angemeldet.wer, angemeldet.marke)
    if eingaben := gerettet():
        return render_template("absenden.html", weiter=weiter, gerettet=eingaben)
    return redirect(weiter)


def _codeseite(weiter: str, satz: str = "") -> str:
    return render_template(
        "anmelden_code.html", weiter=weiter, satz=satz, gerettet=gerettet(), auftritt=auftritt.hier()
    )


def gerettet() -> list[tuple[str, str]]:
    """What somebody had typed before their session ended, as the login page carries it along."""
    return [(name, wert) for name, wert in request.form.items(multi=True) if name.startswith(GERETTET)]


def eigener_pfad(ziel: str) -> str:
    """Only paths of ours: nobody is sent to a foreign address after logging in."""
    eigen = ziel.startswith("/") and not ziel.startswith(("//", "/\\")) and "\\" not in ziel and ziel.isprintable()
    return ziel if eigen else "/"


def _verbuergt(weiter: str) -> Response | None:
    """Let in at once whom the proxy vouches for; not after a logout, which leads here without `weiter`."""
    name = pforte.verbuergter_name()
    if name is None or "weiter" not in request.args:
        return None
    try:
        betreuung = tuer.einstellungen().einlass.betreuung_von_anderswo
        tuer.melde_an(*fremdanmeldung.mit_namen(name, jetzt=tuer.jetzt(), betreuung=betreuung), von_anderswo=True)
    except (AnmeldungAbgelehnt, NichtAngemeldet) as fehler:
        vorkommnisse.anmeldung_gescheitert(fehler)
        return Response(seite(weiter, von_aussen=fehler.satz, abgewiesen=name), 403, mimetype="text/html")
    pforte.merke_buergschaft(name)
    return redirect(weiter)

"""Setting a password with a link out of a mail, and asking for such a link."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import passwoerter
from vorlagen.services.einmallinks import Zweck
from vorlagen.web import auftritt, drossel, tuer
from vorlagen.web.formulare.passwort import lies_neues
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("passwort", __name__, sicht=Sicht.OFFEN)


@tafel.route("/passwort-vergessen", methods=["GET", "POST"])
def vergessen() -> str:
    """Ask for a link. What is answered does not depend on whether there is such a person."""
    gefragt = request.method == "POST" and bool(request.form.get("anmeldename", "").strip())
    if gefragt:
        drossel.zaehle_anmeldung()
        passwoerter.wuensche_neues(request.form["anmeldename"], jetzt=tuer.jetzt())
    return render_template(
        "passwort_vergessen.html",
        gefragt=gefragt,
        leer=request.method == "POST" and not gefragt,
        auftritt=auftritt.hier(),
    )


@tafel.route("/passwort/<schluessel>", methods=["GET", "POST"])
def setze(schluessel: str) -> Response | str | tuple[str, int]:
    """Set a password and be logged in with it. Only the sent form spends the link: mail programs look at links, too."""
    link = passwoerter.link_von(schluessel, jetzt=tuer.jetzt())
    seite = {"einladung": link.zweck is Zweck.EINLADUNG, "auftritt": auftritt.hier()}
    if request.method == "GET":
        return render_template("passwort_setzen.html", fehler={}, **seite)
    try:
        angemeldet = passwoerter.setze_mit_link(schluessel, lies_neues(request.form), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return render_template("passwort_setzen.html", fehler=abgelehnt.felder, **seite), 422
    if not tuer.einstellungen().einlass.mit_passwort(angemeldet.wer.anmeldename):
        flash("Ihr Passwort ist festgelegt. Angemeldet wird hier auf einem anderen Weg.", "erfolg")
        return redirect(url_for("anmeldung.anmelden"))
    if angemeldet.code_fehlt:
        tuer.merke_ersten_schritt(angemeldet)
        return redirect(url_for("anmeldung.code"))
    tuer.melde_an(angemeldet.wer, angemeldet.marke)
    flash("Ihr Passwort ist festgelegt, und Sie sind angemeldet.", "erfolg")
    return redirect(url_for("arbeitskorb.zeige"))

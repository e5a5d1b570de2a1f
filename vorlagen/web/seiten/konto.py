"""One's own account: password and logins."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import AnmeldungGesperrt, EingabeUngueltig
from vorlagen.services import anmeldesitzungen, bedienung, passwoerter, zugaenge
from vorlagen.web import tuer
from vorlagen.web.formulare.passwort import lies_neues
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("konto", __name__, sicht=Sicht.KONTO, url_prefix="/konto")


@tafel.get("")
def zeige() -> str:
    """The account, and where the person is logged in."""
    return render_template(
        "konto.html",
        anmeldungen=anmeldesitzungen.liste(
            tuer.wer(), schluessel=tuer.sitzungsschluessel(), dauer=tuer.sitzungsdauer(), jetzt=tuer.jetzt()
        ),
    )


@tafel.route("/passwort", methods=["GET", "POST"])
def passwort() -> Response | str | tuple[str, int]:
    """Change one's own password; all other sessions end, and this one begins anew."""
    if request.method == "GET":
        return render_template("konto_passwort.html", fehler={})
    try:
        neues = lies_neues(request.form)
        angemeldet = passwoerter.aendere(request.form.get("passwort", ""), neues, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, AnmeldungGesperrt) as abgelehnt:
        db.session.rollback()
        felder = getattr(abgelehnt, "felder", None) or {"passwort": [abgelehnt.satz]}
        return render_template("konto_passwort.html", fehler=felder), 422
    tuer.melde_an(angemeldet.wer, angemeldet.marke)
    flash("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet.", "erfolg")
    return redirect(url_for("konto.zeige"))


@tafel.post("/kurztasten")
def kurztasten() -> Response:
    """Switch the keyboard shortcuts on or off."""
    an = request.form.get("an") == "1"
    bedienung.schalte_kurztasten(tuer.wer(), an=an)
    flash(f"Die Tastenkürzel sind {'eingeschaltet' if an else 'ausgeschaltet'}.", "erfolg")
    return redirect(url_for("konto.zeige"))


@tafel.post("/anmeldungen/<anmeldesitzung_id>/beenden")
def beende(anmeldesitzung_id: str) -> Response:
    """End one of one's own sessions."""
    anmeldesitzungen.beende_eine(anmeldesitzung_id, wer=tuer.wer())
    flash("Die Anmeldung ist beendet.", "erfolg")
    return redirect(url_for("konto.zeige"))


@tafel.post("/ueberall-abmelden")
def ueberall_abmelden() -> Response:
    """End all sessions, this one as well."""
    zugaenge.melde_ueberall_ab(tuer.wer().id, wer=tuer.wer(), jetzt=tuer.jetzt())
    tuer.melde_ab()
    flash("Sie sind überall abgemeldet.", "erfolg")
    return redirect(url_for("anmeldung.anmelden"))

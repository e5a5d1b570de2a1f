"""The towns of the installation, for whoever keeps it: seeing which there are, making one, locking one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import LAENDER
from vorlagen.services import koerperschaften
from vorlagen.web import tuer
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("installation", __name__, sicht=Sicht.INSTALLATION, url_prefix="/installation")
FELDER = ("kuerzel", "name", "land", "anmeldename", "person", "mail")


@tafel.get("")
def uebersicht() -> str:
    """Every town, and nothing of what is in it."""
    return _seite()


@tafel.post("")
def lege_an() -> Response | tuple[str, int]:
    """Make a town with the first person of its Verwaltung."""
    angaben = {name: request.form.get(name, "").strip() for name in FELDER}
    try:
        geheimnis = tuer.einstellungen().secret_key.encode()
        koerperschaften.lege_an(koerperschaften.Neu(**angaben), geheimnis=geheimnis, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(angaben, als_fehler(fehler.felder, fehler.satz)), 422
    flash(f"{angaben['name']} ist angelegt. Die Einladung an {angaben['person']} liegt im Postausgang.", "erfolg")
    return redirect(url_for("installation.uebersicht"))


@tafel.post("/<kuerzel>/sperre")
def sperre(kuerzel: str) -> Response:
    """Lock a town or open it, as the button said."""
    zu = request.form.get("sperre") == "1"
    koerperschaften.sperre(kuerzel, gesperrt=zu, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Körperschaft ist gesperrt." if zu else "Die Körperschaft ist wieder offen.", "erfolg")
    return redirect(url_for("installation.uebersicht"))


def _seite(angaben: Mapping[str, str] | None = None, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    return render_template(
        "installation.html",
        staedte=koerperschaften.fuer(tuer.wer()),
        laender=list(LAENDER.items()),
        e=angaben or dict.fromkeys(FELDER, ""),
        fehler=fehler or {},
    )

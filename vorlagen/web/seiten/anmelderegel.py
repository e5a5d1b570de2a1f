"""What a town asks of those who log in."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.services import stammdaten, zugaenge
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import rollenname

tafel = Seitentafel("anmelderegel", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/anmeldung")


@tafel.get("")
def zeige() -> str:
    """Which roles need a second factor."""
    wer = tuer.wer()
    stammdaten.pruefe_verwaltung(wer)
    return render_template(
        "anmelderegel.html",
        wahl=[(rolle.value, rollenname(rolle)) for rolle in zugaenge.MIT_FAKTOR],
        gewaehlt=stammdaten.koerperschaft(wer.koerperschaft_id).rollen_mit_zweitem_faktor,
    )


@tafel.post("")
def setze() -> Response:
    """Ask these roles for one."""
    zugaenge.verlange_zweiten_faktor(request.form.getlist("rollen"), wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Regel ist gespeichert.", "erfolg")
    return redirect(url_for("anmelderegel.zeige"))

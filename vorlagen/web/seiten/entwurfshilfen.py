"""What the form of a draft asks while somebody types: what of a paste may stay, when it could be decided."""

from __future__ import annotations

from flask import Response, jsonify, render_template, request

from vorlagen.fehler import EingabeUngueltig
from vorlagen.richtext import lies_zwischenablage
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import fuer_entwurf
from vorlagen.web.formulare import annahme
from vorlagen.web.formulare.auswahl import auswahl
from vorlagen.web.schrift import fuer_editor
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("entwurfshilfen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.post("/vorlagen/einfuegen")
def fuege_ein() -> tuple[Response, int]:
    """The HTML of a clipboard as the editor may take it in, and what of it stays out."""
    try:
        gelesen = lies_zwischenablage(request.form.get("html", ""))
        return jsonify(html=fuer_editor(gelesen.html), hinweise=gelesen.hinweise), 200
    except EingabeUngueltig as fehler:
        return jsonify(satz=fehler.satz), 422


@tafel.post("/vorlagen/neu/zeitplan")
def plane_neues() -> str:
    """The plan for the Beratungsfolge that is typed into the form of a new paper."""
    return _plan(None)


@tafel.post("/vorlagen/<vorlage_id>/zeitplan")
def plane(vorlage_id: str) -> str:
    """The plan for the Beratungsfolge as it stands in the form of a draft, saved or not."""
    return _plan(vorlage_id)


def _plan(vorlage_id: str | None) -> str:
    wer, jetzt = tuer.wer(), tuer.jetzt()
    bogen = annahme.roh(vorlage_id, request.form, wer, jetzt=jetzt)
    if bogen.vorlage is not None:
        pruefe_bearbeitbar(bogen.vorlage, wer)
    moeglich = auswahl(wer, bogen.vorlage, bogen.entwurf, jetzt=jetzt)
    return render_template("zeitplan.html", plan=fuer_entwurf(bogen, moeglich))

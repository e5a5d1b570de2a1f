"""What the form of a draft asks while somebody types: what of a paste may stay, when it could be decided."""

from __future__ import annotations

from flask import Response, jsonify, render_template, request

from vorlagen.fehler import EingabeUngueltig, Fachfehler
from vorlagen.richtext import lies_zwischenablage, saeubere
from vorlagen.services import beiwerk
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.vorlagen import pruefe_bearbeitbar
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import fuer_entwurf
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import annahme
from vorlagen.web.formulare.auswahl import auswahl
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.schrift import fuer_editor
from vorlagen.web.seiten import gebrachtes
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("entwurfshilfen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.post("/vorlagen/einfuegen")
def fuege_ein() -> tuple[Response, int]:
    """The HTML of a clipboard as the editor may take it in, and what of it stays out."""
    try:
        gelesen = lies_zwischenablage(request.form.get("html", ""))
        return jsonify(html=fuer_editor(saeubere(gelesen.html)), hinweise=gelesen.hinweise), 200
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


@tafel.post("/vorlagen/<vorlage_id>/hochladen")
def lade_hoch(vorlage_id: str) -> tuple[Response, int]:
    """Attach files to a stored draft while its form stays open; the rows of the form as they are then."""
    wer = tuer.wer()
    try:
        vorher = hole(vorlage_id, wer)[0].version
        dateien, abgelehnt = gebrachtes.lies()
        abgelehnt = gebrachtes.haenge_an(vorlage_id, (dateien, abgelehnt))
        stand = annahme.geladenes(vorlage_id, wer)
    except Fachfehler as fehler:
        return jsonify(satz=fehler.satz), STATUS[type(fehler)]
    dabei = beiwerk.lade([stand.vorlage], wer).anlagen if stand.vorlage else ()
    html = render_template("entwurf_anlagen.html", e=stand.entwurf, anlagen=dabei, vorlage=stand.vorlage)
    # Each file counts the version up once; if nobody else did, the open form begins from here.
    nur_wir = version(request.form) == vorher and 0 <= (stand.version or 0) - vorher <= len(dateien)
    neu = {"version": stand.version, "grundlage": stand.anfang} if nur_wir else {}
    return jsonify(html=html, abgelehnt=abgelehnt, **neu), 200


def _plan(vorlage_id: str | None) -> str:
    wer, jetzt = tuer.wer(), tuer.jetzt()
    bogen = annahme.roh(vorlage_id, request.form, wer, jetzt=jetzt)
    if bogen.vorlage is not None:
        pruefe_bearbeitbar(bogen.vorlage, wer)
    moeglich = auswahl(wer, bogen.vorlage, bogen.entwurf, jetzt=jetzt)
    return render_template("zeitplan.html", plan=fuer_entwurf(bogen, moeglich))

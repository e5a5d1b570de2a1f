"""The planner: when decided at the earliest, or by when to begin; works by its address alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template, request

from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.services import stammdaten, zeichenzeiten
from vorlagen.services.beratungsfolge import ARTEN
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import Planbild, bild
from vorlagen.web.api.planung import auskunft
from vorlagen.web.formulare import planung as formular
from vorlagen.web.formulare.planung import Eingabe
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("planung", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/planung")
def zeige() -> str | tuple[str, int]:
    """The form, and the way that was asked for with its reasons."""
    eingabe = formular.lies(request.args)
    if eingabe.leer:
        return _seite(eingabe, None, {"_": ["Bitte wählen Sie ein Gremium oder eine Vorlage."]} if request.args else {})
    frage, fehler = formular.pruefe(eingabe, tuer.wer())
    if fehler:
        return _seite(eingabe, None, fehler), 422
    try:
        return _seite(eingabe, bild(auskunft(frage, tuer.wer())), {})
    except NichtGefunden:
        satz = "Diese Vorlage sehen Sie nur, soweit sie öffentlich ist; ihr Weg lässt sich daraus nicht rechnen."
        return _seite(eingabe, None, {"vorlage": [satz]}), 422
    except EingabeUngueltig as abgelehnt:
        return _seite(eingabe, None, {"_": [abgelehnt.satz]}), 422


def _seite(eingabe: Eingabe, plan: Planbild | None, fehler: Mapping[str, Sequence[str]]) -> str:
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    return render_template(
        "planung.html",
        e=eingabe,
        plan=plan,
        gremien=[(gremium.id, gremium.name) for gremium in stammdaten.gremien(stadt.id)],
        arten=[(art, art) for art in ARTEN],
        zeit=zeichenzeiten.uebliche(stadt, None).satz,
        fehler=fehler,
    )

"""The history of a paper, proven, and as a file that anyone can verify."""

from __future__ import annotations

import json

from flask import Response, render_template, request

from vorlagen import siegel
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Vorlage
from vorlagen.services import verlauf, verlaufsausgabe
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.ansichten.verlauf import ereignisse
from vorlagen.web.ansichten.verlaufsthemen import Thema
from vorlagen.web.ansichten.vorlage import ablauf_oder_keiner
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("verlauf", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>/verlauf")
def zeige(vorlage_id: str) -> str:
    """Every event, and whether the chain holds; `?thema=` narrows what is shown, never what is proven."""
    vorlage = _ganze(vorlage_id)
    bruch = siegel.pruefe(vorlage.id, verlauf.exportiere(vorlage.id)["verlauf"])
    liste = ereignisse(vorlage, ablauf_oder_keiner(vorlage))
    gefragt = request.args.get("thema")
    return render_template(
        "verlauf.html",
        vorlage=vorlage,
        ereignisse=[ereignis for ereignis in liste if gefragt in (None, "", ereignis.thema)],
        anzahl=len(liste),
        themen=[eines for eines in Thema if any(ereignis.thema is eines for ereignis in liste)],
        thema=gefragt,
        bruch=bruch,
    )


@tafel.get("/vorlagen/<vorlage_id>/verlauf.json")
def exportiere(vorlage_id: str) -> Response:
    """The verifiable file."""
    vorlage = _ganze(vorlage_id)
    datei = json.dumps(verlaufsausgabe.mit_beweis(vorlage), ensure_ascii=False, indent=1)
    antwort = Response(datei, mimetype="application/json")
    antwort.headers["Content-Disposition"] = f"attachment; filename=verlauf-{vorlage.id}.json"
    return antwort


def _ganze(vorlage_id: str) -> Vorlage:
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    if einblick is not Einblick.VOLL:
        raise NichtGefunden
    return vorlage

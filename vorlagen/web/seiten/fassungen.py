"""What changed between any two versions of the text."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.fehler import NichtGefunden
from vorlagen.services import fassungen
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.ansichten.fassungsvergleich import abschnitte
from vorlagen.web.ansichten.vorlage import ablauf_oder_keiner
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("fassungen", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>/fassungen/vergleich")
def vergleiche(vorlage_id: str) -> str:
    """What changed from Fassung `?von=` to Fassung `?bis=`; without them from the one before to the current one.

    As running text, or in two columns with `?ansicht=nebeneinander`.
    """
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    if einblick is not Einblick.VOLL:
        raise NichtGefunden
    bis = version(request.args, "bis") if request.args.get("bis") else vorlage.fassung
    von = version(request.args, "von") if request.args.get("von") else max(bis - 1, 1)
    alt, neu = fassungen.text(vorlage, von), fassungen.text(vorlage, bis)
    return render_template(
        "fassung.html",
        vorlage=vorlage,
        von=von,
        bis=bis,
        nebeneinander=request.args.get("ansicht") == "nebeneinander",
        fassungen=fassungen.alle(vorlage),
        abschnitte=abschnitte(alt, neu, ablauf_oder_keiner(vorlage)),
    )

"""Who may do what with one paper, and why."""

from __future__ import annotations

from flask import render_template, request

from vorlagen.services import einblicke, rechte, stammdaten
from vorlagen.web import tuer
from vorlagen.web.ansichten.vorlage import ablauf_oder_keiner
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("rechte", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>/rechte")
def zeige(vorlage_id: str) -> str:
    """Everybody who sees all of the paper; on request one more person, who perhaps does not."""
    wer, jetzt = tuer.wer(), tuer.jetzt()
    vorlage, tafel_ = rechte.fuer_vorlage(vorlage_id, wer=wer, jetzt=jetzt)
    gefragt = request.args.get("person", "")
    einzelne = rechte.fuer_person(vorlage_id, gefragt, wer=wer, jetzt=jetzt) if gefragt else None
    ablauf = ablauf_oder_keiner(vorlage)
    return render_template(
        "rechte.html",
        vorlage=vorlage,
        status=ablauf.status_titel(vorlage.status) if ablauf else vorlage.status,
        tafel=tafel_,
        einzelne=einzelne,
        gefragt=gefragt,
        alle_gruende=einblicke.GRUENDE,
        oeffentlich=rechte.lesen_alle(vorlage),
        kollegium=[(zeile.id, zeile.name) for zeile in stammdaten.kollegium(vorlage.koerperschaft_id)],
    )

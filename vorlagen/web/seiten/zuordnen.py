"""What another system decided on our papers and is not certain: whoever looks after the body says what is meant."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.services.einfuhr import bruecke, fragen
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import Ausgang

tafel = Seitentafel("zuordnen", __name__, sicht=Sicht.GREMIENDIENST, url_prefix="/zuordnen")


@tafel.get("")
def zeige() -> str:
    """The questions about the bodies that this person looks after."""
    ausgaenge = [(ausgang.value, ausgang.titel) for ausgang in Ausgang]
    return render_template("zuordnen.html", fragen=fragen.offene(tuer.wer()), ausgaenge=ausgaenge)


@tafel.post("/<zuordnung_id>")
def entscheide(zuordnung_id: str) -> Response:
    """Take it over as it was said, or put it aside."""
    station = request.form.get(f"station-{zuordnung_id}") if request.form.get("tun") == "uebernehmen" else None
    ausgang = request.form.get(f"ausgang-{zuordnung_id}") or None
    bruecke.entscheide(zuordnung_id, station or None, ausgang, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Übernommen." if station else "Beiseitegelegt; hier ändert sich nichts.", "erfolg")
    return redirect(url_for("zuordnen.zeige"))

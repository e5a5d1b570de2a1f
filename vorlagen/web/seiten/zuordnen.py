"""What another system decided on our papers and is not certain: whoever looks after the body says what is meant."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.models import Vorlage, Zuordnung
from vorlagen.services.einfuhr import bruecke
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import Ausgang

tafel = Seitentafel("zuordnen", __name__, sicht=Sicht.GREMIENDIENST, url_prefix="/zuordnen")


@dataclass(frozen=True, slots=True)
class Frage:
    """One question with what is needed to answer it; without a `top` only "none of ours" can be said here."""

    zeile: Zuordnung
    vorlage: Vorlage
    punkt: bruecke.Fremdpunkt | None
    stationen: tuple[tuple[str, str], ...]


@tafel.get("")
def zeige() -> str:
    """The questions about the bodies that this person looks after."""
    fragen = [frage for zeile in bruecke.offene(tuer.wer().koerperschaft_id) if (frage := _frage(zeile)) is not None]
    ausgaenge = [(ausgang.value, ausgang.titel) for ausgang in Ausgang]
    return render_template("zuordnen.html", fragen=fragen, ausgaenge=ausgaenge)


@tafel.post("/<zuordnung_id>")
def entscheide(zuordnung_id: str) -> Response:
    """Take it over as it was said, or put it aside."""
    station = request.form.get(f"station-{zuordnung_id}") if request.form.get("tun") == "uebernehmen" else None
    ausgang = request.form.get(f"ausgang-{zuordnung_id}") or None
    bruecke.entscheide(zuordnung_id, station or None, ausgang, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Übernommen." if station else "Beiseitegelegt; hier ändert sich nichts.", "erfolg")
    return redirect(url_for("zuordnen.zeige"))


def _frage(zeile: Zuordnung) -> Frage | None:
    punkt = bruecke.fremdpunkt(zeile)
    if punkt is not None and not ist_gremiendienst(punkt.sitzung.gremium_id, tuer.wer()):
        return None
    vorlage, _ = hole(zeile.vorlage_id, tuer.wer())
    stationen = tuple(
        (b.id, f"{b.reihe}. {' und '.join(g.name for g in b.gremien)}, {b.art}")
        for b in vorlage.beratungen
        if punkt is not None and punkt.sitzung.gremium_id in {g.id for g in b.gremien}
    )
    return Frage(zeile, vorlage, punkt, stationen)

"""What the form of a draft keeps by itself while somebody types; its script asks here, nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Response, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as Weiterleitung

from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtGefunden
from vorlagen.services import arbeitskopien
from vorlagen.services.arbeitskopien import Bearbeitung
from vorlagen.web import drossel, tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import annahme
from vorlagen.web.formulare.blatt import Blatt
from vorlagen.web.formulare.feldpaare import Paare, als_paare
from vorlagen.web.formulare.zahlen import KEINE
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import uhrzeit

tafel = Seitentafel("arbeitskopien", __name__, sicht=Sicht.ANGEMELDET)


@tafel.post("/vorlagen/neu/arbeitskopie")
def sichere_neues() -> tuple[Response, int]:
    """Keep what was typed into the form of a new paper."""
    return _antworte(None)


@tafel.post("/vorlagen/<vorlage_id>/arbeitskopie")
def sichere(vorlage_id: str) -> tuple[Response, int]:
    """Keep what was typed into the form of a stored draft, and say who else works on it."""
    return _antworte(vorlage_id)


@tafel.post("/vorlagen/arbeitskopien/<arbeitskopie_id>/verwerfen")
def verwirf(arbeitskopie_id: str) -> Weiterleitung:
    """Throw away what was kept; back to the form, or to the paper it was about if it is gone already."""
    try:
        vorlage_id = arbeitskopien.verwirf(arbeitskopie_id, wer=tuer.wer())
    except NichtGefunden as fehler:
        return vergangen(request.form.get("vorlage"), fehler)
    if vorlage_id is None:
        return redirect(url_for("entwurf.beginne"))
    return redirect(url_for("entwurf.bearbeite", vorlage_id=vorlage_id))


def vergangen(vorlage_id: str | None, fehler: NichtGefunden) -> Weiterleitung:
    """A copy that was saved or thrown away in between, in another window or by a second press, is no mistake."""
    flash(fehler.satz, "info")
    if vorlage_id:
        return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))
    return redirect(url_for("entwurf.beginne"))


def anwesend(andere: Sequence[Bearbeitung]) -> list[str]:
    """Who else has the draft open, in sentences."""
    return [
        f"Sie haben diesen Entwurf noch in einem anderen Fenster offen (seit {uhrzeit(einer.seit)})."
        if einer.selbst
        else f"{einer.name} bearbeitet diesen Entwurf gerade (seit {uhrzeit(einer.seit)})."
        for einer in andere
    ]


def _antworte(vorlage_id: str | None) -> tuple[Response, int]:
    """JSON for the script, refusals too: it says them beside the form."""
    wer, jetzt = tuer.wer(), tuer.jetzt()
    try:
        drossel.zaehle_sicherung(wer.id)
        fenster = annahme.fensterwort(request.form)
        if not fenster:
            raise EingabeUngueltig("Es fehlt, welches Fenster sichert.")
        if "lebenszeichen" in request.form and vorlage_id is not None:
            arbeitskopien.zeige_dich(vorlage_id, fenster, wer=wer, jetzt=jetzt)
            antwort: dict[str, Any] = {"gesichert": None}
        else:
            bogen = annahme.roh(vorlage_id, request.form, wer, jetzt=jetzt)
            felder = _felder(bogen) if bogen.getippt() else None
            if not arbeitskopien.sichere(vorlage_id, fenster, felder, ersetzt=bogen.ersetzt, wer=wer, jetzt=jetzt):
                return jsonify(satz="Was in diesem Fenster stand, ist schon gespeichert.", schon=True), 409
            antwort = {"gesichert": uhrzeit(jetzt) if felder is not None else None}
            if "schluss" not in request.form:  # then nobody reads the answer any more
                antwort["fehlt"] = [asdict(luecke) for luecke in bogen.luecken(wer=wer, jetzt=jetzt)]
        if "schluss" in request.form:
            arbeitskopien.schliesse(fenster, wer=wer)
        andere = arbeitskopien.andere(vorlage_id, fenster, wer=wer, jetzt=jetzt) if vorlage_id else ()
    except Fachfehler as fehler:
        return jsonify(satz=fehler.satz), STATUS[type(fehler)]
    return jsonify(**antwort, andere=anwesend(andere)), 200


def _felder(bogen: Blatt) -> Paare:
    """All that the form said, with what it began from, so that it can be brought together with the draft later."""
    paare = als_paare(bogen.entwurf)
    if bogen.vorlage is None:
        return paare
    gesehen = KEINE if "strittig" in request.form else bogen.version  # what is undecided is to be asked again
    return [*paare, ("version", str(gesehen)), ("grundlage", bogen.anfang)]

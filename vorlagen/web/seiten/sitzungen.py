"""Meetings: the list, a new one, one with its agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.kalender import augenblick
from vorlagen.services import sitzungen, stammdaten, tagesordnung, termine
from vorlagen.web import tuer
from vorlagen.web.formulare import sitzung as formular
from vorlagen.web.formulare.sitzung import Sitzungseingabe
from vorlagen.web.schemas.blatt import flach
from vorlagen.web.schemas.sitzung import PunktEin
from vorlagen.web.worte import heute
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.engine import BedingungOffen

tafel = Blueprint("sitzungen", __name__)

TEILE = (("Öffentlicher Teil", True), ("Nichtöffentlicher Teil", False))


@tafel.get("/sitzungen")
def liste() -> str:
    """What comes and what has been."""
    mitternacht = augenblick(heute(tuer.jetzt()), time(0), frueher=True)
    vergangene = termine.vergangene(vor=mitternacht)
    kommende = sitzungen.kommende(ab=mitternacht)
    return render_template(
        "sitzungen.html",
        kommende=kommende,
        vergangene=vergangene,
        offen=termine.ohne_ergebnis([*vergangene, *kommende], tuer.wer()),
    )


@tafel.get("/sitzungen/neu")
def beginne() -> str:
    """An empty form."""
    return _formular(Sitzungseingabe(gremium=request.args.get("gremium", "")))


@tafel.post("/sitzungen/neu")
def lege_an() -> Response | tuple[str, int]:
    """Call a meeting."""
    eingabe = formular.lies(request.form)
    beginn, fehler = formular.pruefe(eingabe)
    if beginn is None:
        return _formular(eingabe, fehler), 422
    sitzung_id = sitzungen.lege_an(eingabe.gremium, beginn, ort=eingabe.ort, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Sitzung ist angelegt.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>")
def zeige(sitzung_id: str) -> str:
    """The meeting with its agenda as this person may see it."""
    return _seite(sitzung_id)


@tafel.post("/sitzungen/<sitzung_id>/einladung")
def lade_ein(sitzung_id: str) -> Response:
    """Note that the invitation went out."""
    sitzungen.lade_ein(sitzung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Der Versand der Einladung ist vermerkt.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.post("/sitzungen/<sitzung_id>/tagesordnung")
def setze(sitzung_id: str) -> Response | tuple[str, int]:
    """Put a paper on the agenda."""
    try:
        beratung_id = request.form.get("beratung", "")
        tagesordnung.nimm_auf(sitzung_id, beratung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except BedingungOffen as fehler:
        return _seite(sitzung_id, {"_": [grund.text for grund in fehler.gruende]}), 409
    flash("Die Vorlage steht auf der Tagesordnung.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.post("/sitzungen/<sitzung_id>/punkte")
def setze_punkt(sitzung_id: str) -> Response | tuple[str, int]:
    """Put an item without a paper on the agenda."""
    getippt = {"titel": request.form.get("titel", ""), "oeffentlich": request.form.get("teil") == "oeffentlich"}
    try:
        punkt = PunktEin().load(getippt)
        tagesordnung.nimm_punkt_auf(sitzung_id, punkt["titel"], oeffentlich=punkt["oeffentlich"], wer=tuer.wer())
    except ValidationError as fehler:
        return _seite(sitzung_id, dict(flach(fehler.messages_dict))), 422
    except EingabeUngueltig as fehler:
        return _seite(sitzung_id, fehler.felder), 422
    flash("Der Punkt steht auf der Tagesordnung.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _formular(eingabe: Sitzungseingabe, fehler: Mapping[str, list[str]] | None = None) -> str:
    wer = tuer.wer()
    eigene = [g for g in stammdaten.gremien(wer.koerperschaft_id) if sitzungen.ist_gremiendienst(g.id, wer)]
    if not wer.hat(Rolle.GREMIENDIENST):
        raise NichtBerechtigt("Sitzungen legt der Gremiendienst an.")
    return render_template("sitzung_neu.html", e=eingabe, gremien=eigene, fehler=fehler or {})


def _seite(sitzung_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    wer = tuer.wer()
    sitzung = sitzungen.hole(sitzung_id)
    dienst = sitzungen.ist_gremiendienst(sitzung.gremium_id, wer)
    punkte = tagesordnung.punkte(sitzung, wer)
    return render_template(
        "sitzung.html",
        sitzung=sitzung,
        dienst=dienst,
        teile=[(titel, [p for p in punkte if p[0].oeffentlich is oeffentlich]) for titel, oeffentlich in TEILE],
        kandidaten=tagesordnung.kandidaten(sitzung, wer) if dienst else (),
        ladung=termine.ladungsfrist(sitzung.id) if dienst else None,
        heute=heute(tuer.jetzt()),
        fehler=fehler or {},
        titel_getippt=request.form.get("titel", ""),
        teil_getippt=request.form.get("teil", "oeffentlich"),
    )

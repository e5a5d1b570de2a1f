"""Drafting: one form for a new paper and for one that is still worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.dateien import Datei
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, PruefungUnmoeglich, ZwischenzeitlichGeaendert
from vorlagen.services import anlagen, vorlagen
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import fuer_entwurf
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare import blatt, handgriffe
from vorlagen.web.formulare.blatt import Blatt
from vorlagen.web.formulare.entwurf import lies
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("entwurf", __name__, sicht=Sicht.ANGEMELDET)

Antwort = Response | str | tuple[str, int]
Gebracht = tuple[list[Datei], list[str]]


@tafel.get("/vorlagen/neu")
def beginne() -> str:
    """An empty draft."""
    return _seite(blatt.leeres(tuer.wer(), request.args.get("art", ""), jetzt=tuer.jetzt()))


@tafel.post("/vorlagen/neu")
def lege_an() -> Antwort:
    """Make the draft, or show the form again with all that was typed."""
    wer = tuer.wer()
    leeres = blatt.leeres(wer, request.form.get("art", ""), jetzt=tuer.jetzt())
    neues = leeres.mit(lies(request.form, leeres.felder))
    if _handgriff():
        return _seite(neues.mit(handgriffe.wende_an(neues.entwurf, _aktion(), None)))
    pruefung = neues.geprueft()
    if pruefung.fehler:
        return _seite(neues, pruefung.fehler), 422
    return _lege_an(neues, {**pruefung.werte, "art": neues.entwurf.art}, _gebracht())


@tafel.get("/vorlagen/<vorlage_id>/bearbeiten")
def bearbeite(vorlage_id: str) -> str:
    """The draft as it is stored."""
    vorlage, _ = hole(vorlage_id, tuer.wer())
    vorlagen.pruefe_bearbeitbar(vorlage, tuer.wer())
    return _seite(blatt.geladenes(vorlage_id, tuer.wer()))


@tafel.post("/vorlagen/<vorlage_id>/bearbeiten")
def aendere(vorlage_id: str) -> Antwort:
    """Save the draft, or show the form again with all that was typed and what stands against it."""
    wer, gespeichert = tuer.wer(), blatt.geladenes(vorlage_id, tuer.wer())
    getippt = lies(request.form, gespeichert.felder)
    neues = gespeichert.mit(getippt, version=version(request.form), konflikt="konflikt" in request.form)
    if _handgriff():
        return _seite(neues.mit(handgriffe.wende_an(getippt, _aktion(), gespeichert.gespeichert)))
    pruefung = neues.geprueft()
    if pruefung.fehler:
        return _seite(neues, pruefung.fehler), 422
    try:
        if pruefung.werte:
            vorlagen.aendere(vorlage_id, pruefung.werte, version=version(request.form), wer=wer, jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(_wieder(vorlage_id, neues), als_fehler(fehler.felder, fehler.satz)), 422
    except ZwischenzeitlichGeaendert:
        return _seite(blatt.geladenes(vorlage_id, wer).mit(getippt, konflikt=True)), 409
    except BedingungOffen as fehler:
        return _seite(_wieder(vorlage_id, neues), {"_": [fehler.satz]}), 409
    return _weiter(vorlage_id, _haenge_an(vorlage_id, _gebracht()))


@einmalig
def _lege_an(neues: Blatt, werte: Mapping[str, Any], gebracht: Gebracht) -> Antwort:
    try:
        vorlage_id = vorlagen.lege_an(werte, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(neues, als_fehler(fehler.felder, fehler.satz)), 422
    return _weiter(vorlage_id, _haenge_an(vorlage_id, gebracht))


def _gebracht() -> Gebracht:
    """The files of the form, looked at before any transaction begins; and why one was not taken."""
    dateien, abgelehnt = [], []
    for datei in request.files.getlist("anlagen"):
        if not datei.filename:
            continue
        try:
            dateien.append(anlagen.pruefe(datei.filename, datei.stream.read()))
        except (EingabeUngueltig, PruefungUnmoeglich) as fehler:
            abgelehnt.append(f"{datei.filename}: {fehler.satz}")
    return dateien, abgelehnt


def _haenge_an(vorlage_id: str, gebracht: Gebracht) -> list[str]:
    """Take away and attach files after the text is safe; returns why a file was not taken."""
    wer, jetzt, (dateien, abgelehnt) = tuer.wer(), tuer.jetzt(), gebracht
    for anlage_id in request.form.getlist("anlage_weg"):
        with suppress(NichtGefunden):  # somebody else has taken it away already
            anlagen.entferne(vorlage_id, anlage_id, wer=wer, jetzt=jetzt)
    oeffentlich, grund = "anlagen_oeffentlich" in request.form, request.form.get("anlagen_grund", "")
    for datei in dateien:
        try:
            anlagen.haenge_an(vorlage_id, datei, oeffentlich=oeffentlich, begruendung=grund, wer=wer, jetzt=jetzt)
        except EingabeUngueltig as fehler:
            abgelehnt.append(f"{datei.name}: {fehler.satz}")
    return abgelehnt


def _wieder(vorlage_id: str, getippt: Blatt) -> Blatt:
    """The form read afresh after a refused write, with what was typed and the version that was seen."""
    return blatt.geladenes(vorlage_id, tuer.wer()).mit(
        getippt.entwurf, version=getippt.version, konflikt=getippt.konflikt
    )


def _aktion() -> str:
    return request.form.get("aktion", "speichern")


def _handgriff() -> bool:
    """True for the buttons that only change the form."""
    return _aktion() not in handgriffe.SPEICHERN


def _seite(neues: Blatt, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    gezeigt = blatt.zeige(neues, fehler or {}, wer=tuer.wer(), jetzt=tuer.jetzt())
    return render_template("entwurf.html", plan=fuer_entwurf(neues, gezeigt["auswahl"]), **gezeigt)


def _weiter(vorlage_id: str, abgelehnt: Sequence[str]) -> Response:
    flash("Der Entwurf ist gespeichert.", "erfolg")
    for satz in abgelehnt:
        flash(satz, "fehler")
    wohin = "vorlage.zeige" if _aktion() == "ansehen" and not abgelehnt else "entwurf.bearbeite"
    return redirect(url_for(wohin, vorlage_id=vorlage_id))

"""Drafting: one form for a new paper and for one that is still worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import arbeitskopien, druckprobe, pdfdruck, vorlagen
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.ansichten.planung import fuer_entwurf
from vorlagen.web.api.dateien import zeige_pdf
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare import annahme, blatt, handgriffe, uebernahme
from vorlagen.web.formulare.blatt import Blatt
from vorlagen.web.formulare.feldpaare import als_formular
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.seiten import gebrachtes
from vorlagen.web.seiten.arbeitskopien import anwesend, vergangen
from vorlagen.web.seiten.gebrachtes import Gebracht
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import feldtitel
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("entwurf", __name__, sicht=Sicht.ANGEMELDET)

Antwort = Response | str | tuple[str, int]
_WAHL = "Bitte wählen Sie, was gelten soll: Ihre Eingabe oder der gespeicherte Stand."


@tafel.get("/vorlagen/neu")
def beginne() -> Antwort:
    """An empty draft, what was typed and never saved, or an earlier paper as a beginning."""
    wer, jetzt = tuer.wer(), tuer.jetzt()
    if kopie_id := request.args.get("kopie"):
        try:
            kopie = arbeitskopien.lies(kopie_id, None, wer=wer)
        except NichtGefunden as fehler:
            return vergangen(None, fehler)
        return _seite(annahme.neues(als_formular(kopie.felder), wer, jetzt=jetzt).mit_ersatz(kopie.fenster))
    if von := request.args.get("von"):
        neues, frueher = uebernahme.bogen(von, wer, jetzt=jetzt)
        return _seite(neues, frueher=frueher)
    leeres, worte = annahme.leeres(wer, request.args.get("art", ""), jetzt=jetzt), request.args.get("frueher", "")
    return _seite(leeres, kopien=arbeitskopien.meine(None, wer=wer), worte=worte, funde=uebernahme.suche(worte, wer))


@tafel.post("/vorlagen/neu")
def lege_an() -> Antwort:
    """Make the draft, or show the form again with all that was typed."""
    neues = annahme.neues(request.form, tuer.wer(), jetzt=tuer.jetzt())
    if _handgriff():
        return _seite(neues.mit(handgriffe.wende_an(neues.entwurf, _aktion())))
    pruefung = neues.geprueft()
    if pruefung.fehler:
        return _seite(neues, pruefung.fehler), 422
    return _lege_an(neues, {**pruefung.werte, "art": neues.entwurf.art}, gebrachtes.lies())


@tafel.get("/vorlagen/<vorlage_id>/bearbeiten")
def bearbeite(vorlage_id: str) -> Antwort:
    """The draft as it is stored, or with what was typed and not saved."""
    wer = tuer.wer()
    vorlage, _ = hole(vorlage_id, wer)
    vorlagen.pruefe_bearbeitbar(vorlage, wer)
    if kopie_id := request.args.get("kopie"):
        try:
            kopie = arbeitskopien.lies(kopie_id, vorlage_id, wer=wer)
        except NichtGefunden as fehler:
            return vergangen(vorlage_id, fehler)
        return _seite(annahme.geschicktes(vorlage_id, als_formular(kopie.felder), wer).mit_ersatz(kopie.fenster))
    return _seite(annahme.geladenes(vorlage_id, wer), kopien=arbeitskopien.meine(vorlage_id, wer=wer))


@tafel.post("/vorlagen/<vorlage_id>/bearbeiten")
def aendere(vorlage_id: str) -> Antwort:
    """Save the draft, or show the form again with all that was typed and what stands against it."""
    wer = tuer.wer()
    neues = annahme.geschicktes(vorlage_id, request.form, wer)
    if _handgriff():
        return _seite(neues.mit(handgriffe.wende_an(neues.entwurf, _aktion())))
    if neues.offen:
        gefragt = {name: [_WAHL] for name in neues.offen} if request.form.getlist("strittig") else {}
        return _seite(neues, gefragt), 409
    entschieden = neues.entschieden()
    pruefung = entschieden.geprueft()
    if pruefung.fehler:
        return _seite(neues, pruefung.fehler), 422
    try:
        if _aktion() == handgriffe.DRUCKBILD:
            return _druckbild(vorlage_id, pruefung.werte, neues.version or 0)
        arbeitskopien.aendere(
            vorlage_id,
            pruefung.werte,
            version=neues.version or 0,
            fenster=neues.alle_fenster,
            wer=wer,
            jetzt=tuer.jetzt(),
        )
    except EingabeUngueltig as fehler:
        return _noch_einmal(vorlage_id, als_fehler(fehler.felder, fehler.satz)), 422
    except ZwischenzeitlichGeaendert as fehler:
        return _noch_einmal(vorlage_id, {"_": [fehler.satz]}), 409
    except BedingungOffen as fehler:
        return _noch_einmal(vorlage_id, {"_": [fehler.satz]}), 409
    abgelehnt = gebrachtes.pflege(vorlage_id, entschieden.entwurf.anlagen, neues.gespeichert.anlagen)
    return _weiter(vorlage_id, [*abgelehnt, *gebrachtes.haenge_an(vorlage_id, gebrachtes.lies())], neues.uebernommen)


def _druckbild(vorlage_id: str, werte: Mapping[str, Any], version: int) -> Response:
    druck = druckprobe.drucke(vorlage_id, werte, version=version, wer=tuer.wer(), jetzt=tuer.jetzt())
    return zeige_pdf(pdfdruck.als_pdf(druck, fuer=tuer.wer().id, entwurf=True))


@einmalig
def _lege_an(neues: Blatt, werte: Mapping[str, Any], gebracht: Gebracht) -> Antwort:
    try:
        vorlage_id = arbeitskopien.lege_an(werte, fenster=neues.alle_fenster, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(neues, als_fehler(fehler.felder, fehler.satz)), 422
    return _weiter(vorlage_id, gebrachtes.haenge_an(vorlage_id, gebracht))


def _noch_einmal(vorlage_id: str, fehler: Mapping[str, Sequence[str]]) -> str:
    """The form read afresh after a refused write, with what was typed."""
    return _seite(annahme.geschicktes(vorlage_id, request.form, tuer.wer()), fehler)


def _aktion() -> str:
    return request.form.get("aktion", "speichern")


def _handgriff() -> bool:
    """True for the buttons that only change the form."""
    return _aktion() not in handgriffe.SPEICHERN


def _seite(neues: Blatt, fehler: Mapping[str, Sequence[str]] | None = None, **mehr: Any) -> str:
    wer, jetzt, vorlage = tuer.wer(), tuer.jetzt(), neues.vorlage
    gezeigt = blatt.zeige(neues, fehler or {}, wer=wer, jetzt=jetzt)
    return render_template(
        "entwurf.html",
        plan=fuer_entwurf(neues, gezeigt["auswahl"]),
        anwesend=anwesend(arbeitskopien.andere(vorlage.id, neues.fenster, wer=wer, jetzt=jetzt)) if vorlage else [],
        **gezeigt,
        **mehr,
    )


def _weiter(vorlage_id: str, abgelehnt: Sequence[str], uebernommen: Sequence[str] = ()) -> Response:
    flash("Der Entwurf ist gespeichert.", "erfolg")
    if uebernommen:
        felder = ", ".join(feldtitel(name) for name in uebernommen)
        flash(f"Inzwischen hatte auch jemand anderes gespeichert. Von dort übernommen: {felder}.", "warnung")
    for satz in abgelehnt:
        flash(satz, "fehler")
    wohin = "vorlage.zeige" if _aktion() == "ansehen" and not abgelehnt else "entwurf.bearbeite"
    return redirect(url_for(wohin, vorlage_id=vorlage_id))

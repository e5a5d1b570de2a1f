"""One paper: reading it, its documents, what to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Mitzeichnung, Vorlage
from vorlagen.services import dokumente, freigaben, mitzeichnungen, schritte
from vorlagen.services.buergerinfo import papiere
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import Einblick, hole, laufende_mitzeichnungen
from vorlagen.web import tuer
from vorlagen.web.ansichten import planung
from vorlagen.web.ansichten.oeffentlich import vorschaubild
from vorlagen.web.ansichten.vorlage import bild
from vorlagen.web.api.dateien import schicke_pdf, schicke_word
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.oeffentlich import adressen
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute
from vorlagen.workflow.bausteine import Schritt
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("vorlage", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/vorlagen/<vorlage_id>")
def zeige(vorlage_id: str) -> str:
    """The paper as this person may see it."""
    return seite(vorlage_id)


@tafel.get("/vorlagen/<vorlage_id>/oeffentlich")
def vorschau(vorlage_id: str) -> Response | str:
    """The public page of a published paper; before that what everybody could read there, for who sees all of it."""
    vorlage, _ = hole(vorlage_id, tuer.wer())
    if draussen := adressen.vorlage(vorlage):
        return redirect(draussen)
    vorlage, papier = papiere.vorschau(vorlage_id, tuer.wer())
    return render_template("vorschau.html", vorlage=vorlage, v=vorschaubild(papier), auftraege=papier.auftraege)


@tafel.get("/vorlagen/<vorlage_id>/dokumente/<art>.docx")
def drucke(vorlage_id: str, art: str) -> Response:
    """The Word file of that kind."""
    return schicke_word(dokumente.drucke(vorlage_id, art, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.get("/vorlagen/<vorlage_id>/dokumente/<art>.pdf")
def drucke_pdf(vorlage_id: str, art: str) -> Response:
    """The same as PDF."""
    return schicke_pdf(dokumente.drucke(vorlage_id, art, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.post("/vorlagen/<vorlage_id>/mitzeichnung")
@einmalig
def zeichne(vorlage_id: str) -> Response | str | tuple[str, int]:
    """Sign for an office what was read; from the desk (`aus`) a signature that a rule prescribes is asked for twice."""
    aus_dem_korb = request.form.get("aus") == "arbeitskorb"
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    vorgeschrieben = _vorgeschrieben(vorlage) if einblick is Einblick.VOLL else None
    if aus_dem_korb and vorgeschrieben is not None and "bestaetigt" not in request.form:
        return render_template("mitzeichnen.html", vorlage=vorlage, zeichnung=vorgeschrieben)
    try:
        mitzeichnungen.zeichne(
            vorlage_id,
            request.form.get("mitzeichnung", ""),
            votum=request.form.get("votum", ""),
            fassung=version(request.form, "fassung"),
            bemerkung=request.form.get("bemerkung"),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, BedingungOffen, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(vorlage_id, fehler)
    if not aus_dem_korb:
        flash("Ihre Mitzeichnung ist gespeichert.", "erfolg")
        return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))
    flash(f"Ihre Mitzeichnung ist gespeichert: {vorlage.betreff or 'Vorlage ohne Betreff'}", "erfolg")
    return redirect(url_for("arbeitskorb.zeige"))


@tafel.post("/vorlagen/<vorlage_id>/mitzeichnung/zuruecknehmen")
def nimm_zurueck(vorlage_id: str) -> Response | tuple[str, int]:
    """Take a signature back while the paper is still being co-signed."""
    mitzeichnung_id = request.form.get("mitzeichnung", "")
    try:
        mitzeichnungen.nimm_zurueck(vorlage_id, mitzeichnung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, BedingungOffen) as fehler:
        return _noch_einmal(vorlage_id, fehler)
    flash("Die Mitzeichnung ist zurückgenommen.", "erfolg")
    return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))


@tafel.post("/vorlagen/<vorlage_id>/schritte")
@einmalig
def gehe(vorlage_id: str) -> Response | str | tuple[str, int]:
    """Take a step; one that ends the paper's way asks first, and a release from the desk that not all agreed to."""
    name = request.form.get("schritt", "")
    if frage := _bedenken(vorlage_id, name):
        return frage
    schritt = _endgueltig(vorlage_id, name)
    if schritt is not None and "bestaetigt" not in request.form:
        return _frage(vorlage_id, schritt)
    try:
        schritte.gehe(
            vorlage_id,
            name,
            version=version(request.form),
            bemerkung=request.form.get("bemerkung"),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, BedingungOffen, ZwischenzeitlichGeaendert) as fehler:
        return _noch_einmal(vorlage_id, fehler)
    return _danach(vorlage_id)


def seite(
    vorlage_id: str,
    *,
    bemerkung: str = "",
    fehler: Mapping[str, Sequence[str]] | None = None,
    gesehen: int | None = None,
) -> str:
    """The page; `bemerkung` and `fehler` are what somebody typed and why it was not taken, `gesehen` is the older
    Fassung that they had before them.
    """
    wer, jetzt = tuer.wer(), tuer.jetzt()
    vorlage, einblick = hole(vorlage_id, wer)
    return render_template(
        "vorlage.html",
        v=bild(vorlage, einblick, wer=wer, jetzt=jetzt),
        plan=planung.fuer_vorlage(vorlage, einblick, jetzt=jetzt),
        heute=heute(jetzt),
        bemerkung=bemerkung,
        fehler=fehler or {},
        gesehen=gesehen,
    )


def _vorgeschrieben(vorlage: Vorlage) -> Mitzeichnung | None:
    """The signature that the form is about, if a rule asks for it and this person can give it now."""
    for m in laufende_mitzeichnungen(vorlage):
        if m.id == request.form.get("mitzeichnung") and m.anlass and m.votum is None:
            gesehen = version(request.form, "fassung") == vorlage.fassung
            return m if gesehen and mitzeichnungen.zeichnet_fuer(tuer.wer(), m.amt_id) else None
    return None


def _noch_einmal(vorlage_id: str, fehler: Fachfehler) -> tuple[str, int]:
    """The same page with the current state, what was typed, and every reason why it did not go."""
    db.session.rollback()
    felder = getattr(fehler, "felder", {})
    gruende = [grund.text for grund in getattr(fehler, "gruende", ())]
    saetze = felder or {"_": gruende or [fehler.satz]}
    bemerkung, gesehen = request.form.get("bemerkung", ""), version(request.form, "fassung")
    alt = gesehen if isinstance(fehler, ZwischenzeitlichGeaendert) and gesehen > 0 else None
    return seite(vorlage_id, bemerkung=bemerkung, fehler=saetze, gesehen=alt), STATUS[type(fehler)]


def _bedenken(vorlage_id: str, name: str) -> str | None:
    """From the desk nobody has read yet what the signatures say: what is no plain yes is shown first."""
    if request.form.get("aus") != "arbeitskorb" or "bestaetigt" in request.form:
        return None
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    schritt = ablauf_von(vorlage).schritt(name, vorlage.status)
    if einblick is not Einblick.VOLL or schritt is None or not (offen := freigaben.bedenken(vorlage)):
        return None
    gesehen = version(request.form)
    return render_template("freigeben.html", vorlage=vorlage, schritt=schritt, bedenken=offen, gesehen=gesehen)


def _endgueltig(vorlage_id: str, name: str) -> Schritt | None:
    """The step if it leads to an end status: such a one is confirmed."""
    vorlage, _ = hole(vorlage_id, tuer.wer())
    ablauf = ablauf_von(vorlage)
    schritt = ablauf.schritt(name, vorlage.status)
    return schritt if schritt is not None and schritt.nach in ablauf.endet_mit else None


def _frage(vorlage_id: str, schritt: Schritt) -> str | tuple[str, int]:
    vorlage, _ = hole(vorlage_id, tuer.wer())
    return render_template(
        "schritt.html",
        vorlage=vorlage,
        schritt=schritt,
        nach=ablauf_von(vorlage).status_titel(schritt.nach),
        gesehen=version(request.form),
        bemerkung=request.form.get("bemerkung", ""),
    )


def _danach(vorlage_id: str) -> Response:
    """To the paper if it is still the person's to see, else to the desk."""
    try:
        vorlage, _ = hole(vorlage_id, tuer.wer())
    except NichtGefunden:  # the step is taken; nothing that follows may undo it
        flash("Der Schritt ist getan. Die Vorlage ist jetzt bei einer anderen Stelle.", "erfolg")
        return redirect(url_for("arbeitskorb.zeige"))
    status = ablauf_von(vorlage).status_titel(vorlage.status)
    if request.form.get("aus") == "arbeitskorb":
        welche = f"{vorlage.betreff or 'Vorlage ohne Betreff'}{f' ({vorlage.nummer})' if vorlage.nummer else ''}"
        flash(f"Jetzt „{status}“: {welche}", "erfolg")
        return redirect(url_for("arbeitskorb.zeige"))
    flash(f"Die Vorlage ist jetzt „{status}“.", "erfolg")
    return redirect(url_for("vorlage.zeige", vorlage_id=vorlage_id))

"""Taking case files in by page: sent and checked, looked at, then ordered; the clock does the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import faelle
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("falldateien", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/falldateien")

ZUSTAENDE = {
    "geprueft": ("Geprüft, noch nicht aufgenommen", "warnung"),
    "laeuft": ("Wird aufgenommen", "info"),
    "fertig": ("Fertig", "erfolg"),
}


@tafel.get("")
def zeige() -> str:
    """What this person sent, and a form for more."""
    return _liste()


@tafel.post("")
@einmalig
def schicke() -> Response | tuple[str, int]:
    """Check what was sent; nothing is taken in yet."""
    dateien = [(datei.filename or "", datei.stream.read()) for datei in request.files.getlist("dateien")]
    gewaehlt = [(name, inhalt) for name, inhalt in dateien if name]
    if not gewaehlt:
        return _liste({"dateien": ["Bitte wählen Sie mindestens eine Datei."]}), 422
    try:
        stapel_id = faelle.schicke(gewaehlt, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _liste(als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    return redirect(url_for("falldateien.einer", stapel_id=stapel_id))


@tafel.get("/<stapel_id>")
def einer(stapel_id: str) -> str:
    """What would become of each file, how far it is, or what became of it."""
    return _seite(stapel_id)


@tafel.post("/<stapel_id>/aufnahme")
def nimm_auf(stapel_id: str) -> Response | tuple[str, int]:
    """Have taken in what was checked."""
    try:
        faelle.bestelle_aufnahme(stapel_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite(stapel_id, als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    flash("Die Aufnahme ist bestellt; sie beginnt in wenigen Sekunden.", "erfolg")
    return redirect(url_for("falldateien.einer", stapel_id=stapel_id))


@tafel.post("/<stapel_id>/loeschen")
def loesche(stapel_id: str) -> Response | tuple[str, int]:
    """Forget the files or their report; papers that were taken in stay."""
    try:
        faelle.verwirf(stapel_id, wer=tuer.wer())
    except EingabeUngueltig as abgelehnt:
        return _seite(stapel_id, als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    flash("Gelöscht. Was aufgenommen ist, bleibt.", "erfolg")
    return redirect(url_for("falldateien.zeige"))


def _liste(fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    return render_template(
        "falldateien.html",
        stapel=faelle.meine_stapel(tuer.wer()),
        grenzen=faelle.GRENZEN,
        fehler=fehler or {},
        zustaende=ZUSTAENDE,
    )


def _seite(stapel_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    bild = faelle.lies_stapel(stapel_id, wer=tuer.wer())
    return render_template(
        "falldateien_stapel.html", stapel=bild, worte=faelle.WORTE, fehler=fehler or {}, zustaende=ZUSTAENDE
    )

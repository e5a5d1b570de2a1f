"""The notice rules of all bodies: where they come from, who confirmed them, what they mean, what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.kalender import ORTSBEISPIELE, VOREINSTELLUNGEN
from vorlagen.services import regelgeschichte, regelwerk, sitzungen, stammdaten
from vorlagen.services.regelgeschichte import Regelstand
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import tag_im_kalender
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("fristregeln", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/fristregeln")
KEIN_TAG = "Bitte geben Sie einen Tag an, zum Beispiel 03.12.2026."
NICHTS = "Bitte wählen Sie, welche Regeln Sie bestätigen möchten."


@tafel.get("")
def zeige() -> str | tuple[str, int]:
    """All rules; with a day also what they mean for a meeting on it."""
    eingabe = request.args.get("sitzung", "").strip()
    if not eingabe:
        return _seite()
    tag = tag_im_kalender(eingabe)
    if tag is None:
        return _seite(eingabe, {"sitzung": [KEIN_TAG]}), 422
    try:
        return _seite(eingabe, proben=regelgeschichte.proben(tag, tuer.wer()))
    except EingabeUngueltig as abgelehnt:
        return _seite(eingabe, {"sitzung": [abgelehnt.satz]}), 422


@tafel.post("")
@einmalig
def bestaetige() -> Response | str | tuple[str, int]:
    """Show what was chosen once more; with `bestaetigt` it is written down."""
    gewaehlt = _gewaehlte()
    if not gewaehlt:
        return _seite(fehler={"gremium": [NICHTS]}), 422
    if "bestaetigt" not in request.form:
        return render_template("fristregeln_bestaetigen.html", staende=gewaehlt)
    versionen = {s.gremium.id: _version(s.gremium.id) for s in gewaehlt}
    try:
        regelwerk.bestaetige(versionen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _seite(fehler={"_": [abgelehnt.satz]}), 409
    flash(
        "1 Fristregel ist bestätigt." if len(versionen) == 1 else f"{len(versionen)} Fristregeln sind bestätigt.",
        "erfolg",
    )
    return redirect(url_for("fristregeln.zeige"))


@tafel.get("/<gremium_id>")
def geschichte(gremium_id: str) -> str:
    """What was changed and confirmed of one body's rule."""
    gremium = sitzungen.hole_gremium(gremium_id)
    ereignisse = regelgeschichte.geschichte(gremium, tuer.wer())
    return render_template("fristregelgeschichte.html", gremium=gremium, ereignisse=ereignisse)


def _gewaehlte() -> Sequence[Regelstand]:
    ids = set(request.form.getlist("gremium"))
    return [stand for stand in regelgeschichte.staende(tuer.wer()) if stand.gremium.id in ids]


def _version(gremium_id: str) -> int:
    wert = request.form.get(f"version-{gremium_id}", "")
    return int(wert) if wert.isascii() and wert.isdecimal() and len(wert) < 10 else 0


def _seite(
    sitzung: str = "",
    fehler: dict[str, list[str]] | None = None,
    proben: Sequence[regelgeschichte.Regelprobe] = (),
) -> str:
    db.session.rollback()
    wer = tuer.wer()
    land = stammdaten.koerperschaft(wer.koerperschaft_id).land
    eigene = [v for v in VOREINSTELLUNGEN.values() if v.land == land]
    andere = [v for v in VOREINSTELLUNGEN.values() if v.land != land]
    return render_template(
        "fristregeln.html",
        staende=regelgeschichte.staende(wer),
        voreinstellungen=[*eigene, *andere, *ORTSBEISPIELE.values()],
        sitzung=sitzung,
        proben=proben,
        fehler=fehler or {},
    )

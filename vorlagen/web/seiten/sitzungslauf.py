"""Meetings in a row, invited to, moved, cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN
from vorlagen.kalender.reihen import Reihentermin
from vorlagen.services import sitzungen, sitzungslauf, sitzungsreihen, stammdaten
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import reihe as reihenformular
from vorlagen.web.formulare import sitzung as formular
from vorlagen.web.formulare.reihe import Reiheneingabe
from vorlagen.web.formulare.sitzung import Sitzungseingabe
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.seiten.sitzungen import seite
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("sitzungslauf", __name__, sicht=Sicht.GREMIENDIENST)
WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
WOCHEN = (("1", "ersten"), ("2", "zweiten"), ("3", "dritten"), ("4", "vierten"), ("-1", "letzten"))


@tafel.get("/sitzungen/reihe")
def beginne_reihe() -> str:
    """An empty form."""
    return _reihe(Reiheneingabe())


@tafel.post("/sitzungen/reihe")
@einmalig
def lege_reihe_an() -> Response | str | tuple[str, int]:
    """Show the days of the series; with `anlegen` call the meetings that are ticked."""
    eingabe = reihenformular.lies(request.form)
    regel, fehler = reihenformular.pruefe(eingabe)
    if regel is None:
        return _reihe(eingabe, fehler=fehler), 422
    try:
        termine = sitzungsreihen.zeige(eingabe.gremium, regel[0], wer=tuer.wer())
    except EingabeUngueltig as abgelehnt:
        return _reihe(eingabe, fehler=als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    if "anlegen" not in request.form:
        return _reihe(eingabe, termine)
    gewaehlt = set(request.form.getlist("tag"))
    ohne = {termin.tag for termin in termine if termin.tag.isoformat() not in gewaehlt}
    try:
        ids = sitzungsreihen.lege_reihe_an(
            eingabe.gremium, *regel, ort=eingabe.ort, ohne=ohne, wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as abgelehnt:
        return _reihe(eingabe, termine, als_fehler(abgelehnt.felder, abgelehnt.satz), ohne), 422
    flash("Eine Sitzung ist angelegt." if len(ids) == 1 else f"{len(ids)} Sitzungen sind angelegt.", "erfolg")
    return redirect(url_for("sitzungen.liste"))


@tafel.post("/sitzungen/<sitzung_id>/einladung")
def lade_ein(sitzung_id: str) -> Response | tuple[str, int]:
    """Note that the invitation went out, and when."""
    getippt = {name: request.form.get(name, "").strip() for name in ("abgesandt", "abgesandt_um")}
    wann = formular.zeitpunkt_aus(*getippt.values())
    if wann is None and any(getippt.values()):
        satz = "Bitte geben Sie Tag und Uhrzeit des Versands an, oder lassen Sie beides leer."
        return seite(sitzung_id, {"abgesandt": [satz]}), 422
    try:
        sitzungslauf.lade_ein(
            sitzung_id, abgesandt=wann, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return seite(sitzung_id, als_fehler(getattr(fehler, "felder", {}), fehler.satz)), STATUS[type(fehler)]
    flash("Der Versand der Einladung ist vermerkt.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/verlegen")
def verlegen(sitzung_id: str) -> str:
    """Where and when it is now."""
    beginn = sitzungen.hole(sitzung_id).beginn.astimezone(BERLIN)
    ort = sitzungen.hole(sitzung_id).ort
    return _verlegen(sitzung_id, Sitzungseingabe("", f"{beginn:%Y-%m-%d}", f"{beginn:%H:%M}", ort))


@tafel.post("/sitzungen/<sitzung_id>/verlegen")
def verlege(sitzung_id: str) -> Response | tuple[str, int]:
    """Move it; what is to be checked then stands on the meeting's page."""
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, tuer.wer())
    getippt = formular.lies(request.form)
    eingabe = Sitzungseingabe(sitzung.gremium_id, getippt.datum, getippt.uhrzeit, getippt.ort)
    beginn, fehler = formular.pruefe(eingabe)
    if beginn is None:
        return _verlegen(sitzung_id, eingabe, fehler), 422
    try:
        verschoben = sitzungslauf.verlege(
            sitzung_id,
            beginn,
            ort=eingabe.ort,
            grund=request.form.get("grund", ""),
            version=version(request.form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as abgelehnt:
        felder = als_fehler(getattr(abgelehnt, "felder", {}), abgelehnt.satz)
        return _verlegen(sitzung_id, eingabe, felder), STATUS[type(abgelehnt)]
    flash("Die Sitzung ist verlegt. Bitte sehen Sie durch, was zu prüfen ist.", "erfolg")
    for frist in verschoben:
        flash(frist.satz, "warnung")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/absagen")
def absagen(sitzung_id: str) -> str:
    """Ask first."""
    return _absagen(sitzung_id)


@tafel.post("/sitzungen/<sitzung_id>/absagen")
def sage_ab(sitzung_id: str) -> Response | tuple[str, int]:
    """Cancel it; its papers wait for the next one."""
    try:
        sitzungslauf.sage_ab(
            sitzung_id,
            grund=request.form.get("grund", ""),
            version=version(request.form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as abgelehnt:
        felder = als_fehler(getattr(abgelehnt, "felder", {}), abgelehnt.satz)
        return _absagen(sitzung_id, felder), STATUS[type(abgelehnt)]
    flash("Die Sitzung ist abgesagt. Ihre Vorlagen warten auf die nächste.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _reihe(
    eingabe: Reiheneingabe,
    termine: Sequence[Reihentermin] = (),
    fehler: Mapping[str, Sequence[str]] | None = None,
    ohne: set[date] | None = None,
) -> str:
    wer = tuer.wer()
    eigene = [g for g in stammdaten.gremien(wer.koerperschaft_id) if sitzungen.ist_gremiendienst(g.id, wer)]
    return render_template(
        "sitzungsreihe.html",
        e=eingabe,
        gremien=[(g.id, g.name) for g in eigene],
        wochentage=[(str(nr), name) for nr, name in enumerate(WOCHENTAGE)],
        wochen=WOCHEN,
        termine=termine,
        ohne=ohne or set(),
        fehler=fehler or {},
    )


def _verlegen(sitzung_id: str, eingabe: Sitzungseingabe, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    return _frage("sitzung_verlegen.html", sitzung_id, eingabe, fehler)


def _absagen(sitzung_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    return _frage("sitzung_absagen.html", sitzung_id, None, fehler)


def _frage(
    seite: str, sitzung_id: str, eingabe: Sitzungseingabe | None, fehler: Mapping[str, Sequence[str]] | None
) -> str:
    db.session.rollback()
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, tuer.wer())
    papiere = sum(1 for top in sitzung.tops if top.beratung_id and top.abgesetzt is None)
    grund = request.form.get("grund", "")
    return render_template(seite, sitzung=sitzung, e=eingabe, grund=grund, papiere=papiere, fehler=fehler or {})

"""The agenda as a whole: frozen, opened again, looked at as it was, voted on in lists."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import en_bloc as bloecke
from vorlagen.services import sitzungen, tagesordnungsfassungen
from vorlagen.services.abstimmungen import Ergebnis, Stimmen
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import anzahl, version
from vorlagen.web.seiten.sitzungen import seite
from vorlagen.web.sicht import Seitentafel, Sicht, fuer
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("tagesordnung", __name__, sicht=Sicht.ANGEMELDET)


@tafel.post("/sitzungen/<sitzung_id>/feststellung")
@fuer(Sicht.GREMIENDIENST)
def stelle_fest(sitzung_id: str) -> Response | tuple[str, int]:
    """Freeze the agenda that the person saw."""
    try:
        gesehen = version(request.form)
        nr = tagesordnungsfassungen.stelle_fest(sitzung_id, version=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return seite(sitzung_id, {"_": [fehler.satz]}), STATUS[type(fehler)]
    flash(f"Die Tagesordnung steht fest: Fassung {nr}.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.post("/sitzungen/<sitzung_id>/oeffnung")
@fuer(Sicht.GREMIENDIENST)
def oeffne(sitzung_id: str) -> Response | tuple[str, int]:
    """Open a frozen agenda again."""
    grund = request.form.get("grund", "")
    try:
        tagesordnungsfassungen.oeffne(
            sitzung_id, grund=grund, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as fehler:
        return seite(sitzung_id, als_fehler(fehler.felder, fehler.satz)), 422
    except ZwischenzeitlichGeaendert as fehler:
        return seite(sitzung_id, {"_": [fehler.satz]}), 409
    flash("Die Tagesordnung ist wieder offen.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/tagesordnungen/<int:nr>")
def fassung(sitzung_id: str, nr: int) -> str:
    """A frozen agenda; the Gremiendienst also sees what has changed since."""
    wer = tuer.wer()
    sitzung = sitzungen.hole(sitzung_id)
    eine, punkte = tagesordnungsfassungen.lies(sitzung, nr, wer)
    dienst = sitzungen.ist_gremiendienst(sitzung.gremium_id, wer)
    return render_template(
        "tagesordnung.html",
        sitzung=sitzung,
        fassung=eine,
        punkte=punkte,
        dienst=dienst,
        seither=tagesordnungsfassungen.seither(eine, sitzung) if dienst else (),
    )


@tafel.route("/sitzungen/<sitzung_id>/en-bloc", methods=["GET", "POST"])
@fuer(Sicht.GREMIENDIENST)
def en_bloc(sitzung_id: str) -> Response | str | tuple[str, int]:
    """One vote for every open item of the list that `?liste=` names; the name is free, so it is no part of the path."""
    wer, liste = tuer.wer(), request.args.get("liste", "")
    sitzungen.pruefe_gremiendienst(sitzungen.hole(sitzung_id).gremium_id, wer)
    if request.method == "GET":
        return _blockseite(sitzung_id, liste, {})
    gezaehlt, fehler = _stimmen()
    ausgang = request.form.get("ausgang", "")
    if not ausgang:
        fehler["ausgang"] = ["Bitte wählen Sie den Ausgang."]
    if fehler:
        return _blockseite(sitzung_id, liste, fehler), 422
    ergebnis = Ergebnis(
        ergebnis=request.form.get("ergebnis", "").strip()[:300] or None, ausgang=ausgang, stimmen=gezaehlt
    )
    try:
        hinweise = bloecke.stimme_ab(
            sitzung_id, liste, ergebnis, version=version(request.form), wer=wer, jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as abgelehnt:
        return _blockseite(sitzung_id, liste, als_fehler(abgelehnt.felder, abgelehnt.satz)), 422
    except BedingungOffen as abgelehnt:
        return _blockseite(sitzung_id, liste, {"_": [grund.text for grund in abgelehnt.gruende]}), 409
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _blockseite(sitzung_id, liste, {"_": [abgelehnt.satz]}), 409
    flash(f"Das Ergebnis der Liste {liste} ist gespeichert.", "erfolg")
    for hinweis in hinweise:
        flash(hinweis, "warnung")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _stimmen() -> tuple[Stimmen, dict[str, list[str]]]:
    gezaehlt: dict[str, int | None] = {}
    fehler: dict[str, list[str]] = {}
    for name in ("ja", "nein", "enthaltung", "befangen"):
        try:
            gezaehlt[name] = anzahl(request.form.get(name, ""))
        except ValueError:
            fehler[name] = ["Bitte eine Anzahl ab 0 eintragen oder das Feld leer lassen."]
    stimmen = Stimmen(
        ja=gezaehlt.get("ja"),
        nein=gezaehlt.get("nein"),
        enthaltung=gezaehlt.get("enthaltung"),
        befangen=gezaehlt.get("befangen"),
    )
    return stimmen, fehler


def _blockseite(sitzung_id: str, liste: str, fehler: dict[str, list[str]]) -> str:
    db.session.rollback()
    sitzung = sitzungen.hole(sitzung_id)
    offene = bloecke.listen(sitzung).get(liste)
    if not offene and not fehler:
        raise NichtGefunden("Auf dieser Liste steht nichts Offenes.")
    return render_template(
        "en_bloc.html",
        sitzung=sitzung,
        liste=liste,
        offene=offene or (),
        ausgaenge=[(ausgang.value, ausgang.titel) for ausgang in Ausgang],
        e=request.form,
        fehler=fehler,
    )

"""Offices and bodies, for the administration: names, and what is no longer in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.services import gliederung
from vorlagen.services.gliederung import Art, Schild
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("gliederung", __name__, sicht=Sicht.VERWALTUNG)


@tafel.get("/verwaltung/aemter")
def aemter() -> str:
    """All offices, and a form for one more."""
    return _seite(Art.AEMTER)


@tafel.get("/verwaltung/gremien")
def gremien() -> str:
    """All bodies, and a form for one more."""
    return _seite(Art.GREMIEN)


@tafel.post("/verwaltung/aemter")
@einmalig
def neues_amt() -> Response | tuple[str, int]:
    """Add an office."""
    return _lege_an(Art.AEMTER)


@tafel.post("/verwaltung/gremien")
@einmalig
def neues_gremium() -> Response | tuple[str, int]:
    """Add a body; its rules are set on its own page."""
    return _lege_an(Art.GREMIEN)


@tafel.route("/verwaltung/aemter/<amt_id>", methods=["GET", "POST"])
@einmalig
def amt(amt_id: str) -> Response | str | tuple[str, int]:
    """Rename or retire an office."""
    return _eine(Art.AEMTER, amt_id)


@tafel.route("/verwaltung/gremien/<gremium_id>", methods=["GET", "POST"])
@einmalig
def gremium(gremium_id: str) -> Response | str | tuple[str, int]:
    """Rename or retire a body."""
    return _eine(Art.GREMIEN, gremium_id)


def _lege_an(art: Art) -> Response | tuple[str, int]:
    try:
        gliederung.lege_an(art, _schild(), wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(art, _schild(), fehler.felder), 422
    flash("Es ist angelegt.", "erfolg")
    return redirect(url_for(f"gliederung.{art}"))


def _eine(art: Art, kennung: str) -> Response | str | tuple[str, int]:
    eine = gliederung.lies(art, kennung, tuer.wer())
    if request.method == "GET":
        return _formular(art, kennung, gliederung.schild(eine))
    gesehen = Schild(
        kurz=request.form.get("alt_kurz", ""), name=request.form.get("alt_name", ""), aktiv="alt_aktiv" in request.form
    )
    try:
        gliederung.aendere(art, kennung, _schild(), gesehen=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        saetze = getattr(fehler, "felder", {}) or {"_": [fehler.satz]}
        return _formular(art, kennung, _schild(), saetze), STATUS[type(fehler)]
    flash("Gespeichert.", "erfolg")
    return redirect(url_for(f"gliederung.{art}"))


def _schild() -> Schild:
    form = request.form
    return Schild(kurz=form.get("kurz", ""), name=form.get("name", ""), aktiv="aktiv" in form)


def _seite(art: Art, e: Schild | None = None, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    alle = [(eine.id, gliederung.schild(eine)) for eine in gliederung.liste(art, tuer.wer())]
    return render_template("gliederung.html", art=art, alle=alle, e=e or Schild(kurz="", name=""), fehler=fehler or {})


def _formular(art: Art, kennung: str, e: Schild, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    """The form; what counts as seen is the state that it shows beside what was typed."""
    db.session.rollback()
    jetzt = gliederung.schild(gliederung.lies(art, kennung, tuer.wer()))
    return render_template("gliederung_eine.html", art=art, kennung=kennung, e=e, alt=jetzt, fehler=fehler or {})

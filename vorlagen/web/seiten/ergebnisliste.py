"""The results of a whole meeting on one page: each line is written down by itself, with or without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.models import Sitzung
from vorlagen.services import beschlussfaehigkeit, en_bloc, ergebnisblatt, sitzungen
from vorlagen.services.ergebnisblatt import Punkt
from vorlagen.web import tuer
from vorlagen.web.ansichten.ergebnisliste import TASTEN, Zeile, zeile
from vorlagen.web.formulare import ergebnisliste as formular
from vorlagen.web.formulare.ergebnisliste import Zeilenstand
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import groesser

tafel = Seitentafel("ergebnisliste", __name__, sicht=Sicht.GREMIENDIENST)
_WEG = "/sitzungen/<sitzung_id>/ergebnisse"


@tafel.get(_WEG)
def zeige(sitzung_id: str) -> str:
    """Every item with what is entered so far."""
    return _seite(sitzung_id, {})


@tafel.post(_WEG)
def trage_ein(sitzung_id: str) -> Response | str | tuple[str, int]:
    """Write down what was touched. With `zeile` it is one line, and the answer is that line alone."""
    form, eine = request.form, request.form.get("zeile", "")
    staende = {
        punkt.top.id: stand
        for punkt in ergebnisblatt.lies(sitzungen.hole(sitzung_id), tuer.wer(), eine)
        if (stand := _stand(punkt)) is not None
    }
    abgelehnt = any(stand.fehler for stand in staende.values())
    if eine:
        return _zeile(sitzung_id, eine, staende), 409 if abgelehnt else 200
    if abgelehnt:
        return _seite(sitzung_id, staende), 422
    zurueck = form.get("zurueck", "")
    if zurueck in staende:
        flash("Das Ergebnis ist zurückgenommen; der Punkt ist wieder offen.", "erfolg")
    fertig = sum(stand.gespeichert for stand in staende.values())
    if fertig:
        flash(f"Gespeichert: {groesser(fertig, 'Ergebnis', 'Ergebnisse')}.", "erfolg")
    if not staende:
        flash("Es war nichts geändert.", "info")
    sprung = f"zeile-{next(iter(staende))}" if staende else None
    return redirect(url_for("ergebnisliste.zeige", sitzung_id=sitzung_id, _anchor=sprung))


def _stand(punkt: Punkt) -> Zeilenstand | None:
    """What becomes of this line; None if nothing was asked of it."""
    wie: dict[str, Any] = {"wer": tuer.wer(), "jetzt": tuer.jetzt()}
    top_id = punkt.top.id
    if request.form.get("zurueck") == top_id:
        return formular.nimm_zurueck(punkt, request.form, **wie)
    if f"{top_id}-ausgang" not in request.form:
        return None
    getippt = formular.lies(request.form, top_id)
    if request.form.get("einstimmig") == top_id:
        getippt = formular.einstimmig(getippt, beschlussfaehigkeit.fuer_punkt(punkt.top))
    return formular.trage_ein(punkt, getippt, request.form, **wie)


def _zeile(sitzung_id: str, top_id: str, staende: Mapping[str, Zeilenstand]) -> str:
    sitzung, zeilen = _zeilen(sitzung_id, staende, nur=top_id)
    return render_template("ergebniszeile.html", sitzung=sitzung, zeile=zeilen[0]) if zeilen else ""


def _seite(sitzung_id: str, staende: Mapping[str, Zeilenstand]) -> str:
    sitzung, zeilen = _zeilen(sitzung_id, staende)
    fehler = {
        f"{top_id}-{name}" if name != "_" else f"zeile-{top_id}": saetze
        for top_id, stand in staende.items()
        for name, saetze in stand.fehler.items()
    }
    return render_template(
        "ergebnisliste.html",
        sitzung=sitzung,
        zeilen=zeilen,
        fehler=fehler,
        namen={name: _wo(name, zeilen) for name in fehler},
        offen=sum(not zeile.eingetragen for zeile in zeilen),
        erste_offene=next((zeile for zeile in zeilen if not zeile.eingetragen), None),
        bloecke={name: offene for name, offene in en_bloc.listen(sitzung).items() if offene},
        gefuehrt=any(zeile.faehig.gefuehrt for zeile in zeilen),
        tasten=[(taste, ausgang.titel) for ausgang, taste in TASTEN.items()],
        begonnen=sitzung.beginn <= tuer.jetzt(),
    )


def _zeilen(sitzung_id: str, staende: Mapping[str, Zeilenstand], *, nur: str = "") -> tuple[Sitzung, list[Zeile]]:
    """The lines as they are stored now, with what became of what was sent."""
    db.session.rollback()
    sitzung = sitzungen.hole(sitzung_id)
    punkte = ergebnisblatt.lies(sitzung, tuer.wer(), nur)
    faehig = beschlussfaehigkeit.fuer_punkte(sitzung, [punkt.top for punkt in punkte])
    return sitzung, [zeile(punkt, faehig[punkt.top.id], staende.get(punkt.top.id)) for punkt in punkte]


def _wo(name: str, zeilen: list[Zeile]) -> str:
    """Which item a refused field belongs to."""
    return next((zeile.punkt.top.zeichen for zeile in zeilen if zeile.punkt.top.id in name), "")

"""Deputies: who signs for an office while somebody is away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import stammdaten, vertretungen
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import tag_im_kalender
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute

tafel = Seitentafel("vertretungen", __name__, sicht=Sicht.ANGEMELDET)

FELDER = ("amt", "person", "von", "bis")


@tafel.get("/vertretungen")
def zeige() -> str:
    """Who deputises for whom, and a form for who may say so."""
    return _seite(dict.fromkeys(FELDER, ""))


@tafel.post("/vertretungen")
@einmalig
def lege_an() -> Response | tuple[str, int]:
    """Name a deputy."""
    eingabe = {name: request.form.get(name, "").strip() for name in FELDER}
    von, bis = tag_im_kalender(eingabe["von"]), tag_im_kalender(eingabe["bis"])
    fehler = {name: [satz] for name, satz in _fehlendes(eingabe, von, bis)}
    if fehler or von is None or bis is None:
        return _seite(eingabe, fehler), 422
    try:
        vertretungen.lege_an(eingabe["amt"], eingabe["person"], von=von, bis=bis, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        db.session.rollback()
        return _seite(eingabe, abgelehnt.felder or {"_": [abgelehnt.satz]}), 422
    flash("Die Vertretung ist eingetragen.", "erfolg")
    return redirect(url_for("vertretungen.zeige"))


@tafel.post("/vertretungen/<vertretung_id>/beenden")
def beende(vertretung_id: str) -> Response:
    """End it today."""
    vertretungen.beende(vertretung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Vertretung ist beendet.", "erfolg")
    return redirect(url_for("vertretungen.zeige"))


def _seite(eingabe: Mapping[str, str], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    wer = tuer.wer()
    aemter = vertretungen.regelbare_aemter(wer)
    return render_template(
        "vertretungen.html",
        e=eingabe,
        fehler=fehler or {},
        vertretungen=vertretungen.liste(wer, heute=heute(tuer.jetzt())),
        aemter=[(amt.id, amt.aufschrift) for amt in aemter],
        darf_beenden=vertretungen.darf_beenden,
        personen=[(zeile.id, zeile.name) for zeile in stammdaten.kollegium(wer.koerperschaft_id)],
        heute=heute(tuer.jetzt()),
    )


def _fehlendes(eingabe: Mapping[str, str], von: date | None, bis: date | None) -> list[tuple[str, str]]:
    paare = (
        ("amt", "Bitte wählen Sie das Amt.", eingabe["amt"]),
        ("person", "Bitte wählen Sie, wer vertritt.", eingabe["person"]),
        ("von", "Bitte geben Sie den ersten Tag an, zum Beispiel 03.12.2026.", von),
        ("bis", "Bitte geben Sie den letzten Tag an, zum Beispiel 17.12.2026.", bis),
    )
    return [(name, satz) for name, satz, wert in paare if not wert]

"""What printed results mean here: the town's own labels, those without a meaning yet, and those of all towns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import bezeichnungen
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.vorlageart import KEIN_TAG
from vorlagen.web.formulare.werte import tag_im_kalender
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.bezeichnungen import mitgelieferte

tafel = Seitentafel("bezeichnungen", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/bezeichnungen")


@tafel.get("")
def zeige() -> str:
    """All of them, with a form that an open label fills in."""
    return _seite({name: request.args.get(name, "") for name in ("bezeichnung", "art")})


@tafel.post("")
@einmalig
def lege_fest() -> Response | tuple[str, int]:
    """Give a label its meaning."""
    e = request.form.to_dict()
    ab = tag_im_kalender(e.get("ab", ""))
    if e.get("ab", "").strip() and ab is None:
        return _seite(e, {"ab": [KEIN_TAG]}), 422
    try:
        bezeichnungen.lege_fest(
            e.get("bezeichnung", ""),
            e.get("ausgang", ""),
            art=e.get("art"),
            ab=ab,
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except EingabeUngueltig as abgelehnt:
        felder = abgelehnt.felder if e.get("ausgang") else {"ausgang": ["Bitte wählen Sie, was es bedeutet."]}
        return _seite(e, felder), 422
    flash("Festgelegt. Es gilt für das, was danach aufgenommen wird.", "erfolg")
    return redirect(url_for("bezeichnungen.zeige"))


@tafel.post("/<bezeichnung_id>/ende")
@einmalig
def schliesse(bezeichnung_id: str) -> Response | tuple[str, int]:
    """Let a meaning end."""
    bis = tag_im_kalender(request.form.get("bis", ""))
    try:
        if bis is None:
            raise EingabeUngueltig(KEIN_TAG, {"bis": [KEIN_TAG]})
        bezeichnungen.schliesse(bezeichnung_id, bis=bis, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _seite({}, {f"bis-{bezeichnung_id}": abgelehnt.felder["bis"]}), 422
    flash(f"Gilt noch bis {bis:%d.%m.%Y}.", "erfolg")
    return redirect(url_for("bezeichnungen.zeige"))


@tafel.post("/<bezeichnung_id>/streichung")
@einmalig
def streiche(bezeichnung_id: str) -> Response:
    """Take a meaning back that was a mistake."""
    bezeichnungen.streiche(bezeichnung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Gestrichen. Eingetragene Ausgänge bleiben.", "erfolg")
    return redirect(url_for("bezeichnungen.zeige"))


def _seite(e: Mapping[str, str], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    wer = tuer.wer()
    return render_template(
        "bezeichnungen.html",
        zeilen=bezeichnungen.der_stadt(wer.koerperschaft_id),
        gebrauch=bezeichnungen.gebrauch(wer),
        mitgelieferte=mitgelieferte(),
        ausgaenge=[(ausgang.value, ausgang.titel) for ausgang in Ausgang],
        ausgangstitel={ausgang.value: ausgang.titel for ausgang in Ausgang},
        e=e,
        fehler=fehler or {},
    )

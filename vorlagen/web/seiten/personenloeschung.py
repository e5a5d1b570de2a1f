"""Erasing a person: what hinders, what goes and what stays, then for good."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import personenloeschung, zugaenge
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel(
    "personenloeschung", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/personen/<person_id>/loeschung"
)


@tafel.get("")
def frage(person_id: str) -> str:
    """What would be left undone, and a form that asks for the reason."""
    return _seite(person_id, "", {})


@tafel.post("")
def loesche(person_id: str) -> Response | tuple[str, int]:
    """Forget who this was."""
    grund = request.form.get("grund", "")
    if "verstanden" not in request.form:
        satz = "Bitte bestätigen Sie, dass Sie endgültig löschen möchten."
        return _seite(person_id, grund, {"verstanden": [satz]}), 422
    trotzdem = "trotzdem" in request.form
    try:
        name = personenloeschung.loesche(person_id, grund=grund, wer=tuer.wer(), jetzt=tuer.jetzt(), trotzdem=trotzdem)
    except EingabeUngueltig as abgelehnt:
        db.session.rollback()
        return _seite(person_id, grund, abgelehnt.felder or {"_": [abgelehnt.satz]}), 422
    flash(f"Die Angaben sind gelöscht. Wo ein Name stehen muss, steht jetzt „{name}“.", "erfolg")
    return redirect(url_for("personen.zeige"))


def _seite(person_id: str, grund: str, fehler: dict[str, list[str]]) -> str:
    wer = tuer.wer()
    return render_template(
        "personenloeschung.html",
        person=zugaenge.person(person_id, wer=wer),
        hindernisse=personenloeschung.hindernisse(person_id, wer=wer, jetzt=tuer.jetzt()),
        grund=grund,
        fehler=fehler,
    )

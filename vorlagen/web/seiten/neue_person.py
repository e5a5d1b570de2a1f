"""Somebody new in the town: made by its Verwaltung on one page, with a first role and an invitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import neue_person, rollenvergabe, stammdaten
from vorlagen.services.neue_person import NeuePerson
from vorlagen.services.personen import Angaben
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.rolle import ROLLENFELDER, lies_vergabe, orte, saetze
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import rollenname

tafel = Seitentafel("neue_person", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/personen/neu")

FELDER = ("anmeldename", "name", "mail", "amt_id", "taetigkeit", *ROLLENFELDER)
LEER = {**dict.fromkeys(FELDER, ""), "einladen": "1"}


@tafel.get("")
def zeige() -> str:
    """The empty form."""
    stammdaten.pruefe_verwaltung(tuer.wer())
    return _seite(LEER)


@tafel.post("")
@einmalig
def lege_an() -> Response | tuple[str, int]:
    """Let somebody in; what was typed stays on the page if it will not do."""
    eingabe = {name: request.form.get(name, "").strip() for name in LEER}
    try:
        person_id = neue_person.lege_an(
            _neue(eingabe),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
            geheimnis=tuer.geheimnis() if eingabe["einladen"] else None,
        )
    except EingabeUngueltig as fehler:
        db.session.rollback()
        return _seite(eingabe, saetze(fehler)), 422
    einladung = " Die Mail mit dem Link liegt im Postausgang." if eingabe["einladen"] else ""
    flash(f"Die Person ist angelegt.{einladung}", "erfolg")
    return redirect(url_for("personen.eine", person_id=person_id))


def _neue(eingabe: Mapping[str, str]) -> NeuePerson:
    angaben = Angaben(
        name=eingabe["name"],
        mail=eingabe["mail"] or None,
        amt_id=eingabe["amt_id"] or None,
        taetigkeit=eingabe["taetigkeit"],
    )
    # A place or a day without a role is somebody's slip, and is said to be one.
    gemeint = any(eingabe[feld] for feld in ROLLENFELDER)
    vergaben = (lies_vergabe(eingabe),) if gemeint else ()
    return NeuePerson(anmeldename=eingabe["anmeldename"].lower(), angaben=angaben, vergaben=vergaben)


def _seite(eingabe: Mapping[str, str], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    stadt_id = tuer.wer().koerperschaft_id
    return render_template(
        "neue_person.html",
        e=eingabe,
        fehler=fehler or {},
        rollenwahl=[(rolle, rollenname(rolle)) for rolle in rollenvergabe.vergebbare()],
        aemter=[(amt.id, amt.aufschrift) for amt in stammdaten.aemter(stadt_id)],
        orte=orte(stadt_id),
    )

"""Being away: one's own days, and for the administration everybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig
from vorlagen.services import abwesenheiten, personen, stammdaten, vertretungen
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import tag_im_kalender
from vorlagen.web.sicht import Seitentafel, Sicht, fuer
from vorlagen.web.worte import heute

tafel = Seitentafel("abwesenheit", __name__, sicht=Sicht.ANGEMELDET)

FELDER = ("von", "bis", "durch")


@tafel.get("/konto/abwesenheit")
def eigene() -> str:
    """One's own days, and a form for more."""
    return _seite(tuer.wer().id, dict.fromkeys(FELDER, ""))


@tafel.post("/konto/abwesenheit")
@einmalig
def melde_mich() -> Response | tuple[str, int]:
    """Say that one is away."""
    return _melde(tuer.wer().id)


@tafel.get("/verwaltung/personen/<person_id>/abwesenheit")
@fuer(Sicht.VERWALTUNG)
def fremde(person_id: str) -> str:
    """Somebody's days, for the administration."""
    return _seite(personen.lies(person_id, tuer.wer()).id, dict.fromkeys(FELDER, ""))


@tafel.post("/verwaltung/personen/<person_id>/abwesenheit")
@fuer(Sicht.VERWALTUNG)
@einmalig
def melde(person_id: str) -> Response | tuple[str, int]:
    """Say it for somebody else."""
    return _melde(personen.lies(person_id, tuer.wer()).id)


@tafel.post("/konto/abwesenheit/<vertretung_id>/beenden")
def beende(vertretung_id: str) -> Response:
    """Back again, or not away after all."""
    vertretungen.beende(vertretung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    flash("Die Abwesenheit ist beendet.", "erfolg")
    person_id = request.form.get("person", "")
    if person_id in ("", tuer.wer().id):
        return redirect(url_for("abwesenheit.eigene"))
    return redirect(url_for("abwesenheit.fremde", person_id=person_id))


def _melde(person_id: str) -> Response | tuple[str, int]:
    eingabe = {name: request.form.get(name, "").strip() for name in FELDER}
    von, bis = tag_im_kalender(eingabe["von"]), tag_im_kalender(eingabe["bis"])
    if von is None or bis is None:
        fehler = {name: ["Bitte geben Sie einen Tag an, zum Beispiel 03.12.2026."]
                  for name, tag in (("von", von), ("bis", bis)) if tag is None}  # fmt: skip
        return _seite(person_id, eingabe, fehler), 422
    try:
        abwesenheiten.melde(
            person_id, von=von, bis=bis, durch=eingabe["durch"] or None, wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as abgelehnt:
        db.session.rollback()
        return _seite(person_id, eingabe, abgelehnt.felder or {"_": [abgelehnt.satz]}), 422
    flash("Die Abwesenheit ist eingetragen.", "erfolg")
    return redirect(request.path)


def _seite(person_id: str, eingabe: Mapping[str, str], fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    wer, tag = tuer.wer(), heute(tuer.jetzt())
    kollegium = stammdaten.kollegium(wer.koerperschaft_id)
    return render_template(
        "abwesenheit.html",
        person_id=person_id,
        eigene=person_id == wer.id and request.path.startswith("/konto"),
        name=wer.name if person_id == wer.id else personen.lies(person_id, wer).name,
        abwesenheiten=abwesenheiten.von_person(person_id, wer, heute=tag),
        kollegium=[(zeile.id, zeile.name) for zeile in kollegium if zeile.id != person_id],
        e=eingabe,
        fehler=fehler or {},
        heute=tag,
    )

"""Kinds of papers and their numbers, for the administration: add, rename, close, try a pattern before it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, EinstellungUngueltig, ZwischenzeitlichGeaendert
from vorlagen.services import nummernprobe, stammdaten, vorlagearten
from vorlagen.services.nummernprobe import Nummernprobe
from vorlagen.services.sachstand import ablaeufe_fuer
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import vorlageart as formular
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute

tafel = Seitentafel("vorlagearten", __name__, sicht=Sicht.VERWALTUNG, url_prefix="/verwaltung/vorlagearten")
Fehler = Mapping[str, Sequence[str]]


@tafel.get("")
def zeige() -> str:
    """All kinds, and a form for one more."""
    return _liste(formular.LEER)


@tafel.post("")
@einmalig
def lege_an() -> Response | str | tuple[str, int]:
    """Add a kind, or only show which numbers its pattern would give."""
    e = request.form.to_dict()
    if "probe" in e:
        return _liste(e, geprobt=True)
    neu, fehler = formular.lies(e)
    if fehler:
        return _liste(e, fehler), 422
    try:
        art_id = vorlagearten.lege_an(neu, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _liste(e, abgelehnt.felder), 422
    flash(f"„{neu.name.strip()}“ ist angelegt.", "erfolg")
    return redirect(url_for("vorlagearten.eine", vorlageart_id=art_id))


@tafel.get("/<vorlageart_id>")
def eine(vorlageart_id: str) -> str:
    """One kind: what is said of it, its next numbers, its counters."""
    return _eine(vorlageart_id)


@tafel.post("/<vorlageart_id>")
@einmalig
def aendere(vorlageart_id: str) -> Response | str | tuple[str, int]:
    """Change it, or only show which numbers another pattern would give."""
    e = request.form.to_dict()
    if "probe" in e:
        return _eine(vorlageart_id, e)
    neu, fehler = formular.lies(e)
    if fehler:
        return _eine(vorlageart_id, e, fehler), 422
    try:
        gesehen = formular.gesehen(e)
        vorlagearten.aendere(vorlageart_id, neu, gesehen=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as abgelehnt:
        return _eine(vorlageart_id, e, _saetze(abgelehnt)), STATUS[type(abgelehnt)]
    flash("Gespeichert.", "erfolg")
    return redirect(url_for("vorlagearten.eine", vorlageart_id=vorlageart_id))


@tafel.post("/<vorlageart_id>/nachfolge")
@einmalig
def loese_ab(vorlageart_id: str) -> Response | tuple[str, int]:
    """From a day on new papers bear another name; the old ones keep theirs."""
    e = request.form.to_dict()
    ab, fehler = formular.lies_nachfolge(e)
    if ab is None:
        return _eine(vorlageart_id, nachfolge=e, fehler=fehler), 422
    name = e.get("neuer_name", "")
    try:
        neue = vorlagearten.loese_ab(vorlageart_id, name, ab=ab, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as abgelehnt:
        return _eine(vorlageart_id, nachfolge=e, fehler=formular.als_nachfolge(_saetze(abgelehnt))), 422
    flash(f"Ab {ab:%d.%m.%Y} heißt sie „{name.strip()}“. Bis dahin bleibt alles, wie es ist.", "erfolg")
    return redirect(url_for("vorlagearten.eine", vorlageart_id=neue))


def _liste(e: Mapping[str, str], fehler: Fehler | None = None, *, geprobt: bool = False) -> str:
    db.session.rollback()
    wer = tuer.wer()
    fehler, ablaeufe = dict(fehler or {}), _ablaeufe()
    return render_template(
        "vorlagearten.html",
        zeilen=vorlagearten.liste(wer, heute=heute(tuer.jetzt())),
        ablaeufe=ablaeufe,
        ablauftitel=dict(ablaeufe),
        e=e,
        probe=_probe(e.get("nummernmuster", ""), fehler) if geprobt else None,
        fehler=fehler,
        titelworte=formular.TITEL,
    )


def _eine(
    vorlageart_id: str,
    e: Mapping[str, str] | None = None,
    fehler: Fehler | None = None,
    nachfolge: Mapping[str, str] | None = None,
) -> str:
    """What counts as seen is the state that the page shows beside what was typed."""
    db.session.rollback()
    wer = tuer.wer()
    art = vorlagearten.lies(vorlageart_id, wer)
    angaben = vorlagearten.angaben(art)
    eingabe, fehler = e or formular.aus_angaben(angaben), dict(fehler or {})
    return render_template(
        "vorlageart.html",
        art=art,
        gilt=vorlagearten.gilt(art, heute(tuer.jetzt())),
        ablaeufe=_ablaeufe(angaben.ablauf),
        alt=formular.aus_angaben(angaben),
        e=eingabe,
        nachfolge=nachfolge or {},
        probe=_probe(eingabe.get("nummernmuster", ""), fehler, art_id=art.id),
        zaehler=nummernprobe.zaehler(angaben.nummernmuster, wer=wer),
        fehler=fehler,
        titelworte=formular.TITEL,
    )


def _ablaeufe(jetziger: str = "") -> list[tuple[str, str]]:
    """What can be chosen; the present one stays in the list even if nothing installed knows it."""
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    alle = [(ablauf.name, ablauf.titel) for ablauf in ablaeufe_fuer(stadt)]
    fehlt = jetziger and jetziger not in {name for name, _ in alle}
    return [*alle, (jetziger, f"{jetziger} (steht still)")] if fehlt else alle


def _probe(muster: str, fehler: dict[str, Any], *, art_id: str = "") -> Nummernprobe | None:
    try:
        return nummernprobe.probe(muster, art_id=art_id, wer=tuer.wer(), heute=heute(tuer.jetzt()))
    except EinstellungUngueltig as falsch:
        fehler.setdefault("nummernmuster", [falsch.satz])
        return None


def _saetze(abgelehnt: EingabeUngueltig | ZwischenzeitlichGeaendert) -> Fehler:
    return getattr(abgelehnt, "felder", None) or {"_": [abgelehnt.satz]}

"""How a body counts: its notice rule and its rule for handing in papers, for who may change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.kalender import ORTSBEISPIELE, VOREINSTELLUNGEN
from vorlagen.services import regelwerk, sitzungen
from vorlagen.web import tuer
from vorlagen.web.formulare import gremienregeln as formular
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("gremienregeln", __name__, sicht=Sicht.ANGEMELDET)


@tafel.app_template_global()
def darf_regeln(gremium_id: str) -> bool:
    """True where the person at the door may change the rules of this body; for the list of bodies."""
    return regelwerk.darf_regeln(gremium_id, tuer.wer())


@tafel.get("/gremien/<gremium_id>/fristen")
def zeige(gremium_id: str) -> str | tuple[str, int]:
    """The rules as they are, or with a preset filled in that nobody has confirmed."""
    gremium = sitzungen.hole_gremium(gremium_id)
    name = request.args.get("vorschlag", "")
    if not name:
        return _seite(gremium_id, formular.aus_gremium(gremium))
    try:
        return _seite(gremium_id, formular.aus_vorschlag(name, gremium), vorschlag=name)
    except EingabeUngueltig as fehler:
        return _seite(gremium_id, formular.aus_gremium(gremium), {"_": [fehler.satz]}, name), 422


@tafel.post("/gremien/<gremium_id>/fristen")
def aendere(gremium_id: str) -> Response | tuple[str, int]:
    """Save both rules and say which open deadlines moved."""
    wer, eingabe = tuer.wer(), request.form.to_dict()
    ladung, abgabe, fehler = formular.lies(eingabe)
    if fehler:
        return _seite(gremium_id, eingabe, fehler), 422
    gesehen = version(request.form)
    try:
        verschoben = regelwerk.setze_regeln(
            gremium_id,
            ladung=ladung,
            abgabe=abgabe,
            version=gesehen,
            grund=eingabe.get("grund", ""),
            wer=wer,
            jetzt=tuer.jetzt(),
        )
    except ZwischenzeitlichGeaendert as abgelehnt:
        return _seite(gremium_id, eingabe, {"_": [abgelehnt.satz]}), 409
    except EingabeUngueltig as abgelehnt:
        return _seite(gremium_id, eingabe, abgelehnt.felder or {"_": [abgelehnt.satz]}), 422
    flash("Die Regeln sind gespeichert.", "erfolg")
    for eine in verschoben:
        flash(eine.satz, "warnung")
    if not verschoben:
        flash("Keine offene Frist verschiebt sich.", "info")
    return redirect(url_for("gremienregeln.zeige", gremium_id=gremium_id))


def _seite(
    gremium_id: str,
    eingabe: Mapping[str, str],
    fehler: Mapping[str, Sequence[str]] | None = None,
    vorschlag: str = "",
) -> str:
    db.session.rollback()
    gremium = sitzungen.hole_gremium(gremium_id)
    regelwerk.pruefe_darf_regeln(gremium.id, tuer.wer())
    vorschlaege = [
        (v.schluessel, f"{v.titel}: {v.quelle}") for v in (*VOREINSTELLUNGEN.values(), *ORTSBEISPIELE.values())
    ]
    quelle = VOREINSTELLUNGEN.get(vorschlag) or ORTSBEISPIELE.get(vorschlag)
    return render_template(
        "gremienregeln.html",
        gremium=gremium,
        e=eingabe,
        fehler=fehler or {},
        titelworte=formular.TITEL,
        wahl=formular.WAHL,
        vorschlaege=vorschlaege,
        vorschlag=vorschlag,
        quelle=quelle if not fehler else None,
    )

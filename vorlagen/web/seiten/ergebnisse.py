"""Entering what a body did with an item of its agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, Fachfehler, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import beschlussfaehigkeit, sitzungen, stammdaten, tops
from vorlagen.services.ergebnisblatt import Punkt
from vorlagen.services.sichtbarkeit import hole
from vorlagen.web import tuer
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare import ergebnis as formular
from vorlagen.web.formulare import namentlich
from vorlagen.web.formulare.ergebnis import Eingabe
from vorlagen.web.formulare.ergebnisabgleich import anders_gespeichert
from vorlagen.web.formulare.wahl import ZETTEL
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import BedingungOffen

tafel = Seitentafel("ergebnisse", __name__, sicht=Sicht.GREMIENDIENST)


@tafel.get("/sitzungen/<sitzung_id>/tops/<top_id>")
def zeige(sitzung_id: str, top_id: str) -> str:
    """What is entered so far."""
    punkt = _hole(sitzung_id, top_id)
    return _seite(punkt, formular.aus_top(punkt.top, punkt.vorlage, punkt.beratung))


@tafel.post("/sitzungen/<sitzung_id>/tops/<top_id>")
def trage_ein(sitzung_id: str, top_id: str) -> Response | tuple[str, int]:
    """Record the result; contradictions are pointed out afterwards and never block."""
    punkt = _hole(sitzung_id, top_id)
    eingabe = formular.lies(request.form, punkt.vorlage)
    ergebnis, fehler = formular.pruefe(eingabe, punkt.top, punkt.vorlage, punkt.beratung)
    gesehen = version(request.form) if punkt.vorlage else None
    if not punkt.eintragbar:
        return _seite(punkt, eingabe), 409
    if fehler:
        return _seite(punkt, eingabe, fehler, gesehen), 422
    try:
        widersprueche = tops.aendere(top_id, ergebnis=ergebnis, version=gesehen, wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert, BedingungOffen) as abgelehnt:
        return _noch_einmal(sitzung_id, top_id, eingabe, abgelehnt, gesehen)
    flash("Das Ergebnis ist gespeichert.", "erfolg")
    for satz in widersprueche:
        flash(satz, "warnung")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id))


def _noch_einmal(
    sitzung_id: str, top_id: str, eingabe: Eingabe, abgelehnt: Fachfehler, gesehen: int | None
) -> tuple[str, int]:
    """The form with what was typed; after somebody else's change the current version counts from now on."""
    punkt = _hole(sitzung_id, top_id)
    if isinstance(abgelehnt, EingabeUngueltig):
        return _seite(punkt, eingabe, als_fehler(abgelehnt.felder, abgelehnt.satz), gesehen), 422
    dort = anders_gespeichert(eingabe, formular.aus_top(punkt.top, punkt.vorlage, punkt.beratung))
    return _seite(punkt, eingabe, {"_": [abgelehnt.satz]}, dort=dort), STATUS[type(abgelehnt)]


def _hole(sitzung_id: str, top_id: str) -> Punkt:
    """The item, for those who look after its body."""
    db.session.rollback()
    wer = tuer.wer()
    top, papier = tops.lies(top_id, wer=wer)
    if top.sitzung_id != sitzung_id:
        raise NichtGefunden
    sitzungen.pruefe_gremiendienst(top.sitzung.gremium_id, wer)
    if top.beratung_id is None:
        return Punkt(top)
    if papier is None:
        raise NichtGefunden
    vorlage, _ = hole(papier.vorlage_id, wer)
    return Punkt(top, vorlage, next(b for b in vorlage.beratungen if b.id == top.beratung_id))


def _seite(
    punkt: Punkt,
    eingabe: Eingabe,
    fehler: Mapping[str, Sequence[str]] | None = None,
    gesehen: int | None = None,
    dort: Sequence[tuple[str, str]] = (),
) -> str:
    """The form. `gesehen` is the version that the person saw; without it the current one counts from now on."""
    vorlage, top = punkt.vorlage, punkt.top
    aktuelle = vorlage.version if vorlage else None
    return render_template(
        "ergebnis.html",
        e=eingabe,
        vorlage=vorlage,
        beratung=punkt.beratung,
        top=top,
        sitzung=top.sitzung,
        gesehen=aktuelle if gesehen is None else gesehen,
        ausgaenge=[(ausgang.value, ausgang.titel) for ausgang in Ausgang],
        gremien=[(gremium.id, gremium.name) for gremium in stammdaten.gremien(top.koerperschaft_id)],
        namen=namentlich.zur_wahl(punkt.beratung, top, eingabe.genannte),
        zettel=ZETTEL,
        eintragbar=punkt.eintragbar,
        hinweise=() if fehler else punkt.hinweise(),
        faehig=beschlussfaehigkeit.fuer_punkt(top),
        fehler=fehler or {},
        dort=dort,
    )

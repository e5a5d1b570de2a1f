"""Putting many papers on an agenda at once: first what will happen, then one confirmation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, ZwischenzeitlichGeaendert
from vorlagen.services import aufnahme, sammelaufnahme, sammeleintrag, sitzungen
from vorlagen.services.sammeleintrag import NeuerPunkt
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import groesser, heute

tafel = Seitentafel("sammelaufnahme", __name__, sicht=Sicht.GREMIENDIENST)


@tafel.post("/sitzungen/auswahl")
def waehle() -> str:
    """For which meeting the papers are. They come in the body: an address would be too short for many."""
    gewaehlt = request.form.getlist("vorlage")
    termine = sammelaufnahme.termine(gewaehlt, wer=tuer.wer(), jetzt=tuer.jetzt())
    tag = heute(tuer.jetzt())
    return render_template(
        "aufnahme_waehlen.html",
        gewaehlt=gewaehlt,
        termine=[(sitzung, aufnahme.ist_spaet(sitzung, tag)) for sitzung in termine],
    )


@tafel.post("/sitzungen/<sitzung_id>/auswahl")
def zeige(sitzung_id: str) -> str:
    """What would come on the agenda, and what cannot; nothing is changed yet."""
    return _seite(sitzung_id, request.form.getlist("vorlage"), {})


@tafel.post("/sitzungen/<sitzung_id>/aufnahme")
@einmalig
def nimm_auf(sitzung_id: str) -> Response | tuple[str, int]:
    """Put what was shown on the agenda, all or nothing."""
    wer, jetzt, gewaehlt = tuer.wer(), tuer.jetzt(), request.form.getlist("vorlage")
    vorhaben = sammelaufnahme.plane(sitzungen.hole(sitzung_id), gewaehlt, wer=wer, jetzt=jetzt)
    punkte = [NeuerPunkt(beratung_id=eines.beratung_id) for eines in vorhaben if not eines.gruende]
    if not punkte:
        return _seite(sitzung_id, gewaehlt, {"_": ["Davon kommt nichts auf die Tagesordnung."]}), 422
    try:
        ids = sammeleintrag.setze_alle_auf(sitzung_id, punkte, version=version(request.form), wer=wer, jetzt=jetzt)
    except EingabeUngueltig as fehler:
        saetze = [satz for alle in fehler.felder.values() for satz in alle] or [fehler.satz]
        return _seite(sitzung_id, gewaehlt, {"_": saetze}), 422
    except ZwischenzeitlichGeaendert as fehler:
        return _seite(sitzung_id, gewaehlt, {"_": [fehler.satz]}), STATUS[type(fehler)]
    flash(f"Auf der Tagesordnung: {groesser(len(ids), 'Vorlage', 'Vorlagen')} mehr.", "erfolg")
    return redirect(url_for("sitzungen.zeige", sitzung_id=sitzung_id, _anchor="tagesordnung"))


def _seite(sitzung_id: str, gewaehlt: Sequence[str], fehler: Mapping[str, Sequence[str]]) -> str:
    db.session.rollback()
    wer, jetzt = tuer.wer(), tuer.jetzt()
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
    vorhaben = sammelaufnahme.plane(sitzung, gewaehlt, wer=wer, jetzt=jetzt)
    return render_template(
        "aufnahme.html",
        sitzung=sitzung,
        gehen=[eines for eines in vorhaben if not eines.gruende],
        gehen_nicht=[eines for eines in vorhaben if eines.gruende],
        spaet=aufnahme.ist_spaet(sitzung, heute(jetzt)),
        hoechstens=sammelaufnahme.HOECHSTENS if len(gewaehlt) > sammelaufnahme.HOECHSTENS else None,
        fehler=fehler,
    )

"""Many Aufträge at once: first what will happen, then one confirmation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.services import auftragssammlung
from vorlagen.services.auftragssammlung import Sammelschritt
from vorlagen.web import tuer
from vorlagen.web.einmalig import einmalig
from vorlagen.web.formulare.werte import als_fehler, tag_im_kalender
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import groesser

tafel = Seitentafel("auftragssammlung", __name__, sicht=Sicht.ANGEMELDET)


@tafel.get("/auftraege/sammlung")
def zeige() -> str:
    """What would become of the Aufträge that the address names."""
    return _seite(_schritt(request.args.get("was", "")), request.args.getlist("auftrag"), {})


@tafel.post("/auftraege/sammlung")
@einmalig
def fuehre_aus() -> Response | tuple[str, int]:
    """Do what was shown, all or nothing."""
    form = request.form
    schritt, gewaehlt = _schritt(form.get("was", "")), form.getlist("auftrag")
    getippt = form.get("am", "").strip()
    am = tag_im_kalender(getippt)
    if getippt and am is None:
        return _seite(schritt, gewaehlt, {"am": ["Bitte ein Datum eintragen, zum Beispiel 03.12.2026."]}), 422
    versionen = {auftrag_id: version(form, f"version-{auftrag_id}") for auftrag_id in gewaehlt}
    try:
        anzahl = auftragssammlung.fuehre_aus(
            versionen, schritt, am=am, nachweis=form.get("nachweis", ""), wer=tuer.wer(), jetzt=tuer.jetzt()
        )
    except EingabeUngueltig as fehler:
        return _seite(schritt, gewaehlt, als_fehler(fehler.felder, fehler.satz)), 422
    except ZwischenzeitlichGeaendert as fehler:
        return _seite(schritt, gewaehlt, {"_": [fehler.satz]}), 409
    was = "erledigt gemeldet" if schritt is Sammelschritt.ERLEDIGT else "auf Wiedervorlage gelegt"
    flash(f"{groesser(anzahl, 'Auftrag', 'Aufträge')} {was}.", "erfolg")
    return redirect(url_for("auftraege.liste"))


def _schritt(was: str) -> Sammelschritt:
    if was not in set(Sammelschritt):
        raise NichtGefunden
    return Sammelschritt(was)


def _seite(schritt: Sammelschritt, gewaehlt: Collection[str], fehler: Mapping[str, Sequence[str]]) -> str:
    db.session.rollback()
    vorhaben = auftragssammlung.plane(gewaehlt, schritt, tuer.wer())
    return render_template(
        "auftragssammlung.html",
        was=str(schritt),
        gehen=[eines for eines in vorhaben if not eines.grund],
        gehen_nicht=[eines for eines in vorhaben if eines.grund],
        hoechstens=auftragssammlung.HOECHSTENS if len(gewaehlt) > auftragssammlung.HOECHSTENS else None,
        e={name: request.form.get(name, "") for name in ("am", "nachweis")},
        fehler=fehler,
    )

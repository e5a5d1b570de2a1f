"""Who sees a paper when; planning its publication, taking it back, publishing it again. And the town's rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Koerperschaft
from vorlagen.services import ruecknahme, stammdaten, veroeffentlichung
from vorlagen.services import veroeffentlichungsregel as regeln
from vorlagen.services.sichtbarkeit import Einblick, hole
from vorlagen.web import tuer
from vorlagen.web.ansichten.veroeffentlichung import bild
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.sitzung import zeitpunkt_aus
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import anzahl, version
from vorlagen.web.sicht import Seitentafel, Sicht, fuer

tafel = Seitentafel("veroeffentlichung", __name__, sicht=Sicht.ANGEMELDET)
_WEG = "/vorlagen/<vorlage_id>/veroeffentlichung"
REGELN = (
    (regeln.Regel.FREIGABE, "Mit der Freigabe"),
    (regeln.Regel.EINLADUNG, "Sobald zu einer Sitzung eingeladen ist, in der die Vorlage öffentlich behandelt wird"),
    (regeln.Regel.TAGE, "Einige Tage vor der ersten Sitzung, in der die Vorlage öffentlich behandelt wird"),
)
Fehlersaetze = Mapping[str, Sequence[str]]


@tafel.get(_WEG)
def zeige(vorlage_id: str) -> str:
    """Who sees what of it, since when."""
    return _seite(vorlage_id)


@tafel.post(_WEG)
def tue(vorlage_id: str) -> Response | tuple[str, int]:
    """Do what the button says that was pressed."""
    aktion, _, anlage_id = request.form.get("aktion", "").partition(":")
    if aktion not in _TATEN:
        raise NichtGefunden
    try:
        satz = _TATEN[aktion](vorlage_id, anlage_id)
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _seite(vorlage_id, als_fehler(getattr(fehler, "felder", {}), fehler.satz)), STATUS[type(fehler)]
    flash(satz, "erfolg")
    return redirect(url_for("veroeffentlichung.zeige", vorlage_id=vorlage_id))


@tafel.get("/verwaltung/veroeffentlichung")
@fuer(Sicht.VERWALTUNG)
def zeige_regel() -> str:
    """The town's rule."""
    return _regelseite()


@tafel.post("/verwaltung/veroeffentlichung")
@fuer(Sicht.VERWALTUNG)
def setze_regel() -> Response | tuple[str, int]:
    """Set it."""
    try:
        tage = anzahl(request.form.get("tage", ""))
    except ValueError:
        tage = 0
    try:
        regeln.setze_ordnung(request.form.get("regel", ""), tage, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _regelseite(als_fehler(fehler.felder, fehler.satz)), 422
    flash("Die Regel ist gespeichert. Was schon öffentlich ist, bleibt es.", "erfolg")
    return redirect(url_for("veroeffentlichung.zeige_regel"))


def _plane(vorlage_id: str, _anlage_id: str) -> str:
    datum, uhrzeit = request.form.get("datum", ""), request.form.get("uhrzeit", "")
    am = zeitpunkt_aus(datum, uhrzeit)
    if am is None:
        satz = "Bitte Tag und Uhrzeit angeben, zum Beispiel 16.06.2026 und 8:00."
        raise EingabeUngueltig(satz, {"datum": [satz]})
    veroeffentlichung.plane(vorlage_id, am, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Der Zeitpunkt ist gespeichert."


def _nach_regel(vorlage_id: str, _anlage_id: str) -> str:
    veroeffentlichung.plane(vorlage_id, None, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Die Veröffentlichung richtet sich wieder nach der Regel der Stadt."


def _jetzt(vorlage_id: str, _anlage_id: str) -> str:
    ruecknahme.veroeffentliche_vorlage(vorlage_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Die Vorlage ist veröffentlicht."


def _zurueck(vorlage_id: str, _anlage_id: str) -> str:
    ruecknahme.nimm_vorlage_zurueck(vorlage_id, _grund(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Die Veröffentlichung ist zurückgenommen."


def _anlage_zurueck(vorlage_id: str, anlage_id: str) -> str:
    ruecknahme.nimm_anlage_zurueck(vorlage_id, anlage_id, _grund(), wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Die Veröffentlichung der Anlage ist zurückgenommen."


def _anlage_wieder(vorlage_id: str, anlage_id: str) -> str:
    ruecknahme.veroeffentliche_anlage(vorlage_id, anlage_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return "Die Anlage ist wieder veröffentlicht."


_TATEN: Mapping[str, Callable[[str, str], str]] = {
    "planen": _plane,
    "regel": _nach_regel,
    "jetzt": _jetzt,
    "zurueck": _zurueck,
    "anlage_zurueck": _anlage_zurueck,
    "anlage_wieder": _anlage_wieder,
}


def _grund() -> str:
    return request.form.get("grund", "")[:2000]


def _seite(vorlage_id: str, fehler: Fehlersaetze | None = None) -> str:
    db.session.rollback()
    vorlage, einblick = hole(vorlage_id, tuer.wer())
    if einblick is not Einblick.VOLL:
        raise NichtGefunden
    return render_template(
        "veroeffentlichung.html",
        vorlage=vorlage,
        v=bild(vorlage, tuer.wer()),
        e={name: request.form.get(name, "") for name in ("datum", "uhrzeit", "grund")},
        fehler=fehler or {},
    )


def _regelseite(fehler: Fehlersaetze | None = None) -> str:
    wer = tuer.wer()
    stammdaten.pruefe_verwaltung(wer)
    gesetzt = regeln.ordnung(db.session.get_one(Koerperschaft, wer.koerperschaft_id))
    return render_template(
        "veroeffentlichung_regel.html",
        regeln=[(regel.value, titel) for regel, titel in REGELN],
        regel=request.form.get("regel", gesetzt.regel.value),
        tage=request.form.get("tage", str(gesetzt.tage)),
        fehler=fehler or {},
    )

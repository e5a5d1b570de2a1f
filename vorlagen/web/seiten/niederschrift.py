"""The minutes of a meeting and the extracts of its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vorlagen.extensions import db
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.kalender import BERLIN
from vorlagen.models import Sitzung
from vorlagen.services import (
    aenderungsdruck,
    anwesenheiten,
    auszuege,
    niederschriften,
    ruecknahme,
    sitzungen,
    sitzungslauf,
    tops,
)
from vorlagen.services.dokumente import Druck
from vorlagen.web import tuer
from vorlagen.web.api.dateien import schicke, schicke_pdf, schicke_word
from vorlagen.web.fehler import STATUS
from vorlagen.web.formulare.sitzung import in_der_sitzung, uhrzeit_aus
from vorlagen.web.formulare.werte import als_fehler
from vorlagen.web.formulare.zahlen import version
from vorlagen.web.sicht import Seitentafel, Sicht, fuer

tafel = Seitentafel("niederschrift", __name__, sicht=Sicht.ANGEMELDET)
ZIP = "application/zip"
_ABSCHLUSS = {
    "ende": "Das Ende der Sitzung fehlt",
    "vorsitz": "Wer den Vorsitz hatte, fehlt",
    "schriftfuehrung": "Wer die Niederschrift führte, fehlt",
}
"""What is said when a meeting is closed, by the fields of that form."""


@tafel.get("/sitzungen/<sitzung_id>/niederschrift")
@fuer(Sicht.GREMIENDIENST)
def zeige(sitzung_id: str) -> str:
    """What is still missing, and the files."""
    return _seite(sitzung_id)


@tafel.post("/sitzungen/<sitzung_id>/niederschrift")
@fuer(Sicht.GREMIENDIENST)
def schliesse(sitzung_id: str) -> Response | tuple[str, int]:
    """Note until when the meeting lasted, who led it, who took the minutes."""
    form, sitzung = request.form, sitzungen.hole(sitzung_id)
    getippt = form.get("ende", "").strip()
    uhrzeit = uhrzeit_aus(getippt) if getippt else None
    if getippt and uhrzeit is None:
        return _seite(sitzung_id, {"ende": ["Bitte geben Sie eine Uhrzeit an, zum Beispiel 20:15."]}), 422
    try:
        sitzungslauf.schliesse(
            sitzung_id,
            ende=in_der_sitzung(sitzung.beginn, uhrzeit, frueher=False) if uhrzeit else None,
            vorsitz=form.get("vorsitz", "")[:200],
            schriftfuehrung=form.get("schriftfuehrung", "")[:200],
            version=version(form),
            wer=tuer.wer(),
            jetzt=tuer.jetzt(),
        )
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _seite(sitzung_id, als_fehler(getattr(fehler, "felder", {}), fehler.satz)), STATUS[type(fehler)]
    flash("Die Sitzung ist abgeschlossen.", "erfolg")
    return redirect(url_for("niederschrift.zeige", sitzung_id=sitzung_id))


@tafel.post("/sitzungen/<sitzung_id>/niederschrift/freigabe")
@fuer(Sicht.GREMIENDIENST)
def gib_frei(sitzung_id: str) -> Response | tuple[str, int]:
    """Let everybody read the public part."""
    try:
        niederschriften.gib_frei(sitzung_id, version=version(request.form), wer=tuer.wer(), jetzt=tuer.jetzt())
    except (EingabeUngueltig, ZwischenzeitlichGeaendert) as fehler:
        return _seite(sitzung_id, {"_": [fehler.satz]}), STATUS[type(fehler)]
    flash("Der öffentliche Teil der Niederschrift ist freigegeben.", "erfolg")
    return redirect(url_for("niederschrift.zeige", sitzung_id=sitzung_id))


@tafel.post("/sitzungen/<sitzung_id>/niederschrift/ruecknahme")
@fuer(Sicht.GREMIENDIENST)
def nimm_zurueck(sitzung_id: str) -> Response | tuple[str, int]:
    """Take the released minutes from everybody else again."""
    grund = request.form.get("grund", "")[:2000]
    try:
        ruecknahme.nimm_niederschrift_zurueck(sitzung_id, grund, wer=tuer.wer(), jetzt=tuer.jetzt())
    except EingabeUngueltig as fehler:
        return _seite(sitzung_id, als_fehler(fehler.felder, fehler.satz)), 422
    flash("Die Freigabe der Niederschrift ist zurückgenommen.", "erfolg")
    return redirect(url_for("niederschrift.zeige", sitzung_id=sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/niederschrift.docx")
def drucke(sitzung_id: str) -> Response:
    """The minutes as this person may read them; `?teil=oeffentlich` is what the public gets."""
    return schicke_word(_niederschrift(sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/niederschrift.pdf")
def drucke_pdf(sitzung_id: str) -> Response:
    """The same as PDF."""
    return schicke_pdf(_niederschrift(sitzung_id))


@tafel.get("/sitzungen/<sitzung_id>/punkte/<top_id>/auszug.docx")
def auszug(sitzung_id: str, top_id: str) -> Response:
    """The extract of one item."""
    return schicke_word(_auszug(sitzung_id, top_id))


@tafel.get("/sitzungen/<sitzung_id>/punkte/<top_id>/auszug.pdf")
def auszug_pdf(sitzung_id: str, top_id: str) -> Response:
    """The same as PDF."""
    return schicke_pdf(_auszug(sitzung_id, top_id))


@tafel.get("/sitzungen/<sitzung_id>/punkte/<top_id>/aenderung.docx")
def aenderung(sitzung_id: str, top_id: str) -> Response:
    """What the body changed in the resolution, with tracked changes."""
    if tops.lies(top_id, wer=tuer.wer())[0].sitzung_id != sitzung_id:
        raise NichtGefunden
    return schicke_word(aenderungsdruck.drucke(top_id, wer=tuer.wer(), jetzt=tuer.jetzt()))


@tafel.get("/sitzungen/<sitzung_id>/auszuege.zip")
@fuer(Sicht.GREMIENDIENST)
def alle_auszuege(sitzung_id: str) -> Response:
    """The extracts of all items in one file."""
    druck = auszuege.drucke_alle(sitzung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return schicke(druck.inhalt, name=druck.name, typ=ZIP, sha256=druck.sha256)


def _niederschrift(sitzung_id: str) -> Druck:
    nur_oeffentlich = request.args.get("teil") == "oeffentlich"
    return niederschriften.drucke(sitzung_id, nur_oeffentlich=nur_oeffentlich, wer=tuer.wer(), jetzt=tuer.jetzt())


def _auszug(sitzung_id: str, top_id: str) -> Druck:
    if tops.lies(top_id, wer=tuer.wer())[0].sitzung_id != sitzung_id:
        raise NichtGefunden
    return niederschriften.auszug(top_id, wer=tuer.wer(), jetzt=tuer.jetzt())


def _fehlendes(sitzung: Sitzung) -> Iterator[tuple[str, str]]:
    """What the minutes still lack: (sentence, where it is mended)."""
    wo = url_for("ergebnisliste.zeige", sitzung_id=sitzung.id)
    for top in sitzung.tops:
        if not (top.ausgang or top.ergebnis) and top.abgesetzt is None:
            yield f"{top.zeichen} {top.titel}: noch ohne Ergebnis", f"{wo}#zeile-{top.id}"
    if not anwesenheiten.liste(sitzung.id):
        yield "Die Anwesenheit ist nicht eingetragen", url_for("anwesenheit.zeige", sitzung_id=sitzung.id)
    if sitzung.beginn <= tuer.jetzt() and sitzung.status != "abgesagt":
        for name, satz in _ABSCHLUSS.items():
            if not getattr(sitzung, name):
                yield satz, f"#{name}"


def _seite(sitzung_id: str, fehler: Mapping[str, Sequence[str]] | None = None) -> str:
    db.session.rollback()
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, tuer.wer())
    gespeichert = {
        "ende": f"{sitzung.ende.astimezone(BERLIN):%H:%M}" if sitzung.ende else "",
        "vorsitz": sitzung.vorsitz,
        "schriftfuehrung": sitzung.schriftfuehrung,
        "grund": "",
    }
    fassung = niederschriften.neueste(sitzung_id)
    return render_template(
        "niederschrift.html",
        sitzung=sitzung,
        e={name: request.form.get(name, wert) for name, wert in gespeichert.items()},
        begonnen=sitzung.status != "abgesagt" and sitzung.beginn <= tuer.jetzt(),
        veraltet=fassung is not None and niederschriften.geaendert_seit(fassung, sitzung),
        ruecknahme=fassung if fassung is not None and fassung.ruecknahme else None,
        fehlendes=list(_fehlendes(sitzung)),
        auszuege=auszuege.druckbare(sitzung),
        fehler=fehler or {},
    )

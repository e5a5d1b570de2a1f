"""Meetings for everybody: lists, months, one meeting with its agenda, and the calendar to subscribe to."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Response, render_template, request, url_for

from vorlagen.kalender import BERLIN, augenblick, ics
from vorlagen.services.buergerinfo import gremien, termine, treffen
from vorlagen.services.oeffentlich import OeffentlicheSitzung
from vorlagen.services.oparl.haeuser import Haus
from vorlagen.web import mappen, tuer
from vorlagen.web.ansichten import stimmen
from vorlagen.web.api.dateien import schicke_pdf, schicke_word
from vorlagen.web.oeffentlich.tafel import ganz, weg
from vorlagen.web.worte import heute

MONATE: Final = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_MONAT: Final = re.compile("(20[0-9]{2})-(0[1-9]|1[0-2])")


@weg("/sitzungen")
def sitzungen(haus: Haus) -> str:
    """The meetings to come, soonest first; with a year all of that year, latest first."""
    jahre, gremium = treffen.jahre(), request.args.get("gremium", "")
    jahr = next((jahr for jahr in jahre if str(jahr) == request.args.get("jahr")), None)
    nach = request.args.get("nach") or None
    if jahr is None:
        seite = treffen.liste(ab=tuer.jetzt(), gremium=gremium or None, nach=nach)
    else:
        von, bis = _mitternacht(date(jahr, 1, 1)), _mitternacht(date(jahr + 1, 1, 1))
        seite = treffen.liste(ab=von, bis=bis, gremium=gremium or None, nach=nach, rueckwaerts=True)
    gefragt: dict[str, Any] = {"gremium": gremium or None, "jahr": jahr}
    return render_template(
        "oeffentlich/sitzungen.html",
        sitzungen=seite.zeilen,
        jahre=[(jahr, jahr) for jahr in jahre],
        jahr=jahr,
        gremium=gremium,
        gremien=[(eines.id, eines.name) for eines in gremien.liste(haus.id)],
        anfang=url_for("oeffentlich.sitzungen", **gefragt) if nach else None,
        weiter=url_for("oeffentlich.sitzungen", **gefragt, nach=seite.weiter) if seite.weiter else None,
    )


@weg("/sitzungen/monat")
def monat(_haus: Haus) -> str:
    """One month as a table, this one unless another is asked for."""
    heute_ = heute(tuer.jetzt())
    gefragt = _MONAT.fullmatch(request.args.get("monat", ""))
    erster = date(int(gefragt[1]), int(gefragt[2]), 1) if gefragt else heute_.replace(day=1)
    naechster = (erster + timedelta(days=31)).replace(day=1)
    zeilen = treffen.liste(ab=_mitternacht(erster), bis=_mitternacht(naechster), anzahl=termine.HOECHSTENS).zeilen
    je_tag: dict[date, list[OeffentlicheSitzung]] = {}
    for eine in zeilen:
        je_tag.setdefault(eine.beginn.astimezone(BERLIN).date(), []).append(eine)
    wochen = calendar.Calendar().monthdatescalendar(erster.year, erster.month)
    voriger = (erster - timedelta(days=1)).replace(day=1)
    return render_template(
        "oeffentlich/monat.html",
        wochen=[[(tag, je_tag.get(tag, ())) if tag.month == erster.month else None for tag in w] for w in wochen],
        titel_des_monats=f"{MONATE[erster.month - 1]} {erster.year}",
        leer=not je_tag,
        heute=heute_,
        voriger=_als_wort(voriger),
        naechster=_als_wort(naechster),
    )


@weg("/sitzungen/<sitzung_id>")
def sitzung(_haus: Haus, sitzung_id: str) -> str:
    """One meeting with its public agenda, results, documents."""
    eines = treffen.lies(sitzung_id)
    return render_template(
        "oeffentlich/sitzung.html",
        t=eines,
        fruehere=[datetime.fromisoformat(zeit) for zeit in eines.bild.fruehere_termine],
        stimmen={id_: list(stimmen.zeilen([stimme], {})) for id_, stimme in eines.stimmen.items()},
    )


@weg("/sitzungen/<sitzung_id>/tagesordnung/<int:nr>")
def tagesordnung(haus: Haus, sitzung_id: str, nr: int) -> str:
    """A frozen agenda."""
    eine, fassung, punkte = treffen.fassung(sitzung_id, nr, haus.id)
    return render_template("oeffentlich/tagesordnung.html", sitzung=eine, fassung=fassung, punkte=punkte)


@weg("/sitzungen/<sitzung_id>/niederschrift.docx")
def niederschrift(haus: Haus, sitzung_id: str) -> Response:
    """The public part of the minutes once it is released."""
    return schicke_word(treffen.niederschrift(sitzung_id, haus.id, jetzt=tuer.jetzt()))


@weg("/sitzungen/<sitzung_id>/niederschrift.pdf")
def niederschrift_pdf(haus: Haus, sitzung_id: str) -> Response:
    """The same as PDF."""
    return schicke_pdf(treffen.niederschrift(sitzung_id, haus.id, jetzt=tuer.jetzt()))


@weg("/sitzungen/<sitzung_id>/mappe.pdf")
def mappe(_haus: Haus, sitzung_id: str) -> Response:
    """The public part of the meeting's folder."""
    stand = mappen.stelle_zusammen(sitzung_id, nur_oeffentlich=True)
    return mappen.als_seite(stand, "oeffentlich/mappe.html", sitzung_id)


@weg("/sitzungen.ics")
def kalender(haus: Haus) -> Response:
    """All meetings of the town, to subscribe to."""
    return _kalender(haus, f"Sitzungen: {haus.name}", None)


@weg("/gremien/<gremium_id>/sitzungen.ics")
def gremienkalender(haus: Haus, gremium_id: str) -> Response:
    """The meetings of one body, to subscribe to."""
    gremium, _ = gremien.lies(gremium_id, heute=heute(tuer.jetzt()))
    return _kalender(haus, f"{gremium.name}: {haus.name}", gremium.id)


def _kalender(haus: Haus, name: str, gremium_id: str | None) -> Response:
    ereignisse = [
        ics.Ereignis(
            uid=str(UUID(termin.sitzung.id)),
            folge=termin.folge,
            geaendert=termin.geaendert,
            beginn=termin.sitzung.beginn,
            ende=termin.sitzung.ende,
            titel=termin.sitzung.gremium.name,
            ort=termin.sitzung.ort,
            adresse=ganz(haus, url_for("oeffentlich.sitzung", sitzung_id=termin.sitzung.id)),
            abgesagt=termin.sitzung.status == "abgesagt",
        )
        for termin in termine.termine(gremium_id, jetzt=tuer.jetzt())
    ]
    return Response(ics.kalender(name, ereignisse), content_type="text/calendar; charset=utf-8")


def _mitternacht(tag: date) -> datetime:
    return augenblick(tag, time(0), frueher=True)


def _als_wort(erster: date) -> str | None:
    """The month as it stands in an address; none that nobody can ask for."""
    wort = f"{erster:%Y-%m}"
    return wort if _MONAT.fullmatch(wort) else None

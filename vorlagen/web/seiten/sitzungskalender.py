"""The month: meetings, deadline days, days off."""

from __future__ import annotations

import re
from datetime import date

from flask import render_template, request

from vorlagen.kalender import JAHRE
from vorlagen.services import monatskalender, stammdaten
from vorlagen.web import tuer
from vorlagen.web.sicht import Seitentafel, Sicht
from vorlagen.web.worte import heute

tafel = Seitentafel("sitzungskalender", __name__, sicht=Sicht.ANGEMELDET)
MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONAT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@tafel.get("/sitzungen/kalender")
def zeige() -> str:
    """The month that the address names, or this one; of all bodies or of some."""
    tag = heute(tuer.jetzt())
    stadt = stammdaten.koerperschaft(tuer.wer().koerperschaft_id)
    bekannte = [(g.id, g.name) for g in stammdaten.gremien(stadt.id)]
    gewaehlt = [g for g, _ in bekannte if g in request.args.getlist("gremium")]
    erster = _erster(request.args.get("monat", ""), tag)
    return render_template(
        "sitzungskalender.html",
        titel=_titel(erster),
        wochen=monatskalender.wochen(stadt, erster, gewaehlt),
        wochentage=WOCHENTAGE,
        zurueck=_schritt(monatskalender.voriger_monat(erster)),
        weiter=_schritt(monatskalender.naechster_monat(erster)),
        monat=f"{erster:%Y-%m}",
        gremien=bekannte,
        gewaehlt=gewaehlt,
        heute=tag,
    )


def _erster(monat: str, tag: date) -> date:
    """The first day of the month; this one for anything that is no month with known holidays."""
    fund = _MONAT.fullmatch(monat)
    if fund is None or not _bekannt(date(int(fund[1]) or 1, int(fund[2]), 1)):
        return tag.replace(day=1)
    return date(int(fund[1]), int(fund[2]), 1)


def _schritt(erster: date) -> tuple[str, str] | None:
    """(value, words) for the button that goes there; None where the holidays end."""
    return (f"{erster:%Y-%m}", _titel(erster)) if _bekannt(erster) else None


def _bekannt(erster: date) -> bool:
    return erster.year in JAHRE[1:-1]


def _titel(erster: date) -> str:
    return f"{MONATE[erster.month - 1]} {erster.year}"

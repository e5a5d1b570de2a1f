"""The Protokoll of a town: who did what with roles, keys and logins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import render_template, request

from vorlagen.kalender import BERLIN
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Filter
from vorlagen.web import tuer
from vorlagen.web.ansichten.protokoll import zeilen
from vorlagen.web.formulare.werte import als_datum
from vorlagen.web.schemas.blatt import JAHRE
from vorlagen.web.sicht import Seitentafel, Sicht

tafel = Seitentafel("protokoll", __name__, sicht=Sicht.VERWALTUNG)
FELDER = ("was", "person", "von", "bis")


@tafel.get("/verwaltung/protokoll")
def zeige() -> str:
    """Security events, latest first, narrowed to what was asked for."""
    wer = tuer.wer()
    gefragt = {name: request.args.get(name, "").strip() for name in FELDER}
    von, bis = _tag(gefragt["von"]), _tag(gefragt["bis"])
    filter_ = Filter(
        was=gefragt["was"] or None,
        person_id=gefragt["person"] or None,
        ab=_beginn(von) if von else None,
        bis=_beginn(bis + timedelta(days=1)) if bis else None,
    )
    seite = protokoll.liste(wer, filter_, nach=request.args.get("nach"))
    return render_template(
        "protokoll.html",
        f=gefragt,
        zeilen=zeilen(seite.zeilen, wer),
        weiter=seite.weiter,
        nach=request.args.get("nach"),
        ereignisse=sorted(((ereignis.value, ereignis.titel) for ereignis in Ereignis), key=lambda paar: paar[1]),
        personen=[(person.id, person.name) for person in stammdaten.personen(wer)],
    )


def _tag(eingabe: str) -> date | None:
    tag = als_datum(eingabe)
    return tag if tag and tag.year in JAHRE else None


def _beginn(tag: date) -> datetime:
    return datetime.combine(tag, time(), BERLIN)

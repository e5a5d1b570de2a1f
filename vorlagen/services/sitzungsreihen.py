"""Series of meetings: shown first, then called one by one in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.kalender.reihen import Reihenregel, Reihentermin, reihe
from vorlagen.models import Koerperschaft, Sitzung
from vorlagen.services.fristen import kalender_von
from vorlagen.services.sitzungen import hole_gremium, lege_an, pruefe_gremiendienst
from vorlagen.services.wer import Wer


def zeige(gremium_id: str, regel: Reihenregel, *, wer: Wer) -> tuple[Reihentermin, ...]:
    """Every day of the series with the word for why one is left out; nothing is written."""
    gremium = hole_gremium(gremium_id)
    pruefe_gremiendienst(gremium.id, wer)
    stadt = db.session.get_one(Koerperschaft, gremium.koerperschaft_id)
    frage = select(Sitzung.beginn).where(Sitzung.gremium_id == gremium.id, Sitzung.status != "abgesagt")
    belegt = {beginn.astimezone(BERLIN).date() for beginn in db.session.scalars(frage)}
    return reihe(regel, kalender_von(stadt), belegt)


def lege_reihe_an(
    gremium_id: str,
    regel: Reihenregel,
    uhrzeit: time,
    *,
    ort: str = "",
    ohne: Collection[date] = (),
    wer: Wer,
    jetzt: datetime,
) -> tuple[str, ...]:
    """Call all meetings of the series but those left out by the rule or by hand (`ohne`); returns their ids."""
    with transaction(umfassend=True) as session:
        hole_gremium(gremium_id, zum_schreiben=True)
        tage = [termin.tag for termin in zeige(gremium_id, regel, wer=wer) if not termin.entfaellt]
        tage = [tag for tag in tage if tag not in ohne]
        if not tage:
            raise EingabeUngueltig("In diesem Zeitraum bleibt kein Termin übrig.", {"bis": ["Bitte weiter fassen."]})
        ids = [
            lege_an(gremium_id, augenblick(tag, uhrzeit, frueher=True), ort=ort, wer=wer, jetzt=jetzt) for tag in tage
        ]
        serie = neue_id()
        for sitzung in session.scalars(select(Sitzung).where(Sitzung.id.in_(ids))):
            sitzung.serie_id = serie
        return tuple(ids)

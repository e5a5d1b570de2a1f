"""The meetings of a town for calendars: each with how often, and when last, everybody learned something new of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.models import Aenderung
from vorlagen.services import listen, oeffentlich
from vorlagen.services.oeffentlich import OeffentlicheSitzung

ZURUECK: Final = timedelta(days=180)
HOECHSTENS: Final = 500


@dataclass(frozen=True, slots=True)
class Termin:
    """A meeting, the count of its public changes, and the instant of the last one.

    Never the meeting's version: that counts what happens in the closed part, too (ADR 0033).
    """

    sitzung: OeffentlicheSitzung
    stand: int
    geaendert: datetime


def termine(gremium_id: str | None, *, jetzt: datetime) -> Sequence[Termin]:
    """Meetings of the town in sight, or of one body: the last half year and all that are to come."""
    zeilen = listen.sitzungen(ab=jetzt - ZURUECK, gremium=gremium_id, anzahl=HOECHSTENS).zeilen
    spuren = _spuren([eine.id for eine in zeilen])
    ohne = (0, jetzt.replace(hour=0, minute=0, second=0, microsecond=0))
    return [Termin(oeffentlich.sitzung(eine), *spuren.get(eine.id, ohne)) for eine in zeilen]


def _spuren(sitzung_ids: Sequence[str]) -> Mapping[str, tuple[int, datetime]]:
    """By meeting: how often everybody learned something new of it after it was called, and when last."""
    frage = select(Aenderung.objekt_id, func.count().label("oft"), func.max(Aenderung.zeit).label("wann"))
    frage = frage.where(Aenderung.typ == "sitzung", Aenderung.objekt_id.in_(sitzung_ids), Aenderung.aussen.is_not(None))
    zeilen = db.session.execute(frage.group_by(Aenderung.objekt_id))
    return {zeile.objekt_id: (zeile.oft - 1, zeile.wann) for zeile in zeilen}

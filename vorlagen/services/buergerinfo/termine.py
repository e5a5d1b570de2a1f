"""The meetings of a town for calendars: each with when everybody last learned something new of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import db
from vorlagen.models import Aenderung
from vorlagen.services import listen, oeffentlich
from vorlagen.services.oeffentlich import OeffentlicheSitzung

ZURUECK: Final = timedelta(days=180)
HOECHSTENS: Final = 500
_BEGINN: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Termin:
    """A meeting and the instant of its last public change.

    Never the meeting's version: that counts what happens in the closed part, too (ADR 0033).
    """

    sitzung: OeffentlicheSitzung
    geaendert: datetime

    @property
    def folge(self) -> int:
        """A number that grows with every public change, in whole seconds."""
        return max(0, int((self.geaendert - _BEGINN).total_seconds()))


def termine(gremium_id: str | None, *, jetzt: datetime) -> Sequence[Termin]:
    """Meetings of the town in sight, or of one body: the last half year and all that are to come."""
    zeilen = listen.sitzungen(ab=jetzt - ZURUECK, gremium=gremium_id, anzahl=HOECHSTENS).zeilen
    spuren = _spuren([eine.id for eine in zeilen])
    # The feed forgets what is long past; today is later than that, and does not go back either.
    laengst = jetzt.replace(hour=0, minute=0, second=0, microsecond=0)
    return [Termin(oeffentlich.sitzung(eine), spuren.get(eine.id, laengst)) for eine in zeilen]


def _spuren(sitzung_ids: Sequence[str]) -> Mapping[str, datetime]:
    """By meeting: when everybody last learned something new of it."""
    frage = select(Aenderung.objekt_id, func.max(Aenderung.zeit).label("wann"))
    frage = frage.where(Aenderung.typ == "sitzung", Aenderung.objekt_id.in_(sitzung_ids), Aenderung.aussen.is_not(None))
    return {zeile.objekt_id: zeile.wann for zeile in db.session.execute(frage.group_by(Aenderung.objekt_id))}

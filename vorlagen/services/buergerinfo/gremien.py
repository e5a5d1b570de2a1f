"""Public bodies, and who sits in them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Gremium, Mitgliedschaft
from vorlagen.services import stammdaten
from vorlagen.services.oeffentlich import Stelle
from vorlagen.services.oparl.koerperschaft import FUNKTIONEN


@dataclass(frozen=True, slots=True)
class Sitz:
    """Who holds a seat, as what, and for which parliamentary group."""

    name: str
    funktion: str
    fraktion: str


def liste(stadt_id: str) -> Sequence[Stelle]:
    """The bodies that exist now, in the town's order."""
    return [_stelle(gremium) for gremium in stammdaten.gremien(stadt_id)]


def lies(gremium_id: str, *, heute: date) -> tuple[Stelle, Sequence[Sitz]]:
    """A body, also a former one, and its seats on this day. Raises `NichtGefunden`.

    Who only attends (guests, administration) holds no seat and is not told.
    """
    gremium = db.session.scalar(select(Gremium).where(Gremium.id == gremium_id))
    if gremium is None:
        raise NichtGefunden("Dieses Gremium gibt es hier nicht.")
    gilt = (
        or_(Mitgliedschaft.von.is_(None), Mitgliedschaft.von <= heute),
        or_(Mitgliedschaft.bis.is_(None), Mitgliedschaft.bis >= heute),
    )
    frage = select(Mitgliedschaft).where(Mitgliedschaft.gremium_id == gremium.id, *gilt)
    sitze = db.session.scalars(frage.order_by(Mitgliedschaft.reihe, Mitgliedschaft.id)).all()
    bekannte = [sitz for sitz in sitze if sitz.funktion in FUNKTIONEN]
    return _stelle(gremium), [Sitz(sitz.name, FUNKTIONEN[sitz.funktion], sitz.fraktion) for sitz in bekannte]


def _stelle(gremium: Gremium) -> Stelle:
    return Stelle(gremium.id, gremium.name, gremium.kuerzel or gremium.name)

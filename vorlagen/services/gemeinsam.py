"""Joint meetings: a stage of several bodies on the agenda of one brings the others to the table; the first leads."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Beratung, Gremium, Sitzung, Tagesordnungspunkt


def gremien(sitzung: Sitzung) -> Sequence[Gremium]:
    """The bodies that meet, the one that called the meeting first."""
    ids = select(Tagesordnungspunkt.beratung_id).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    stationen = db.session.scalars(select(Beratung).where(Beratung.id.in_(ids)).order_by(Beratung.id)).unique()
    alle = {sitzung.gremium_id: sitzung.gremium}
    for beratung in stationen:
        alle |= {gremium.id: gremium for gremium in _dabei(sitzung, beratung) if gremium.id not in alle}
    return list(alle.values())


def gremien_bei(top: Tagesordnungspunkt) -> Sequence[Gremium]:
    """The bodies that deal with this item together, the one that called the meeting first."""
    beratung = db.session.get(Beratung, top.beratung_id) if top.beratung_id else None
    andere = [g for g in _dabei(top.sitzung, beratung) if g.id != top.sitzung.gremium_id] if beratung else []
    return [top.sitzung.gremium, *andere]


def _dabei(sitzung: Sitzung, beratung: Beratung) -> Sequence[Gremium]:
    """The bodies of a stage, if the meeting's own is one of them."""
    return beratung.gremien if sitzung.gremium_id in {gremium.id for gremium in beratung.gremien} else ()

"""Joint meetings: a stage of several bodies on the agenda of one brings the others to the table; the first leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Gremium, Sitzung, Tagesordnungspunkt, beratung_gremium


def gremien(sitzung: Sitzung) -> Sequence[Gremium]:
    """The bodies that meet, the one that called the meeting first."""
    alle = {sitzung.gremium_id: sitzung.gremium}
    for dabei in gremien_je_station(sitzung).values():
        alle |= {gremium.id: gremium for gremium in dabei if gremium.id not in alle}
    return list((alle | {gremium.id: gremium for gremium in weitere(sitzung)}).values())


def weitere(sitzung: Sitzung) -> Sequence[Gremium]:
    """The bodies of which another system has said in public that they met, too; mostly none, and nothing is asked."""
    if not sitzung.weitere_gremien:
        return ()
    return db.session.scalars(select(Gremium).where(Gremium.id.in_(sitzung.weitere_gremien))).all()


def gremien_je_station(sitzung: Sitzung) -> Mapping[str, Sequence[Gremium]]:
    """Who deals with each stage on the agenda, by its id, the body that called the meeting first.

    A stage that is not one of that body is its alone here.
    """
    ids = select(Tagesordnungspunkt.beratung_id).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    station = beratung_gremium.c
    frage = select(station.beratung_id, Gremium).join(Gremium, Gremium.id == station.gremium_id)
    je_station: dict[str, list[Gremium]] = {}
    for beratung_id, gremium in db.session.execute(
        frage.where(station.beratung_id.in_(ids)).order_by(station.beratung_id, station.rang)
    ):
        je_station.setdefault(beratung_id, []).append(gremium)
    return {
        beratung_id: [sitzung.gremium, *(g for g in dabei if g.id != sitzung.gremium_id)]
        if sitzung.gremium_id in {gremium.id for gremium in dabei}
        else [sitzung.gremium]
        for beratung_id, dabei in je_station.items()
    }

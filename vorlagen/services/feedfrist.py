"""Shortening the change feed: what is old is kept once for each object; who has read no further starts anew.

The last change of an object stays for ever: what is made from the feed (OParl) can always be made again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.orm import aliased

from vorlagen.extensions import transaction
from vorlagen.models import Aenderung, Aenderungsstand, Webhook

_NEUER: Final = aliased(Aenderung)


def ueberholt(stadt: str, grenze: datetime) -> ColumnElement[bool]:
    """Changes from before `grenze` that a later one of the same object overtook and no Webhook still has to be told."""
    spaeter = exists().where(
        _NEUER.koerperschaft_id == stadt,
        _NEUER.typ == Aenderung.typ,
        _NEUER.objekt_id == Aenderung.objekt_id,
        _NEUER.nr > Aenderung.nr,
    )
    wartet = exists().where(Webhook.koerperschaft_id == stadt, Webhook.aktiv, Webhook.nr < Aenderung.nr)
    return and_(Aenderung.koerperschaft_id == stadt, Aenderung.zeit < grenze, spaeter, ~wartet)


def kuendige_an(stadt: str, gemeint: ColumnElement[bool]) -> None:
    """Before anything is deleted: places before it hold no more. Who dies in between has only been too careful."""
    with transaction() as sitzung:
        bis = sitzung.scalar(select(func.max(Aenderung.nr)).where(gemeint))
        if bis is not None:
            eigener = Aenderungsstand.koerperschaft_id == stadt
            neu = update(Aenderungsstand).where(eigener, Aenderungsstand.vergessen_bis < bis).values(vergessen_bis=bis)
            sitzung.execute(neu.execution_options(synchronize_session=False))

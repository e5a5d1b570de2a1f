"""What is new in public, last changed first: the public objects of OParl, for whoever reads them as a feed."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row, exists, or_, select, tuple_
from sqlalchemy.orm import aliased

from vorlagen.extensions import db
from vorlagen.fehler import NichtGefunden
from vorlagen.models import Gremium, OparlBezug, OparlObjekt
from vorlagen.services.oparl.typen import Typ
from vorlagen.services.seiten import SEITE, Seite, gebunden, lies_marke, zeit

_ZUGEHOERIG: Final = {Typ.PAPER: Typ.CONSULTATION, Typ.MEETING: Typ.MEETING}
"""By which objects a paper or a meeting belongs to a body."""


def gremium(stadt: str, gesucht: str) -> Any:
    """The body (id, name) of that id or name. Raises `NichtGefunden` for what is not told of in public."""
    frage = select(Gremium.id, Gremium.name).join(OparlObjekt, OparlObjekt.id == Gremium.id)
    frage = frage.where(Gremium.koerperschaft_id == stadt, or_(Gremium.id == gesucht, Gremium.name == gesucht))
    gefunden = db.session.execute(frage.where(OparlObjekt.geloescht.is_(False)).order_by(Gremium.id)).first()
    if gefunden is None:
        raise NichtGefunden("Dieses Gremium gibt es hier nicht.")
    return gefunden


def seite(stadt: str, typ: Typ, *, gremium_id: str | None, nach: str | None) -> Seite[Row[Any]]:
    """One page of papers or meetings (id, erstellt, geaendert, inhalt). Raises `EingabeUngueltig`."""
    frage = select(OparlObjekt.id, OparlObjekt.erstellt, OparlObjekt.geaendert, OparlObjekt.inhalt)
    frage = frage.where(OparlObjekt.koerperschaft_id == stadt, OparlObjekt.typ == typ, OparlObjekt.geloescht.is_(False))
    if gremium_id is not None:
        frage = frage.where(_vor(gremium_id, _ZUGEHOERIG[typ]))
    stelle = (OparlObjekt.geaendert, OparlObjekt.id)
    if nach:
        frage = frage.where(tuple_(*stelle) < tuple_(*lies_marke(nach, zeit)))
    zeilen = db.session.execute(frage.order_by(*(spalte.desc() for spalte in stelle)).limit(SEITE + 1)).all()
    return gebunden(zeilen, SEITE, lambda zeile: (zeile.geaendert, zeile.id))


def _vor(gremium_id: str, typ: Typ) -> Any:
    """What was made from one paper or meeting has one root."""
    teil = aliased(OparlObjekt)
    return exists().where(
        OparlBezug.objekt_id == teil.id,
        OparlBezug.organisation_id == gremium_id,
        OparlBezug.typ == typ,
        teil.wurzel_id == OparlObjekt.wurzel_id,
        teil.geloescht.is_(False),
    )

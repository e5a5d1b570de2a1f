"""Lists of objects: newest first by what never changes, by keyset, all four filters; one page costs what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, select, tuple_

from vorlagen.extensions import db, sicht_oeffnen
from vorlagen.models import OparlBezug, OparlObjekt
from vorlagen.services.oparl.typen import Typ
from vorlagen.services.seiten import Seite, gebunden, lies_marke, zeit

WENIGE: Final = 300
"""Up to so many changes are fetched along their own index and put in order here, whatever else the list holds."""

_SPALTEN: Final = (
    *(OparlObjekt.id, OparlObjekt.typ, OparlObjekt.koerperschaft_id, OparlObjekt.erstellt, OparlObjekt.geaendert),
    *(OparlObjekt.geloescht, OparlObjekt.inhalt),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frage:
    """What is asked for: both ends of each span count as inside. `organisation` narrows to a list of its own."""

    staedte: frozenset[str]
    typ: Typ
    organisation: str | None = None
    erstellt_ab: datetime | None = None
    erstellt_bis: datetime | None = None
    geaendert_ab: datetime | None = None
    geaendert_bis: datetime | None = None


def objekt(kennung: str) -> Row[Any] | None:
    """One object in sight, deleted or not."""
    return db.session.execute(select(*_SPALTEN).where(OparlObjekt.id == kennung)).first()


def seite(frage: Frage, *, nach: str | None, anzahl: int) -> Seite[Row[Any]]:
    """One page; with `geaendert_ab` deleted objects are among them (OParl 1.1, 2-08). Raises `EingabeUngueltig`."""
    sicht_oeffnen(frage.staedte)  # one town is an equality, which keeps the order of the index; several are a list
    stelle = lies_marke(nach, zeit) if nach else None
    zeilen = _wenige(frage) if frage.geaendert_ab is not None else None
    if zeilen is None:
        zeilen = db.session.execute(lauf(frage, stelle).limit(anzahl + 1)).all()
    else:
        passende = [z for z in zeilen if stelle is None or (z.erstellt, z.id) < stelle]
        zeilen = sorted(passende, key=lambda z: (z.erstellt, z.id), reverse=True)[: anzahl + 1]
    return gebunden(zeilen, anzahl, lambda z: (z.erstellt, z.id))


def lauf(frage: Frage, stelle: tuple[datetime, str] | None) -> Select[Any]:
    """Objects along the index of the list, from the place where the page before ended."""
    if frage.organisation is None:
        ordnung = (OparlObjekt.erstellt, OparlObjekt.id)
        befehl = select(*_SPALTEN).where(_im_typ(OparlObjekt, frage), *_grenzen(frage))
    else:
        ordnung = (OparlBezug.erstellt, OparlBezug.objekt_id)
        befehl = select(*_SPALTEN).join(OparlBezug, OparlObjekt.id == OparlBezug.objekt_id)
        befehl = befehl.where(_im_typ(OparlBezug, frage), OparlBezug.organisation_id == frage.organisation)
        befehl = befehl.where(*_grenzen(frage))
    if stelle is not None:
        befehl = befehl.where(tuple_(*ordnung) < stelle)
    return befehl.order_by(*(spalte.desc() for spalte in ordnung))


def geaenderte(frage: Frage) -> Select[Any]:
    """Objects along the index of the changes, the earliest first."""
    befehl = select(*_SPALTEN).where(_im_typ(OparlObjekt, frage), *_grenzen(frage))
    return befehl.order_by(OparlObjekt.geaendert, OparlObjekt.id)


def _wenige(frage: Frage) -> Sequence[Any] | None:
    """All that changed since then, if it is not much; None if it is."""
    if frage.organisation is not None:
        return None
    zeilen = db.session.execute(geaenderte(frage).limit(WENIGE + 1)).all()
    return zeilen if len(zeilen) <= WENIGE else None


def _im_typ(tabelle: type[OparlObjekt | OparlBezug], frage: Frage) -> ColumnElement[bool]:
    if len(frage.staedte) == 1:  # an equality keeps the order of the index; a list of towns would have to be sorted
        return and_(tabelle.koerperschaft_id == next(iter(frage.staedte)), tabelle.typ == frage.typ)
    return and_(tabelle.koerperschaft_id.in_(sorted(frage.staedte)), tabelle.typ == frage.typ)


def _grenzen(frage: Frage) -> list[ColumnElement[bool]]:
    spannen = (
        (frage.erstellt_ab, OparlObjekt.erstellt.__ge__),
        (frage.erstellt_bis, OparlObjekt.erstellt.__le__),
        (frage.geaendert_ab, OparlObjekt.geaendert.__ge__),
        (frage.geaendert_bis, OparlObjekt.geaendert.__le__),
    )
    grenzen = [vergleich(ende) for ende, vergleich in spannen if ende is not None]
    return grenzen if frage.geaendert_ab is not None else [*grenzen, OparlObjekt.geloescht.is_(False)]

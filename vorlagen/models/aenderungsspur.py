"""What a transaction changed is remembered while it flushes, and written into the change feed just before it commits.

No service has to think of it, and none can forget it: the rows come from the mapper. A statement that changes rows in
bulk passes the mapper by; a test knows each of them and why the feed is told all the same (ADR 0027).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, bindparam, event, func, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapper, Session, SessionTransaction, object_session

from vorlagen.extensions import Base, Mandant
from vorlagen.models.aenderung import Aenderung, Aenderungsstand, Vorgang
from vorlagen.models.aenderungsbezug import BEZUEGE, STILL, Werte
from vorlagen.models.aenderungsbild import Aenderungsbild, Zeile
from vorlagen.models.verlorene_sicht import Schluessel, Spur

_ZETTEL: Final = "aenderungen"
_ZUVOR: Final = "aenderungen_zuvor"


Zettel = dict[Schluessel, Spur]
"""What happened to which row so far, in the order of the first touch."""


def beruehre(zeile: Base, *, verlassen: Iterable[str] = ()) -> None:
    """Tell the feed of a change that stands in no column of this row, in the running transaction.

    `verlassen`: as in `Aenderung`.
    """
    sitzung = object_session(zeile)
    if sitzung is not None:
        _merke(sitzung, zeile, {}, beruehrt=True, verlassen=frozenset(verlassen))


@event.listens_for(Session, "before_flush")
def _lies_abgelaufene(sitzung: Session, _ablauf: object, _instanzen: object) -> None:
    """A row that was expired is read again now; while it is being written nothing can be read."""
    for zeile in (*sitzung.dirty, *sitzung.deleted):
        if _tabelle(zeile).name in BEZUEGE and inspect(zeile).expired:
            sitzung.refresh(zeile, ["id", "koerperschaft_id"] if isinstance(zeile, Mandant) else ["id"])


@event.listens_for(Base, "after_insert", propagate=True)
def _neu(_mapper: Mapper[Any], _verbindung: Connection, zeile: Base) -> None:
    sitzung = object_session(zeile)
    if sitzung is not None:
        _merke(sitzung, zeile, None)


@event.listens_for(Base, "after_update", propagate=True)
def _geaendert(mapper: Mapper[Any], _verbindung: Connection, zeile: Base) -> None:
    sitzung = object_session(zeile)
    tabelle = _tabelle(zeile)
    if sitzung is None or tabelle.name not in BEZUEGE:
        return
    zustand = inspect(zeile)
    zuvor = {
        name: verlauf.deleted[0] if verlauf.deleted else None
        for name in (spalte.key for spalte in mapper.column_attrs)
        if (verlauf := zustand.attrs[name].history).has_changes() and f"{tabelle.name}.{name}" not in STILL
    }
    if zuvor:
        _merke(sitzung, zeile, zuvor)


@event.listens_for(Base, "after_delete", propagate=True)
def _geloescht(_mapper: Mapper[Any], _verbindung: Connection, zeile: Base) -> None:
    sitzung = object_session(zeile)
    if sitzung is not None:
        gremien = inspect(zeile).dict.get("gremien", ()) if _tabelle(zeile).name == "beratung" else ()
        _merke(sitzung, zeile, {}, weg=True, verlassen=frozenset(f"gremium:{gremium.id}" for gremium in gremien))


def _merke(
    sitzung: Session,
    zeile: Base,
    zuvor: Werte | None,
    *,
    weg: bool = False,
    beruehrt: bool = False,
    verlassen: frozenset[str] = frozenset(),
) -> None:
    tabelle = _tabelle(zeile)
    bezug = BEZUEGE.get(tabelle.name)
    if bezug is None:
        return
    werte = inspect(zeile).dict
    stadt = str(werte["id"] if tabelle.name == "koerperschaft" else werte["koerperschaft_id"])
    jetzt = {name: werte[name] for name in bezug.spalten if name in werte}
    zettel: Zettel = sitzung.info.setdefault(_ZETTEL, {})
    frueher = zettel.get((tabelle.name, werte["id"]))
    if frueher is not None:
        zuvor = None if frueher.zuvor is None else {**(zuvor or {}), **frueher.zuvor}
        beruehrt, verlassen = beruehrt or frueher.beruehrt, verlassen | frueher.verlassen
    if weg and zuvor is not None:
        zuvor = {**jetzt, **zuvor}
    zettel[tabelle.name, werte["id"]] = Spur(stadt, zuvor, None if weg else jetzt, beruehrt, verlassen)


@event.listens_for(Mapper, "after_configured")
def _behalte_alte_werte() -> None:
    """What a column was before is known also where it was set without having been read."""
    for mapper in Base.registry.mappers:
        bezug = BEZUEGE.get(cast(Table, mapper.local_table).name)
        for name in bezug.spalten if bezug else ():
            event.listen(getattr(mapper.class_, name), "set", lambda *_was: None, active_history=True)


@event.listens_for(Session, "before_commit")
def _schreibe_auf(sitzung: Session) -> None:
    if sitzung.in_nested_transaction():
        return
    sitzung.flush()
    zettel: Zettel = sitzung.info.pop(_ZETTEL, {})
    if not zettel:
        return
    verbindung = sitzung.connection()
    je_stadt: dict[str, list[Zeile]] = {}
    zeilen = list(Aenderungsbild(verbindung, zettel).zeilen())
    _stelle_aussen(verbindung, zeilen)
    for zeile in zeilen:
        je_stadt.setdefault(zeile.stadt, []).append(zeile)
    for stadt in sorted(je_stadt):  # in one order, so that two that change two towns do not wait in a circle
        _numeriere(verbindung, stadt, je_stadt[stadt])


def _stelle_aussen(verbindung: Connection, zeilen: Sequence[Zeile]) -> None:
    """Papers that everybody now reads otherwise say since when. Before the numbers, whose lock is the last one."""
    vorlage, jetzt = Base.metadata.tables["vorlage"], datetime.now(UTC)
    # In one order, so that two that change the same papers do not wait in a circle.
    werte = [
        {"diese": zeile.objekt_id, "wann": zeile.wann or jetzt}
        for zeile in sorted(zeilen, key=lambda zeile: zeile.objekt_id)
        if zeile.typ == "vorlage" and zeile.aussen in (Vorgang.ANGELEGT, Vorgang.GEAENDERT)
    ]
    if werte:
        befehl = vorlage.update().where(vorlage.c.id == bindparam("diese"))
        verbindung.execute(befehl.values(aussen_geaendert=bindparam("wann")), werte)


def _numeriere(verbindung: Connection, stadt: str, zeilen: Sequence[Zeile]) -> None:
    """From here to the commit this transaction is alone in the town: whoever comes later gets later numbers."""
    auf_postgresql = verbindung.dialect.name == "postgresql"
    tabelle = cast(Table, Aenderungsstand.__table__)
    einfuegen = postgresql.insert if auf_postgresql else sqlite.insert
    jetzt = datetime.now(UTC)
    spaeter = func.greatest if auf_postgresql else func.max
    befehl = einfuegen(tabelle).values(koerperschaft_id=stadt, nr=len(zeilen), zeit=jetzt)
    neu = befehl.excluded
    befehl = befehl.on_conflict_do_update(
        index_elements=[tabelle.c.koerperschaft_id],
        set_={"nr": tabelle.c.nr + neu.nr, "zeit": spaeter(tabelle.c.zeit, neu.zeit)},
    )
    nr, zeit = verbindung.execute(befehl.returning(tabelle.c.nr, tabelle.c.zeit)).one()
    werte = [
        {
            "koerperschaft_id": stadt,
            "nr": nummer,
            "typ": zeile.typ,
            "objekt_id": zeile.objekt_id,
            "vorgang": zeile.vorgang,
            "aussen": zeile.aussen,
            "vorlage_id": zeile.vorlage_id,
            "verlassen": sorted(zeile.verlassen) or None,
            "zeit": zeit,
        }
        for nummer, zeile in enumerate(zeilen, start=nr - len(zeilen) + 1)
    ]
    verbindung.execute(cast(Table, Aenderung.__table__).insert(), werte)


@event.listens_for(Session, "after_transaction_create")
def _merke_stand(sitzung: Session, transaktion: SessionTransaction) -> None:
    if transaktion.nested:
        sitzung.info.setdefault(_ZUVOR, {})[transaktion] = dict(sitzung.info.get(_ZETTEL, {}))


@event.listens_for(Session, "after_soft_rollback")
def _vergiss(sitzung: Session, transaktion: SessionTransaction) -> None:
    """A savepoint that is rolled back takes back what was remembered since it began."""
    if transaktion.nested:
        sitzung.info[_ZETTEL] = sitzung.info[_ZUVOR].pop(transaktion)
    elif transaktion.parent is None:
        sitzung.info.pop(_ZETTEL, None)


@event.listens_for(Session, "after_transaction_end")
def _beginne_neu(sitzung: Session, transaktion: SessionTransaction) -> None:
    if transaktion.parent is None:
        sitzung.info.pop(_ZUVOR, None)
        sitzung.info.pop(_ZETTEL, None)


def _tabelle(zeile: Base) -> Table:
    return cast(Table, inspect(zeile).mapper.local_table)

"""The second wall between towns: PostgreSQL's row-level security, behind the condition that the session adds.

Whoever asks in raw SQL and forgets the town finds nothing there either. The policies are made from the tables
themselves: what a new migration brings is behind the wall without anybody naming it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Column, Connection, Engine, Table, event, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from sqlalchemy.sql import visitors
from sqlalchemy.sql.visitors import ExternallyTraversible

from vorlagen.extensions import ALLE, Base

OHNE_STADT: Final = frozenset({"anmeldeversuch", "passwortwunsch", "uhrschlag", "versuchszahl"})
"""Tables of the whole installation that hold nothing of any town: a login name tried in vain or forgotten, how often
an address tried, a strike of the clock."""

GRENZE: Final = "mandantengrenze"
"""The name of the policy, the same on every table."""

_SICHT: Final = "current_setting('vorlagen.sicht', true)"
_EIGENE: Final = f"ANY ((SELECT string_to_array({_SICHT}, ','))::text[])"  # a subquery is asked once, not for each row


def bedingung(tabelle: Table) -> str | None:
    """Which rows the present scope may touch, as SQL; None where nothing says whose they are.

    A table without the column belongs where its first foreign key points: the policy there holds here as well. What is
    found by the hash of a key may be looked for while nobody is in yet: it says who they are.
    """
    spalte = zugehoerigkeit(tabelle)
    if spalte is None:
        return None
    if spalte.name in ("id", "koerperschaft_id"):
        eigene = f"{spalte.name} = {_EIGENE}"
    else:
        oben = elterntabelle(spalte).name
        # OFFSET keeps the planner from gathering every row above, of which there are as many as the archive has.
        eigene = f"EXISTS (SELECT 1 FROM {oben} WHERE {oben}.id = {tabelle.name}.{spalte.name} OFFSET 0)"  # noqa: S608 - our names
        if ist_schluesselbund(tabelle):
            eigene = f"(SELECT coalesce({_SICHT}, '')) = '' OR {eigene}"
    return f"(SELECT {_SICHT}) = '{ALLE}' OR {eigene}"


def zugehoerigkeit(tabelle: Table) -> Column[Any] | None:
    """The column that says whose a row is: the town's id, or a reference to a row that belongs to one."""
    if tabelle.name == "koerperschaft":
        return tabelle.columns["id"]
    if "koerperschaft_id" in tabelle.columns:
        return tabelle.columns["koerperschaft_id"]
    return next((spalte for spalte in tabelle.columns if spalte.foreign_keys and not spalte.nullable), None)


def elterntabelle(spalte: Column[Any]) -> Table:
    """Where a reference points."""
    (ziel,) = spalte.foreign_keys
    return ziel.column.table


def ist_schluesselbund(tabelle: Table) -> bool:
    """Holds hashes of keys and whose they are, nothing of a town."""
    return "koerperschaft_id" not in tabelle.columns and "sha256" in tabelle.columns


def errichte(verbindung: Connection) -> None:
    """Put the policy on every table of ours. Whoever owns the tables is held by it, too. Nothing on SQLite."""
    if verbindung.dialect.name != "postgresql":
        return
    for tabelle in Base.metadata.sorted_tables:
        if (regel := bedingung(tabelle)) is not None:
            verbindung.exec_driver_sql(f"DROP POLICY IF EXISTS {GRENZE} ON {tabelle.name}")
            verbindung.exec_driver_sql(f"CREATE POLICY {GRENZE} ON {tabelle.name} USING ({regel}) WITH CHECK ({regel})")
            verbindung.exec_driver_sql(f"ALTER TABLE {tabelle.name} ENABLE ROW LEVEL SECURITY")
            verbindung.exec_driver_sql(f"ALTER TABLE {tabelle.name} FORCE ROW LEVEL SECURITY")


def offene_tabellen(verbindung: Connection) -> list[str]:
    """The tables that no policy stands before although something of a town may lie in them; on SQLite none can."""
    if verbindung.dialect.name != "postgresql":
        return []
    gedeckt = text(
        "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid WHERE polname = :name "
        "AND polcmd = '*' AND relrowsecurity AND relforcerowsecurity AND relnamespace = current_schema()::regnamespace"
    )
    stehend = set(verbindung.scalars(gedeckt, {"name": GRENZE}))
    return sorted({tabelle.name for tabelle in Base.metadata.sorted_tables} - stehend - OHNE_STADT)


def umgehende_rolle(verbindung: Connection) -> list[str]:
    """The name of the role that we come as, if no policy holds it (superuser, BYPASSRLS)."""
    if verbindung.dialect.name != "postgresql":
        return []
    frage = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
    return list(verbindung.scalars(text(frage)))


def bewache(engine: Engine) -> None:
    """Tell PostgreSQL the scope before the first statement of a transaction, and when it has changed since.

    It is told for the transaction only (`SET LOCAL`): a connection that goes back to the pool keeps nothing.
    """
    if engine.dialect.name != "postgresql":
        return
    event.listen(engine, "before_cursor_execute", _sage_sicht)
    for ereignis in ("commit", "rollback", "rollback_savepoint"):
        event.listen(engine, ereignis, _vergiss)
    event.listen(engine, "checkin", lambda _treiber, eintrag: eintrag.info.clear())


@event.listens_for(Session, "do_orm_execute")
def _keine_nackten_tabellen(zustand: ORMExecuteState) -> None:
    """The condition of the first wall hangs on classes; a statement on a bare table would pass it and is refused."""
    if zustand.is_orm_statement or zustand.session.info.get("sicht") == ALLE:
        return
    for teil in visitors.iterate(cast(ExternallyTraversible, zustand.statement)):
        if isinstance(teil, Table) and "koerperschaft_id" in teil.columns:
            raise PermissionError(f"{teil.name} is asked past its class, where nobody adds the Koerperschaft")


@event.listens_for(Session, "after_begin")
def _merke_sitzung(sitzung: Session, _transaktion: SessionTransaction, verbindung: Connection) -> None:
    verbindung.info["sicht"] = sitzung.info


def sieht(verbindung: Connection, sicht: frozenset[str] | str) -> None:
    """The scope of a connection that no session has opened: migrations would find no row to change without `ALLE`."""
    verbindung.info["sicht"] = {"sicht": sicht}


def _sage_sicht(verbindung: Connection, *_was: object) -> None:
    sitzung: Mapping[str, Any] = verbindung.info.get("sicht", {})
    sicht = sitzung.get("sicht", frozenset())
    wert = sicht if sicht == ALLE else ",".join(sorted(sicht))
    if verbindung.info.get("gesagt", "") != wert:
        treiber: Any = verbindung.connection.dbapi_connection
        treiber.execute("SELECT set_config('vorlagen.sicht', %s, true)", (wert,))
        verbindung.info["gesagt"] = wert


def _vergiss(verbindung: Connection, *_was: object) -> None:
    verbindung.info.pop("gesagt", None)

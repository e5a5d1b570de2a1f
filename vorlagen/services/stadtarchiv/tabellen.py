"""Which rows of which tables are a town's, and which of them are keys to the house and stay there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, select

from vorlagen.extensions import Base
from vorlagen.models import mauer

FORMAT: Final = "vorlagen-koerperschaft/1"

SCHLUESSELTABELLEN: Final = frozenset(
    {
        "anfrageschluessel",
        "arbeitskopie",
        "falldatei",
        "fallstapel",
        "fremdkonto",
        "webhook",
        "webhooksendung",
        "zweiter_faktor",
    }
)
"""Besides those that hold hashes of keys: answers kept for a moment, what somebody types and has not saved, accounts
at a directory, second factors and Webhooks of this installation, whose secret is not taken along."""

VERZEICHNISSE: Final = frozenset({"suchdokument", "suchendung", "suchstand", "suchwort"})
"""Made anew out of what is taken along."""

SCHLUESSELSPALTEN: Final = frozenset(
    {"person.passwort", "person.sitzungsmarke", "person.installation", "koerperschaft.gesperrt_seit"}
)
"""What lets somebody in, or keeps them out, here and not elsewhere."""


def alle() -> Sequence[Table]:
    """Every table in which something of a town may lie, each after those that it refers to."""
    return [tabelle for tabelle in Base.metadata.sorted_tables if tabelle.name not in mauer.OHNE_STADT]


def im_archiv() -> Sequence[Table]:
    """The tables that are taken out."""
    return [
        tabelle
        for tabelle in alle()
        if tabelle.name not in SCHLUESSELTABELLEN | VERZEICHNISSE and not mauer.ist_schluesselbund(tabelle)
    ]


def spalten(tabelle: Table) -> Sequence[Column[Any]]:
    """The columns that are taken out."""
    return [spalte for spalte in tabelle.columns if f"{tabelle.name}.{spalte.name}" not in SCHLUESSELSPALTEN]


def ist_datei(spalte: Column[Any]) -> bool:
    """True for bytes: each value is a file of its own in the archive."""
    return isinstance(spalte.type, LargeBinary)


def auf_sich_selbst(tabelle: Table) -> Sequence[Column[Any]]:
    """The columns that refer to other rows of the same table: they can only be filled once all rows are there."""
    return [
        spalte
        for spalte in tabelle.columns
        if spalte.nullable and any(ziel.column.table is tabelle for ziel in spalte.foreign_keys)
    ]


def gehoert(tabelle: Table, koerperschaft_id: str) -> ColumnElement[bool]:
    """A condition on the table: this row is the town's."""
    spalte = mauer.zugehoerigkeit(tabelle)
    if spalte is None:
        raise ValueError(f"{tabelle.name} belongs to no town")
    if spalte.name in ("id", "koerperschaft_id"):
        return spalte == koerperschaft_id
    oben = mauer.elterntabelle(spalte)
    return spalte.in_(select(oben.c.id).where(gehoert(oben, koerperschaft_id)))

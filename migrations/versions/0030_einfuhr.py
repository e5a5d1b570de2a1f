"""Imports from other council information systems

Revision: 0030
Follows: 0029
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ZEIT = vorlagen.extensions.UtcDateTime(timezone=True)


def upgrade() -> None:
    _lege_an(
        "einfuhr",
        sa.Column("quelle", sa.String(length=2000), nullable=False),
        sa.Column("koerper", sa.String(length=2000), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("seit", ZEIT, nullable=True),
        sa.Column("mit_dateien", sa.Boolean(), nullable=False),
        sa.Column("begonnen", ZEIT, nullable=False),
        sa.Column("geschlagen", ZEIT, nullable=False),
        sa.Column("beendet", ZEIT, nullable=True),
        _verweis("person"),
        sa.Column("laeufer", sa.String(length=32), nullable=True),
        sa.Column("liste", sa.String(length=40), nullable=False),
        sa.Column("naechste", sa.Text(), nullable=True),
        sa.Column("seiten", sa.Integer(), nullable=False),
        sa.Column("abbrechen", sa.Boolean(), nullable=False),
        sa.Column("zaehler", sa.JSON(), nullable=False),
        sa.Column("befunde", sa.JSON(), nullable=False),
        *_ziele("einfuhr", ("person",)),
    )
    op.create_index("ix_einfuhr_wartende", "einfuhr", ["zustand", "geschlagen"])
    _lege_an(
        "fremdschluessel",
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("typ", sa.String(length=20), nullable=False),
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("fremd_id", sa.String(length=2000), nullable=False),
        sa.Column("eigener_typ", sa.String(length=20), nullable=True),
        sa.Column("eigene_id", sa.String(length=32), nullable=True),
        sa.Column("eigen", sa.Boolean(), nullable=False),
        sa.Column("geaendert", ZEIT, nullable=True),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("angaben", sa.JSON(), nullable=False),
        _einmal("fremdschluessel", "quelle", "schluessel"),
    )
    op.create_index("ix_fremdschluessel_eigene", "fremdschluessel", ["eigene_id"])
    _lege_an(
        "fremddatei",
        *(_verweis(ziel) for ziel in ("vorlage", "sitzung", "top", "anlage")),
        sa.Column("rolle", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("typ", sa.String(length=120), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=True),
        sa.Column("adresse", sa.String(length=2000), nullable=False),
        sa.Column("reihe", sa.Integer(), nullable=False),
        *_ziele("fremddatei", ("vorlage", "sitzung", "top", "anlage"), {"top": "CASCADE", "anlage": "SET NULL"}),
    )
    for ziel in ("vorlage", "sitzung", "top"):
        op.create_index(f"ix_fremddatei_{ziel}_id", "fremddatei", [f"{ziel}_id"])
    _lege_zuordnung_an()


def downgrade() -> None:
    for tabelle in ("zuordnung", "fremddatei", "fremdschluessel", "einfuhr"):
        op.drop_table(tabelle)


def _lege_zuordnung_an() -> None:
    _lege_an(
        "zuordnung",
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("vorlage_id", sa.String(length=32), nullable=False),
        *(_verweis(ziel) for ziel in ("beratung", "top")),
        sa.Column("gremium", sa.String(length=300), nullable=False),
        sa.Column("tag", sa.Date(), nullable=True),
        sa.Column("angaben", sa.JSON(), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("grund", sa.Text(), nullable=False),
        sa.Column("erstellt", ZEIT, nullable=False),
        sa.Column("entschieden", ZEIT, nullable=True),
        _verweis("person"),
        _einmal("zuordnung", "quelle", "station"),
        *_ziele("zuordnung", ("vorlage", "beratung", "top", "person"), {"beratung": "SET NULL", "top": "SET NULL"}),
    )
    op.create_index("ix_zuordnung_vorlage_id", "zuordnung", ["vorlage_id"])
    op.create_index("ix_zuordnung_offene", "zuordnung", ["koerperschaft_id", "zustand"])


def _lege_an(tabelle: str, *spalten: sa.schema.SchemaItem) -> None:
    op.create_table(
        tabelle,
        sa.Column("id", sa.String(length=32), nullable=False),
        *spalten,
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        *_ziele(tabelle, ("koerperschaft",)),
        sa.PrimaryKeyConstraint("id", name=f"pk_{tabelle}"),
    )
    op.create_index(f"ix_{tabelle}_koerperschaft_id", tabelle, ["koerperschaft_id"])


def _verweis(ziel: str) -> sa.Column[str]:
    return sa.Column(f"{ziel}_id", sa.String(length=32), nullable=True)


def _einmal(tabelle: str, *spalten: str) -> sa.UniqueConstraint:
    namen = ("koerperschaft_id", *spalten)
    return sa.UniqueConstraint(*namen, name=f"uq_{tabelle}_{'_'.join(namen)}")


def _ziele(
    tabelle: str, ziele: Sequence[str], bei_loeschung: dict[str, str] | None = None
) -> list[sa.ForeignKeyConstraint]:
    ganz = {"top": "tagesordnungspunkt"}
    return [
        sa.ForeignKeyConstraint(
            [f"{ziel}_id"],
            [f"{ganz.get(ziel, ziel)}.id"],
            name=f"fk_{tabelle}_{ziel}_id_{ganz.get(ziel, ziel)}",
            ondelete=(bei_loeschung or {}).get(ziel),
        )
        for ziel in ziele
    ]

"""The full-text index; it fills itself, by the clock or before the first answer

Revision: 0034
Follows: 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_WORT = sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql")


def upgrade() -> None:
    _tabelle(
        "suchdokument",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("nr", sa.BigInteger(), nullable=False),
        sa.Column("innen", sa.JSON(), nullable=False),
        sa.Column("aussen", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        schluessel=("id",),
    )
    op.create_index("ix_suchdokument_koerperschaft_id", "suchdokument", ["koerperschaft_id"])
    op.create_index("uq_suchdokument_nr", "suchdokument", ["koerperschaft_id", "nr"], unique=True)
    _tabelle(
        "suchwort",
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.Column("schicht", sa.String(length=10), nullable=False),
        sa.Column("wort", _WORT, nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("nummern", sa.LargeBinary(length=64), nullable=False),
        schluessel=("koerperschaft_id", "schicht", "wort", "block"),
        sqlite_with_rowid=False,
    )
    _tabelle(
        "suchendung",
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.Column("endung", _WORT, nullable=False),
        sa.Column("wort", _WORT, nullable=False),
        schluessel=("koerperschaft_id", "endung", "wort"),
        sqlite_with_rowid=False,
    )
    _tabelle(
        "suchstand",
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.BigInteger(), nullable=False),
        sa.Column("letzte", sa.BigInteger(), nullable=False),
        sa.Column("aufbau", sa.String(length=80), nullable=True),
        schluessel=("koerperschaft_id",),
    )


def downgrade() -> None:
    for name in ("suchstand", "suchendung", "suchwort", "suchdokument"):
        op.drop_table(name)


def _tabelle(name: str, *spalten: sa.Column[object], schluessel: tuple[str, ...], **merkmale: bool) -> None:
    op.create_table(
        name,
        *spalten,
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name=f"fk_{name}_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint(*schluessel, name=f"pk_{name}"),
        **merkmale,
    )

"""Signed daily heads over all chains of a town

Revision: 0020
Follows: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kettenende",
        sa.Column("vorlage_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Date(), nullable=False),
        sa.Column("stelle", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        _koerperschaft(),
        _ihr_schluessel("kettenende"),
        sa.PrimaryKeyConstraint("vorlage_id", "nr", name="pk_kettenende"),
    )
    op.create_index("ix_kettenende_koerperschaft_id", "kettenende", ["koerperschaft_id"])
    op.create_index("ix_kettenende_stelle", "kettenende", ["koerperschaft_id", "stelle", "tag"])
    op.create_table(
        "tageskopf",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Date(), nullable=False),
        sa.Column("erstellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("vorlagen", sa.Integer(), nullable=False),
        sa.Column("wurzel", sa.String(length=64), nullable=False),
        sa.Column("protokoll", sa.Integer(), nullable=False),
        sa.Column("protokollwurzel", sa.String(length=64), nullable=False),
        sa.Column("vorher", sa.String(length=64), nullable=False),
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("signatur", sa.String(length=128), nullable=False),
        sa.Column("uebergabe", sa.String(length=128), nullable=True),
        _koerperschaft(),
        _ihr_schluessel("tageskopf"),
        sa.PrimaryKeyConstraint("id", name="pk_tageskopf"),
        sa.UniqueConstraint("koerperschaft_id", "tag", name="uq_tageskopf_koerperschaft_id_tag"),
        sa.UniqueConstraint("koerperschaft_id", "nr", name="uq_tageskopf_koerperschaft_id_nr"),
    )
    op.create_index("ix_tageskopf_koerperschaft_id", "tageskopf", ["koerperschaft_id"])


def downgrade() -> None:
    op.drop_table("tageskopf")
    op.drop_table("kettenende")


def _koerperschaft() -> sa.Column[str]:
    return sa.Column("koerperschaft_id", sa.String(length=32), nullable=False)


def _ihr_schluessel(tabelle: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{tabelle}_koerperschaft_id_koerperschaft"
    return sa.ForeignKeyConstraint(["koerperschaft_id"], ["koerperschaft.id"], name=name)

"""Pflichten und Unterschriften

Revision: 0002
Follows: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pflicht",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vorlage_id", sa.String(length=32), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("gremium_id", sa.String(length=32), nullable=True),
        sa.Column("faellig_am", sa.Date(), nullable=True),
        sa.Column("entstanden", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("erfuellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_pflicht_gremium_id_gremium")),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name=op.f("fk_pflicht_koerperschaft_id_koerperschaft")
        ),
        sa.ForeignKeyConstraint(["vorlage_id"], ["vorlage.id"], name=op.f("fk_pflicht_vorlage_id_vorlage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pflicht")),
        sa.UniqueConstraint("vorlage_id", "art", name=op.f("uq_pflicht_vorlage_id_art")),
    )
    with op.batch_alter_table("pflicht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pflicht_gremium_id"), ["gremium_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pflicht_koerperschaft_id"), ["koerperschaft_id"], unique=False)

    op.create_table(
        "unterschrift",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("vorlage_id", sa.String(length=32), nullable=False),
        sa.Column("schritt", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("fassung", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("geleistet", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name=op.f("fk_unterschrift_koerperschaft_id_koerperschaft")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unterschrift_person_id_person")),
        sa.ForeignKeyConstraint(["vorlage_id"], ["vorlage.id"], name=op.f("fk_unterschrift_vorlage_id_vorlage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unterschrift")),
        sa.UniqueConstraint(
            "vorlage_id", "schritt", "fassung", name=op.f("uq_unterschrift_vorlage_id_schritt_fassung")
        ),
    )
    with op.batch_alter_table("unterschrift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unterschrift_koerperschaft_id"), ["koerperschaft_id"], unique=False)


def downgrade() -> None:
    op.drop_table("unterschrift")
    op.drop_table("pflicht")

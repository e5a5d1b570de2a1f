"""A login is a row: it can be seen, and ended

Revision: 0018
Follows: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anmeldesitzung",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("marke", sa.String(length=32), nullable=False),
        sa.Column("geraet", sa.String(length=80), nullable=False),
        sa.Column("begonnen", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("zuletzt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_anmeldesitzung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anmeldesitzung")),
        sa.UniqueConstraint("sha256", name=op.f("uq_anmeldesitzung_sha256")),
    )
    with op.batch_alter_table("anmeldesitzung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anmeldesitzung_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("anmeldesitzung")

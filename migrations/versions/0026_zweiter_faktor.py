"""A second factor, and spare codes for whoever has lost their telephone

Revision: 0026
Follows: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zweiter_faktor",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("geheimnis", sa.String(length=200), nullable=False),
        sa.Column("seit", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("schritt", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_zweiter_faktor_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_zweiter_faktor")),
    )
    op.create_table(
        "ersatzcode",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ersatzcode_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ersatzcode")),
        sa.UniqueConstraint("sha256", name=op.f("uq_ersatzcode_sha256")),
    )
    with op.batch_alter_table("ersatzcode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ersatzcode_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("ersatzcode")
    op.drop_table("zweiter_faktor")

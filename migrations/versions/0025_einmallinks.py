"""Links that count once, and the wish for one

Revision: 0025
Follows: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "einmallink",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("zweck", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("erstellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("gueltig_bis", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("verbraucht", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_einmallink_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_einmallink")),
        sa.UniqueConstraint("sha256", name=op.f("uq_einmallink_sha256")),
    )
    with op.batch_alter_table("einmallink", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_einmallink_person_id"), ["person_id"], unique=False)
    op.create_table(
        "passwortwunsch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("anmeldename", sa.String(length=80), nullable=False),
        sa.Column("erstellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passwortwunsch")),
    )


def downgrade() -> None:
    op.drop_table("passwortwunsch")
    op.drop_table("einmallink")

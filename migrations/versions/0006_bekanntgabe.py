"""Bekanntgabe: what everybody may read while a non-public decision is not announced

Revision: 0006
Follows: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("oeffentlicher_status", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("oeffentlicher_wortlaut", sa.Text(), nullable=True))
        batch_op.create_index(
            "ix_vorlage_oeffentlicher_status", ["koerperschaft_id", "oeffentlicher_status"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.drop_index("ix_vorlage_oeffentlicher_status")
        batch_op.drop_column("oeffentlicher_wortlaut")
        batch_op.drop_column("oeffentlicher_status")

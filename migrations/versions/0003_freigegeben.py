"""Freigegeben: the instant since which a paper may be published

Revision: 0003
Follows: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("freigegeben", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE vorlage SET freigegeben = eingereicht WHERE nummer IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.drop_column("freigegeben")

"""A vote says who voted how, where it was taken by roll call

Revision: 0033
Follows: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("namentlich", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.drop_column("namentlich")

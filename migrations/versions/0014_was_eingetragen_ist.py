"""What a motion on procedure asks for, and where a body referred a paper, are kept as they were entered

Revision: 0014
Follows: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wirkung", sa.String(length=40), nullable=True))
    with op.batch_alter_table("beratung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verwiesen_an", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("beratung", schema=None) as batch_op:
        batch_op.alter_column("verwiesen_an", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("beratung", schema=None) as batch_op:
        batch_op.drop_column("verwiesen_an")
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.drop_column("wirkung")

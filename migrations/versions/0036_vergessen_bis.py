"""A town's change feed says up to where it was shortened

Revision: 0036
Follows: 0035
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("aenderungsstand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vergessen_bis", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("aenderungsstand", schema=None) as batch_op:
        batch_op.alter_column("vergessen_bis", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("aenderungsstand", schema=None) as batch_op:
        batch_op.drop_column("vergessen_bis")

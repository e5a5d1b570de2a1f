"""A person may switch keyboard shortcuts off

Revision: 0039
Follows: 0038
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kurztasten", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("kurztasten", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("kurztasten")

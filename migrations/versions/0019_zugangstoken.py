"""A token has a name and a reach, and can be revoked; those that exist reach as far as they did

Revision: 0019
Follows: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("zugangstoken", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("umfang", sa.String(length=20), nullable=False, server_default="verwalten"))
        batch_op.add_column(sa.Column("widerrufen", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("zugangstoken", schema=None) as batch_op:
        batch_op.alter_column("name", server_default=None)
        batch_op.alter_column("umfang", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("zugangstoken", schema=None) as batch_op:
        batch_op.drop_column("widerrufen")
        batch_op.drop_column("umfang")
        batch_op.drop_column("name")

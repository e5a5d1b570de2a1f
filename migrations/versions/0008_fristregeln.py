"""Fristen: the rule behind each, the state of the holidays, when an invitation was received; a rule for handing in

Revision: 0008
Follows: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    zeit = vorlagen.extensions.UtcDateTime(timezone=True)
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abgabe", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("frist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("regel", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("feiertage", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("abgesandt", zeit, nullable=True))
        batch_op.add_column(sa.Column("bereit", zeit, nullable=True))
        batch_op.add_column(sa.Column("zugegangen", zeit, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("frist", schema=None) as batch_op:
        for spalte in ("zugegangen", "bereit", "abgesandt", "feiertage", "regel"):
            batch_op.drop_column(spalte)
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.drop_column("abgabe")

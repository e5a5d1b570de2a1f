"""Roles from one day to another, and people who are away

Revision: 0021
Follows: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("von", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("bis", sa.Date(), nullable=True))
    with op.batch_alter_table("vertretung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abwesend_id", sa.String(length=32), nullable=True))
        batch_op.alter_column("amt_id", existing_type=sa.String(length=32), nullable=True)
        batch_op.alter_column("person_id", existing_type=sa.String(length=32), nullable=True)
        batch_op.create_foreign_key("fk_vertretung_abwesend_id_person", "person", ["abwesend_id"], ["id"])
        batch_op.create_index("ix_vertretung_abwesend_id", ["abwesend_id"])


def downgrade() -> None:
    op.execute("DELETE FROM vertretung WHERE amt_id IS NULL")
    with op.batch_alter_table("vertretung", schema=None) as batch_op:
        batch_op.drop_index("ix_vertretung_abwesend_id")
        batch_op.drop_constraint("fk_vertretung_abwesend_id_person", type_="foreignkey")
        batch_op.alter_column("person_id", existing_type=sa.String(length=32), nullable=False)
        batch_op.alter_column("amt_id", existing_type=sa.String(length=32), nullable=False)
        batch_op.drop_column("abwesend_id")
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.drop_column("bis")
        batch_op.drop_column("von")

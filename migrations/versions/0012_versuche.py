"""An attempt keeps its own Fassungen, and what came of it before it was put back in the same meeting

Revision: 0012
Follows: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LETZTER_VERSUCH = """
UPDATE tagesordnungspunkt
SET fassung_vorher = (SELECT fassung_vorher FROM beratung WHERE beratung.id = tagesordnungspunkt.beratung_id),
    fassung_nachher = (SELECT fassung_nachher FROM beratung WHERE beratung.id = tagesordnungspunkt.beratung_id)
WHERE id IN (SELECT max(id) FROM tagesordnungspunkt WHERE beratung_id IS NOT NULL GROUP BY beratung_id)
"""

_STIMMEN_OHNE_VERSUCH = """
UPDATE abstimmung
SET top_id = (SELECT max(id) FROM tagesordnungspunkt WHERE tagesordnungspunkt.beratung_id = abstimmung.beratung_id)
WHERE top_id IS NULL
"""
"""Votes of imported cases, which knew their stage but not their meeting."""


def upgrade() -> None:
    with op.batch_alter_table("tagesordnungspunkt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fassung_vorher", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("fassung_nachher", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("frueher", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(_LETZTER_VERSUCH)
    op.execute(_STIMMEN_OHNE_VERSUCH)
    with op.batch_alter_table("tagesordnungspunkt", schema=None) as batch_op:
        batch_op.alter_column("frueher", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("tagesordnungspunkt", schema=None) as batch_op:
        batch_op.drop_column("frueher")
        batch_op.drop_column("fassung_nachher")
        batch_op.drop_column("fassung_vorher")

"""A change that asks for very many papers (a kind with a new name) goes into OParl in pieces

Revision: 0044
Follows: 0043
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("oparl_stand", sa.Column("bis_vorlage", sa.String(32)))
    op.drop_index("ix_vorlage_art", "vorlage")
    op.create_index("ix_vorlage_art", "vorlage", ["koerperschaft_id", "vorlageart_id", "id"])


def downgrade() -> None:
    with op.batch_alter_table("oparl_stand") as tabelle:
        tabelle.drop_column("bis_vorlage")
    op.drop_index("ix_vorlage_art", "vorlage")
    op.create_index("ix_vorlage_art", "vorlage", ["koerperschaft_id", "vorlageart_id"])

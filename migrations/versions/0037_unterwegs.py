"""Papers under way are found without those that are done

Revision: 0037
Follows: 0036
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_UNTERWEGS = "beendet IS NULL"


def upgrade() -> None:
    op.create_index(
        "ix_vorlage_unterwegs",
        "vorlage",
        ["koerperschaft_id", "geaendert", "id"],
        sqlite_where=sa.text(_UNTERWEGS),
        postgresql_where=sa.text(_UNTERWEGS),
    )


def downgrade() -> None:
    op.drop_index("ix_vorlage_unterwegs", table_name="vorlage")

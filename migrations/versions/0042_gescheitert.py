"""Documents that could not be made are found without reading those that were

Revision: 0042
Follows: 0041
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nur = sa.text("zustand = 'gescheitert'")
    op.create_index("ix_dokument_gescheitert", "dokument", ["koerperschaft_id"], sqlite_where=nur, postgresql_where=nur)


def downgrade() -> None:
    op.drop_index("ix_dokument_gescheitert", table_name="dokument")

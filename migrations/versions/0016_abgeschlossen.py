"""An Auftrag knows since when nothing is left to do

Revision: 0016
Follows: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abgeschlossen", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE auftrag SET abgeschlossen = geaendert WHERE status IN ('erledigt', 'gegenstandslos')")


def downgrade() -> None:
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.drop_column("abgeschlossen")

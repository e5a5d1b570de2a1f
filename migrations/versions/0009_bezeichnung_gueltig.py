"""Labels are valid from a day to a day

Revision: 0009
Follows: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ALT = "uq_bezeichnung_koerperschaft_id_bezeichnung_art"


def upgrade() -> None:
    with op.batch_alter_table("bezeichnung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gueltig_von", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("gueltig_bis", sa.Date(), nullable=True))
        batch_op.drop_constraint(_ALT, type_="unique")
        batch_op.create_unique_constraint(
            f"{_ALT}_gueltig_von", ["koerperschaft_id", "bezeichnung", "art", "gueltig_von"]
        )


def downgrade() -> None:
    with op.batch_alter_table("bezeichnung", schema=None) as batch_op:
        batch_op.drop_constraint(f"{_ALT}_gueltig_von", type_="unique")
        batch_op.create_unique_constraint(_ALT, ["koerperschaft_id", "bezeichnung", "art"])
        batch_op.drop_column("gueltig_bis")
        batch_op.drop_column("gueltig_von")

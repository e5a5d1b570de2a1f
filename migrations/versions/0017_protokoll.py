"""The Protokoll: security events of a town

Revision: 0017
Follows: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "protokoll",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("zeit", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("was", sa.String(length=60), nullable=False),
        sa.Column("wer_id", sa.String(length=32), nullable=True),
        sa.Column("gegenstand_art", sa.String(length=20), nullable=True),
        sa.Column("gegenstand_id", sa.String(length=32), nullable=True),
        sa.Column("daten", sa.Text(), nullable=False),
        sa.Column("kopf", sa.Date(), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["wer_id"], ["person.id"], name="fk_protokoll_wer_id_person"),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_protokoll_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_protokoll"),
    )
    op.create_index("ix_protokoll_koerperschaft_id", "protokoll", ["koerperschaft_id"])
    op.create_index("ix_protokoll_wer_id", "protokoll", ["wer_id"])
    op.create_index("ix_protokoll_zeit", "protokoll", ["koerperschaft_id", "zeit", "id"])
    op.create_index("ix_protokoll_kopf", "protokoll", ["koerperschaft_id", "kopf"])
    op.create_index("ix_protokoll_gegenstand", "protokoll", ["gegenstand_id"])


def downgrade() -> None:
    op.drop_table("protokoll")

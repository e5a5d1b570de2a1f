"""Who read what is not public

Revision: 0027
Follows: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lesung",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("vorlage_id", sa.String(length=32), nullable=False),
        sa.Column("tag", sa.Date(), nullable=False),
        sa.Column("weg", sa.String(length=20), nullable=False),
        sa.Column("zeit", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{ziel}_id"], [f"{ziel}.id"], name=f"fk_lesung_{ziel}_id_{ziel}")
            for ziel in ("person", "vorlage", "koerperschaft")
        ),
        sa.PrimaryKeyConstraint("person_id", "vorlage_id", "tag", "weg", name="pk_lesung"),
    )
    op.create_index("ix_lesung_koerperschaft_id", "lesung", ["koerperschaft_id"])
    op.create_index("ix_lesung_tag", "lesung", ["koerperschaft_id", "tag"])
    op.create_index("ix_lesung_vorlage", "lesung", ["vorlage_id", "zeit"])


def downgrade() -> None:
    op.drop_table("lesung")

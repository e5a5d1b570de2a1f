"""Case files that are sent by page or by JSON

Revision: 0045
Follows: 0044
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fallstapel",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("geschickt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("bestellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("beendet", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("hinweise", sa.JSON(), nullable=False),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_fallstapel_person_id_person"),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_fallstapel_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fallstapel"),
    )
    op.create_index("ix_fallstapel_koerperschaft_id", "fallstapel", ["koerperschaft_id"])
    op.create_index("ix_fallstapel_person_id", "fallstapel", ["person_id"])
    op.create_table(
        "falldatei",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("stapel_id", sa.String(length=32), nullable=False),
        sa.Column("reihe", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("befund", sa.String(length=20), nullable=False),
        sa.Column("angaben", sa.JSON(), nullable=False),
        sa.Column("inhalt", sa.Text(), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["stapel_id"], ["fallstapel.id"], name="fk_falldatei_stapel_id_fallstapel", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_falldatei_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_falldatei"),
    )
    op.create_index("ix_falldatei_koerperschaft_id", "falldatei", ["koerperschaft_id"])
    op.create_index("ix_falldatei_reihe", "falldatei", ["stapel_id", "reihe"], unique=True)


def downgrade() -> None:
    op.drop_table("falldatei")
    op.drop_table("fallstapel")

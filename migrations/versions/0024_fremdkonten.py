"""Who comes from a directory, which roles it gave, and how often somebody tried

Revision: 0024
Follows: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fremdkonto",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("aussteller", sa.String(length=400), nullable=False),
        sa.Column("kennung", sa.String(length=255), nullable=False),
        sa.Column("verbunden", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("zuletzt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name=op.f("fk_fremdkonto_koerperschaft_id_koerperschaft")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_fremdkonto_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fremdkonto")),
        sa.UniqueConstraint("aussteller", "kennung", name=op.f("uq_fremdkonto_aussteller_kennung")),
    )
    with op.batch_alter_table("fremdkonto", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fremdkonto_koerperschaft_id"), ["koerperschaft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fremdkonto_person_id"), ["person_id"], unique=False)
    op.create_table(
        "versuchszahl",
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("anzahl", sa.Integer(), nullable=False),
        sa.Column("beginn", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("schluessel", name=op.f("pk_versuchszahl")),
    )
    with op.batch_alter_table("versuchszahl", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_versuchszahl_beginn"), ["beginn"], unique=False)
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("herkunft", sa.String(length=20), nullable=False, server_default=""))
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.alter_column("herkunft", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.drop_column("herkunft")
    op.drop_table("versuchszahl")
    op.drop_table("fremdkonto")

"""The town's own Word templates

Revision: 0038
Follows: 0037
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schablone",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("art", sa.String(length=80), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("dateiname", sa.String(length=300), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("hinweise", sa.JSON(), nullable=False),
        sa.Column("hochgeladen", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("von_id", sa.String(length=32), nullable=True),
        sa.Column("gilt", sa.Boolean(), nullable=False),
        sa.Column("freigegeben", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("freigegeben_von_id", sa.String(length=32), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["von_id"], ["person.id"], name="fk_schablone_von_id_person"),
        sa.ForeignKeyConstraint(["freigegeben_von_id"], ["person.id"], name="fk_schablone_freigegeben_von_id_person"),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_schablone_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schablone"),
        sa.UniqueConstraint("koerperschaft_id", "art", "nr", name="uq_schablone_koerperschaft_id_art_nr"),
        sa.UniqueConstraint("koerperschaft_id", "art", "sha256", name="uq_schablone_koerperschaft_id_art_sha256"),
    )
    for spalte in ("koerperschaft_id", "von_id", "freigegeben_von_id"):
        op.create_index(f"ix_schablone_{spalte}", "schablone", [spalte])
    nur = sa.text("gilt")
    op.create_index(
        "ix_schablone_geltende",
        "schablone",
        ["koerperschaft_id", "art"],
        unique=True,
        sqlite_where=nur,
        postgresql_where=nur,
    )


def downgrade() -> None:
    op.drop_table("schablone")

"""What is typed into a draft and not saved yet

Revision: 0035
Follows: 0034
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    zeit = vorlagen.extensions.UtcDateTime(timezone=True)
    op.create_table(
        "arbeitskopie",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("vorlage_id", sa.String(length=32), nullable=True),
        sa.Column("fenster", sa.String(length=64), nullable=False),
        sa.Column("inhalt", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("geoeffnet", zeit, nullable=False),
        sa.Column("gesichert", zeit, nullable=True),
        sa.Column("gesehen", zeit, nullable=True),
        sa.Column("erledigt", sa.Boolean(), nullable=False),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_arbeitskopie_person_id_person"),
        sa.ForeignKeyConstraint(["vorlage_id"], ["vorlage.id"], name="fk_arbeitskopie_vorlage_id_vorlage"),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_arbeitskopie_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_arbeitskopie"),
        sa.UniqueConstraint("person_id", "fenster", name="uq_arbeitskopie_person_id_fenster"),
    )
    op.create_index("ix_arbeitskopie_koerperschaft_id", "arbeitskopie", ["koerperschaft_id"])
    op.create_index("ix_arbeitskopie_vorlage", "arbeitskopie", ["vorlage_id", "gesehen"])


def downgrade() -> None:
    op.drop_table("arbeitskopie")

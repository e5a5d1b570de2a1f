"""Released minutes are kept, membership and rules stay with the meeting, votes are found by their item

Revision: 0011
Follows: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SUCHE = (
    ("abstimmung", "top_id"),
    ("abstimmung", "punkt_id"),
    ("beratung", "geplant_id"),
    ("anwesenheit", "mitgliedschaft_id"),
)


def upgrade() -> None:
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ordnung", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("anwesenheit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mitglied", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE anwesenheit SET mitglied = (mitgliedschaft_id IS NOT NULL)")
    for tabelle, spalte in SUCHE:
        op.create_index(f"ix_{tabelle}_{spalte}", tabelle, [spalte], unique=False)
    op.create_table(
        "niederschriftfassung",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sitzung_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("freigegeben", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        *(
            sa.ForeignKeyConstraint([spalte], [f"{ziel}.id"], name=f"fk_niederschriftfassung_{spalte}_{ziel}")
            for spalte, ziel in (
                ("sitzung_id", "sitzung"),
                ("person_id", "person"),
                ("koerperschaft_id", "koerperschaft"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_niederschriftfassung"),
        sa.UniqueConstraint("sitzung_id", "nr", name="uq_niederschriftfassung_sitzung_id_nr"),
    )
    op.create_index("ix_niederschriftfassung_koerperschaft_id", "niederschriftfassung", ["koerperschaft_id"])


def downgrade() -> None:
    op.drop_table("niederschriftfassung")
    for tabelle, spalte in SUCHE:
        op.drop_index(f"ix_{tabelle}_{spalte}", table_name=tabelle)
    for tabelle, spalte in (("anwesenheit", "mitglied"), ("sitzung", "ordnung"), ("gremium", "version")):
        with op.batch_alter_table(tabelle, schema=None) as batch_op:
            batch_op.drop_column(spalte)

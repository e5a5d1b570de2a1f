"""Mitzeichnung: rules, rounds, deputies and silence

Revision: 0004
Follows: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("amt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aufgaben", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("mitzeichnung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erbeten", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("gewaehlt", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("anlass", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("betrifft", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("gilt_fuer", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("werktage", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("schweigen_gilt", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("stillschweigend", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE mitzeichnung SET erbeten = (SELECT coalesce(vorlage.eingereicht, vorlage.geaendert) FROM vorlage"
        " WHERE vorlage.id = mitzeichnung.vorlage_id) WHERE frist IS NOT NULL OR votum IS NOT NULL"
    )
    op.create_table(
        "vertretung",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("amt_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=False),
        sa.Column("erstellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("erstellt_von_id", sa.String(length=32), nullable=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["amt_id"], ["amt.id"], name=op.f("fk_vertretung_amt_id_amt")),
        sa.ForeignKeyConstraint(["erstellt_von_id"], ["person.id"], name=op.f("fk_vertretung_erstellt_von_id_person")),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name=op.f("fk_vertretung_koerperschaft_id_koerperschaft")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vertretung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vertretung")),
    )
    with op.batch_alter_table("vertretung", schema=None) as batch_op:
        batch_op.create_index("ix_vertretung_amt", ["amt_id", "bis"], unique=False)
        batch_op.create_index(batch_op.f("ix_vertretung_koerperschaft_id"), ["koerperschaft_id"], unique=False)
        batch_op.create_index("ix_vertretung_person", ["person_id", "bis"], unique=False)


def downgrade() -> None:
    op.drop_table("vertretung")
    with op.batch_alter_table("mitzeichnung", schema=None) as batch_op:
        for spalte in (
            "stillschweigend",
            "schweigen_gilt",
            "werktage",
            "gilt_fuer",
            "betrifft",
            "anlass",
            "gewaehlt",
            "erbeten",
        ):
            batch_op.drop_column(spalte)
    with op.batch_alter_table("amt", schema=None) as batch_op:
        batch_op.drop_column("aufgaben")

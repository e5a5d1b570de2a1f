"""Beratung: internal stages, referrals, the text each body saw, votes of every shape, Aufträge

Revision: 0007
Follows: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("beratung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("intern", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("verwiesen_von_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("fassung_vorher", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("fassung_nachher", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_beratung_verwiesen_von_id_beratung"),
            "beratung",
            ["verwiesen_von_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("anwesend", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("stimmberechtigt", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("gruppe", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("worte", sa.Text(), nullable=True))
    _lege_auftrag_an()


def downgrade() -> None:
    op.drop_table("auftrag")
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        for spalte in ("worte", "gruppe", "stimmberechtigt", "anwesend"):
            batch_op.drop_column(spalte)
    with op.batch_alter_table("beratung", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_beratung_verwiesen_von_id_beratung"), type_="foreignkey")
        for spalte in ("fassung_nachher", "fassung_vorher", "verwiesen_von_id", "intern"):
            batch_op.drop_column(spalte)


def _lege_auftrag_an() -> None:
    verweise = {
        "vorlage_id": ("vorlage", None, False),
        "beratung_id": ("beratung", "SET NULL", True),
        "punkt_id": ("beschlusspunkt", "SET NULL", True),
        "gremium_id": ("gremium", None, True),
        "amt_id": ("amt", None, True),
        "koerperschaft_id": ("koerperschaft", None, False),
    }
    texte = ("text", "grund_verzoegerung", "bericht", "nachweis")
    op.create_table(
        "auftrag",
        sa.Column("id", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.String(length=32), nullable=darf) for name, (_, _, darf) in verweise.items()),
        sa.Column("beschlussnummer", sa.String(length=120), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in _TAGE),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texte),
        sa.Column("antragsteller", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("oeffentlich", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erstellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("geaendert", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{ziel}.id"], name=op.f(f"fk_auftrag_{name}_{ziel}"), ondelete=dann)
            for name, (ziel, dann, _) in verweise.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auftrag")),
    )
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.create_index("ix_auftrag_liste", ["koerperschaft_id", "status", "faellig_am"], unique=False)
        for spalte in ("amt_id", "koerperschaft_id", "vorlage_id"):
            batch_op.create_index(batch_op.f(f"ix_auftrag_{spalte}"), [spalte], unique=False)


_TAGE = ("beschlossen_am", "faellig_am", "wiedervorlage", "berichtet_am")

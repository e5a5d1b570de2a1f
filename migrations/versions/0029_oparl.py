"""The public view as OParl objects

Revision: 0029
Follows: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oparl_objekt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("typ", sa.String(length=20), nullable=False),
        sa.Column("wurzel_art", sa.String(length=20), nullable=False),
        sa.Column("wurzel_id", sa.String(length=32), nullable=False),
        _zeit("erstellt"),
        _zeit("geaendert"),
        sa.Column("geloescht", sa.Boolean(), nullable=False),
        sa.Column("abdruck", sa.String(length=64), nullable=False),
        sa.Column("inhalt", sa.JSON(), nullable=False),
        *_stadt("oparl_objekt"),
        sa.PrimaryKeyConstraint("id", name="pk_oparl_objekt"),
    )
    op.create_index("ix_oparl_objekt_koerperschaft_id", "oparl_objekt", ["koerperschaft_id"])
    op.create_index("ix_oparl_objekt_liste", "oparl_objekt", ["koerperschaft_id", "typ", "erstellt", "id"])
    op.create_index("ix_oparl_objekt_geaendert", "oparl_objekt", ["koerperschaft_id", "typ", "geaendert", "id"])
    op.create_index("ix_oparl_objekt_wurzel", "oparl_objekt", ["koerperschaft_id", "wurzel_art", "wurzel_id"])
    op.create_table(
        "oparl_bezug",
        sa.Column("objekt_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=False),
        sa.Column("typ", sa.String(length=20), nullable=False),
        _zeit("erstellt"),
        *_stadt("oparl_bezug"),
        sa.ForeignKeyConstraint(
            ["objekt_id"], ["oparl_objekt.id"], name="fk_oparl_bezug_objekt_id_oparl_objekt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("objekt_id", "organisation_id", name="pk_oparl_bezug"),
    )
    op.create_index("ix_oparl_bezug_koerperschaft_id", "oparl_bezug", ["koerperschaft_id"])
    spalten = ["koerperschaft_id", "organisation_id", "typ", "erstellt", "objekt_id"]
    op.create_index("ix_oparl_bezug_liste", "oparl_bezug", spalten)
    op.create_table(
        "oparl_datei",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wurzel_art", sa.String(length=20), nullable=False),
        sa.Column("wurzel_id", sa.String(length=32), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("art", sa.String(length=80), nullable=False),
        sa.Column("abdruck", sa.String(length=64), nullable=False),
        sa.Column("kontext", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=True),
        sa.Column("sha512", sa.String(length=128), nullable=True),
        sa.Column("inhalt", sa.LargeBinary(), nullable=True),
        _zeit("erstellt"),
        *_stadt("oparl_datei"),
        sa.PrimaryKeyConstraint("id", name="pk_oparl_datei"),
    )
    op.create_index("ix_oparl_datei_koerperschaft_id", "oparl_datei", ["koerperschaft_id"])
    bestellt = sa.text("zustand = 'bestellt'")
    op.create_index(
        "ix_oparl_datei_bestellt", "oparl_datei", ["erstellt"], sqlite_where=bestellt, postgresql_where=bestellt
    )
    op.create_table(
        "oparl_stand",
        sa.Column("nr", sa.BigInteger(), nullable=False),
        sa.Column("aufbau_nr", sa.BigInteger(), nullable=False),
        _zeit("zuletzt", nullable=True),
        *_stadt("oparl_stand"),
        sa.PrimaryKeyConstraint("koerperschaft_id", name="pk_oparl_stand"),
    )


def downgrade() -> None:
    for tabelle in ("oparl_stand", "oparl_datei", "oparl_bezug", "oparl_objekt"):
        op.drop_table(tabelle)


def _zeit(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, vorlagen.extensions.UtcDateTime(timezone=True), nullable=nullable)


def _stadt(tabelle: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = f"fk_{tabelle}_koerperschaft_id_koerperschaft"
    return (
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["koerperschaft_id"], ["koerperschaft.id"], name=name),
    )

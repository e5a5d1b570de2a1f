"""Sitzungen: series, moves, frozen agendas, sub-items, late items, attendance

Revision: 0005
Follows: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ALT = "uq_tagesordnungspunkt_sitzung_id_oeffentlich_nummer"
NEU = "uq_tagesordnungspunkt_sitzung_id_oeffentlich_nummer_unter"


def upgrade() -> None:
    zeit = vorlagen.extensions.UtcDateTime(timezone=True)
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ordnung", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("serie_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("fruehere_termine", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("absagegrund", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("steht_seit", zeit, nullable=True))
        batch_op.add_column(sa.Column("ende", zeit, nullable=True))
        batch_op.add_column(sa.Column("vorsitz", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("schriftfuehrung", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("niederschrift_frei", zeit, nullable=True))
    with op.batch_alter_table("tagesordnungspunkt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unter", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("aufnahme", sa.String(length=20), nullable=False, server_default="regulaer"))
        batch_op.add_column(sa.Column("nachtrag", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("begruendung", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("urteil", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("zugelassen", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("en_bloc", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("abgesetzt", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("aufgerufen", zeit, nullable=True))
        batch_op.add_column(sa.Column("protokoll", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_constraint(ALT, type_="unique")
        batch_op.create_unique_constraint(NEU, ["sitzung_id", "oeffentlich", "nummer", "unter"])
    _mitglieder_und_anwesende()
    _befangene_und_fassungen()


def downgrade() -> None:
    for tabelle in ("tagesordnungsfassung", "befangenheit", "anwesenheit", "mitgliedschaft"):
        op.drop_table(tabelle)
    with op.batch_alter_table("tagesordnungspunkt", schema=None) as batch_op:
        batch_op.drop_constraint(NEU, type_="unique")
        batch_op.create_unique_constraint(ALT, ["sitzung_id", "oeffentlich", "nummer"])
        for spalte in ("protokoll", "aufgerufen", "abgesetzt", "en_bloc", "zugelassen", "urteil"):
            batch_op.drop_column(spalte)
        for spalte in ("begruendung", "nachtrag", "aufnahme", "unter"):
            batch_op.drop_column(spalte)
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        for spalte in ("niederschrift_frei", "schriftfuehrung", "vorsitz", "ende", "steht_seit"):
            batch_op.drop_column(spalte)
        for spalte in ("absagegrund", "fruehere_termine", "serie_id"):
            batch_op.drop_column(spalte)
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.drop_column("ordnung")


def _mitglieder_und_anwesende() -> None:
    op.create_table(
        "mitgliedschaft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("gremium_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("funktion", sa.String(length=40), nullable=False),
        sa.Column("fraktion", sa.String(length=100), nullable=False),
        sa.Column("stimmberechtigt", sa.Boolean(), nullable=False),
        sa.Column("von", sa.Date(), nullable=True),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("reihe", sa.Integer(), nullable=False),
        *_koerperschaft("mitgliedschaft"),
        _verweis("mitgliedschaft", "gremium_id", "gremium"),
    )
    _suche("mitgliedschaft", "gremium_id")
    op.create_table(
        "anwesenheit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sitzung_id", sa.String(length=32), nullable=False),
        sa.Column("mitgliedschaft_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("funktion", sa.String(length=40), nullable=False),
        sa.Column("stimmberechtigt", sa.Boolean(), nullable=False),
        sa.Column("stand", sa.String(length=20), nullable=False),
        sa.Column("zeiten", sa.JSON(), nullable=False),
        sa.Column("reihe", sa.Integer(), nullable=False),
        *_koerperschaft("anwesenheit"),
        _verweis("anwesenheit", "sitzung_id", "sitzung"),
        _verweis("anwesenheit", "mitgliedschaft_id", "mitgliedschaft"),
        sa.UniqueConstraint("sitzung_id", "name", name=op.f("uq_anwesenheit_sitzung_id_name")),
    )
    _suche("anwesenheit")


def _befangene_und_fassungen() -> None:
    op.create_table(
        "befangenheit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("top_id", sa.String(length=32), nullable=False),
        sa.Column("anwesenheit_id", sa.String(length=32), nullable=False),
        sa.Column("bemerkung", sa.String(length=300), nullable=False),
        *_koerperschaft("befangenheit"),
        _verweis("befangenheit", "top_id", "tagesordnungspunkt", "CASCADE"),
        _verweis("befangenheit", "anwesenheit_id", "anwesenheit", "CASCADE"),
        sa.UniqueConstraint("top_id", "anwesenheit_id", name=op.f("uq_befangenheit_top_id_anwesenheit_id")),
    )
    _suche("befangenheit")
    op.create_table(
        "tagesordnungsfassung",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sitzung_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("anlass", sa.Text(), nullable=False),
        sa.Column("festgestellt", vorlagen.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        *_koerperschaft("tagesordnungsfassung"),
        _verweis("tagesordnungsfassung", "sitzung_id", "sitzung"),
        _verweis("tagesordnungsfassung", "person_id", "person"),
        sa.UniqueConstraint("sitzung_id", "nr", name=op.f("uq_tagesordnungsfassung_sitzung_id_nr")),
    )
    _suche("tagesordnungsfassung")


def _koerperschaft(tabelle: str) -> tuple[sa.SchemaItem, ...]:
    return (
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        _verweis(tabelle, "koerperschaft_id", "koerperschaft"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{tabelle}")),
    )


def _verweis(tabelle: str, spalte: str, ziel: str, loeschen: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{tabelle}_{spalte}_{ziel}")
    return sa.ForeignKeyConstraint([spalte], [f"{ziel}.id"], name=name, ondelete=loeschen)


def _suche(tabelle: str, *spalten: str) -> None:
    with op.batch_alter_table(tabelle, schema=None) as batch_op:
        for spalte in (*spalten, "koerperschaft_id"):
            batch_op.create_index(batch_op.f(f"ix_{tabelle}_{spalte}"), [spalte], unique=False)

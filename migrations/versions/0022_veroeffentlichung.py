"""A paper says since when it is public, and what is non-public says why

Revision: 0022
Follows: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_RUECKNEHMBAR = ("vorlage", "anlage", "niederschriftfassung")
_BEGRUENDET = ("anlage", "beratung", "tagesordnungspunkt")
_WARTET = "veroeffentlicht IS NULL AND freigegeben IS NOT NULL"


def upgrade() -> None:
    for tabelle in _RUECKNEHMBAR:
        with op.batch_alter_table(tabelle, schema=None) as batch_op:
            batch_op.add_column(_zeit("ruecknahme"))
            batch_op.add_column(_text("ruecknahme_grund"))
            batch_op.add_column(sa.Column("ruecknahme_von_id", sa.String(length=32), nullable=True))
            batch_op.create_foreign_key(
                f"fk_{tabelle}_ruecknahme_von_id_person", "person", ["ruecknahme_von_id"], ["id"]
            )
    for tabelle in _BEGRUENDET:
        with op.batch_alter_table(tabelle, schema=None) as batch_op:
            batch_op.add_column(_text("begruendung_nichtoeffentlich"))
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.add_column(_zeit("veroeffentlicht"))
        batch_op.add_column(_zeit("veroeffentlichen_am"))
    op.create_index(
        "ix_vorlage_zu_veroeffentlichen",
        "vorlage",
        ["koerperschaft_id", "veroeffentlichen_am"],
        sqlite_where=sa.text(_WARTET),
        postgresql_where=sa.text(_WARTET),
    )
    # Until now the release was the publication.
    op.execute("UPDATE vorlage SET veroeffentlicht = freigegeben WHERE oeffentlich AND freigegeben IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_vorlage_zu_veroeffentlichen", table_name="vorlage")
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.drop_column("veroeffentlichen_am")
        batch_op.drop_column("veroeffentlicht")
    for tabelle in _BEGRUENDET:
        with op.batch_alter_table(tabelle, schema=None) as batch_op:
            batch_op.drop_column("begruendung_nichtoeffentlich")
    for tabelle in _RUECKNEHMBAR:
        with op.batch_alter_table(tabelle, schema=None) as batch_op:
            batch_op.drop_constraint(f"fk_{tabelle}_ruecknahme_von_id_person", type_="foreignkey")
            batch_op.drop_column("ruecknahme_von_id")
            batch_op.drop_column("ruecknahme_grund")
            batch_op.drop_column("ruecknahme")


def _zeit(name: str) -> sa.Column[object]:
    return sa.Column(name, vorlagen.extensions.UtcDateTime(timezone=True), nullable=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")

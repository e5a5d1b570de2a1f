"""A paper says when what everybody may read of it last changed

Revision: 0032
Follows: 0031
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_HERAUS = "veroeffentlicht IS NOT NULL"


def upgrade() -> None:
    zeit = vorlagen.extensions.UtcDateTime(timezone=True)
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aussen_geaendert", zeit, nullable=True))
    # Never out of `geaendert`, which tells what happened inside.
    op.execute(
        "UPDATE vorlage SET aussen_geaendert = coalesce((SELECT max(a.zeit) FROM aenderung a "
        "WHERE a.koerperschaft_id = vorlage.koerperschaft_id AND a.typ = 'vorlage' AND a.objekt_id = vorlage.id "
        "AND a.aussen = 'geaendert'), veroeffentlicht, erstellt)"
    )
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.alter_column("aussen_geaendert", existing_type=zeit, nullable=False)
    op.create_index(
        "ix_vorlage_liste_aussen",
        "vorlage",
        ["koerperschaft_id", "aussen_geaendert", "id"],
        sqlite_where=sa.text(_HERAUS),
        postgresql_where=sa.text(_HERAUS),
    )


def downgrade() -> None:
    op.drop_index("ix_vorlage_liste_aussen", table_name="vorlage")
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.drop_column("aussen_geaendert")

"""Several duties of a kind, due by a day or in one of the next meetings, each with its reasons

Revision: 0010
Follows: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ALT, _NEU = "uq_pflicht_vorlage_id_art", "uq_pflicht_vorlage_id_art_schluessel"


def upgrade() -> None:
    with op.batch_alter_table("pflicht", schema=None) as batch_op:
        batch_op.add_column(sa.Column("schluessel", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("in_sitzung", sa.String(length=20), nullable=False, server_default="naechste"))
        batch_op.add_column(sa.Column("nicht_vor", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("nicht_nach", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("gruende", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "UPDATE pflicht SET schluessel ="
        " coalesce(gremium_id, '') || '/' || coalesce(CAST(faellig_am AS VARCHAR(10)), '') || '/naechste'"
    )
    with op.batch_alter_table("pflicht", schema=None) as batch_op:
        batch_op.drop_constraint(_ALT, type_="unique")
        batch_op.create_unique_constraint(_NEU, ["vorlage_id", "art", "schluessel"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM pflicht WHERE EXISTS (SELECT 1 FROM pflicht AS andere"
        " WHERE andere.vorlage_id = pflicht.vorlage_id AND andere.art = pflicht.art AND andere.id < pflicht.id)"
    )
    with op.batch_alter_table("pflicht", schema=None) as batch_op:
        batch_op.drop_constraint(_NEU, type_="unique")
        batch_op.create_unique_constraint(_ALT, ["vorlage_id", "art"])
        for spalte in ("gruende", "nicht_nach", "nicht_vor", "in_sitzung", "schluessel"):
            batch_op.drop_column(spalte)

"""A meeting says which bodies met with the one that called it; addresses of OParl 1.0 are looked up as those of 1.1

Revision: 0040
Follows: 0039
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_FASSUNG = re.compile(r"/(v?)1\.0(?=/)")
_HERKUNFT = re.compile(r"^[a-z]+://[^/]*", re.IGNORECASE)


def upgrade() -> None:
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weitere_gremien", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.alter_column("weitere_gremien", existing_type=sa.JSON(), server_default=None)
    fremde = sa.table(
        "fremdschluessel", *map(sa.column, ("id", "koerperschaft_id", "quelle", "schluessel", "fremd_id"))
    )
    fragen = sa.table("zuordnung", *map(sa.column, ("id", "koerperschaft_id", "quelle", "station")))
    bund = op.get_bind()
    alte = [z for z in bund.execute(sa.select(fremde).where(fremde.c.fremd_id.like("%1.0/%"))) if _schluessel(z)]
    for zeile in alte:
        neu = str(_schluessel(zeile))
        for tabelle, spalte in ((fremde, fremde.c.schluessel), (fragen, fragen.c.station)):
            hier = (tabelle.c.koerperschaft_id == zeile.koerperschaft_id, tabelle.c.quelle == zeile.quelle)
            if bund.execute(sa.select(tabelle.c.id).where(*hier, spalte == neu)).first() is None:
                bund.execute(sa.update(tabelle).where(*hier, spalte == zeile.schluessel).values({spalte.name: neu}))


def downgrade() -> None:
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.drop_column("weitere_gremien")


def _schluessel(zeile: Any) -> str | None:
    """As it is looked up from now on; None if that stays the same. One that came over 1.1, too, keeps both."""
    pfad = _FASSUNG.sub(r"/\g<1>1.1", _HERKUNFT.sub("", zeile.fremd_id.strip()), count=1)
    neu = hashlib.sha256(pfad.encode("utf-8", "surrogatepass")).hexdigest()
    return neu if neu != zeile.schluessel else None

"""What labels stand where, and how long releases took, is read without the archive

Revision: 0043
Follows: 0042
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_BEZEICHNET = ("koerperschaft_id", "oeffentlich", "ergebnis")
_INDEXE = (
    ("ix_vorlage_freigegeben", "vorlage", ("koerperschaft_id", "freigegeben"), "fall_id IS NULL"),
    ("ix_beratung_ergebnis", "beratung", _BEZEICHNET, "ergebnis IS NOT NULL"),
    ("ix_beratung_unbestimmt", "beratung", (*_BEZEICHNET, "art"), "ergebnis IS NOT NULL AND ausgang IS NULL"),
)


def upgrade() -> None:
    for name, tabelle, spalten, bedingung in _INDEXE:
        nur = sa.text(bedingung)
        op.create_index(name, tabelle, list(spalten), sqlite_where=nur, postgresql_where=nur)


def downgrade() -> None:
    for name, tabelle, _spalten, _bedingung in _INDEXE:
        op.drop_index(name, tabelle)

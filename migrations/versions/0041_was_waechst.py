"""Questions that grew with the archive have their index: a meeting's Fristen, a person's drafts, papers of a kind

Revision: 0041
Follows: 0040
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_DER_SITZUNG = sa.text("sitzung_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_frist_sitzung_id", table_name="frist")
    op.create_index(
        "ix_frist_sitzung", "frist", ["sitzung_id"], sqlite_where=_DER_SITZUNG, postgresql_where=_DER_SITZUNG
    )
    op.create_index("ix_vorlage_begonnen", "vorlage", ["erstellt_von_id"])
    op.create_index("ix_vorlage_art", "vorlage", ["koerperschaft_id", "vorlageart_id"])


def downgrade() -> None:
    op.drop_index("ix_vorlage_art", table_name="vorlage")
    op.drop_index("ix_vorlage_begonnen", table_name="vorlage")
    op.drop_index("ix_frist_sitzung", table_name="frist")
    op.create_index("ix_frist_sitzung_id", "frist", ["sitzung_id"])

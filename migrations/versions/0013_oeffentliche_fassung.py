"""A Fassung says since when everybody may read its wording

Revision: 0013
Follows: 0012
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OHNE_GEHEIMNIS = """
UPDATE fassung SET oeffentlich_seit = geaendert
WHERE EXISTS (
    SELECT 1 FROM vorlage WHERE vorlage.id = fassung.vorlage_id AND vorlage.fassung = fassung.nr
    AND vorlage.freigegeben IS NOT NULL AND vorlage.oeffentlicher_wortlaut IS NULL
)
"""
_GEHEIME = "SELECT id, oeffentlicher_wortlaut FROM vorlage WHERE oeffentlicher_wortlaut IS NOT NULL"
_FASSUNGEN = "SELECT id, nr, inhalt FROM fassung WHERE vorlage_id = :vorlage_id ORDER BY nr"
_VERBORGENE = """
SELECT fassung.vorlage_id, fassung.inhalt FROM fassung JOIN vorlage ON vorlage.id = fassung.vorlage_id
WHERE fassung.oeffentlich_seit IS NOT NULL AND fassung.nr < vorlage.fassung AND NOT EXISTS (
    SELECT 1 FROM fassung AS neuere
    WHERE neuere.vorlage_id = vorlage.id AND neuere.nr > fassung.nr AND neuere.oeffentlich_seit IS NOT NULL
)
"""


def upgrade() -> None:
    with op.batch_alter_table("fassung", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("oeffentlich_seit", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True)
        )
    op.execute(_OHNE_GEHEIMNIS)
    bind = op.get_bind()
    for vorlage_id, wortlaut in bind.execute(sa.text(_GEHEIME)).all():
        for fassung in bind.execute(sa.text(_FASSUNGEN), {"vorlage_id": vorlage_id}).all():
            if _vorschlag(fassung.inhalt) == wortlaut:
                bekannt = sa.text("UPDATE fassung SET oeffentlich_seit = geaendert WHERE id = :id")
                bind.execute(bekannt, {"id": fassung.id})
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.drop_column("oeffentlicher_wortlaut")


def downgrade() -> None:
    with op.batch_alter_table("vorlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("oeffentlicher_wortlaut", sa.Text(), nullable=True))
    bind = op.get_bind()
    for zeile in bind.execute(sa.text(_VERBORGENE)).all():
        bind.execute(
            sa.text("UPDATE vorlage SET oeffentlicher_wortlaut = :text WHERE id = :id"),
            {"text": _vorschlag(zeile.inhalt), "id": zeile.vorlage_id},
        )
    with op.batch_alter_table("fassung", schema=None) as batch_op:
        batch_op.drop_column("oeffentlich_seit")


def _vorschlag(inhalt: Any) -> str:
    """JSON comes as text from SQLite and as a value from PostgreSQL."""
    werte = json.loads(inhalt) if isinstance(inhalt, str) else inhalt
    return str(werte.get("beschlussvorschlag", ""))

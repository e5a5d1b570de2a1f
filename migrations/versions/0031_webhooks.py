"""Webhooks and the messages to them

Revision: 0031
Follows: 0030
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("bezeichnung", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("arten", sa.JSON(), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("geheimnis", sa.String(length=300), nullable=False),
        sa.Column("geheimnis_alt", sa.String(length=300), nullable=True),
        _zeit("alt_bis", leer=True),
        sa.Column("nr", sa.BigInteger(), nullable=False),
        _zeit("pause_bis", leer=True),
        _zeit("gestoert_seit", leer=True),
        sa.Column("abgeschaltet", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _zeit("erstellt"),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_webhook_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_index("ix_webhook_koerperschaft_id", "webhook", ["koerperschaft_id"])
    op.create_table(
        "webhooksendung",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("webhook_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.BigInteger(), nullable=True),
        sa.Column("ereignis", sa.JSON(), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("versuche", sa.Integer(), nullable=False),
        _zeit("naechster_versuch"),
        sa.Column("marke", sa.Integer(), nullable=False),
        _zeit("vergeben_bis", leer=True),
        sa.Column("antwort", sa.Integer(), nullable=True),
        sa.Column("fehler", sa.Text(), nullable=True),
        _zeit("erstellt"),
        _zeit("gesendet", leer=True),
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name="fk_webhooksendung_webhook_id_webhook"),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_webhooksendung_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_webhooksendung"),
        sa.UniqueConstraint("webhook_id", "nr", name="uq_webhooksendung_webhook_id_nr"),
    )
    op.create_index("ix_webhooksendung_koerperschaft_id", "webhooksendung", ["koerperschaft_id"])
    op.create_index("ix_webhooksendung_liste", "webhooksendung", ["webhook_id", "id"])
    for zustand, spalten in (("bereit", ["naechster_versuch", "id"]), ("vergeben", ["vergeben_bis"])):
        nur = sa.text(f"zustand = '{zustand}'")
        op.create_index(
            f"ix_webhooksendung_{zustand}", "webhooksendung", spalten, sqlite_where=nur, postgresql_where=nur
        )


def downgrade() -> None:
    op.drop_table("webhooksendung")
    op.drop_table("webhook")


def _zeit(name: str, *, leer: bool = False) -> sa.Column[object]:
    return sa.Column(name, vorlagen.extensions.UtcDateTime(timezone=True), nullable=leer)

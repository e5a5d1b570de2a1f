"""A town has its own address, sender, texts and logo, and can be locked

Revision: 0023
Follows: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXTE = (
    ("adresse", sa.String(200)),
    ("absender", sa.String(254)),
    ("impressum", sa.Text()),
    ("datenschutz", sa.Text()),
)


def upgrade() -> None:
    with op.batch_alter_table("koerperschaft", schema=None) as batch_op:
        for name, typ in TEXTE:
            batch_op.add_column(sa.Column(name, typ, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("logo", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("gesperrt_seit", vorlagen.extensions.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("koerperschaft", schema=None) as batch_op:
        for name in (*(name for name, _ in TEXTE), "version"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("koerperschaft", schema=None) as batch_op:
        for name in ("version", "gesperrt_seit", "logo", *(name for name, _ in reversed(TEXTE))):
            batch_op.drop_column(name)

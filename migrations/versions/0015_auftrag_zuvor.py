"""An Auftrag remembers what was decided, and where it stood before it was stopped

Revision: 0015
Follows: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ANGEHALTEN = """
UPDATE auftrag SET zuvor = '{"status": "offen", "grund_verzoegerung": ""}'
WHERE grund_verzoegerung IN (
    'Die Ausführung ist ausgesetzt: Gegen den Beschluss ist Widerspruch erhoben.',
    'Der Beschluss ist aufgehoben oder wird berichtigt.'
)
"""


def upgrade() -> None:
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wortlaut", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("zuvor", sa.JSON(none_as_null=True), nullable=True))
    op.execute("UPDATE auftrag SET wortlaut = text")
    op.execute(sa.text(_ANGEHALTEN.replace(":", "\\:")))
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.alter_column("wortlaut", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.drop_column("zuvor")
        batch_op.drop_column("wortlaut")

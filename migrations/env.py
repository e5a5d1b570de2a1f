"""Alembic's side of the house: models are the truth, batch mode for SQLite. The caller brings the connection."""

from __future__ import annotations

from alembic import context

from vorlagen import models as models  # the tables must be known
from vorlagen.extensions import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="vorlagen.extensions.",
)
with context.begin_transaction():
    context.run_migrations()

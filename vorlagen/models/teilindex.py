"""Indexes of some rows only: they stay small however much the archive holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text


def nur(bedingung: str) -> dict[str, Any]:
    """An index of only the rows for which this holds, on either database."""
    return {"sqlite_where": text(bedingung), "postgresql_where": text(bedingung)}

"""Whole lives of every kind of paper. Procedures know no database; `tests/test_lebenslauf.py` leads one on both."""

from __future__ import annotations

import pytest

from vorlagen.config import Einstellungen


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """Settings of an empty installation on SQLite."""
    return auf_sqlite

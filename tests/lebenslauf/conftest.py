"""Whole lives of every kind of paper, every door tried on the way: a step of its own (`dev.py proben`).

Procedures know no database; `tests/test_lebenslauf.py` leads one life on both.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vorlagen.config import Einstellungen

HIER = Path(__file__).resolve().parent


@pytest.fixture
def einstellungen(auf_sqlite: Einstellungen) -> Einstellungen:
    """Settings of an empty installation on SQLite."""
    return auf_sqlite


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HIER):
            item.add_marker(pytest.mark.probe)

"""Which resources the API has."""

from __future__ import annotations

from flask import Flask


def richte_ein(app: Flask) -> None:
    """Register every resource."""

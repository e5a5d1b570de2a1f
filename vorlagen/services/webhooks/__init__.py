"""Telling other systems of changes: whom, what, and each message until it has arrived (ADR 0031)."""

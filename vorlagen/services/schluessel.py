"""Keys that we hand out and only know again: what is kept of them."""

from __future__ import annotations

import hashlib


def sha256(schluessel: str) -> str:
    """What is kept of a key. Keys are long and random: neither salt nor slowness would add anything."""
    return hashlib.sha256(schluessel.encode()).hexdigest()

"""Keys that we hand out and only know again, and keys that are worked out of the installation's secret."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode


def sha256(schluessel: str) -> str:
    """What is kept of a key. Keys are long and random: neither salt nor slowness would add anything."""
    return hashlib.sha256(schluessel.encode()).hexdigest()


def abgeleitet(geheimnis: bytes, zweck: str, wovon: str = "") -> bytes:
    """32 bytes that only whoever knows the secret can work out, others for each purpose and thing (RFC 5869 in spirit).

    One HMAC-SHA256 is enough: the secret has full entropy, and a key is never longer than the hash.
    """
    return hmac.digest(geheimnis, f"vorlagen/{zweck}/{wovon}".encode(), "sha256")


def in_worten(schluessel: bytes) -> str:
    """The key as it stands in an address."""
    return urlsafe_b64encode(schluessel).decode().rstrip("=")

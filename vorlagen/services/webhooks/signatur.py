"""Signatures by the Standard Webhooks specification: the receiver knows that a message is ours, whole and fresh."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

_VORSILBE: Final = "whsec_"


def neues_geheimnis() -> str:
    """A secret as receivers' libraries take it: 32 random bytes in Base64 behind `whsec_`."""
    return _VORSILBE + base64.b64encode(secrets.token_bytes(32)).decode()


def kopfzeilen(kennung: str, koerper: bytes, geheimnisse: Sequence[str], *, jetzt: datetime) -> dict[str, str]:
    """The three headers. Each secret signs `id.timestamp.body` once; the receiver takes the one that it knows."""
    sekunden = str(int(jetzt.timestamp()))
    inhalt = f"{kennung}.{sekunden}.".encode() + koerper
    unterschriften = (hmac.digest(_schluessel(geheimnis), inhalt, "sha256") for geheimnis in geheimnisse)
    return {
        "webhook-id": kennung,
        "webhook-timestamp": sekunden,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(eine).decode()}" for eine in unterschriften),
    }


def _schluessel(geheimnis: str) -> bytes:
    return base64.b64decode(geheimnis.removeprefix(_VORSILBE))

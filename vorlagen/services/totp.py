"""Codes that change every thirty seconds (TOTP, RFC 6238 with SHA-1 and six digits, as every telephone knows it).

Twenty lines of our own instead of a library: what matters beside the arithmetic is *which* step a code belongs to, so
that it counts once (RFC 6238 § 5.2), and that libraries do not say.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote

SCHRITT: Final = 30
STELLEN: Final = 6
SPIEL: Final = 1
"""So many steps a telephone's clock may be early or late."""


def neues_geheimnis() -> str:
    """160 random bits in base32 (RFC 4226 § 4 asks for that many)."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(geheimnis: str, schritt: int) -> str:
    """The code of this time step (RFC 4226 § 5.3)."""
    summe = hmac.digest(base64.b32decode(geheimnis), schritt.to_bytes(8, "big"), "sha1")
    stelle = summe[-1] & 0x0F
    zahl = int.from_bytes(summe[stelle : stelle + 4], "big") & 0x7FFF_FFFF
    return str(zahl % 10**STELLEN).zfill(STELLEN)


def schritt_von(geheimnis: str, eingabe: str, *, jetzt: datetime, nach: int) -> int | None:
    """The time step whose code this is, if it is near enough and later than `nach`; else None."""
    hier = int(jetzt.timestamp()) // SCHRITT
    for schritt in range(max(nach + 1, hier - SPIEL), hier + SPIEL + 1):
        if secrets.compare_digest(code(geheimnis, schritt).encode(), eingabe.encode()):
            return schritt
    return None


def adresse(geheimnis: str, *, konto: str, dienst: str) -> str:
    """What the QR code says to the telephone."""
    wer = quote(f"{dienst}:{konto}", safe=":")
    return f"otpauth://totp/{wer}?secret={geheimnis}&issuer={quote(dienst)}&digits={STELLEN}&period={SCHRITT}"

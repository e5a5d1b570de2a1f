"""How a password is kept: argon2id (RFC 9106). Looking one up costs the same whether there is one or not."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_pruefer = PasswordHasher()


def passwort_hash(passwort: str) -> str:
    """argon2id, as stored."""
    return _pruefer.hash(passwort)


def stimmt(gespeichert: str | None, passwort: str) -> bool:
    """Always computes one argon2, so that an unknown name takes as long as a wrong password."""
    try:
        _pruefer.verify(gespeichert or _niemandes(), passwort)
    except (VerificationError, InvalidHashError):
        return False
    return gespeichert is not None


@cache
def _niemandes() -> str:
    """The hash of a password that nobody has."""
    return _pruefer.hash(secrets.token_hex(16))

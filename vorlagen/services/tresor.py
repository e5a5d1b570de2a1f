"""What we must read again ourselves and nobody else may: encrypted with a key of the installation (Fernet)."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

from vorlagen.services.schluessel import abgeleitet


def verschliesse(text: str, *, geheimnis: bytes, zweck: str) -> str:
    """Encrypt; the same text looks different each time. Each `zweck` has a key of its own."""
    return _fernet(geheimnis, zweck).encrypt(text.encode()).decode()


def oeffne(verschlossen: str, *, geheimnis: bytes, zweck: str) -> str:
    """Decrypt. Raises `ValueError` for what was not made here, for this purpose and with this secret."""
    try:
        return _fernet(geheimnis, zweck).decrypt(verschlossen.encode()).decode()
    except InvalidToken as fehler:
        raise ValueError("not encrypted here") from fehler


def _fernet(geheimnis: bytes, zweck: str) -> Fernet:
    return Fernet(urlsafe_b64encode(abgeleitet(geheimnis, zweck)))

"""The keys that sign daily heads: Ed25519 (RFC 8032), kept like the installation's secret and never in the database."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vorlagen.fehler import EinstellungUngueltig

DATEI: Final = "verlaufsschluessel"
"""In the instance folder: one private key a line, 64 hex digits, the newest first; the others only hand over."""


class Schluesselbund:
    """The installation's signing keys, newest first."""

    def __init__(self, geheime: Sequence[str]) -> None:
        self._paare = {_oeffentlich(geheim): geheim for geheim in geheime}

    @property
    def neuester(self) -> str:
        """The public key that signs from now on, in hex."""
        return next(iter(self._paare))

    @property
    def oeffentliche(self) -> frozenset[str]:
        """All public keys whose signatures are this installation's own."""
        return frozenset(self._paare)

    def unterschreibe(self, text: bytes, schluessel: str | None = None) -> str | None:
        """The signature in hex by this (else the newest) public key's partner; None if we do not have it."""
        geheim = self._paare.get(schluessel or self.neuester)
        return _privat(geheim).sign(text).hex() if geheim else None


def lade(instance: Path, gesetzt: Sequence[str] = ()) -> Schluesselbund:
    """The keys of the setting, else of the instance folder, where one is made at first use.

    Raises `EinstellungUngueltig` for a file that holds no keys.
    """
    ort = instance / DATEI
    if not gesetzt and not ort.exists():
        _lege_an(ort)
    return Schluesselbund(gesetzt or _lies(ort))


def erneuere(instance: Path) -> Schluesselbund:
    """Put a new key before those of the instance folder; the next heads hand over to it."""
    ort, neu = instance / DATEI, instance / f"{DATEI}.neu"
    lade(instance)
    neu.unlink(missing_ok=True)
    griff = os.open(neu, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(griff, "w", encoding="ascii") as datei:
        datei.write(f"{secrets.token_hex(32)}\n{ort.read_text(encoding='ascii')}")
        datei.flush()
        os.fsync(datei.fileno())
    neu.replace(ort)
    return lade(instance)


def stimmt(schluessel: str, signatur: str, text: bytes) -> bool:
    """True if this public key signed this text (both in hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(schluessel)).verify(bytes.fromhex(signatur), text)
    except (ValueError, InvalidSignature):
        return False
    return True


def _lege_an(ort: Path) -> None:
    """Whoever comes first makes the key."""
    try:
        griff = os.open(ort, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(griff, "w", encoding="ascii") as datei:
        datei.write(secrets.token_hex(32) + "\n")


def _lies(ort: Path) -> list[str]:
    worte = ort.read_text(encoding="ascii", errors="replace").split()
    if not worte or any(re.fullmatch("[0-9a-f]{64}", wort) is None for wort in worte):
        raise EinstellungUngueltig(
            f"Die Datei {ort} enthält keine Schlüssel aus je 64 Hexzeichen. "
            "Bitte spielen Sie sie aus der Sicherung zurück."
        )
    return worte


def _privat(geheim: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(geheim))


def _oeffentlich(geheim: str) -> str:
    return _privat(geheim).public_key().public_bytes_raw().hex()

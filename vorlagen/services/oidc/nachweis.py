"""An id_token is believed when it is signed, for us, fresh, and the answer to our own question (Core § 3.1.3.7)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import jwt

from vorlagen.einlass import Oidc
from vorlagen.services.oidc.antworten import abgelehnt

VERFAHREN: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that we believe. None is not one, and a shared secret proves nothing about who signed."""
UHRENUNTERSCHIED: Final = 60
Schluessel = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ausweis:
    """Who the directory says they are. `nachweis` is the id_token itself, wanted again at the logout."""

    aussteller: str
    kennung: str
    angaben: Mapping[str, Any]
    nachweis: str

    def angabe(self, name: str) -> Any:
        """A claim by its name, or by the way to it: `realm_access.roles`; None if there is none."""
        if name in self.angaben:
            return self.angaben[name]
        wert: Any = self.angaben
        for teil in name.split("."):
            wert = wert.get(teil) if isinstance(wert, Mapping) else None
        return wert


def pruefe(
    nachweis: object, oidc: Oidc, *, nonce: str, schluessel: Callable[[bool], Sequence[Schluessel]]
) -> dict[str, Any]:
    """The claims. `schluessel` gives the directory's keys, asked with True once more if none fits: it may be new.

    Raises `AnmeldungAbgelehnt`.
    """
    if not isinstance(nachweis, str):
        raise abgelehnt("no id_token")
    try:
        kopf = jwt.get_unverified_header(nachweis)
        verfahren = kopf.get("alg")
        if verfahren not in VERFAHREN:
            raise abgelehnt("an id_token signed by %r", verfahren)
        angaben: dict[str, Any] = jwt.decode(
            nachweis,
            jwt.PyJWK(_passender(schluessel, kopf.get("kid"), verfahren), algorithm=verfahren),
            algorithms=[verfahren],
            audience=oidc.client_id,
            issuer=oidc.aussteller,
            leeway=UHRENUNTERSCHIED,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as fehler:
        raise abgelehnt("%s: %s", type(fehler).__name__, fehler) from fehler
    mehrere = isinstance(angaben["aud"], list) and len(angaben["aud"]) > 1
    if angaben.get("azp", None if mehrere else oidc.client_id) != oidc.client_id:
        raise abgelehnt("an id_token for another client")
    if not secrets.compare_digest(str(angaben["nonce"]).encode(), nonce.encode()):
        raise abgelehnt("another nonce")
    if oidc.acr and angaben.get("acr") not in oidc.acr:  # asked for by acr_values, which a directory may ignore
        raise abgelehnt("a login of strength %r", angaben.get("acr"))
    if not (0 < len(angaben["sub"]) <= 255 and angaben["sub"].isascii() and angaben["sub"].isprintable()):
        raise abgelehnt("no usable sub")
    return angaben


def _passender(schluessel: Callable[[bool], Sequence[Schluessel]], kid: object, verfahren: str) -> Schluessel:
    for noch_einmal in (False, True):
        passende = [
            eines
            for eines in schluessel(noch_einmal)
            if eines.get("use", "sig") == "sig"
            and eines.get("alg", verfahren) == verfahren
            and (kid is None or eines.get("kid") == kid)
        ]
        if len(passende) == 1:
            return passende[0]
    raise abgelehnt("%s keys fit kid %r", len(passende), kid)

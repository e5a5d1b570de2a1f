"""An id_token is believed when it is signed, for us, fresh, and the answer to our own question (Core § 3.1.3.7)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import jwt

from vorlagen.einlass import Oidc
from vorlagen.services.oidc.antworten import abgelehnt

VERFAHREN: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that we believe. None is not one, and a shared secret proves nothing about who signed."""
UHRENUNTERSCHIED: Final = 60
ABMELDUNG: Final = "http://schemas.openid.net/event/backchannel-logout"
ABMELDUNG_GILT: Final = 120
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
    angaben = _gelesen(nachweis, oidc, schluessel, ["iss", "sub", "aud", "exp", "iat", "nonce"])
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


def pruefe_abmeldung(marke: object, oidc: Oidc, *, schluessel: Callable[[bool], Sequence[Schluessel]]) -> str:
    """Whose sessions a logout token ends: the `sub` (Back-Channel Logout 1.0 § 2.6). Raises `AnmeldungAbgelehnt`.

    One that is older than two minutes is refused, so that it is of no use to whoever finds it later. One with a `sid`
    only is refused, too: we ask for none.
    """
    angaben = _gelesen(marke, oidc, schluessel, ["iss", "sub", "aud", "iat", "jti", "events"])
    ereignisse = angaben["events"]
    if not isinstance(ereignisse, Mapping) or not isinstance(ereignisse.get(ABMELDUNG), Mapping):
        raise abgelehnt("a token that is about no logout")
    if "nonce" in angaben:
        raise abgelehnt("a logout token with a nonce: it may be an id_token")
    if time.time() - float(angaben["iat"]) > ABMELDUNG_GILT:
        raise abgelehnt("an old logout token")
    return str(angaben["sub"])


def _gelesen(
    nachweis: object, oidc: Oidc, schluessel: Callable[[bool], Sequence[Schluessel]], verlangt: list[str]
) -> dict[str, Any]:
    """What a token says, if the directory has signed it for us and it still holds."""
    if not isinstance(nachweis, str):
        raise abgelehnt("no token")
    try:
        kopf = jwt.get_unverified_header(nachweis)
        verfahren = kopf.get("alg")
        if verfahren not in VERFAHREN:
            raise abgelehnt("a token signed by %r", verfahren)
        angaben: dict[str, Any] = jwt.decode(
            nachweis,
            jwt.PyJWK(_passender(schluessel, kopf.get("kid"), verfahren), algorithm=verfahren),
            algorithms=[verfahren],
            audience=oidc.client_id,
            issuer=oidc.aussteller,
            leeway=UHRENUNTERSCHIED,
            options={"require": verlangt},
        )
    except jwt.PyJWTError as fehler:
        raise abgelehnt("%s: %s", type(fehler).__name__, fehler) from fehler
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

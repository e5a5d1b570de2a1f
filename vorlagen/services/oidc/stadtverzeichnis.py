"""The town's directory, as its client: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636).

Signatures are checked by PyJWT; the few requests around them are our own, because every one goes through
`vorlagen.netz`.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final
from urllib.parse import quote_plus, urlencode

from vorlagen.einlass import Oidc
from vorlagen.fehler import AbrufGescheitert
from vorlagen.netz import Grenzen, hole, pruefe_ziel, sende
from vorlagen.services.oidc.antworten import abgelehnt, als_json
from vorlagen.services.oidc.nachweis import Ausweis, Schluessel, pruefe, pruefe_abmeldung

_HALTBAR: Final = 3600.0
_FRUEHESTENS: Final = 10.0
"""Seconds after which keys are read again because of one that we do not know, and a directory that did not answer."""
_ADRESSEN: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint")


@dataclass(frozen=True, slots=True)
class Vorhaben:
    """A login under way. It stays in the browser that began it; nobody else can bring it to an end."""

    state: str
    nonce: str
    pruefwort: str


class Stadtverzeichnis:
    """The directory as it describes itself, and its keys: read when first needed, kept for an hour."""

    def __init__(self, oidc: Oidc, grenzen: Grenzen) -> None:
        self._oidc, self._grenzen, self._schloss = oidc, grenzen, Lock()
        self._beschreibung: dict[str, Any] = {}
        self._schluessel: list[Schluessel] = []
        self._gelesen = self._schluessel_gelesen = self._gescheitert = float("-inf")

    def beginne(self, rueckweg: str) -> tuple[str, Vorhaben]:
        """Where to send the browser, and what it must keep until it comes back to `rueckweg`."""
        vorhaben = Vorhaben(*(secrets.token_urlsafe(32) for _ in range(3)))
        abdruck = base64.urlsafe_b64encode(hashlib.sha256(vorhaben.pruefwort.encode()).digest()).rstrip(b"=")
        frage = {
            "response_type": "code",
            "client_id": self._oidc.client_id,
            "redirect_uri": rueckweg,
            "scope": " ".join(self._oidc.zuordnung.umfang),
            "state": vorhaben.state,
            "nonce": vorhaben.nonce,
            "code_challenge": abdruck.decode(),
            "code_challenge_method": "S256",
            **({"acr_values": " ".join(self._oidc.acr)} if self._oidc.acr else {}),
        }
        return _mit_frage(self._lies_beschreibung()["authorization_endpoint"], frage), vorhaben

    def loese_ein(self, code: str, vorhaben: Vorhaben, *, rueckweg: str, iss: str | None) -> Ausweis:
        """Who came back. `iss` is what the answer says of its sender (RFC 9207).

        Raises `AnmeldungAbgelehnt` for whatever cannot be trusted, `AbrufGescheitert`, `AdresseVerweigert`.
        """
        beschreibung = self._lies_beschreibung()
        verlangt = beschreibung.get("authorization_response_iss_parameter_supported") is True
        if (iss is not None or verlangt) and iss != self._oidc.aussteller:
            raise abgelehnt("the answer names %r as its sender", iss)
        antworten = self._tausche_ein(code, vorhaben, rueckweg, beschreibung)
        nachweis = antworten.get("id_token")
        angaben = pruefe(nachweis, self._oidc, nonce=vorhaben.nonce, schluessel=self._lies_schluessel)
        zugang = antworten.get("access_token")
        if isinstance(zugang, str) and "userinfo_endpoint" in beschreibung:
            angaben = {**self._frage_nach(angaben["sub"], zugang, beschreibung["userinfo_endpoint"]), **angaben}
        return Ausweis(self._oidc.aussteller, angaben["sub"], angaben, str(nachweis))

    def abgemeldet(self, marke: object) -> str:
        """Whom the directory says to have logged out there, by their `sub`. Raises as `loese_ein`."""
        return pruefe_abmeldung(marke, self._oidc, schluessel=self._lies_schluessel)

    def abmeldeziel(self, nachweis: str, *, danach: str) -> str | None:
        """Where a browser ends its login at the directory (RP-Initiated Logout 1.0); None if that is not offered."""
        ziel = self._lies_beschreibung().get("end_session_endpoint")
        if ziel is None:
            return None
        frage = {"client_id": self._oidc.client_id, "post_logout_redirect_uri": danach}
        return _mit_frage(ziel, {**frage, "id_token_hint": nachweis} if nachweis else frage)

    def _lies_beschreibung(self) -> dict[str, Any]:
        with self._schloss:
            if time.monotonic() - self._gelesen < _HALTBAR:
                return self._beschreibung
            if time.monotonic() - self._gescheitert < _FRUEHESTENS:  # not everybody shall wait for it in turn
                raise AbrufGescheitert(
                    "Das Verzeichnis antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal."
                )
            self._gescheitert = time.monotonic()
            url = f"{self._oidc.aussteller.rstrip('/')}/.well-known/openid-configuration"
            beschreibung = als_json(hole(url, self._grenzen))
            if beschreibung.get("issuer") != self._oidc.aussteller:
                raise abgelehnt("the description is of %r", beschreibung.get("issuer"))
            for name in _ADRESSEN:
                if name in beschreibung or name in _ADRESSEN[:3]:
                    self._pruefe_adresse(beschreibung.get(name))
            self._beschreibung, self._gelesen = beschreibung, time.monotonic()
            self._gescheitert = float("-inf")
            return beschreibung

    def _pruefe_adresse(self, url: object) -> None:
        """What is secret must not leave a directory that is reached by https unencrypted."""
        if pruefe_ziel(str(url)).schema != "https" and self._oidc.aussteller.startswith("https:"):
            raise abgelehnt("the description names an address without https")

    def _tausche_ein(
        self, code: str, vorhaben: Vorhaben, rueckweg: str, beschreibung: Mapping[str, Any]
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": rueckweg,
            "code_verifier": vorhaben.pruefwort,
        }
        kopf = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        geheimnis = self._oidc.client_secret
        wege = beschreibung.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if geheimnis and "client_secret_basic" in wege:
            paar = f"{quote_plus(self._oidc.client_id)}:{quote_plus(geheimnis)}"  # RFC 6749 § 2.3.1
            kopf["Authorization"] = f"Basic {base64.b64encode(paar.encode()).decode()}"
        else:
            form |= {"client_id": self._oidc.client_id, **({"client_secret": geheimnis} if geheimnis else {})}
        return als_json(sende(beschreibung["token_endpoint"], urlencode(form).encode(), self._grenzen, kopf=kopf))

    def _lies_schluessel(self, noch_einmal: bool) -> list[Schluessel]:
        adresse = self._lies_beschreibung()["jwks_uri"]
        with self._schloss:
            if time.monotonic() - self._schluessel_gelesen >= (_FRUEHESTENS if noch_einmal else _HALTBAR):
                gelesen = als_json(hole(adresse, self._grenzen)).get("keys")
                self._schluessel = [eines for eines in gelesen or () if isinstance(eines, dict)]
                self._schluessel_gelesen = time.monotonic()
            return self._schluessel

    def _frage_nach(self, kennung: str, zugang: str, adresse: str) -> dict[str, Any]:
        """What the directory tells besides; it must speak of the same person (Core § 5.3.2)."""
        angaben = als_json(hole(adresse, self._grenzen, kopf={"Authorization": f"Bearer {zugang}"}))
        if angaben.get("sub") != kennung:
            raise abgelehnt("userinfo speaks of somebody else")
        return angaben


def _mit_frage(adresse: str, frage: Mapping[str, str]) -> str:
    return f"{adresse}{'&' if '?' in adresse else '?'}{urlencode(frage)}"

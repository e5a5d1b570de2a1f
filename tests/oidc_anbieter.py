"""A small directory that speaks OpenID Connect, as a process of its own: `python -m tests.oidc_anbieter PORT`.

It keeps to the rules unless it is told not to: POST /steuerung {"unart": …, "angaben": {…}, "sofort": true}.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, GEHEIMNIS = "vorlagen", "ein:geheimes/Wort+ü"
PERSONEN = {
    "kai": {"sub": "k-1", "preferred_username": "kai", "name": "Kai Kassenwart", "email": "kai@example.org",
            "email_verified": True, "groups": ["kaemmerei"]},
    "nora": {"sub": "n-9", "preferred_username": "nora.neu", "name": "Nora Neu", "email": "nora@linden.example",
             "email_verified": True, "groups": ["gremiendienst", "kantine"]},
}  # fmt: skip


def _schluessel() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Anbieter:
    """What the directory knows, and how it behaves at the moment."""

    def __init__(self, port: int) -> None:
        self.aussteller = f"http://127.0.0.1:{port}"
        self.schluessel = {"erster": _schluessel()}
        self.fremder = _schluessel()
        self.codes: dict[str, dict[str, Any]] = {}
        self.steuerung: dict[str, Any] = {}
        self.abgemeldet: list[dict[str, str]] = []

    def beschreibung(self) -> dict[str, Any]:
        iss = {"issuer": "http://127.0.0.1:9"} if self.steuerung.get("unart") == "beschreibung" else {}
        wege = {f"{name}_endpoint": f"{self.aussteller}/{name}" for name in ("authorization", "token", "userinfo")}
        return {
            "issuer": self.aussteller, **wege, "jwks_uri": f"{self.aussteller}/jwks",
            "end_session_endpoint": f"{self.aussteller}/abmelden", "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True,
            "id_token_signing_alg_values_supported": ["RS256"], "subject_types_supported": ["public"], **iss,
        }  # fmt: skip

    def schluesselbund(self) -> dict[str, Any]:
        bund = [{**_oeffentlich(s), "kid": kid, "use": "sig", "alg": "RS256"} for kid, s in self.schluessel.items()]
        return {"keys": [{"kty": "oct", "k": "AAAA", "kid": "keiner"}, *bund]}

    def rueckweg(self, frage: dict[str, str], wer: str) -> str:
        assert frage["response_type"] == "code"
        assert frage["client_id"] == CLIENT
        assert frage["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**frage, "wer": wer}
        unart = self.steuerung.get("unart")
        zurueck = {"code": code, "state": frage["state"], "iss": self.aussteller}
        if unart == "verwechslung":
            zurueck["iss"] = "https://anderer.example"
        elif unart == "ohne_iss":
            del zurueck["iss"]
        elif unart == "abgesagt":
            zurueck = {"error": "access_denied", "error_description": "<b>nein</b>", "state": frage["state"]}
        return f"{frage['redirect_uri']}?{urlencode(zurueck)}"

    def tausche(self, form: dict[str, str], ausweis: str) -> tuple[int, dict[str, Any]]:
        frage = self.codes.pop(form.get("code", ""), None)
        if frage is None or form["redirect_uri"] != frage["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if _b64(hashlib.sha256(form["code_verifier"].encode()).digest()) != frage["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        paar = urlencode({CLIENT: GEHEIMNIS}).replace("=", ":")
        ohne_geheimnis = form.get("client_id") == CLIENT and not ausweis
        if not ohne_geheimnis and base64.b64decode(ausweis.removeprefix("Basic ")).decode() != paar:
            return 401, {"error": "invalid_client"}
        angaben = {**PERSONEN[frage["wer"]], **self.steuerung.get("angaben", {})}
        return 200, {"access_token": frage["wer"], "token_type": "Bearer", "id_token": self.nachweis(frage, angaben)}

    def abmeldemarke(self, **anders: Any) -> str:
        """A logout token; a claim that is None is left out."""
        jetzt = int(time.time())
        ereignis: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        marke = {"iss": self.aussteller, "aud": CLIENT, "sub": "k-1", "iat": jetzt, "exp": jetzt + 120, "jti": "1"}
        angaben = {**marke, "events": ereignis, **anders}
        gegeben = {name: wert for name, wert in angaben.items() if wert is not None}
        schluessel = self.fremder if anders.get("jti") == "fremd" else self.schluessel["erster"]
        return jwt.encode(gegeben, schluessel, algorithm="RS256", headers={"kid": "erster", "typ": "logout+jwt"})

    def nachweis(self, frage: dict[str, str], angaben: dict[str, Any]) -> str:
        jetzt, unart = int(time.time()), self.steuerung.get("unart")
        nachweis: dict[str, Any] = {
            "iss": self.aussteller, "aud": CLIENT, "nonce": frage["nonce"], "iat": jetzt, "exp": jetzt + 300,
            "sub": angaben["sub"], **{name: wert for name, wert in angaben.items() if name != "groups"},
        }  # fmt: skip
        abweichung: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "eine andere"}, "aud": {"aud": "jemand"}, "azp": {"aud": [CLIENT, "x"], "azp": "x"},
            "mehrere": {"aud": [CLIENT, "x"]}, "abgelaufen": {"exp": jetzt - 120}, "zukunft": {"iat": jetzt + 600},
            "aussteller": {"iss": "https://anderer.example"}, "uhr": {"iat": jetzt + 30, "exp": jetzt - 30},
            "sub": {"sub": 7}, "leer": {"sub": ""}, "nul": {"sub": "k\0"},
        }  # fmt: skip
        nachweis |= abweichung.get(str(unart), {})
        for weg in {"ohne_nonce": ["nonce"], "ohne_exp": ["exp"], "ohne_aud": ["aud"]}.get(str(unart), []):
            del nachweis[weg]
        if unart == "alg_none":
            return jwt.encode(nachweis, "", algorithm="none", headers={"kid": "erster"})
        if unart == "hs256":
            return _hs256(nachweis, json.dumps(_oeffentlich(self.schluessel["erster"])))
        kid = list(self.schluessel)[-1]
        schluessel = self.fremder if unart == "fremder_schluessel" else self.schluessel[kid]
        kopf = {"kid": "nie gesehen" if unart == "fremdes_kid" else kid}
        fertig = jwt.encode(nachweis, schluessel, algorithm="RS256", headers=kopf)
        return f"{fertig[:-8]}AAAAAAAA" if unart == "verfaelscht" else fertig


def _oeffentlich(schluessel: rsa.RSAPrivateKey) -> dict[str, Any]:
    return dict(RSAAlgorithm.to_jwk(schluessel.public_key(), as_dict=True))


def _hs256(nachweis: dict[str, Any], schluessel: str) -> str:
    """Signed with what everybody knows, the public key; PyJWT rightly refuses to do it."""
    teile = [_b64(json.dumps(teil).encode()) for teil in ({"alg": "HS256", "kid": "erster"}, nachweis)]
    return ".".join([*teile, _b64(hmac.digest(schluessel.encode(), ".".join(teile).encode(), "sha256"))])


def _b64(roh: bytes) -> str:
    return base64.urlsafe_b64encode(roh).rstrip(b"=").decode()


class Tuer(BaseHTTPRequestHandler):
    """The doors of the directory."""

    anbieter: Anbieter

    def do_GET(self) -> None:
        weg, frage = urlsplit(self.path).path, {n: w[0] for n, w in parse_qs(urlsplit(self.path).query).items()}
        anbieter, unart = self.anbieter, self.anbieter.steuerung.get("unart")
        if weg == "/.well-known/openid-configuration":
            self._json(200, anbieter.beschreibung())
        elif weg == "/jwks":
            self._json(200, anbieter.schluesselbund())
        elif weg == "/userinfo":
            zugang = self.headers.get("Authorization", "").removeprefix("Bearer ")
            angaben = {**PERSONEN[zugang], **anbieter.steuerung.get("angaben", {})}
            self._json(200, {**angaben, "sub": "jemand anders"} if unart == "userinfo" else angaben)
        elif weg == "/authorization" and (wer := frage.get("als") or anbieter.steuerung.get("sofort")):
            self._weiter(anbieter.rueckweg(frage, wer))
        elif weg == "/authorization":
            wahl = "".join(f'<p><a href="{self.path}&als={wer}">{wer}</a></p>' for wer in PERSONEN)
            self._schreibe(200, f"<!doctype html><title>Verzeichnis</title><h1>Wer sind Sie?</h1>{wahl}", "text/html")
        elif weg == "/abmelden":
            anbieter.abgemeldet.append(frage)
            self._weiter(frage["post_logout_redirect_uri"])
        else:
            self._json(404, {"abgemeldet": anbieter.abgemeldet})

    def do_POST(self) -> None:
        roh = self.rfile.read(int(self.headers["Content-Length"])).decode()
        unart = self.anbieter.steuerung.get("unart")
        if self.path == "/steuerung":
            self.anbieter.steuerung = json.loads(roh)
            if self.anbieter.steuerung.get("unart") == "neuer_schluessel":
                self.anbieter.schluessel[f"neuer-{len(self.anbieter.schluessel)}"] = _schluessel()
            self._json(200, {})
        elif self.path == "/abmeldemarke":
            self._json(200, {"logout_token": self.anbieter.abmeldemarke(**json.loads(roh))})
        elif unart == "kaputt":
            self._schreibe(500, "<h1>500</h1>", "text/html")
        elif unart == "html":
            self._schreibe(200, "<h1>200</h1>", "text/html")
        elif unart == "weiterleitung":
            self._weiter("http://169.254.169.254/token")
        elif unart == "riese":
            self._schreibe(200, "x" * 2_000_000, "application/json")
        else:
            form = {name: werte[0] for name, werte in parse_qs(roh).items()}
            self._json(*self.anbieter.tausche(form, self.headers.get("Authorization", "")))

    def log_message(self, *_worte: Any) -> None:
        """Nothing."""

    def _weiter(self, ziel: str) -> None:
        self.send_response(302)
        self.send_header("Location", ziel)
        self.end_headers()

    def _json(self, status: int, inhalt: dict[str, Any]) -> None:
        self._schreibe(status, json.dumps(inhalt), "application/json")

    def _schreibe(self, status: int, text: str, art: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", art)
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    PORT = int(sys.argv[1])
    Tuer.anbieter = Anbieter(PORT)
    ThreadingHTTPServer(("127.0.0.1", PORT), Tuer).serve_forever()

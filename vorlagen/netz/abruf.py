"""Asking another server something: to a checked address, within a time, up to a size, through no proxy.

`http.client` and not a larger library, because its `connect()` is the documented place where a connection is made:
there the checked address goes in, while TLS still holds the certificate against the name.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Final
from urllib.parse import urljoin

from vorlagen.fehler import AbrufGescheitert, AdresseVerweigert
from vorlagen.netz.adressen import Netze, Ziel, loese_auf, pruefe_ziel

WEITERLEITUNGEN: Final = 3
_WEITER: Final = frozenset({301, 302, 303, 307, 308})
_STUECK: Final = 65536
_VERTRAULICH: Final = frozenset({"authorization", "cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """What one request may cost: `sekunden` to the last byte of the last redirect, `bytes_` of the answer's body.

    A resolver that keeps us waiting is not interrupted; its own patience (resolv.conf) comes on top.
    `erlaubte` are networks of the house's own (VORLAGEN_ERLAUBTE_NETZE).
    """

    erlaubte: Netze = ()
    sekunden: float = 10.0
    bytes_: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Antwort:
    """What came back. Header names are in lower case; `url` is where it came from in the end."""

    status: int
    kopf: Mapping[str, str]
    koerper: bytes
    url: str


def hole(url: str, grenzen: Grenzen, *, kopf: Mapping[str, str] | None = None) -> Antwort:
    """GET. Follows up to three redirects, each through the guard, never from https to http.

    Raises `AdresseVerweigert` (we will not go there) or `AbrufGescheitert` (nobody answered, too late, too much).
    An answer of any status is an answer.
    """
    ende = time.monotonic() + grenzen.sekunden
    koepfe = dict(kopf or {})
    ziel = pruefe_ziel(url)
    for _ in range(WEITERLEITUNGEN + 1):
        antwort = _frage("GET", ziel, url, None, koepfe, grenzen, ende)
        if antwort.status not in _WEITER or "location" not in antwort.kopf:
            return antwort
        url = _woanders(url, antwort.kopf["location"])
        naechstes = pruefe_ziel(url)
        if (ziel.schema, naechstes.schema) == ("https", "http"):
            raise AdresseVerweigert(f"{ziel.host} leitet auf eine unverschlüsselte Adresse weiter.")
        if naechstes.herkunft != ziel.herkunft:
            koepfe = {name: wert for name, wert in koepfe.items() if name.lower() not in _VERTRAULICH}
        ziel = naechstes
    raise AdresseVerweigert(f"{ziel.host} leitet zu oft weiter.")


def sende(url: str, koerper: bytes, grenzen: Grenzen, *, kopf: Mapping[str, str] | None = None) -> Antwort:
    """POST. A redirect is not followed: what is sent is meant for this address and no other. Raises as `hole`."""
    ende = time.monotonic() + grenzen.sekunden
    return _frage("POST", pruefe_ziel(url), url, koerper, dict(kopf or {}), grenzen, ende)


def _woanders(url: str, wohin: str) -> str:
    try:
        return urljoin(url, wohin)
    except ValueError as fehler:
        raise AdresseVerweigert("Der Server leitet auf eine Adresse weiter, die keine ist.") from fehler


def _frage(
    methode: str, ziel: Ziel, url: str, koerper: bytes | None, kopf: dict[str, str], grenzen: Grenzen, ende: float
) -> Antwort:
    adressen = loese_auf(ziel, grenzen.erlaubte)
    leitung = _Leitung(ziel, adressen, ende)
    try:
        leitung.request(methode, ziel.pfad, koerper, {"Host": ziel.kopf, "Connection": "close", **kopf})
        with leitung.getresponse() as antwort:
            koepfe = {name.lower(): wert for name, wert in antwort.getheaders()}
            if koepfe.get("content-encoding", "identity").lower() != "identity":
                raise AbrufGescheitert(f"{ziel.host} antwortet verpackt, obwohl das nicht verlangt war.")
            gelesen = _lies(antwort, ziel, grenzen.bytes_)
        if time.monotonic() >= ende:  # hung up by our own clock, which looks like an end
            raise TimeoutError
        return Antwort(antwort.status, koepfe, gelesen, url)
    except (OSError, http.client.HTTPException, ValueError) as fehler:
        if time.monotonic() >= ende:
            raise AbrufGescheitert(f"{ziel.host} hat nicht rechtzeitig geantwortet.") from fehler
        raise AbrufGescheitert(f"{ziel.host} antwortet nicht: {type(fehler).__name__}.") from fehler
    finally:
        leitung.lege_auf()


def _lies(antwort: http.client.HTTPResponse, ziel: Ziel, hoechstens: int) -> bytes:
    gelesen = bytearray()
    while stueck := antwort.read(min(_STUECK, hoechstens + 1 - len(gelesen))):
        gelesen += stueck
        if len(gelesen) > hoechstens:
            raise AbrufGescheitert(f"{ziel.host} antwortet mit mehr als {hoechstens} Bytes.")
    if antwort.length:
        raise http.client.IncompleteRead(b"", antwort.length)
    return bytes(gelesen)


class _Leitung(http.client.HTTPConnection):
    """A connection to one of the checked addresses, with the certificate checked against the name.

    A clock hangs up when the time is over, whatever the line is waiting for: handshake, header, a byte a second.
    """

    def __init__(self, ziel: Ziel, adressen: tuple[str, ...], ende: float) -> None:
        super().__init__(ziel.host, ziel.port)
        self._ziel, self._adressen, self._ende = ziel, adressen, ende
        self._uhr = Timer(max(0.0, ende - time.monotonic()), self._haenge_ein)
        self._uhr.daemon = True
        self._anschluss: socket.socket | None = None

    def connect(self) -> None:
        """Try the checked addresses in turn."""
        self._uhr.start()
        self.sock = self._anschluss = self._verbinde()
        if self._ziel.schema == "https":
            sicher = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self._ziel.host.rstrip("."), do_handshake_on_connect=False
            )
            self.sock = self._anschluss = sicher
            sicher.do_handshake()

    def lege_auf(self) -> None:
        """Hang up, and tell nobody to do so later. (`close()` is also called with the answer still to be read.)"""
        self._uhr.cancel()
        self.close()

    def _haenge_ein(self) -> None:
        if self._anschluss is not None:
            with suppress(OSError):
                self._anschluss.shutdown(socket.SHUT_RDWR)

    def _verbinde(self) -> socket.socket:
        letzter: OSError = TimeoutError()
        for adresse in self._adressen:
            frist = self._ende - time.monotonic()
            if frist <= 0:
                raise TimeoutError
            try:
                return socket.create_connection((adresse, self._ziel.port), timeout=frist)
            except OSError as fehler:
                letzter = fehler
        raise letzter

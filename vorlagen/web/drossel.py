"""How often somebody may knock: logins by address in the database, requests of programs by token in this process."""

from __future__ import annotations

import hashlib
import hmac
import time
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from vorlagen.config import Einstellungen
from vorlagen.fehler import ZuVieleAnfragen
from vorlagen.services import grenzen
from vorlagen.web import tuer
from vorlagen.web.oeffentlich.tafel import ist_oeffentlich
from vorlagen.web.oparl.stoerung import ist_oparl

MINUTE: Final = 60.0
DRUCKE_HOECHSTENS: Final = 60
"""So many documents a minute are printed for one address without an account: each keeps the processor busy."""
SICHERUNGEN: Final = 120
"""How often a minute the forms that one person has open may keep what is typed: every three seconds in six windows."""


def zaehle_anmeldung() -> None:
    """Count a try to log in, or to get a new password, for the address it comes from. Raises `ZuVieleAnfragen`."""
    hoechstens = _einstellungen().grenze_anmeldung
    grenzen.zaehle(_schluessel("anmeldung"), hoechstens=hoechstens, jetzt=tuer.jetzt())


def anmeldung_gelungen() -> None:
    """A login that succeeds does not count: behind one address may sit a whole town hall."""
    if _einstellungen().grenze_anmeldung:
        grenzen.gelungen(_schluessel("anmeldung"))


def zaehle_sicherung(person_id: str) -> None:
    """Count what a form keeps by itself, per person in this process. Raises `ZuVieleAnfragen`."""
    zaehler: _Zaehler = current_app.extensions["sicherungen"]
    person = _summe(person_id)
    zaehler.zaehle(person, person, SICHERUNGEN, time.monotonic())


def richte_ein(app: Flask) -> None:
    """Slow down programs that ask without end; each process counts for itself.

    A token counts for itself once it has let somebody in. Made-up ones count for the address that they come from:
    there are always more of them.
    """
    zaehler, drucke = _Zaehler(), _Zaehler()
    app.extensions["sicherungen"] = _Zaehler()

    @app.before_request
    def _bremse() -> None:
        hoechstens = _einstellungen().grenze_api
        if hoechstens and (tuer.ist_api() or ist_oparl() or ist_oeffentlich()):
            zaehler.zaehle(_token(), _summe(_netz()), hoechstens, time.monotonic())
        if hoechstens and ist_oeffentlich() and request.path.endswith((".docx", ".pdf")):
            drucke.zaehle(b"", _summe(_netz()), DRUCKE_HOECHSTENS, time.monotonic())

    @app.after_request
    def _gilt(antwort: Response) -> Response:
        if tuer.ist_api() and tuer.ist_angemeldet() and _einstellungen().grenze_api:
            zaehler.erkenne(_token())
        return antwort


class _Zaehler:
    """Requests per key and minute; what is older than a minute is forgotten at the turn."""

    def __init__(self) -> None:
        self._beginn, self._zahlen, self._schloss = 0.0, dict[bytes, int](), Lock()
        self._bekannte = set[bytes]()

    def zaehle(self, token: bytes, netz: bytes, hoechstens: int, uhr: float) -> None:
        with self._schloss:
            if uhr - self._beginn >= MINUTE:
                self._bekannte &= self._zahlen.keys()
                self._beginn, self._zahlen = uhr, {}
            schluessel = token if token in self._bekannte else netz
            self._zahlen[schluessel] = anzahl = self._zahlen.get(schluessel, 0) + 1
            rest = self._beginn + MINUTE - uhr
        if anzahl > hoechstens:
            raise ZuVieleAnfragen(max(1, round(rest)))

    def erkenne(self, token: bytes) -> None:
        with self._schloss:
            self._bekannte.add(token)
            self._zahlen.setdefault(token, 1)


def _token() -> bytes:
    return _summe(request.headers.get("Authorization", "").partition(" ")[2].strip())


def _summe(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _schluessel(zweck: str) -> str:
    geheimnis = _einstellungen().secret_key.encode()
    return hmac.new(geheimnis, f"{zweck}|{_netz()}".encode(), hashlib.sha256).hexdigest()


def _netz() -> str:
    """The caller's address behind the trusted proxies; of IPv6 the /64, which one household has to itself."""
    try:
        ip = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip) if ip.version == 4 else str(int(ip) >> 64)


def _einstellungen() -> Einstellungen:
    einstellungen: Einstellungen = current_app.config["EINSTELLUNGEN"]
    return einstellungen

"""The gate before every door: by which name we were called, and whom the proxy before us vouches for."""

from __future__ import annotations

import re
import time
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session

from vorlagen.config import Einstellungen
from vorlagen.fehler import AdresseUnbekannt
from vorlagen.services import stammdaten
from vorlagen.web import tuer
from vorlagen.web.oparl.stoerung import ist_oparl

OHNE_NAMEN: Final = frozenset({"/healthz", "/readyz"})
"""What load balancers ask by bare address; nothing there leads anywhere."""
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+?)\.?(:\d{1,5})?")
_HALTBAR: Final = 60.0
_OERTLICH: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


def richte_ein(app: Flask, einstellungen: Einstellungen) -> None:
    """Answer only to our own names; a server that listens on its own machine only has all names of that machine.

    The port does not count: proxies drop it or keep it as they like.
    """
    namen = {_name(urlsplit(url).netloc) for url in einstellungen.adressen}
    eigene = namen | _OERTLICH if namen & _OERTLICH else namen
    staedte = _Stadtadressen()

    @app.before_request
    def _nur_eigene_namen() -> None:
        name = _name(request.environ.get("HTTP_HOST", ""))
        if request.path not in OHNE_NAMEN and name not in eigene and not (name and staedte.hat(name)):
            raise AdresseUnbekannt(
                "Unter dieser Adresse ist die Anwendung nicht eingerichtet. Bitte prüfen Sie die Adresse; die IT "
                "findet die gültigen in VORLAGEN_BASE_URL und VORLAGEN_WEITERE_ADRESSEN."
            )

    @app.before_request
    def _noch_dieselbe_person() -> None:
        """Who changed places at the proxy must not go on in the name of the one before."""
        gemerkt = None if ist_oparl() else session.get("verbuergt")
        if gemerkt is not None and verbuergter_name() not in (None, gemerkt):
            tuer.melde_ab()


def merke_buergschaft(name: str) -> None:
    """This login stands on the proxy's word."""
    session["verbuergt"] = name


def verbuergter_name() -> str | None:
    """The login name that a trusted proxy names in the header agreed upon; None if there is none to believe.

    Who really speaks to us counts, not whom X-Forwarded-For names. A header from elsewhere is written to the log.
    """
    einlass = current_app.config["EINSTELLUNGEN"].einlass
    name = request.headers.get(einlass.kopfzeile, "").strip().lower() if einlass.kopfzeile else ""
    if not name:
        return None
    try:
        von = ip_address(_gegenueber())
    except ValueError:
        von = None
    if von is None or not any(von.version == netz.version and von in netz for netz in einlass.kopfzeile_von):
        current_app.logger.warning("%s from %s is not believed", einlass.kopfzeile, von)
        return None
    return name


class _Stadtadressen:
    """The names under which the towns are reached, asked anew after a minute: a stranger's guesses cost nothing."""

    def __init__(self) -> None:
        self._namen, self._gelesen = frozenset[str](), float("-inf")

    def hat(self, name: str) -> bool:
        if time.monotonic() - self._gelesen > _HALTBAR:
            self._namen = frozenset(_name(urlsplit(adresse).netloc) for adresse in stammdaten.adressen())
            self._gelesen = time.monotonic()
        return name in self._namen


def _gegenueber() -> str:
    """The address at the other end of the line, whatever proxies say."""
    vor_proxies = request.environ.get("werkzeug.proxy_fix.orig") or request.environ
    return str(vor_proxies.get("REMOTE_ADDR") or "")


def _name(host: str) -> str:
    fund = _HOST.fullmatch(host.lower())
    return fund[1] if fund else ""

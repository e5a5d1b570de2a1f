"""Serving the application with waitress until somebody says stop."""

from __future__ import annotations

import signal
import socket
from _thread import start_new_thread
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Any, NoReturn

from flask import Flask
from waitress.server import create_server

from vorlagen import uhr
from vorlagen.config import Einstellungen
from vorlagen.fehler import EinstellungUngueltig

FAEDEN = 8
KOPF_HOECHSTENS = 64 * 1024
"""Bytes of all headers together; a cookie and a token fit in many times over."""


def horche(app: Flask, *, host: str, port: int) -> Any:
    """Take the port and return the server, which answers once `bediene` runs it. Raises `EinstellungUngueltig`.

    Behind a trusted proxy its headers must reach us; otherwise waitress throws them away.
    """
    einstellungen: Einstellungen = app.config["EINSTELLUNGEN"]
    try:
        anschluss = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as fehler:
        raise EinstellungUngueltig(
            f"An {host}, Port {port}, lässt sich nicht horchen ({fehler.strerror}). "
            "Läuft dort schon etwas? Mit --port lässt sich ein anderer Port wählen."
        ) from fehler
    return create_server(
        app,
        sockets=[anschluss],
        threads=FAEDEN,
        ident=None,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"] + 1,  # what the application would refuse anyway
        max_request_header_size=KOPF_HOECHSTENS,
        clear_untrusted_proxy_headers=einstellungen.proxies == 0,
    )


def bediene(server: Any, app: Flask, *, mit_uhr: bool) -> None:
    """Answer requests until Ctrl-C or SIGTERM; what is under way is brought to an end first."""
    for zeichen in (signal.SIGINT, signal.SIGTERM):
        signal.signal(zeichen, _beende)
    try:
        if mit_uhr:
            with _uhr_im_hintergrund(app):
                server.run()
        else:
            server.run()
    finally:
        server.close()


def halt_bei_signal() -> Event:
    """An event that Ctrl-C and SIGTERM set, for work that looks up in between.

    Set by a thread: the signal may come while this one is about to wait and holds the lock that `set` asks for.
    """
    stop = Event()
    for zeichen in (signal.SIGINT, signal.SIGTERM):
        signal.signal(zeichen, lambda _nummer, _rahmen: start_new_thread(stop.set, ()))
    return stop


@contextmanager
def _uhr_im_hintergrund(app: Flask) -> Iterator[None]:
    stop = Event()
    faden = Thread(target=uhr.laufe, args=(app,), kwargs={"stop": stop}, name="uhr")
    faden.start()
    try:
        yield
    finally:
        stop.set()
        faden.join()


def _beende(_nummer: int, _rahmen: FrameType | None) -> NoReturn:
    raise SystemExit(0)

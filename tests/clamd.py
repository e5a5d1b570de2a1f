"""A virus scanner on this machine that speaks clamd's INSTREAM and knows one virus."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"X5O!P%@AP-made-up-for-tests"


class Clamd:
    """`gesehen`: every file that came whole. With `antwort` it says that, whatever it is shown; "" hangs up."""

    def __init__(self, tuer: socket.socket, antwort: str | None) -> None:
        self._tuer, self._antwort = tuer, antwort
        self.gesehen: list[bytes] = []
        self._faden = threading.Thread(target=self._bediene, daemon=True)
        self._faden.start()

    def _bediene(self) -> None:
        while True:
            try:
                draht, _ = self._tuer.accept()
            except OSError:
                return
            with draht, draht.makefile("rb") as leser:
                assert leser.read(10) == b"zINSTREAM\0"
                inhalt = b""
                while laenge := struct.unpack(">I", leser.read(4))[0]:
                    inhalt += leser.read(laenge)
                self.gesehen.append(inhalt)
                antwort = "stream: Win.Test.EICAR_HDB-1 FOUND" if VIRUS in inhalt else "stream: OK"
                if self._antwort is not None:
                    antwort = self._antwort
                if antwort:
                    draht.sendall(antwort.encode() + b"\0")

    def schliesse(self) -> None:
        self._tuer.shutdown(socket.SHUT_RDWR)
        self._tuer.close()
        self._faden.join()


@contextmanager
def clamd(ort: Path | None = None, antwort: str | None = None) -> Iterator[tuple[str, Clamd]]:
    """Its address as the setting takes it, and the scanner; `ort` is where its socket shall lie."""
    if ort is None:
        tuer = socket.create_server(("127.0.0.1", 0))
        adresse = f"127.0.0.1:{tuer.getsockname()[1]}"
    else:
        tuer = socket.socket(socket.AF_UNIX)
        tuer.bind(str(ort))
        tuer.listen()
        adresse = f"unix:{ort}"
    dienst = Clamd(tuer, antwort)
    try:
        yield adresse, dienst
    finally:
        dienst.schliesse()

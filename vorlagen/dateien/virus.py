"""Asking a ClamAV daemon about a file (clamd's INSTREAM command, clamd(8)): bytes go over the wire, no path does."""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from typing import Final

from vorlagen.fehler import EinstellungUngueltig, PruefungUnmoeglich

STUECK: Final = 64 * 1024
GEDULD: Final = 20.0
"""Seconds for one answer."""

_ADRESSE: Final = re.compile(r"(?:unix:(?P<pfad>/.+)|(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class Virenpruefung:
    """Where the daemon listens: a path of a socket, or host and port."""

    ort: str | tuple[str, int]

    @classmethod
    def aus_adresse(cls, adresse: str) -> Virenpruefung:
        """From `host:port` or `unix:/path`. Raises `EinstellungUngueltig`."""
        fund = _ADRESSE.fullmatch(adresse)
        if fund is None or not 0 < int(fund["port"] or 1) < 65536:
            raise EinstellungUngueltig(
                "VORLAGEN_CLAMAV: gebraucht wird host:port oder unix:/pfad/clamd.sock, nichts anderes."
            )
        return cls(fund["pfad"] or (fund["host"].strip("[]"), int(fund["port"])))

    def suche(self, inhalt: bytes) -> str | None:
        """The name of what was found, None if nothing was. Raises `PruefungUnmoeglich` without an answer."""
        try:
            with self._verbindung() as draht:
                draht.sendall(b"zINSTREAM\0")
                for stelle in range(0, len(inhalt), STUECK):
                    stueck = inhalt[stelle : stelle + STUECK]
                    draht.sendall(struct.pack(">I", len(stueck)) + stueck)
                draht.sendall(struct.pack(">I", 0))
                antwort = _antwort(draht)
        except OSError as fehler:
            raise PruefungUnmoeglich from fehler
        return _gelesen(antwort)

    def _verbindung(self) -> socket.socket:
        if isinstance(self.ort, tuple):
            return socket.create_connection(self.ort, timeout=GEDULD)
        draht = socket.socket(socket.AF_UNIX)
        draht.settimeout(GEDULD)
        try:
            draht.connect(self.ort)
        except OSError:
            draht.close()
            raise
        return draht


def _antwort(draht: socket.socket) -> str:
    gelesen = b""
    while len(gelesen) < 4096 and not gelesen.endswith(b"\0") and (stueck := draht.recv(4096)):
        gelesen += stueck
    return gelesen.rstrip(b"\0\n").decode("utf-8", "replace")


def _gelesen(antwort: str) -> str | None:
    if antwort == "stream: OK":
        return None
    if antwort.startswith("stream: ") and antwort.endswith(" FOUND"):
        name = antwort.removeprefix("stream: ").removesuffix(" FOUND")
        return re.sub(r"[^\w.\-/:+() ]", "", name)[:100] or "unbenannt"
    raise PruefungUnmoeglich

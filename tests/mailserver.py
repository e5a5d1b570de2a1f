"""Two mail servers on this machine: one that behaves, and one that misbehaves on request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ABBRUCH: Final = "hangs up"
SCHWEIGEN: Final = "says nothing until the other side hangs up"
HOEFLICH: Final[Mapping[str, str]] = {
    "banner": "220 hier",
    "EHLO": "250-hier\r\n250 SIZE 10000000",
    "MAIL": "250 gut",
    "RCPT": "250 gut",
    "DATA": "354 bitte",
    "text": "",
    "punkt": "250 angenommen",
    "QUIT": "221 und Schluss",
}


class EigenwilligerServer:
    """Answers as `HOEFLICH` says, but for the steps given.

    `gehoert`: the commands; `angenommen`: the texts that a dot has ended; `roh`: all lines of text that came.
    """

    def __init__(self, **abweichungen: str) -> None:
        self._antworten = {**HOEFLICH, **abweichungen}
        self._tuer = socket.create_server(("127.0.0.1", 0))
        self._faden = threading.Thread(target=self._bediene, daemon=True)
        self.port: int = self._tuer.getsockname()[1]
        self.gehoert: list[str] = []
        self.roh = b""
        self.angenommen: list[bytes] = []
        self.aufgelegt = threading.Event()

    def __enter__(self) -> EigenwilligerServer:
        self._faden.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._faden.join(10)
        self._tuer.close()
        assert not self._faden.is_alive()

    def _bediene(self) -> None:
        gespraech, _ = self._tuer.accept()
        with gespraech, gespraech.makefile("rb") as zeilen:
            gespraech.settimeout(10)
            schritt = "banner"
            while schritt and self._antworte(gespraech, schritt):
                if schritt == "DATA" and self._antworten["DATA"].startswith("354"):
                    schritt = "text"
                elif schritt == "text":
                    schritt = "punkt" if self._lies_text(zeilen) else ""
                else:
                    befehl = zeilen.readline().decode("ascii").strip()
                    schritt = befehl[:4].upper()
                    self.gehoert += [schritt + befehl[4:]] if befehl else []
        self.aufgelegt.set()

    def _antworte(self, gespraech: socket.socket, schritt: str) -> bool:
        antwort = self._antworten[schritt]
        if antwort == SCHWEIGEN:
            while gespraech.recv(4096):
                pass
            return False
        if antwort == ABBRUCH:
            return False
        if antwort:
            gespraech.sendall(antwort.encode() + b"\r\n")
        return schritt != "QUIT"

    def _lies_text(self, zeilen: BinaryIO) -> bool:
        text = b""
        while zeile := zeilen.readline():
            self.roh += zeile
            if zeile == b".\r\n":
                self.angenommen.append(text)
                return True
            text += zeile
        return False


class Briefkasten:
    """Keeps what was delivered, as it came."""

    def __init__(self) -> None:
        self.briefe: list[tuple[str | None, list[str], bytes]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, brief: Envelope) -> str:
        assert isinstance(brief.original_content, bytes)
        self.briefe.append((brief.mail_from, brief.rcpt_tos, brief.original_content))
        return "250 angenommen"


@contextmanager
def postamt(kasten: Briefkasten, **einstellungen: Any) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as frei:
        port: int = frei.getsockname()[1]
    amt = Controller(kasten, hostname="127.0.0.1", port=port, **einstellungen)
    amt.start()
    try:
        yield port
    finally:
        amt.stop()

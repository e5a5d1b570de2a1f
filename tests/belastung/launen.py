"""A mail server with eight faults, which keeps a log of every mail that it has taken over."""

from __future__ import annotations

import random
import re
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum
from typing import Final, cast


class Laune(StrEnum):
    """What it does wrong in one conversation. The last but one two take the mail over and do not say so."""

    ABGEWIESEN = "421 zur Begrüßung"
    KEIN_EMPFAENGER = "451 bei RCPT"
    NACH_DEM_PUNKT = "451 nach dem Punkt"
    MITTEN_IM_TEXT = "legt mitten im Text auf"
    OHNE_ANNAHME = "legt nach dem Punkt auf, ohne anzunehmen"
    NIMMT_UND_GEHT = "nimmt an und legt auf"
    NIMMT_UND_SCHWEIGT = "nimmt an und schweigt"
    SCHWEIGT = "schweigt bei RCPT"


VERSCHWIEGEN: Final = frozenset({Laune.NIMMT_UND_GEHT, Laune.NIMMT_UND_SCHWEIGT})
_SCHWEIGEN: Final = 30.0


@dataclass(frozen=True, slots=True)
class Annahme:
    """One line of the log: the server has taken this mail over. `wann` is `time.monotonic()`.

    `zweifel`: what the outbox said of this very mail at that moment, asked only of a copy of one that was here before.
    """

    message_id: str
    an: str
    vorlage_id: str
    wann: float
    verschwiegen: bool
    zweifel: bool | None


class Buch:
    """What the server has taken over (`annahmen`) and what it did wrong (`launen`); any number of threads write it."""

    def __init__(self, steht_in_zweifel: Callable[[str], bool]) -> None:
        self.annahmen: list[Annahme] = []
        self.launen: Counter[Laune] = Counter()
        self._bekannt: set[str] = set()
        self._steht_in_zweifel = steht_in_zweifel
        self._schloss = threading.Lock()

    def nimm(self, roh: bytes, laune: Laune | None) -> None:
        """Write the mail down before anybody hears that it was taken."""
        mail = message_from_bytes(roh, policy=default)
        text = cast(EmailMessage, mail.get_body(("plain",))).get_content()
        gefunden = re.search(r"/vorlagen/([0-9a-f]{32})", text)
        kennung = str(mail["Message-ID"])
        with self._schloss:
            schon_da = kennung in self._bekannt
            self._bekannt.add(kennung)
        zweifel = self._steht_in_zweifel(kennung) if schon_da else None
        eintrag = Annahme(
            kennung, str(mail["To"]), gefunden[1] if gefunden else "", time.monotonic(), laune in VERSCHWIEGEN, zweifel
        )
        with self._schloss:
            self.annahmen.append(eintrag)

    def merke(self, laune: Laune | None) -> None:
        """Count a fault."""
        if laune:
            with self._schloss:
                self.launen[laune] += 1


@contextmanager
def launisches_amt(buch: Buch, *, port: int, anteil: float, startwert: int) -> Iterator[None]:
    """The server; in so large a share (`anteil`) of its conversations it does something wrong."""
    zufall = random.Random(startwert)  # noqa: S311 - which fault comes when is no secret

    class Gespraech(_Gespraech):
        def laune(self) -> Laune | None:
            return zufall.choice(list(Laune)) if zufall.random() < anteil else None

        def buch(self) -> Buch:
            return buch

    with _Amt(("127.0.0.1", port), Gespraech) as amt:
        faden = threading.Thread(target=amt.serve_forever, kwargs={"poll_interval": 0.05})
        faden.start()
        try:
            yield
        finally:
            amt.shutdown()
            faden.join()


class _Amt(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up, or is killed, is none of our faults."""


class _Gespraech(socketserver.StreamRequestHandler):
    timeout = _SCHWEIGEN

    def laune(self) -> Laune | None:
        raise NotImplementedError

    def buch(self) -> Buch:
        raise NotImplementedError

    def handle(self) -> None:
        laune = self.laune()
        self.buch().merke(laune)
        with suppress(OSError):
            self._fuehre(laune)

    def _fuehre(self, laune: Laune | None) -> None:
        if laune is Laune.ABGEWIESEN:
            return self._sage("421 zu viel zu tun")
        self._sage("220 hier")
        while befehl := self.rfile.readline().decode("ascii", "replace")[:4].strip().upper():
            if befehl == "RCPT" and laune is Laune.SCHWEIGT:
                return self._schweige()
            if befehl == "DATA":
                self._sage("354 bitte")
                if not self._nimm_text(laune):
                    return
            elif befehl == "RCPT" and laune is Laune.KEIN_EMPFAENGER:
                self._sage("451 spaeter")
            else:
                self._sage("221 und Schluss" if befehl == "QUIT" else "250 gut")

    def _nimm_text(self, laune: Laune | None) -> bool:
        """False if the conversation is over."""
        text = b""
        while (zeile := self.rfile.readline()) != b".\r\n":
            if not zeile or (laune is Laune.MITTEN_IM_TEXT and len(text) > 200):
                return False
            text += zeile
        if laune is Laune.OHNE_ANNAHME:
            return False
        if laune is Laune.NACH_DEM_PUNKT:
            self._sage("451 spaeter")
            return True
        self.buch().nimm(text, laune)
        if laune is Laune.NIMMT_UND_SCHWEIGT:
            self._schweige()
        if laune in VERSCHWIEGEN:
            return False
        self._sage("250 angenommen")
        return True

    def _sage(self, antwort: str) -> None:
        self.wfile.write(antwort.encode() + b"\r\n")

    def _schweige(self) -> None:
        while self.rfile.readline():
            pass

"""A real receiver of webhooks: checks each signature as Standard Webhooks says, and keeps what came."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Empfaenger:
    """`antworten` are the next statuses (then 204); `bekommen` are headers and body of what was signed rightly.

    The message with the number `haelt_fest` (from 0) is answered only after `loslassen`.
    """

    port: int = 0
    geheimnis: str = ""
    antworten: list[int] = field(default_factory=list)
    bekommen: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    abgelehnt: int = 0
    haelt_fest: int | None = None
    festgehalten: Event = field(default_factory=Event)
    loslassen: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/haken"

    def nimm(self, kopf: dict[str, str], koerper: bytes) -> int:
        """The status to answer with."""
        schluessel = base64.b64decode(self.geheimnis.removeprefix("whsec_"))
        signiert = f"{kopf['webhook-id']}.{kopf['webhook-timestamp']}.".encode() + koerper
        unterschrift = base64.b64encode(hmac.new(schluessel, signiert, hashlib.sha256).digest()).decode()
        if f"v1,{unterschrift}" not in kopf["webhook-signature"].split(" "):
            self.abgelehnt += 1
            return 401
        self.bekommen.append((kopf, json.loads(koerper)))
        if len(self.bekommen) - 1 == self.haelt_fest:
            self.festgehalten.set()
            self.loslassen.wait(60)
        return self.antworten.pop(0) if self.antworten else 204


@contextmanager
def empfaenger() -> Iterator[Empfaenger]:
    """A receiver on a free port of this machine."""
    einer = Empfaenger()

    class _Tuer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            koerper = self.rfile.read(int(self.headers["Content-Length"]))
            status = einer.nimm({name.lower(): wert for name, wert in self.headers.items()}, koerper)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/anderswo")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_worte: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tuer)
    einer.port = server.server_address[1]
    faden = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    faden.start()
    try:
        yield einer
    finally:
        server.shutdown()
        server.server_close()
        faden.join()

"""A clock that sends one mail and can be stopped, killed and woken at every step of its talk with the mail server.

It runs the real `verschicke_naechste` in a thread of its own; only the wire is replaced, by a `sende` that waits before
each step to be told how it goes on. So what clocks can do to each other happens in an order that can be repeated.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from typing import Final

from flask import Flask

from vorlagen.extensions import ALLE, sicht_oeffnen
from vorlagen.fehler import VersandGescheitert, VersandUngewiss
from vorlagen.mail import Nachricht, Postweg
from vorlagen.services import zustellung
from vorlagen.services.zustellung import Versand

VERSAND: Final = Versand(
    postweg=Postweg("127.0.0.1", 25, frist=2),
    absender="rat@lindenstadt.example",
    basis_url="https://rat.lindenstadt.example",
    geheimnis=b"nur zum Pruefen, und das lange genug",
    domain="lindenstadt.example",
)
TEXT, PUNKT, FERTIG = "der Text ist da", "der Punkt ist vermerkt", "zu Ende"
hier: Final = threading.local()


class Stirb(BaseException):
    """The process is killed: nothing that it would still have done happens."""


class Bote:
    """One clock that sends one mail. `halt`: where it stands and waits; `weiter` says how it goes on from there."""

    def __init__(self, app: Flask, jetzt: datetime, nimm_an: Callable[[Nachricht], None]) -> None:
        self._hin: SimpleQueue[str] = SimpleQueue()
        self._her: SimpleQueue[str] = SimpleQueue()
        self._nimm_an = nimm_an
        self.nachricht: Nachricht | None = None
        self.klage: AssertionError | None = None
        self._faden = threading.Thread(target=self._laufe, args=(app, jetzt), daemon=True)
        self._faden.start()
        self.halt = self._her.get(timeout=60)

    def weiter(self, wie: str) -> None:
        """Go on to the next stop."""
        self._hin.put(wie)
        self.halt = self._her.get(timeout=60)
        if self.klage:
            raise self.klage

    def halte(self, wo: str) -> str:
        """Stand and wait until somebody says how it goes on. Raises `Stirb`."""
        self._her.put(wo)
        if (wie := self._hin.get(timeout=600)) == "stirb":
            raise Stirb
        return wie

    def sende(self, nachricht: Nachricht, vor_dem_punkt: Callable[[], bool]) -> None:
        """The talk with the server, as `vorlagen.mail.sende` tells of it."""
        self.nachricht = nachricht
        if (wie := self.halte(TEXT)) != "gut":
            raise VersandGescheitert("Der Mailserver lehnt ab.", endgueltig=wie == "nie")
        if not vor_dem_punkt():
            raise VersandGescheitert("Der Versand wurde vor dem Abschluss abgebrochen.", endgueltig=False)
        wie = self.halte(PUNKT)
        if wie in ("gut", "verschwiegen", "stirb danach"):
            self._nimm_an(nachricht)
        if wie == "stirb danach":
            raise Stirb
        if wie in ("verschwiegen", "weg"):
            raise VersandUngewiss("Ob die Mail angekommen ist, ist ungewiss.")
        if wie != "gut":
            raise VersandGescheitert("Der Mailserver lehnt ab.", endgueltig=wie == "nie")

    def _laufe(self, app: Flask, jetzt: datetime) -> None:
        hier.bote = self
        try:
            with app.app_context():
                sicht_oeffnen(ALLE)
                zustellung.verschicke_naechste(VERSAND, jetzt=jetzt)
        except AssertionError as klage:
            self.klage = klage
        except Stirb:
            pass
        finally:
            self._her.put(FERTIG)

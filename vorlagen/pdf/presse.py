"""The pool: a few processes with a living LibreOffice each, started when somebody wants a PDF and not before.

Each process of ours has its own; how many of them work at once is counted for the whole installation by locks on
files, which the system gives back whoever dies.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

from vorlagen.druckerei import Druckerei
from vorlagen.fehler import Fachfehler, NichtGefunden, ZuVieleAnfragen
from vorlagen.pdf.bank import Abgelehnt, Bank, Feierabend, Zusammengebrochen, raeume_auf
from vorlagen.pdf.libreoffice import finde, taugt

if sys.platform != "win32":
    import fcntl

JE_PERSON: Final = 2
"""So many PDF files are made for one person at once."""
WARTENDE: Final = 4
"""So many in a process wait for one or make one; who comes then is asked to come again, and the doors stay free."""
KEIN_LIBREOFFICE: Final = "Eine PDF-Datei gibt es hier nicht, weil kein LibreOffice eingerichtet ist."
_UNMOEGLICH: Final = "Die PDF-Datei ließ sich nicht herstellen. Bitte nehmen Sie solange die Word-Datei."
_log = logging.getLogger(__name__)


class UmwandlungUnmoeglich(Fachfehler):
    """LibreOffice made no PDF of it, took too long, or made one that is not what it should be."""

    code = "umwandlung-unmoeglich"


class Presse:
    """The pool of one process. May be shared between threads; ends with the process. `gemacht` counts documents."""

    def __init__(self, druckerei: Druckerei, ordner: Path) -> None:
        self._druckerei, self.ordner = druckerei, ordner
        self._frei: list[Bank] = []
        self._schloss = Lock()
        self._unterwegs: Counter[str] = Counter()
        self.gemacht = 0

    @cached_property
    def programm(self) -> Path | None:
        """Where LibreOffice is, or None without one. Only Linux has the walls that it runs in."""
        eigenes = self._druckerei.libreoffice
        if sys.platform != "linux" or self._druckerei.ohne or (eigenes and not taugt(eigenes)):
            return None
        return eigenes or finde()

    def drucke(
        self, inhalt: bytes, *, endung: str = "docx", wasserzeichen: str = "", fuer: str, fremd: bool = False
    ) -> bytes:
        """The file as LibreOffice prints it, meant as PDF/A-2b with tags; `fuer` is who asks.

        What somebody brought (`fremd`) gets a process of its own, which ends with it: should a file ever get hold of
        LibreOffice, it meets no other town's documents there.

        Raises `NichtGefunden` without LibreOffice, `UmwandlungUnmoeglich` if it fails or takes too long,
        `ZuVieleAnfragen` if too many wait already.
        """
        programm = self.programm
        if programm is None:
            raise NichtGefunden(KEIN_LIBREOFFICE)
        with self.gezaehlt(fuer), self._platz():
            for _ in range(3):  # idle ones may have gone home a moment ago
                bank = Bank(programm, self.ordner, self._druckerei.megabyte) if fremd else self._nimm(programm)
                try:
                    pdf = bank.wandle(inhalt, endung, _optionen(wasserzeichen), self._druckerei.sekunden)
                except Abgelehnt as fehler:
                    self._gib(bank, fremd=fremd)
                    raise _unmoeglich(fehler) from fehler
                except Feierabend:
                    bank.beende()
                except Zusammengebrochen as fehler:
                    bank.beende()
                    raise _unmoeglich(fehler) from fehler
                except BaseException:
                    bank.beende()
                    raise
                else:
                    self._gib(bank, fremd=fremd)
                    return pdf
        raise UmwandlungUnmoeglich(_UNMOEGLICH)

    @contextmanager
    def gezaehlt(self, fuer: str) -> Iterator[None]:
        """Whoever makes something here counts, for this person and in all. Raises `ZuVieleAnfragen`."""
        with self._schloss:
            voll = sum(self._unterwegs.values()) >= max(WARTENDE, self._druckerei.zugleich)
            if voll or self._unterwegs[fuer] >= JE_PERSON:
                raise ZuVieleAnfragen(10)
            self._unterwegs[fuer] += 1
        try:
            yield
        finally:
            with self._schloss:
                self._unterwegs[fuer] -= 1
                self._unterwegs += Counter()  # forgets whoever has none

    def schliesse(self) -> None:
        """End all processes of this pool."""
        with self._schloss:
            baenke, self._frei = self._frei, []
        for bank in baenke:
            bank.beende()
        atexit.unregister(self.schliesse)

    def _nimm(self, programm: Path) -> Bank:
        with self._schloss:
            if self._frei:
                return self._frei.pop()
        atexit.register(self.schliesse)
        raeume_auf(self.ordner)
        return Bank(programm, self.ordner, self._druckerei.megabyte)

    def _gib(self, bank: Bank, *, fremd: bool) -> None:
        with self._schloss:
            self.gemacht += 1
            if not fremd:
                self._frei.append(bank)
        if fremd:
            bank.beende()

    @contextmanager
    def _platz(self) -> Iterator[None]:
        """One of the installation's places, for as long as a document takes."""
        self.ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
        ende = time.monotonic() + self._druckerei.sekunden
        while (griff := self._freier_platz()) is None:
            if time.monotonic() > ende:
                raise ZuVieleAnfragen(30)
            time.sleep(0.05)
        try:
            yield
        finally:
            os.close(griff)

    def _freier_platz(self) -> int | None:
        for nummer in range(self._druckerei.zugleich):
            griff = os.open(self.ordner / f"platz-{nummer}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(griff, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(griff)
            else:
                return griff
        return None


def _optionen(wasserzeichen: str) -> dict[str, dict[str, str]]:
    """Of LibreOffice's PDF export: PDF/A-2b, tagged, with what PDF/UA asks for, headings as bookmarks."""
    optionen = {"SelectPdfVersion": {"type": "long", "value": "2"}}
    for ja in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks"):
        optionen[ja] = {"type": "boolean", "value": "true"}
    if wasserzeichen:
        optionen["TiledWatermark"] = {"type": "string", "value": wasserzeichen}
    return optionen


def _unmoeglich(warum: Exception) -> UmwandlungUnmoeglich:
    _log.warning("LibreOffice: %s", warum)
    return UmwandlungUnmoeglich(_UNMOEGLICH)

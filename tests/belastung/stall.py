"""Real clocks and web processes that may be killed and frozen, all on one installation.

They are forked from one process that has built the application and not yet used it: a start costs no import.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import Flask

from vorlagen import uhr
from vorlagen.app import create_app
from vorlagen.cli import netz
from vorlagen.config import Einstellungen
from vorlagen.services import anfragen, zustellung

RASCH: Final = {"erinnern": 0.5, "zurueckholen": 0.5, "post": 0.2}
"""Seconds between two strokes of what is tried here; a clock at work has more time."""


@dataclass(slots=True)
class Prozess:
    """One running process; `port` is 0 for a clock. `pid` changes when it is killed and comes back."""

    port: int
    pid: int


class Stall:
    """Starts processes and keeps their ids."""

    def __init__(self, leitung: Connection) -> None:
        self._leitung = leitung
        self.prozesse: list[Prozess] = []

    def starte(self, port: int = 0) -> None:
        """One more web process at this port, or one more clock."""
        self.prozesse.append(Prozess(port, self._gegabelt(port)))

    def schicke(self, prozess: Prozess, zeichen: signal.Signals) -> None:
        """Send a signal to this process, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(prozess.pid, zeichen)

    def toete(self, prozess: Prozess) -> None:
        """Kill it without a word; the next takes its place as soon as it is gone."""
        with suppress(ProcessLookupError):
            os.kill(prozess.pid, signal.SIGKILL)
            while True:  # until nobody is there to hear the question
                os.kill(prozess.pid, 0)
                time.sleep(0.005)
        prozess.pid = self._gegabelt(prozess.port)

    def _gegabelt(self, port: int) -> int:
        self._leitung.send(port)
        return int(self._leitung.recv())


@contextmanager
def stall(einstellungen: Einstellungen) -> Iterator[Stall]:
    """What was started is gone afterwards, also if this process dies. To be opened before any thread runs."""
    gabel = multiprocessing.get_context("fork")
    hier, dort = gabel.Pipe()
    halter = gabel.Process(target=_halte, args=(einstellungen, dort, hier))
    halter.start()
    dort.close()
    try:
        yield Stall(hier)
    finally:
        hier.close()
        halter.join(10)


def _halte(einstellungen: Einstellungen, leitung: Connection, fremdes_ende: Connection) -> None:
    """Fork a child for each port that comes, until the other side is gone."""
    fremdes_ende.close()
    os.setpgid(0, 0)  # one group, so that all of them can be ended at once
    _leite_um(einstellungen.instance / "prozesse.log")
    app = create_app(einstellungen)
    werke = {name: (timedelta(seconds=RASCH.get(name, t.total_seconds())), tu) for name, (t, tu) in uhr._WERKE.items()}
    uhr._WERKE = MappingProxyType(werke)  # type: ignore[misc]  # the children are to hurry
    zustellung.ERSTE_PAUSE, zustellung.LAENGSTE_PAUSE = timedelta(seconds=0.5), timedelta(seconds=4)  # type: ignore[misc]
    anfragen.GEDULD = timedelta(seconds=5)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with suppress(EOFError):
        while True:
            port = leitung.recv()
            pid = os.fork()
            if pid == 0:
                leitung.close()
                _arbeite(app, port)
            leitung.send(pid)
    os.killpg(0, signal.SIGKILL)


def _arbeite(app: Flask, port: int) -> None:
    """What `vorlagen serve` and `vorlagen uhr` do; never returns."""
    try:
        if port:
            netz.bediene(netz.horche(app, host="127.0.0.1", port=port), app, mit_uhr=False)
        else:
            uhr.laufe(app, stop=netz.halt_bei_signal())
    finally:
        os._exit(0)


def _leite_um(datei: Path) -> None:
    """What a process says when it is torn from its work belongs into a file, not onto the screen."""
    ziel = os.open(datei, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for strom in (sys.stdout, sys.stderr):
        strom.flush()
    os.dup2(ziel, 1)
    os.dup2(ziel, 2)

"""The process that LibreOffice lives in: one order a line, one answer a line, until nobody needs it any more.

`python -m vorlagen.pdf.werkbank PROGRAMM ORDNER MEGABYTE ELTERN`. It ends by itself when its parent has gone, when
nothing was asked for a while, and after so many documents that what LibreOffice never gives back does not add up.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Final

from vorlagen.pdf import zelle
from vorlagen.pdf.libreoffice import Buero, Gescheitert

LEERLAUF: Final = 120.0
"""Seconds after which an idle one gives its memory back."""
DOKUMENTE: Final = 200
"""So many documents, then a fresh one."""


def _arbeite(programm: Path, ordner: Path, megabyte: int, eltern: int) -> None:
    antworten = os.fdopen(os.dup(1), "w", encoding="utf-8")
    leer = os.open(os.devnull, os.O_RDWR)
    os.dup2(leer, 1)
    os.dup2(leer, 2)
    zelle.schliesse_ab(lesen=[programm.parent], schreiben=ordner, megabyte=megabyte)
    Thread(target=_wache, args=(eltern, ordner), daemon=True).start()
    buero = Buero(programm, ordner / "profil")
    for _ in range(DOKUMENTE):
        if not select.select([sys.stdin], [], [], LEERLAUF)[0] or not (zeile := sys.stdin.buffer.readline()):
            return
        auftrag = json.loads(zeile)
        try:
            buero.wandle(ordner / auftrag["quelle"], ordner / auftrag["ziel"], auftrag["optionen"])
            antwort: dict[str, str | None] = {"fehler": None}
        except Gescheitert as fehler:
            antwort = {"fehler": str(fehler)}
        antworten.write(json.dumps(antwort) + "\n")
        antworten.flush()


def _wache(eltern: int, ordner: Path) -> None:
    """LibreOffice hears no signal while it works; this thread does, and nothing is left behind."""
    while os.getppid() == eltern:
        time.sleep(0.5)
    _ende(ordner)


def _ende(ordner: Path, stand: int = 0) -> None:
    shutil.rmtree(ordner, ignore_errors=True)
    os._exit(stand)  # LibreOffice takes its time to close, and there is nothing to be saved


def _beginne(programm: str, ordner: str, megabyte: str, eltern: str) -> None:
    stand = 1
    try:
        _arbeite(Path(programm), Path(ordner), int(megabyte), int(eltern))
        stand = 0
    finally:
        _ende(Path(ordner), stand)


if __name__ == "__main__":
    _beginne(*sys.argv[1:])

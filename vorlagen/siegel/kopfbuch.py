"""What this machine has signed, in a file beside the keys: whoever holds the database alone cannot take it back.

Without it a cut tail looks like a town in which nothing has happened since, and a rewritten day is signed once more.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from vorlagen.siegel.kopf import Kopf

DATEI: Final = "tageskopfbuch"
"""In the instance folder: a line for each head, town, number, day and hash with spaces between; only ever longer."""


class Kopfbuch:
    """The heads that were made here. Another machine's are in its own book; each knows a part, and none a false one."""

    def __init__(self, instance: Path) -> None:
        self._ort = instance / DATEI
        self._letzte: dict[str, tuple[int, str]] | None = None

    def trage_ein(self, kopf: Kopf) -> None:
        """Remember a head that is in the database for good. Raises `OSError`."""
        griff = os.open(self._ort, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            os.write(griff, f"{kopf.koerperschaft} {kopf.nr} {kopf.tag} {kopf.hash}\n".encode("ascii"))
            os.fsync(griff)
        finally:
            os.close(griff)
        self._gelesen()[kopf.koerperschaft] = (kopf.nr, kopf.hash)

    def letzter(self, koerperschaft_id: str) -> str | None:
        """The hash of the town's latest head that was made here; it leads to all before it."""
        kopf = self._gelesen().get(koerperschaft_id)
        return kopf[1] if kopf else None

    def _gelesen(self) -> dict[str, tuple[int, str]]:
        """Town → number and hash of its latest head; read once, for a stroke of the clock or a verification."""
        if self._letzte is None:
            self._letzte = {}
            zeilen = self._ort.read_text(encoding="ascii", errors="replace") if self._ort.exists() else ""
            for worte in map(str.split, zeilen.splitlines()):
                if len(worte) == 4 and worte[1].isdecimal():
                    stand = (int(worte[1]), worte[3])
                    self._letzte[worte[0]] = max(stand, self._letzte.get(worte[0], stand))
        return self._letzte

"""One process with LibreOffice in it, seen from outside: started, asked, ended."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

START: Final = 60.0
"""Seconds more for the first document: a machine that has just been started reads LibreOffice from its disk."""
_VORNE: Final = "werkbank-"
_UMGEBUNG: Final = ("PATH", "LD_LIBRARY_PATH", "TZ", "TZDIR")


class Feierabend(Exception):
    """The process had ended by itself before it took the order."""


class Zusammengebrochen(Exception):
    """The process died of the document, or took too long and was ended."""


class Abgelehnt(Exception):
    """LibreOffice could not do it and said why; the process goes on."""


class Bank:
    """`ordner` is where it gets a folder of its own, which nobody else reads and which goes with it."""

    def __init__(self, programm: Path, ordner: Path, megabyte: int) -> None:
        self._hier = Path(tempfile.mkdtemp(prefix=_VORNE, dir=ordner))
        self._hier.joinpath("tmp").mkdir()
        self._neu = True
        # Held by both: whoever can take it knows that parent and child are gone, and may clear up.
        self._schloss = os.open(self._hier / "schloss", os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._schloss, fcntl.LOCK_EX)
        befehl = [sys.executable, "-P", "-m", "vorlagen.pdf.werkbank"]
        self._prozess = subprocess.Popen(  # noqa: S603 - our own program, with paths and numbers
            [*befehl, str(programm), str(self._hier), str(megabyte), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._hier,
            env=_umgebung(self._hier),
            pass_fds=(self._schloss,),
        )

    @property
    def nummer(self) -> int:
        """The id of the process."""
        return self._prozess.pid

    def wandle(self, inhalt: bytes, endung: str, optionen: Mapping[str, object], sekunden: float) -> bytes:
        """The file as PDF. Raises `Feierabend`, `Zusammengebrochen`, `Abgelehnt`."""
        quelle, ziel = self._hier / f"ein.{endung}", self._hier / "aus.pdf"
        try:
            quelle.write_bytes(inhalt)
            frist = sekunden + (START if self._neu else 0)
            antwort = self._frage({"quelle": quelle.name, "ziel": ziel.name, "optionen": json.dumps(optionen)}, frist)
            self._neu = False
            if antwort["fehler"] is not None or not ziel.is_file():
                raise Abgelehnt(str(antwort["fehler"]))
            return ziel.read_bytes()
        except FileNotFoundError as fehler:  # it has taken its folder along
            raise Feierabend from fehler
        finally:
            quelle.unlink(missing_ok=True)
            ziel.unlink(missing_ok=True)

    def beende(self) -> None:
        """At once, whatever it is doing; nothing stays behind."""
        self._prozess.kill()
        self._prozess.wait()
        for rohr in (self._prozess.stdin, self._prozess.stdout):
            if rohr is not None:
                try:
                    rohr.close()
                except OSError:
                    continue  # what could not be handed over any more
        os.close(self._schloss)
        shutil.rmtree(self._hier, ignore_errors=True)

    def _frage(self, auftrag: Mapping[str, str], sekunden: float) -> dict[str, object]:
        ein, aus = self._prozess.stdin, self._prozess.stdout
        if ein is None or aus is None:
            raise Feierabend
        try:
            ein.write(json.dumps(auftrag).encode() + b"\n")
            ein.flush()
        except BrokenPipeError as fehler:
            raise Feierabend from fehler
        ende = time.monotonic() + sekunden
        zeile = b""
        while not zeile.endswith(b"\n"):
            if not select.select([aus], [], [], max(0.0, ende - time.monotonic()))[0]:
                raise Zusammengebrochen(f"took more than {sekunden:.0f} seconds")
            if not (stueck := os.read(aus.fileno(), 65_536)):
                self._prozess.wait()
                if self._prozess.returncode == 0:
                    raise Feierabend
                raise Zusammengebrochen(f"ended with {self._prozess.returncode}")
            zeile += stueck
        antwort: dict[str, object] = json.loads(zeile)
        return antwort


def raeume_auf(ordner: Path) -> None:
    """Remove the folders whose process and whose parent are both gone."""
    for ort in ordner.glob(f"{_VORNE}*"):
        try:
            schloss = os.open(ort / "schloss", os.O_RDWR)
        except FileNotFoundError:
            if time.time() - ort.stat().st_mtime > START:
                shutil.rmtree(ort, ignore_errors=True)
            continue
        try:
            fcntl.flock(schloss, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(ort, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(schloss)


def _umgebung(ordner: Path) -> dict[str, str]:
    """No setting and no key of the installation; a home of its own."""
    umgebung = {name: os.environ[name] for name in _UMGEBUNG if name in os.environ}
    daheim = {"HOME": str(ordner), "TMPDIR": str(ordner / "tmp"), "LANG": "C.UTF-8"}
    return umgebung | daheim | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}

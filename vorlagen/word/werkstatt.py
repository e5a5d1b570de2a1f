"""A room of its own for Word files that people uploaded: a process with limits, which ends with the document.

The parent hands the order over (pickled: it is our own) and reads back one line of JSON and the bytes. The child knows
no setting and no key of the installation; on Windows, which has no such limits, time alone is limited.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from vorlagen.fehler import EingabeUngueltig, SchabloneUngueltig
from vorlagen.word.fuellen import Ergebnis, fuelle
from vorlagen.word.pruefung import Befund, Schwere, pruefe
from vorlagen.word.zurueck import Feldwert, Gelesenes, lies

if sys.platform != "win32":
    import resource

SEKUNDEN: Final = 60
"""How long the parent waits, by the clock on the wall: other processes may be at work as well."""
RECHENZEIT: Final = 20
SPEICHER: Final = 1024**3
_ZU_VIEL: Final = (
    "Diese Datei braucht zu viel Zeit oder Speicher. Bitte vereinfachen Sie sie: kleinere Bilder, in einer Schablone "
    "weniger Schleifen ineinander."
)
_UMGEBUNG: Final = ("PATH", "SYSTEMROOT", "TZ", "TZDIR")
_log = logging.getLogger(__name__)


def fuelle_eigene(schablone: bytes, kontext: Mapping[str, object], logo: bytes | None = None) -> Ergebnis:
    """As `fuelle`, with limits. Raises `SchabloneUngueltig` also for what takes too much."""
    kopf, inhalt = _frage("fuelle", schablone, dict(kontext), logo)
    return Ergebnis(inhalt, kopf["sha256"], kopf["schablone_sha256"])


def pruefe_eigene(schablone: bytes, art: str) -> tuple[Befund, ...]:
    """As `pruefe`, with limits; what takes too much is a finding, too."""
    try:
        kopf, _ = _frage("pruefe", schablone, art)
    except SchabloneUngueltig as fehler:
        return (Befund(Schwere.FEHLER, fehler.satz),)
    return tuple(Befund(Schwere(schwere), satz, ort) for schwere, satz, ort in kopf["befunde"])


def lies_fremde(datei: bytes) -> Gelesenes:
    """As `zurueck.lies`, with limits. Raises `SchabloneUngueltig` also for what takes too much."""
    kopf, _ = _frage("lies", datei)
    felder = {name: [Feldwert(**ort) for ort in orte] for name, orte in kopf.pop("felder").items()}
    return Gelesenes(felder=felder, **kopf)


def _frage(*auftrag: object) -> tuple[dict[str, Any], bytes]:
    umgebung = {name: os.environ[name] for name in _UMGEBUNG if name in os.environ}
    umgebung |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    try:
        kind = subprocess.run(
            [sys.executable, "-m", "vorlagen.word.werkstatt"],
            input=pickle.dumps(auftrag),
            capture_output=True,
            timeout=SEKUNDEN,
            env=umgebung,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SchabloneUngueltig(_ZU_VIEL) from None
    if kind.returncode:
        _log.warning("A template of a town made its process end with %s.", kind.returncode)
        raise SchabloneUngueltig(_ZU_VIEL)
    zeile, _, inhalt = kind.stdout.partition(b"\n")
    kopf: dict[str, Any] = json.loads(zeile)
    if "satz" in kopf:
        raise SchabloneUngueltig(kopf["satz"])
    return kopf, inhalt


def _begrenze() -> None:
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CPU, (RECHENZEIT, RECHENZEIT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":  # elsewhere it counts what was reserved, not what is used, or nothing at all
        resource.setrlimit(resource.RLIMIT_AS, (SPEICHER, SPEICHER))


def _erledige(was: str, *rest: Any) -> tuple[dict[str, object], bytes]:
    if was == "pruefe":
        return {"befunde": [(befund.schwere, befund.satz, befund.ort) for befund in pruefe(*rest)]}, b""
    if was == "lies":
        return asdict(lies(*rest)), b""
    ergebnis = fuelle(*rest)
    return {"sha256": ergebnis.sha256, "schablone_sha256": ergebnis.schablone_sha256}, ergebnis.inhalt


def _arbeite() -> None:
    """The child: one order, one answer."""
    auftrag = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - the parent wrote it
    _begrenze()
    try:
        kopf, inhalt = _erledige(*auftrag)
    except (SchabloneUngueltig, EingabeUngueltig) as fehler:
        kopf, inhalt = {"satz": fehler.satz}, b""
    sys.stdout.buffer.write(json.dumps(kopf).encode() + b"\n" + inhalt)


if __name__ == "__main__":
    _arbeite()

"""The file that a town comes in: its manifest, and every entry with the checksum that was written down for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from vorlagen.fehler import EingabeUngueltig
from vorlagen.services.stadtarchiv.ausgabe import STUECK
from vorlagen.services.stadtarchiv.tabellen import FORMAT

_KUERZEL: Final = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Kopf:
    """What the manifest says. `erstellt` is when it was taken out, `stand` the migration of its tables."""

    id: str
    kuerzel: str
    name: str
    stand: str
    erstellt: datetime
    zeilen: Mapping[str, int]
    pruefsummen: str


def oeffne(datei: Path) -> ZipFile:
    """The archive, to be closed again. Raises `EingabeUngueltig`."""
    try:
        return ZipFile(datei)
    except (OSError, BadZipFile) as fehler:
        raise EingabeUngueltig(f"{datei} lässt sich nicht als Archiv lesen: {fehler}.") from fehler


def lies_kopf(paket: ZipFile) -> Kopf:
    """The manifest. Raises `EingabeUngueltig`."""
    try:
        werte = json.loads(paket.read("manifest.json"))
        if werte.pop("format") != FORMAT:
            raise EingabeUngueltig(f"Das Archiv hat ein anderes Format als {FORMAT}.")
        werte.pop("version")
        kopf = Kopf(**{**werte, "erstellt": datetime.fromisoformat(werte["erstellt"])})
    except (KeyError, TypeError, ValueError, BadZipFile) as fehler:
        raise EingabeUngueltig("Das Archiv ist unvollständig: Seine manifest.json fehlt oder passt nicht.") from fehler
    if not _KUERZEL.fullmatch(kopf.kuerzel):
        raise EingabeUngueltig(f"Das Kürzel „{kopf.kuerzel}“ im Archiv ist keines.")
    return kopf


def lies_summen(paket: ZipFile, kopf: Kopf) -> dict[str, str]:
    """Name → checksum of every entry. Raises `EingabeUngueltig` also for an entry that has none."""
    liste = b"".join(geprueft(paket, "pruefsummen.txt", kopf.pruefsummen)).decode()
    summen = {name: summe for summe, _, name in (zeile.partition("  ") for zeile in liste.splitlines())}
    ueberzaehlig = {*paket.namelist()} - {*summen, "manifest.json", "pruefsummen.txt"}
    if ueberzaehlig:
        raise EingabeUngueltig(f"Im Archiv liegt etwas, das nicht dazugehört: {min(ueberzaehlig)}.")
    return summen


def geprueft(paket: ZipFile, name: str, soll: str) -> Iterator[bytes]:
    """The bytes of an entry; at its end it must have been what was written down."""
    summe = sha256()
    try:
        with paket.open(name) as strom:
            while stueck := strom.read(STUECK):
                summe.update(stueck)
                yield stueck
    except (KeyError, BadZipFile) as fehler:
        raise EingabeUngueltig(f"Im Archiv fehlt „{name}“, oder es ist beschädigt.") from fehler
    if summe.hexdigest() != soll:
        raise EingabeUngueltig(f"Im Archiv wurde „{name}“ verändert: Die Prüfsumme stimmt nicht.")

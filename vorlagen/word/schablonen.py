"""Where templates are found: those of installed packages first, then ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from vorlagen.fehler import NichtGefunden, SchabloneUngueltig

GRUPPE = "vorlagen.schablonen"
_ORDNER = "templates_docx"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True, slots=True)
class Schablone:
    """A template that can be used. `herkunft` is the name of the entry point it came by, or "vorlagen"."""

    art: str
    herkunft: str
    inhalt: bytes
    sha256: str


def ordner_von(instance: Path, kuerzel: str) -> Path:
    """Where a town keeps its own templates; they come before all others, for this town only."""
    return instance / "koerperschaften" / re.sub(r"[^\w-]", "_", kuerzel) / _ORDNER


def finde(art: str, eigene: Path | None = None) -> bytes:
    """The bytes of the template for this kind of document; `eigene` is a town's folder. Raises `NichtGefunden`."""
    if eigene is not None and _NAME.fullmatch(art) and (datei := eigene / f"{art}.docx").is_file():
        return datei.read_bytes()
    gefunden = _alle().get(art)
    if gefunden is None:
        raise NichtGefunden(f"Für „{art}“ gibt es keine Word-Schablone; es gibt: {', '.join(_alle())}.")
    return gefunden.inhalt


def herkunft(art: str, eigene: Path | None = None) -> str:
    """Whose template `finde` gives: "ordner" (the town's folder), "vorlagen" (ours) or the name of a package."""
    if eigene is not None and (eigene / f"{art}.docx").is_file():
        return "ordner"
    return _alle()[art].herkunft if art in _alle() else ""


def liste() -> tuple[Schablone, ...]:
    """Every template that `finde` knows, by kind."""
    return tuple(_alle().values())


@lru_cache(maxsize=1)
def _alle() -> dict[str, Schablone]:
    """A package shadows ours by the file's name; two packages with the same name are one too many."""
    unsere = {schablone.art: schablone for schablone in _im_ordner(_unser_ordner(), "vorlagen")}
    fremde: dict[str, Schablone] = {}
    for punkt in sorted(entry_points(group=GRUPPE), key=lambda punkt: punkt.name):
        ordner = files(import_module(punkt.module))
        for schablone in _im_ordner(ordner, punkt.name):
            if schablone.art in fremde:
                raise SchabloneUngueltig(
                    f"Die Schablone „{schablone.art}“ kommt zweimal vor: in „{fremde[schablone.art].herkunft}“ "
                    f"und in „{punkt.name}“. Bitte entfernen Sie eines der beiden Pakete."
                )
            fremde[schablone.art] = schablone
    return dict(sorted({**unsere, **fremde}.items()))


def _unser_ordner() -> Traversable:
    """In an installed wheel package data of `vorlagen`, in a checkout beside it."""
    paket = files("vorlagen") / _ORDNER
    return paket if paket.is_dir() else Path(__file__).resolve().parents[2] / _ORDNER


def _im_ordner(ordner: Traversable, herkunft: str) -> Iterator[Schablone]:
    for datei in sorted(ordner.iterdir(), key=lambda datei: datei.name) if ordner.is_dir() else ():
        art, punkt, endung = datei.name.partition(".")
        if (punkt + endung) == ".docx" and _NAME.fullmatch(art):
            inhalt = datei.read_bytes()
            yield Schablone(art, herkunft, inhalt, sha256(inhalt).hexdigest())

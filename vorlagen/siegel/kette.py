"""One chain: each event carries the hash over itself and its predecessor. Whatever is done to a row is found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from vorlagen.siegel.baum import ANFANG, kanonisch

GLIED: Final = ("vorlage", "nr", "zeit", "wer", "was", "daten", "vorher", "hash")
"""What an event has in an export; all but the hash is hashed."""


@dataclass(frozen=True, slots=True)
class Bruch:
    """What is not as it was. `nr` is a chain's first wrong row (from 1), or without a paper the number of a head."""

    vorlage_id: str | None
    nr: int
    satz: str


@dataclass(frozen=True, slots=True)
class Ende:
    """Where a chain ended in the head of a day; `zuvor` is the day of the head before, if there was one."""

    tag: str
    nr: int
    hash: str
    zuvor: str | None = None


def pruefe(
    vorlage_id: str, kette: Iterable[Any], enden: Sequence[Ende] = (), geschlossen: str | None = None
) -> Bruch | None:
    """The first break of one chain, or None; an empty chain is a break.

    `enden` are what heads witness, oldest first; `geschlossen` is the day of the latest head. An event that no head
    covers up to a day cannot be dated before that day (in UTC, which leaves hours for whoever committed late).
    """
    vorher, nr, offen = ANFANG, 0, list(reversed(enden))
    for nr, glied in enumerate(kette, start=1):
        if not _ist_glied(glied):
            return Bruch(vorlage_id, nr, f"Eintrag {nr} ist unvollständig.")
        if glied["nr"] != nr:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} fehlt oder steht an der falschen Stelle.")
        if glied["vorlage"] != vorlage_id:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} gehört zu einer anderen Vorlage.")
        if glied["vorher"] != vorher:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} schließt nicht an den vorigen an.")
        if glied["hash"] != kettenglied(glied):
            return Bruch(vorlage_id, nr, f"Eintrag {nr} wurde verändert.")
        schon_zu = offen[-1].zuvor if offen else geschlossen
        if schon_zu and glied["zeit"][:10] < schon_zu:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} ist vor den Tageskopf vom {schon_zu} zurückdatiert.")
        if offen and offen[-1].nr == nr:
            ende = offen.pop()
            if ende.hash != glied["hash"]:
                return Bruch(vorlage_id, nr, f"Eintrag {nr} ist nicht der, den der Tageskopf vom {ende.tag} bezeugt.")
        vorher = glied["hash"]
    if offen:
        satz = f"Ab Eintrag {nr + 1} fehlt etwas: Der Tageskopf vom {offen[0].tag} kennt {offen[0].nr} Einträge."
        return Bruch(vorlage_id, nr + 1, satz)
    return None if nr else Bruch(vorlage_id, 1, "Der Verlauf ist leer.")


def kettenglied(glied: Mapping[str, Any]) -> str:
    """sha256 over the previous hash and the event, as compact JSON with sorted keys."""
    return sha256(kanonisch({name: glied[name] for name in GLIED if name != "hash"}).encode()).hexdigest()


def _ist_glied(glied: Any) -> bool:
    return (
        isinstance(glied, dict)
        and all(name in glied for name in GLIED)
        and all(isinstance(glied[name], str) for name in ("zeit", "hash"))
    )

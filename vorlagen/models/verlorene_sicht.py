"""Who saw a paper before a transaction and need not see it any more: they are told that it is gone for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from vorlagen.extensions import Base
from vorlagen.models.aenderungsbezug import Werte

Schluessel = tuple[str, str]
"""Table and id."""


@dataclass(frozen=True, slots=True)
class Spur:
    """A row before the transaction and now; None where there was or is none.

    While rows are still being changed, `zuvor` holds only what differs. `beruehrt`: something changed that everybody
    may read although no column says so. `verlassen`: as in `Aenderung`.
    """

    stadt: str
    zuvor: Werte | None
    jetzt: Werte | None
    beruehrt: bool = False
    verlassen: frozenset[str] = frozenset()

    def wert(self, name: str) -> Any:
        """A column as it is now, or was last."""
        return (self.jetzt or self.zuvor or {}).get(name)


def verlorene(verbindung: Connection, spuren: Mapping[Schluessel, Spur], vorlage_id: str) -> frozenset[str]:
    """Through what the paper was seen that may not hold any more (`services.einblicke` says through what it is).

    One too many does no harm: who still sees the paper through something else is told of a change.
    """
    kreise: set[str] = set()
    for (tabelle, objekt_id), spur in spuren.items():
        if (tabelle, objekt_id) == ("vorlage", vorlage_id):
            kreise |= _anders(spur, "federfuehrend_id", "amt") | _anders(spur, "ablauf", "ablauf")
            if spur.zuvor and spur.jetzt and spur.zuvor["beendet"] != spur.jetzt["beendet"]:
                kreise |= _offene_vertretungen(verbindung, vorlage_id)
        elif spur.wert("vorlage_id") == vorlage_id and tabelle == "beratung":
            kreise |= spur.verlassen
        elif spur.wert("vorlage_id") == vorlage_id and tabelle == "mitzeichnung":
            amt_id = spur.wert("amt_id")
            kreise |= {f"vertretung:{amt_id}"} if spur.jetzt else {f"vertretung:{amt_id}", f"zeichnung:{amt_id}"}
            kreise |= _offene_vertretungen(verbindung, vorlage_id) if spur.zuvor is None else set()
    return frozenset(kreise)


def _offene_vertretungen(verbindung: Connection, vorlage_id: str) -> set[str]:
    """The paper is done, or a new round has begun: nobody waits for these signatures any more."""
    tafel = Base.metadata.tables["mitzeichnung"]
    offene = select(tafel.c.amt_id).where(tafel.c.vorlage_id == vorlage_id, tafel.c.votum.is_(None))
    return {f"vertretung:{amt_id}" for amt_id in verbindung.scalars(offene)}


def _anders(spur: Spur, spalte: str, kreis: str) -> set[str]:
    if spur.zuvor is None or spur.jetzt is None or spur.zuvor[spalte] in (None, spur.jetzt[spalte]):
        return set()
    return {f"{kreis}:{spur.zuvor[spalte]}"}

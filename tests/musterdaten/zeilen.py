"""Rows by table, gathered and written in one go, in an order in which every reference finds its row."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from vorlagen.extensions import Base
from vorlagen.siegel import ANFANG, kettenglied

REIHENFOLGE: Final = (
    "sitzung", "vorlage", "verknuepfung", "fassung", "mitzeichnung", "unterschrift", "beschlusspunkt", "beratung",
    "beratung_gremium", "beratung_wartet_auf", "tagesordnungspunkt", "abstimmung", "anlage", "frist", "verlauf",
    "nummernkreis",
)  # fmt: skip
TABELLEN: Final[dict[str, Table]] = {name: Base.metadata.tables[name] for name in REIHENFOLGE}


class Stapel:
    """What is to be written next. Rows may still be changed until then; those of one table have the same keys."""

    def __init__(self) -> None:
        self._zeilen: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def lege(self, tabelle: str, **werte: Any) -> dict[str, Any]:
        """Add a row and return it."""
        self._zeilen[tabelle].append(werte)
        return werte

    def schreibe(self, sitzung: Session) -> int:
        """Insert everything and forget it; returns how many rows."""
        anzahl = 0
        for name, tabelle in TABELLEN.items():
            zeilen = self._zeilen.pop(name, [])
            if zeilen:
                sitzung.execute(insert(tabelle), zeilen)
                anzahl += len(zeilen)
        return anzahl


class Kette:
    """The history of one paper while it is made."""

    def __init__(self, stapel: Stapel, koerperschaft_id: str, vorlage_id: str) -> None:
        self._stapel, self._fest = stapel, {"koerperschaft_id": koerperschaft_id, "vorlage_id": vorlage_id}
        self._nr, self._letzter = 0, ANFANG

    def haenge_an(self, was: str, zeit: datetime, wer_id: str | None, daten: dict[str, Any], zeilen_id: str) -> None:
        """One more event, chained to the one before."""
        self._nr += 1
        zeit = zeit.astimezone(UTC)
        text = json.dumps(daten, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        glied = {
            "vorlage": self._fest["vorlage_id"],
            "nr": self._nr,
            "zeit": zeit.isoformat(timespec="microseconds"),
            "wer": wer_id,
            "was": was,
            "daten": text,
            "vorher": self._letzter,
        }
        vorher, self._letzter = self._letzter, kettenglied(glied)
        self._stapel.lege(
            "verlauf", id=zeilen_id, nr=self._nr, zeit=zeit, wer_id=wer_id, was=was, daten=text, vorher=vorher,
            hash=self._letzter, **self._fest,
        )  # fmt: skip


def sha256(inhalt: bytes) -> str:
    """As attachments are known by."""
    return hashlib.sha256(inhalt).hexdigest()

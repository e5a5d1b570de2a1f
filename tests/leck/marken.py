"""A marker of its own in every free text of the database, so that whatever leaves can be told by name."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, select, update

from vorlagen.extensions import Base, db

JSON_IN_TEXT = frozenset({"verlauf.daten", "anfrageschluessel.antwort", "protokoll.daten"})
BLEIBT = frozenset(
    {"anfrageschluessel.kopf", "erinnerung.schluessel", "koerperschaft.adresse",
     "postausgang.schluessel", "tagesordnungspunkt.abgesetzt"}
)  # fmt: skip
"""Empty ones that mean something: filled, they would change what there is to see."""
AB_LAENGE = 200


@dataclass(frozen=True, slots=True)
class Marke:
    """Where a marker stands: table, column, the row as it was, and inside JSON the object around it."""

    spalte: str
    zeile: dict[str, Any]
    umfeld: dict[str, Any]


def setze_marken() -> dict[str, Marke]:
    """Mark every free text, also the empty ones, every text inside JSON, and every file."""
    marken: dict[str, Marke] = {}
    for tabelle in Base.metadata.sorted_tables:
        schluessel = list(tabelle.primary_key)
        for zeile in db.session.execute(select(tabelle)).mappings().all():
            neu = {spalte.name: _markiert(spalte, dict(zeile), marken) for spalte in tabelle.columns}
            neu = {name: wert for name, wert in neu.items() if wert is not None}
            if neu:
                db.session.execute(update(tabelle).where(*(s == zeile[s.name] for s in schluessel)).values(neu))
    db.session.commit()
    return marken


def ist_frei(spalte: Column[Any]) -> bool:
    """True for a column that people write into, or that keeps what they wrote."""
    if spalte.foreign_keys or spalte.primary_key:
        return False
    lang = isinstance(spalte.type, String) and (spalte.type.length or AB_LAENGE) >= AB_LAENGE
    return lang or isinstance(spalte.type, JSON | LargeBinary)


def _markiert(spalte: Column[Any], zeile: dict[str, Any], marken: dict[str, Marke]) -> Any:
    name, wert = f"{spalte.table.name}.{spalte.name}", zeile[spalte.name]

    def neue(text: str, umfeld: dict[str, Any] = zeile) -> str:
        marke = "Mk" + secrets.token_hex(6)
        marken[marke] = Marke(name, zeile, umfeld)
        vorn, _, hinten = text.rpartition("</p>")
        return f"{vorn} {marke}</p>{hinten}" if text.startswith("<") else f"{marke} {text}".strip()

    if name in JSON_IN_TEXT:
        return json.dumps(_in_json(json.loads(wert), neue, {})) if wert else None
    if isinstance(spalte.type, JSON):
        return _in_json(wert, neue, {})
    if isinstance(spalte.type, LargeBinary):
        return wert + neue("").encode() if wert is not None else None
    if not isinstance(spalte.type, String) or spalte.foreign_keys or spalte.primary_key:
        return None
    if name in BLEIBT and not wert:
        return None
    return neue(wert or "")[: spalte.type.length] if ist_frei(spalte) or " " in (wert or "") else None


def _in_json(wert: Any, neue: Callable[[str, dict[str, Any]], str], umfeld: dict[str, Any]) -> Any:
    """Codes have no blank in them; what has one somebody wrote."""
    if isinstance(wert, dict):
        # What only wraps a value ({"$richtext": …}) says nothing of where it stands.
        umfeld = wert if len(wert) > 1 else umfeld
        return {name: _in_json(teil, neue, umfeld) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [_in_json(teil, neue, umfeld) for teil in wert]
    return neue(wert, umfeld) if isinstance(wert, str) and " " in wert else wert

"""What case files bring besides papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Amt, Gremium, Koerperschaft
from vorlagen.services.faelle.lesen import Fall

_GENANNT: Final = 10


def ist_schreibbar(fall: Fall) -> bool:
    """JSON can name halves of characters that no text holds."""
    try:
        json.dumps(fall.inhalt, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def hinweise(faelle: Sequence[Fall], koerperschaft_id: str) -> list[str]:
    """What the files bring besides papers, and whether they are this town's at all."""
    stadt = db.session.get_one(Koerperschaft, koerperschaft_id)
    andere = sorted({str(f.inhalt.get("municipality") or "") for f in faelle} - {"", stadt.name})
    saetze = [f"In Dateien steht eine andere Kommune: {_nenne(andere)}. Aufgenommen wird hier."] if andere else []
    stationen = (station for fall in faelle for station in fall.inhalt.get("beratungsfolge") or ())
    gesagt = (
        (Gremium, "Gremien", {(station.get("gremium") or "").strip()[:300] for station in stationen}),
        (Amt, "Ämter", {(fall.inhalt.get("federfuehrend") or "").strip()[:300] for fall in faelle}),
    )
    for tabelle, wort, namen in gesagt:
        frage = select(tabelle.name).where(tabelle.koerperschaft_id == koerperschaft_id, tabelle.name.in_(namen))
        if neue := sorted(namen - {""} - set(db.session.scalars(frage))):
            saetze.append(f"{wort}, die es hier noch nicht gibt und die angelegt würden: {_nenne(neue)}.")
    return saetze


def _nenne(namen: Sequence[str]) -> str:
    mehr = f" und {len(namen) - _GENANNT} weitere" if len(namen) > _GENANNT else ""
    return ", ".join(namen[:_GENANNT]) + mehr

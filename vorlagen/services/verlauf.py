"""The history: one hash chain per Vorlage, appended under the row that the use case has locked anyway."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Verlaufseintrag, Vorlage

ANFANG = "0" * 64


@dataclass(frozen=True, slots=True)
class Bruch:
    """The first row of a chain that is not what it was. `nr` counts from 1."""

    vorlage_id: str
    nr: int
    satz: str


def schreibe(vorlage: Vorlage, was: str, *, wer_id: str | None, jetzt: datetime, daten: Mapping[str, Any]) -> None:
    """Append an event inside the running transaction; the caller holds the Vorlage's row lock."""
    letzter = db.session.execute(
        select(Verlaufseintrag.nr, Verlaufseintrag.hash)
        .where(Verlaufseintrag.vorlage_id == vorlage.id)
        .order_by(Verlaufseintrag.nr.desc())
        .limit(1)
    ).first()
    nr, vorher = (letzter.nr + 1, letzter.hash) if letzter else (1, ANFANG)
    text = json.dumps(daten, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    eintrag = Verlaufseintrag(
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage_id=vorlage.id,
        nr=nr,
        zeit=jetzt.astimezone(UTC),
        wer_id=wer_id,
        was=was,
        daten=text,
        vorher=vorher,
    )
    eintrag.hash = kettenglied(_fuer_kette(eintrag))
    db.session.add(eintrag)
    db.session.flush()


def lies(vorlage_id: str) -> list[Verlaufseintrag]:
    """All events of a Vorlage, oldest first."""
    return list(
        db.session.scalars(
            select(Verlaufseintrag).where(Verlaufseintrag.vorlage_id == vorlage_id).order_by(Verlaufseintrag.nr)
        )
    )


def pruefe_alle() -> tuple[int, list[Bruch]]:
    """Verify every chain in sight: how many events were read, and the first break of each chain."""
    anzahl, brueche = 0, []
    for vorlage_id in db.session.scalars(select(Vorlage.id).order_by(Vorlage.id)):
        kette = [_fuer_kette(eintrag) for eintrag in lies(vorlage_id)]
        anzahl += len(kette)
        bruch = pruefe(vorlage_id, kette)
        if bruch:
            brueche.append(bruch)
    return anzahl, brueche


def exportiere(vorlage_id: str) -> dict[str, Any]:
    """The verifiable file: every event with its hash, readable without this software."""
    return {
        "format": "vorlagen-verlauf/1",
        "vorlage": vorlage_id,
        "verlauf": [_fuer_kette(eintrag) for eintrag in lies(vorlage_id)],
    }


def pruefe(vorlage_id: str, kette: Iterable[Mapping[str, Any]]) -> Bruch | None:
    """The first break of one chain (rows as in `exportiere`), or None. An empty chain is a break."""
    vorher, nr = ANFANG, 0
    for nr, glied in enumerate(kette, start=1):
        if glied.get("nr") != nr:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} fehlt oder steht an der falschen Stelle.")
        if glied.get("vorlage") != vorlage_id:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} gehört zu einer anderen Vorlage.")
        if glied.get("vorher") != vorher:
            return Bruch(vorlage_id, nr, f"Eintrag {nr} schließt nicht an den vorigen an.")
        if glied.get("hash") != kettenglied(glied):
            return Bruch(vorlage_id, nr, f"Eintrag {nr} wurde verändert.")
        vorher = glied["hash"]
    return None if nr else Bruch(vorlage_id, 1, "Der Verlauf ist leer.")


def kettenglied(glied: Mapping[str, Any]) -> str:
    """sha256 over the previous hash and the event, as compact JSON with sorted keys (RFC 8785 for these values)."""
    inhalt = {name: glied[name] for name in ("vorlage", "nr", "zeit", "wer", "was", "daten", "vorher")}
    text = json.dumps(inhalt, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fuer_kette(eintrag: Verlaufseintrag) -> dict[str, Any]:
    return {
        "vorlage": eintrag.vorlage_id,
        "nr": eintrag.nr,
        "zeit": eintrag.zeit.isoformat(timespec="microseconds"),
        "wer": eintrag.wer_id,
        "was": eintrag.was,
        "daten": eintrag.daten,
        "vorher": eintrag.vorher,
        "hash": eintrag.hash,
    }

"""The history: one hash chain per Vorlage, appended under the row that the use case has locked anyway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.models import Verlaufseintrag, Vorlage
from vorlagen.siegel import ANFANG, Bruch, kanonisch, kettenglied, pruefe


def schreibe(vorlage: Vorlage, was: str, *, wer_id: str | None, jetzt: datetime, daten: Mapping[str, Any]) -> None:
    """Append an event inside the running transaction; the caller holds the Vorlage's row lock.

    Whoever is no person here (`Wer.id` is empty) is not named."""
    letzter = db.session.execute(
        select(Verlaufseintrag.nr, Verlaufseintrag.hash)
        .where(Verlaufseintrag.vorlage_id == vorlage.id)
        .order_by(Verlaufseintrag.nr.desc())
        .limit(1)
    ).first()
    nr, vorher = (letzter.nr + 1, letzter.hash) if letzter else (1, ANFANG)
    eintrag = Verlaufseintrag(
        koerperschaft_id=vorlage.koerperschaft_id,
        vorlage_id=vorlage.id,
        nr=nr,
        zeit=jetzt.astimezone(UTC),
        wer_id=wer_id or None,
        was=was,
        daten=kanonisch(daten),
        vorher=vorher,
    )
    eintrag.hash = kettenglied(fuer_kette(eintrag))
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
        kette = [fuer_kette(eintrag) for eintrag in lies(vorlage_id)]
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
        "verlauf": [fuer_kette(eintrag) for eintrag in lies(vorlage_id)],
    }


def fuer_kette(eintrag: Any) -> dict[str, Any]:
    """An event, whole or as a row of its columns, as it is hashed and exported."""
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

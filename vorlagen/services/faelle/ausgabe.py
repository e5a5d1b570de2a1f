"""Giving case files back: as they came in, and what happened since under one extra key."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Beratung, Koerperschaft, Vorlage
from vorlagen.richtext import text
from vorlagen.services import verlauf
from vorlagen.workflow.begriffe import Wirkung

_AUFNAHME = ("aufgenommen", "neu_aufgenommen")
_GLEICHZEITIG = 200
_HALBE = re.compile(r"[\ud800-\udfff]")


def gib_aus(ordner: Path, *, kuerzel: str | None = None, alle: bool = False) -> int:
    """Write `<id>.json` for every imported case (with `alle` for the papers that began here, too); returns how many."""
    sicht_oeffnen(ALLE)
    frage = select(Vorlage.id).join(Koerperschaft, Koerperschaft.id == Vorlage.koerperschaft_id)
    if not alle:
        frage = frage.where(Vorlage.fall_id.is_not(None))
    if kuerzel:
        if db.session.scalar(select(Koerperschaft.id).where(Koerperschaft.kuerzel == kuerzel)) is None:
            raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{kuerzel}“ gibt es nicht.")
        frage = frage.where(Koerperschaft.kuerzel == kuerzel)
    ordner.mkdir(parents=True, exist_ok=True)
    ids = db.session.scalars(frage.order_by(Vorlage.id)).all()
    for anfang in range(0, len(ids), _GLEICHZEITIG):
        for vorlage in _hole(ids[anfang : anfang + _GLEICHZEITIG]):
            ziel = ordner / f"{vorlage.fall_id or vorlage.id}.json"
            ziel.write_text(_json(_fall(vorlage)), encoding="utf-8")
        db.session.expunge_all()
    return len(ids)


def _json(fall: dict[str, Any]) -> str:
    """Readable JSON; half of a surrogate pair, which UTF-8 cannot say, stays the escape that it was."""
    lesbar = json.dumps(fall, ensure_ascii=False, indent=1) + "\n"
    return _HALBE.sub(lambda halb: f"\\u{ord(halb[0]):04x}", lesbar)


def _hole(ids: Sequence[str]) -> Sequence[Vorlage]:
    return db.session.scalars(
        select(Vorlage).where(Vorlage.id.in_(ids)).options(undefer(Vorlage.fall)).order_by(Vorlage.id)
    ).all()


def _fall(vorlage: Vorlage) -> dict[str, Any]:
    if vorlage.fall is None:
        return _von_hier(vorlage)
    seitdem = [eintrag for eintrag in verlauf.lies(vorlage.id) if eintrag.was not in _AUFNAHME]
    if not seitdem:
        return vorlage.fall
    ereignisse = [{"nr": e.nr, "zeit": e.zeit.isoformat(), "was": e.was, "daten": json.loads(e.daten)} for e in seitdem]
    return {**vorlage.fall, "seitdem": {"status": vorlage.status, "ereignisse": ereignisse}}


def _von_hier(vorlage: Vorlage) -> dict[str, Any]:
    wirkungen = {z["art"]: Wirkung(z["wert"]).titel for z in vorlage.auswirkungen if z.get("wert")}
    return {
        "id": vorlage.id,
        "municipality": vorlage.koerperschaft.name,
        "state": vorlage.koerperschaft.land,
        "number": vorlage.nummer,
        "vorlageart": vorlage.vorlageart.name,
        "title": vorlage.betreff,
        "public": vorlage.oeffentlich,
        "federfuehrend": vorlage.federfuehrend.name if vorlage.federfuehrend else None,
        "bearbeiter": vorlage.bearbeiter or None,
        "aktenzeichen": vorlage.aktenzeichen or None,
        "date": vorlage.datum.isoformat() if vorlage.datum else None,
        "beratungsfolge": [_station(beratung) for beratung in vorlage.beratungen],
        "beschlussvorschlag": text(vorlage.beschlussvorschlag) or None,
        "sachverhalt": text(vorlage.sachverhalt) or None,
        "auswirkungen": wirkungen or None,
    }


def _station(beratung: Beratung) -> dict[str, Any]:
    gueltige = [a for a in beratung.abstimmungen if a.gilt]
    sache = next((a for a in gueltige if a.art in ("sache", "wahl")), None)
    return {
        "gremium": " und ".join(gremium.name for gremium in beratung.gremien) or None,
        "date": beratung.geplant_am.isoformat() if beratung.geplant_am else None,
        "art": beratung.art or None,
        "result": beratung.ergebnis,
        "votes": {name: getattr(sache, name, None) for name in ("ja", "nein", "enthaltung", "befangen")},
        "top": beratung.letzter_versuch.zeichen if beratung.letzter_versuch else None,
        "ausgang": beratung.ausgang,
    }

"""The clock's part: it takes ordered case files in, one by one, each wholly or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import undefer

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction
from vorlagen.fehler import Fachfehler, Zusammenstoss
from vorlagen.models import Falldatei, Fallstapel, Koerperschaft
from vorlagen.services.faelle.aufnahme import Befund, nimm_einen
from vorlagen.services.faelle.lesen import verstehe

UNVORHERGESEHEN: Final = "Die Datei ließ sich unerwartet nicht aufnehmen; was geschah, steht im Protokoll des Dienstes."

_log = logging.getLogger(__name__)


def arbeite_stapel_ab(*, uhrzeit: Callable[[], datetime], weiter: Callable[[], bool]) -> int:
    """Take in what people ordered; returns how many files were done. After a crash it goes on with the next file."""
    getan = 0
    frage = select(Fallstapel.id, Fallstapel.koerperschaft_id)
    offene = frage.where(Fallstapel.bestellt.is_not(None), Fallstapel.beendet.is_(None)).order_by(Fallstapel.bestellt)
    for stapel_id, stadt_id in db.session.execute(offene).all():
        sicht_oeffnen(frozenset({stadt_id}))
        try:
            while weiter() and _naechste(stapel_id, uhrzeit()):
                getan += 1
        finally:
            sicht_oeffnen(ALLE)
    return getan


def _naechste(stapel_id: str, jetzt: datetime) -> bool:
    """The next file of these, and what became of it, in one transaction; False when none is left."""
    with transaction(umfassend=True) as sitzung:
        stapel = sitzung.get(Fallstapel, stapel_id, with_for_update=True, populate_existing=True)
        if stapel is None or stapel.beendet is not None:
            return False
        frage = select(Falldatei).where(Falldatei.stapel_id == stapel_id, Falldatei.inhalt.is_not(None))
        datei = sitzung.scalars(frage.order_by(Falldatei.reihe).limit(1).options(undefer(Falldatei.inhalt))).first()
        if datei is None:
            stapel.beendet = jetzt
            return False
        kuerzel = sitzung.get_one(Koerperschaft, stapel.koerperschaft_id).kuerzel
        datei.befund, angaben = _nimm(datei.name, datei.inhalt or "", kuerzel, stapel.person_id, jetzt)
        datei.angaben, datei.inhalt = {**datei.angaben, **angaben}, None
        return True


def _nimm(name: str, inhalt: str, kuerzel: str, wer_id: str, jetzt: datetime) -> tuple[Befund, dict[str, Any]]:
    """A refusal takes back this file and nothing else; whoever else writes makes us come back later."""
    try:
        fall = verstehe(name, inhalt.encode())
        befund, felder = nimm_einen(fall, name, kuerzel=kuerzel, jetzt=jetzt, wer_id=wer_id)
    except (Zusammenstoss, OperationalError):
        raise
    except Fachfehler as fehler:
        return Befund.ABGELEHNT, {"saetze": fehler.satz.splitlines()}
    except Exception:
        _log.exception("a case file cannot be taken in")
        return Befund.ABGELEHNT, {"saetze": [f"{name}: {UNVORHERGESEHEN}"]}
    return befund, {"felder": list(felder)}

"""When a deadline passes in silence and the office was told that this counts as agreement. The clock's work."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import Fachfehler
from vorlagen.kalender import BERLIN
from vorlagen.models import Frist, Mitzeichnung, Vorlage
from vorlagen.services import fassungen, mitzeichnungen
from vorlagen.services.sachstand import ablauf_von
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.begriffe import Rolle, Votum

AUF_EINMAL: Final = 200
_log = logging.getLogger(__name__)


def stelle_fest(*, jetzt: datetime) -> int:
    """Write down the agreement of every office that has let its deadline pass; returns how many there were.

    Papers that somebody is just changing wait for the next stroke; one whose procedure is switched off waits for it.
    """
    frage = (
        select(Mitzeichnung.vorlage_id)
        .join(Frist, (Frist.vorlage_id == Mitzeichnung.vorlage_id) & (Frist.amt_id == Mitzeichnung.amt_id))
        .where(
            Mitzeichnung.schweigen_gilt,
            Mitzeichnung.votum.is_(None),
            Frist.rolle == Rolle.MITZEICHNUNG,
            Frist.zustand == "offen",
            Frist.faellig_um <= jetzt,
        )
        .distinct()
        .order_by(Mitzeichnung.vorlage_id)
        .limit(AUF_EINMAL)
    )
    anzahl = 0
    for vorlage_id in db.session.scalars(frage).all():
        try:
            anzahl += _fuer_eine(vorlage_id, jetzt)
        except Fachfehler as fehler:
            _log.warning("Vorlage %s: %s", vorlage_id, fehler.satz)
    return anzahl


def _fuer_eine(vorlage_id: str, jetzt: datetime) -> int:
    with transaction() as sitzung:
        frage = (
            select(Vorlage)
            .where(Vorlage.id == vorlage_id)
            .with_for_update(of=Vorlage, key_share=True, skip_locked=True)
        )
        vorlage = sitzung.scalar(frage.execution_options(populate_existing=True))
        if vorlage is None or vorlage.status not in ablauf_von(vorlage).zeichnende:
            return 0
        heute = jetzt.astimezone(BERLIN).date()
        schweigende = [
            m
            for m in laufende_mitzeichnungen(vorlage)
            if m.schweigen_gilt and m.votum is None and m.frist and m.frist < heute
        ]
        aktuelle = fassungen.aktuell(vorlage)
        for m in schweigende:
            m.votum, m.stillschweigend, m.gezeichnet = Votum.ZUGESTIMMT, True, jetzt
            m.fassung, m.sha256 = vorlage.fassung, aktuelle.sha256 if aktuelle else None
            mitzeichnungen.halte_fest(vorlage, m, wer=None, jetzt=jetzt)
        return len(schweigende)

"""All extracts of a meeting in one file, for those who hand them on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Sitzung, Tagesordnungspunkt
from vorlagen.services import hausschablonen, lesungen, sitzungen, sitzungsdruck
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import lebendig
from vorlagen.services.tagesordnungsfassungen import geordnet
from vorlagen.services.wer import Wer
from vorlagen.word.zipdatei import schreibe_zip, speichere


def druckbare(sitzung: Sitzung) -> Sequence[Tagesordnungspunkt]:
    """The items of which there is an extract: those with a result, in their order."""
    return [top for top in geordnet(sitzung) if (top.ausgang or top.ergebnis) and top.abgesetzt is None]


def drucke_alle(sitzung_id: str, *, wer: Wer, jetzt: datetime) -> Druck:
    """A zip of the extracts, each whole; the same results give the same bytes.

    For those who look after the body: raises `NichtGefunden`, also while there is no result, and `NichtBerechtigt`.
    """
    sitzung = sitzungen.hole(sitzung_id)
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
    tops = druckbare(sitzung)
    if not tops:
        raise NichtGefunden("Zu dieser Sitzung gibt es noch kein Ergebnis und damit keinen Auszug.")
    heute = jetzt.astimezone(BERLIN).date()
    staende = sitzungsdruck.auszuege(tops, nur_oeffentlich=False, heute=heute)
    lesungen.merke_beratene(top.beratung_id for top in tops)
    dateien = [
        speichere(
            sitzungsdruck.dateiname(sitzung, f"Auszug-{top.zeichen.replace(' ', '').replace('/', '-')}"),
            hausschablonen.drucke("auszug", sitzung.koerperschaft_id, lebendig(staende[top.id])).inhalt,
        )
        for top in tops
    ]
    inhalt = schreibe_zip(dateien)
    name = sitzungsdruck.dateiname(sitzung, "Auszuege").removesuffix(".docx")
    return Druck(f"{name}.zip", inhalt, hashlib.sha256(inhalt).hexdigest())

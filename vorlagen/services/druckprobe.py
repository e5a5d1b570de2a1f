"""What a draft would look like on paper with what is typed just now: printed, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vorlagen.extensions import transaction
from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.services import dokumente, hausschablonen, vorlagen
from vorlagen.services.dokumente import Druck
from vorlagen.services.druckbild import kontext, lebendig
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.wer import Wer


class _Gesehen(Exception):
    """Ends the transaction: what was written into it was only to be looked at."""

    def __init__(self, art: str, koerperschaft_id: str, stand: Mapping[str, Any]) -> None:
        super().__init__()
        self.art, self.koerperschaft_id, self.stand = art, koerperschaft_id, stand


def drucke(vorlage_id: str, werte: Mapping[str, Any], *, version: int, wer: Wer, jetzt: datetime) -> Druck:
    """The draft with these values as a Word file; raises what `vorlagen.aendere` does, `NichtGefunden` without one."""
    try:
        with transaction(umfassend=True):
            if werte:
                vorlagen.aendere(vorlage_id, werte, version=version, wer=wer, jetzt=jetzt)
            vorlage, _ = hole(vorlage_id, wer)
            vorlagen.pruefe_bearbeitbar(vorlage, wer)
            arten = dokumente.arten(vorlage)
            if not arten:
                raise NichtGefunden("Zu dieser Art von Vorlage wird nichts gedruckt.")
            stand = kontext(vorlage, heute=jetzt.astimezone(BERLIN).date())
            raise _Gesehen(arten[0], vorlage.koerperschaft_id, stand)
    except _Gesehen as gesehen:
        ergebnis = hausschablonen.drucke(gesehen.art, gesehen.koerperschaft_id, lebendig(gesehen.stand))
        return Druck("Entwurf.docx", ergebnis.inhalt, ergebnis.sha256)

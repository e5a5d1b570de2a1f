"""The light of an Auftrag, for one of them and as a condition for many: both say the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, not_, or_

from vorlagen.models import Auftrag
from vorlagen.workflow.begriffe import ABGESCHLOSSENE_AUFTRAEGE, Auftragsstatus

ROT: Final = "rot"
GELB: Final = "gelb"
GRUEN: Final = "gruen"
AMPEL: Final = (ROT, GELB, GRUEN)
BALD: Final = timedelta(days=14)


def ampel(auftrag: Auftrag, heute: date) -> str:
    """rot if late or delayed, gelb if due or to be looked at within two weeks, else gruen; gruen when closed."""
    if auftrag.status in ABGESCHLOSSENE_AUFTRAEGE:
        return GRUEN
    if auftrag.status == Auftragsstatus.VERZOEGERT or (auftrag.faellig_am and auftrag.faellig_am < heute):
        return ROT
    termine = (auftrag.faellig_am, auftrag.wiedervorlage)
    return GELB if any(termin is not None and termin <= heute + BALD for termin in termine) else GRUEN


def licht(heute: date) -> ColumnElement[str]:
    """The same of a row in a query."""
    spaet = and_(Auftrag.faellig_am.is_not(None), Auftrag.faellig_am < heute)
    bald = [and_(spalte.is_not(None), spalte <= heute + BALD) for spalte in (Auftrag.faellig_am, Auftrag.wiedervorlage)]
    offen = not_(Auftrag.status.in_(ABGESCHLOSSENE_AUFTRAEGE))
    return case(
        (and_(offen, or_(Auftrag.status == Auftragsstatus.VERZOEGERT, spaet)), ROT),
        (and_(offen, or_(*bald)), GELB),
        else_=GRUEN,
    )

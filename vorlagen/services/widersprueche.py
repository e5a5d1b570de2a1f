"""Objections to a decision: until when, and when the body must vote again, by the Land of the town."""

from __future__ import annotations

from datetime import datetime

from vorlagen.kalender import BERLIN, Spielraum, widerspruch_bis
from vorlagen.kalender import zweite_abstimmung as zweite_abstimmung_nach
from vorlagen.models import Beratung, Vorlage
from vorlagen.services import kanten
from vorlagen.services.fristen import kalender_von
from vorlagen.workflow.begriffe import ZUGESTIMMT


def frist(vorlage: Vorlage) -> Spielraum | None:
    """Until when somebody may object to the decision of this paper; None while there is none to object to."""
    tage = [tag for b in vorlage.beratungen if b.entscheidet and b.ausgang in ZUGESTIMMT and (tag := kanten.tag_von(b))]
    return widerspruch_bis(max(tage), kalender_von(vorlage.koerperschaft)) if tage else None


def zweite_abstimmung(vorlage: Vorlage, beratung: Beratung, *, jetzt: datetime) -> Spielraum:
    """Between which days the body of this stage votes again after an objection that is raised now."""
    heute = jetzt.astimezone(BERLIN).date()
    return zweite_abstimmung_nach(kanten.tag_von(beratung) or heute, heute, kalender_von(vorlage.koerperschaft))

"""What the clock clears away every hour: logins that are over, links that ran out, what is due for deletion."""

from __future__ import annotations

from datetime import UTC, datetime

from vorlagen.services import anmeldesitzungen, einmallinks, loeschfristen, pdfdruck, versuche, zeilenzahlen
from vorlagen.services.anmeldesitzungen import Sitzungsdauer


def raeume_auf(*, dauer: Sitzungsdauer, jetzt: datetime) -> int:
    """Clear away what is over at `jetzt`; returns how many things went."""
    vorbei = anmeldesitzungen.raeume_auf(dauer=dauer, jetzt=jetzt)
    zeilenzahlen.zaehle()
    vorbei += einmallinks.raeume_auf(jetzt=jetzt) + versuche.raeume_auf(jetzt=jetzt) + pdfdruck.raeume_auf()
    # A stroke that pretends to be later must not delete anything before its time.
    return vorbei + loeschfristen.loesche_nachts(jetzt=min(jetzt, datetime.now(UTC)))

"""Taken off or withdrawn, and put back in the same meeting: the same item, another attempt, and both are kept.

Real case: the mayor withdraws a paper, a faction's motion puts it back (domain handbook § 4.2, Forst).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Beratung, Tagesordnungspunkt
from vorlagen.workflow.begriffe import Ausgang

_AUSGAENGE = frozenset({Ausgang.ZURUECKGEZOGEN, Ausgang.NICHT_BEHANDELT})


def geht(top: Tagesordnungspunkt) -> bool:
    """True if the item may be put back in its meeting."""
    return top.abgesetzt is not None or top.ausgang in _AUSGAENGE


def moegliche() -> ColumnElement[bool]:
    """The same as a condition on `Tagesordnungspunkt`."""
    return or_(Tagesordnungspunkt.abgesetzt.is_not(None), func.coalesce(Tagesordnungspunkt.ausgang, "").in_(_AUSGAENGE))


def nimm_wieder_auf(beratung: Beratung, top: Tagesordnungspunkt, begruendung: str, *, noetig: bool) -> None:
    """Open the item again inside the running transaction; what came of it before goes to `frueher`, with its votes.

    Members have it on their agenda, so it is no late item. Raises `EingabeUngueltig` without the grounds that are
    `noetig` once the agenda stands.
    """
    if noetig and not begruendung:
        satz = "Bitte begründen Sie, warum der Punkt wieder auf die Tagesordnung kommt."
        raise EingabeUngueltig(satz, {"begruendung": [satz]})
    bisherige = [abstimmung for abstimmung in beratung.abstimmungen if abstimmung.top_id == top.id and abstimmung.gilt]
    for abstimmung in bisherige:
        abstimmung.gilt = False
    erster = {"ausgang": top.ausgang, "ergebnis": top.ergebnis, "abgesetzt": top.abgesetzt, "wieder": begruendung}
    top.frueher = [*top.frueher, erster | {"abstimmungen": [abstimmung.id for abstimmung in bisherige]}]
    top.abgesetzt = top.ausgang = top.ergebnis = top.fassung_vorher = top.fassung_nachher = None
    top.sitzung.version += 1

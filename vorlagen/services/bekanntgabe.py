"""What everybody may read of a decision: nothing that a body settled behind closed doors, until it is announced."""

from __future__ import annotations

from dataclasses import dataclass

from vorlagen.models import Beratung, Vorlage
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, Ausgang


@dataclass(frozen=True, slots=True)
class Vorher:
    """How far a paper was, and how its resolution read, before a body dealt with it."""

    status: str
    wortlaut: str


def vorher(vorlage: Vorlage) -> Vorher:
    """To be kept before a result is entered."""
    return Vorher(vorlage.status, vorlage.beschlussvorschlag)


def ist_oeffentlich(beratung: Beratung) -> bool:
    """True if everybody may read what the body did; what was done in the non-public part of a meeting stays there."""
    return beratung.oeffentlich and all(top.oeffentlich for top in beratung.tops)


def verhuelle(vorlage: Vorlage, ausgang: Ausgang | None, davor: Vorher, *, oeffentlich: bool) -> None:
    """After a result: what a non-public item changed stays hidden, what a public one settled is open to all."""
    if oeffentlich:
        if vorlage.status != davor.status:
            vorlage.oeffentlicher_status = None
        if ausgang is not None and ausgang not in BLEIBT_OFFEN:
            vorlage.oeffentlicher_wortlaut = None
        return
    if vorlage.status != davor.status and vorlage.oeffentlicher_status is None:
        vorlage.oeffentlicher_status = davor.status
    if vorlage.beschlussvorschlag != davor.wortlaut and vorlage.oeffentlicher_wortlaut is None:
        vorlage.oeffentlicher_wortlaut = davor.wortlaut


def gib_bekannt(vorlage: Vorlage) -> None:
    """The decision was announced in a public meeting (domain handbook § 8 no. 8): now everybody may know it."""
    vorlage.oeffentlicher_status = vorlage.oeffentlicher_wortlaut = None

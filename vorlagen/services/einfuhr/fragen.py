"""The questions that a person can answer: what another system says of our papers and is not certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vorlagen.fehler import NichtGefunden
from vorlagen.models import Beratung, Vorlage, Zuordnung
from vorlagen.services.einfuhr import bruecke
from vorlagen.services.einfuhr.bruecke import Fremdpunkt
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer


@dataclass(frozen=True, slots=True)
class Frage:
    """One question with what is needed to answer it; without `stationen` only "none of ours" can be said."""

    zeile: Zuordnung
    vorlage: Vorlage
    punkt: Fremdpunkt | None
    stationen: tuple[Beratung, ...]


def offene(wer: Wer) -> list[Frage]:
    """Those about bodies that this person looks after, oldest first."""
    return list(_offene(wer))


def _offene(wer: Wer) -> Iterator[Frage]:
    for zeile in bruecke.offene(wer.koerperschaft_id):
        punkt = bruecke.fremdpunkt(zeile)
        if punkt is not None and not ist_gremiendienst(punkt.sitzung.gremium_id, wer):
            continue
        try:
            vorlage, _ = hole(zeile.vorlage_id, wer)
        except NichtGefunden:
            continue
        if punkt is None and not bruecke.betreut(vorlage, wer):
            continue
        stationen = tuple(
            beratung
            for beratung in vorlage.beratungen
            if punkt is not None
            and punkt.top is not None
            and punkt.sitzung.gremium_id in {gremium.id for gremium in beratung.gremien}
        )
        yield Frage(zeile, vorlage, punkt, stationen)

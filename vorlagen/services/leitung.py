"""How papers get on: where they are, how long each part of their way takes, how often they come back. Offices only.

No person stands in it, and no number of so few papers that it would be about one: that is not what it is for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from math import ceil
from typing import Any, Final

from sqlalchemy import select

from vorlagen.extensions import db
from vorlagen.kalender import augenblick
from vorlagen.models import Amt
from vorlagen.services import leitungszahlen
from vorlagen.services.leitungszahlen import Abschnitt, Filter, Station, eigene_aemter
from vorlagen.services.quartale import Quartal, quartal_von, rueckwaerts
from vorlagen.services.wer import Wer

MINDESTENS: Final = 5
"""From so many papers on a duration is told."""


@dataclass(frozen=True, slots=True)
class Dauer:
    """How long a part took: of `anzahl` papers half needed at most `median` days, nine of ten at most `neunzig`.

    Calendar days. None where there were too few papers.
    """

    anzahl: int
    median: int | None
    neunzig: int | None


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """What was over in a quarter (None: in all of them). `zurueckgegeben`: how often papers were sent back."""

    quartal: Quartal | None
    dauern: Mapping[Abschnitt, Dauer]
    zurueckgegeben: int


@dataclass(frozen=True, slots=True)
class Lage:
    """Everything on the page. `stille`: id, nummer, betreff, status, ablauf, amt, geaendert of who moved least."""

    stationen: Sequence[Station]
    stille: Sequence[Any]
    gesamt: Zeitraum
    quartale: Sequence[Zeitraum]

    @property
    def engstelle(self) -> Abschnitt | None:
        """The part that takes longest for half of the papers."""
        dauern = {a: d.median for a, d in self.gesamt.dauern.items() if a is not Abschnitt.GESAMT and d.median}
        return max(dauern, key=lambda a: dauern[a] or 0) if dauern else None


def aemter(wer: Wer) -> Sequence[Amt]:
    """The offices that this person may look at, by number. Raises `NichtBerechtigt`."""
    frage = select(Amt).where(Amt.koerperschaft_id == wer.koerperschaft_id, eigene_aemter(wer, Amt.id))
    return db.session.scalars(frage.order_by(Amt.nummer, Amt.name)).all()


def lage(wer: Wer, filter_: Filter, *, heute: date) -> Lage:
    """The numbers as of this day. Raises `NichtBerechtigt`."""
    quartale = rueckwaerts(quartal_von(heute), filter_.quartale)
    beginn = augenblick(quartale[0].beginn, time(0), frueher=True)
    gesamt: dict[Abschnitt, list[int]] = defaultdict(list)
    je: dict[Quartal, dict[Abschnitt, list[int]]] = {quartal: defaultdict(list) for quartal in quartale}
    for abschnitt, bis, tage in leitungszahlen.dauern(wer, filter_, beginn):
        quartal = quartal_von(bis)
        if quartal in je:
            je[quartal][abschnitt].append(tage)
            gesamt[abschnitt].append(tage)
    zurueck = leitungszahlen.zurueckgegeben(wer, filter_, beginn)
    return Lage(
        stationen=leitungszahlen.stationen(wer, filter_, heute),
        stille=leitungszahlen.stille(wer, filter_),
        gesamt=_zeitraum(None, gesamt, sum(zurueck.get(quartal, 0) for quartal in quartale)),
        quartale=[_zeitraum(quartal, je[quartal], zurueck.get(quartal, 0)) for quartal in quartale],
    )


def dauer(tage: Sequence[int]) -> Dauer:
    """Median and nine tenths by nearest rank."""
    if len(tage) < MINDESTENS:
        return Dauer(len(tage), None, None)
    sortiert = sorted(tage)
    return Dauer(len(tage), *(sortiert[ceil(teil * len(sortiert)) - 1] for teil in (0.5, 0.9)))


def _zeitraum(quartal: Quartal | None, tage: Mapping[Abschnitt, list[int]], zurueck: int) -> Zeitraum:
    return Zeitraum(quartal, {a: dauer(tage.get(a, ())) for a in Abschnitt}, zurueck)

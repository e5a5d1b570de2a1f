"""When a paper is decided at the earliest, and by when its work must begin at the latest.

Every rule here is a lower bound (not before the release, not before the stage that one waits for), so taking the
earliest meeting at each stage is best for all later ones, and a later release never brings an earlier decision. The
way back uses just that: the decision, as a function of the release, only rises, so the last day that is good enough is
found by halving.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender.etappen import Etappe, Halt, Plan, Sitzungstermin
from vorlagen.kalender.feiertage import Kalender
from vorlagen.kalender.texte import verschoben

_Platz: TypeAlias = "tuple[datetime, Sitzungstermin | None]"
_Belegung: TypeAlias = "Mapping[str, _Platz | None]"
"""Per stage when it is dealt with and in which meeting; None where no meeting is in reach."""


@dataclass(frozen=True)
class Weg:
    """The stages of one paper, and how many Arbeitstage pass from its Mitzeichnung to its release."""

    etappen: tuple[Etappe, ...]
    kalender: Kalender
    vorlauf: int = 0

    def vorwaerts(self, beginn: date) -> Plan:
        """The earliest way for a paper that goes into Mitzeichnung on this day. Raises `EingabeUngueltig`."""
        freigabe = self.freigabe(beginn)
        belegt = self._belege(freigabe)
        entscheidung = self._entscheidung(belegt)
        spaetestens = None if entscheidung is None else self._letzte_freigabe(entscheidung)
        sonst = None if spaetestens is None else self._entscheidung(self._belege(verschoben(spaetestens, 1)))
        return Plan(
            beginn=beginn,
            freigabe=freigabe,
            halte=tuple(_halt(etappe, belegt[etappe.name], freigabe) for etappe in self.etappen),
            entscheidung=entscheidung,
            spaetestens=spaetestens,
            beginn_spaetestens=None if spaetestens is None else self._letzter_beginn(spaetestens),
            sonst=sonst,
        )

    def rueckwaerts(self, bis: date) -> Plan | None:
        """The way of a paper that begins as late as it may to be decided by this day; None if none can be."""
        freigabe = self._letzte_freigabe(bis)
        return None if freigabe is None else self.vorwaerts(self._letzter_beginn(freigabe))

    def freigabe(self, beginn: date) -> date:
        """When a paper is released that goes into Mitzeichnung on this day."""
        return self.kalender.werktage_spaeter(beginn, self.vorlauf) if self.vorlauf else beginn

    def _letzter_beginn(self, freigabe: date) -> date:
        beginn = freigabe
        while self.freigabe(beginn) > freigabe:
            beginn = verschoben(beginn, -1)
        return beginn

    def _letzte_freigabe(self, bis: date) -> date | None:
        """The last day of release with a decision by `bis`; None if there is none, or if none matters any more."""

        def zu_spaet(freigabe: date) -> bool:
            entscheidung = self._entscheidung(self._belege(freigabe))
            return entscheidung is None or entscheidung > bis

        gut = bisect_right(self._spielraum, False, key=lambda tag: zu_spaet(date.fromordinal(tag)))
        return date.fromordinal(self._spielraum[gut - 1]) if gut else None

    @cached_property
    def _spielraum(self) -> range:
        """The days of release on which the decision can depend, as ordinals; none if it stands fast.

        Before the first all meetings are in reach, after the last none is. Leads count, because a stage without
        meetings begins with the release itself.
        """
        noetig = {etappe.name for etappe in self._letzte if etappe.fest is None}
        for etappe in reversed(self._reihenfolge):
            if etappe.fest is None and etappe.name in noetig:
                noetig |= {vorher.name for vorher in etappe.wartet_auf}
        offene = [etappe for etappe in self.etappen if etappe.name in noetig and etappe.fest is None]
        tage = [termin.bis.toordinal() for etappe in offene for termin in etappe.termine]
        abstaende = sum(vorher.abstand_tage for etappe in offene for vorher in etappe.wartet_auf)
        return range(min(tage) - abstaende, max(tage) + 1) if tage else range(0)

    @cached_property
    def _reihenfolge(self) -> Sequence[Etappe]:
        je_name = {etappe.name: etappe for etappe in self.etappen}
        graph = {e.name: [v.name for v in e.wartet_auf] for e in self.etappen}
        if not all(name in je_name for vorher in graph.values() for name in vorher):
            raise EingabeUngueltig("Eine Station wartet auf eine andere, die es in dieser Beratungsfolge nicht gibt.")
        try:
            return [je_name[name] for name in TopologicalSorter(graph).static_order()]
        except CycleError:
            raise EingabeUngueltig("Die Stationen der Beratungsfolge warten im Kreis aufeinander.") from None

    @cached_property
    def _letzte(self) -> Sequence[Etappe]:
        """The stages whose end is the decision; where nobody decides, all that meet."""
        entscheidende = [etappe for etappe in self.etappen if etappe.entscheidet]
        return entscheidende or [etappe for etappe in self.etappen if not etappe.ohne_termin]

    def _belege(self, freigabe: date) -> _Belegung:
        belegt: dict[str, _Platz | None] = {}
        for etappe in self._reihenfolge:
            belegt[etappe.name] = _belege_eine(etappe, freigabe, belegt)
        return belegt

    def _entscheidung(self, belegt: _Belegung) -> date | None:
        tage = [halt[0].date() if (halt := belegt[etappe.name]) else None for etappe in self._letzte]
        bekannte = [tag for tag in tage if tag is not None]
        return max(bekannte) if bekannte and len(bekannte) == len(tage) else None


def _halt(etappe: Etappe, platz: _Platz | None, freigabe: date) -> Halt:
    if platz is None:
        return Halt(etappe, None, None, None)
    beginn, termin = platz
    return Halt(etappe, beginn.date(), termin, (termin.bis - freigabe).days if termin else None)


def _belege_eine(etappe: Etappe, freigabe: date, belegt: _Belegung) -> _Platz | None:
    if etappe.fest is not None:
        return etappe.fest, None
    davor = [(belegt[vorher.name], vorher.abstand_tage) for vorher in etappe.wartet_auf]
    if any(halt is None for halt, _ in davor):
        return None
    vorher = [(halt[0], abstand) for halt, abstand in davor if halt]
    if etappe.ohne_termin:
        frueheste = (beginn + timedelta(days=abstand) for beginn, abstand in vorher)
        return max(frueheste, default=datetime.combine(freigabe, time(0))), None
    for termin in etappe.termine:
        if (
            termin.bis >= freigabe
            and (etappe.nicht_vor is None or termin.tag >= etappe.nicht_vor)
            and all(
                termin.beginn > beginn and (termin.tag - beginn.date()).days >= abstand for beginn, abstand in vorher
            )
        ):
            return termin.beginn, termin
    return None

"""The results of a whole meeting: every item with its paper and what came of it, and taking back what was entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Beratung, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import hinweise, lesungen, nachgang, schritte, sitzungen, sitzungspapiere, tops, wortlaut
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beschlussfaehigkeit import Beschlussfaehigkeit
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.wer import Wer

GRUND = "Bei der Eingabe der Ergebnisse zurückgenommen."
"""Why a result was opened again, where nobody says more."""


@dataclass(frozen=True, slots=True)
class Punkt:
    """An agenda item; with the paper and the stage it stands for, if it has any."""

    top: Tagesordnungspunkt
    vorlage: Vorlage | None = None
    beratung: Beratung | None = None

    def hinweise(self, faehig: Beschlussfaehigkeit | None = None) -> tuple[str, ...]:
        """What does not fit in the result as it is stored; `faehig` if it is known already."""
        if self.vorlage is None or self.beratung is None:
            return ()
        return hinweise.zum_gespeicherten(self.vorlage, self.beratung, self.top, faehig)

    @property
    def eintragbar(self) -> bool:
        """True unless the stage gets no more results, or has this one and has met the paper again."""
        if self.vorlage is None or self.beratung is None:
            return True
        return not (any(nachgang.warum_zu_ende(self.vorlage, self.beratung)) or self.ueberholt)

    @property
    def ueberholt(self) -> bool:
        """True if the item has a result and its body has met the paper again since."""
        return self.beratung is not None and self.top.ausgang is not None and self.beratung.versuche[-1] is not self.top


def lies(sitzung: Sitzung, wer: Wer, nur: str = "") -> Sequence[Punkt]:
    """The items of a meeting that somebody dealt with, in their order; papers that the person may not see are left out.

    `nur` is the id of the only one that is wanted. For those who look after the body; raises `NichtBerechtigt`.
    """
    sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
    behandelte = [top for top in sitzung.tops if top.abgesetzt is None and nur in ("", top.id)]
    stationen = {top.beratung_id for top in behandelte if top.beratung_id}
    von = select(Beratung.vorlage_id).where(Beratung.id.in_(stationen))
    papiere = db.session.scalars(select(Vorlage).where(Vorlage.id.in_(von), voller_einblick(wer))).unique().all()
    je_station = {b.id: (vorlage, b) for vorlage in papiere for b in vorlage.beratungen if b.id in stationen}
    lesungen.merke_beratene(je_station)
    return [
        Punkt(top, *je_station.get(top.beratung_id or "", ()))
        for top in behandelte
        if top.beratung_id is None or top.beratung_id in je_station
    ]


def nimm_zurueck(
    top_id: str,
    *,
    version: int | None,
    grund: str = "",
    bisher: tuple[str, str] | None = None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """Open an item whose result was entered by mistake; what was entered stays in the history.

    If the result ended the paper, this takes the procedure's own step. `version` is the paper's as it was seen; an
    item without a paper has none, there `bisher` is its outcome and label. Raises `NichtGefunden`, `NichtBerechtigt`,
    `EingabeUngueltig`, `ZwischenzeitlichGeaendert`, and `BedingungOffen` where others have gone on with it.
    """
    with transaction(umfassend=True) as session:
        top = session.scalar(select(Tagesordnungspunkt).where(Tagesordnungspunkt.id == top_id))
        if top is None:
            raise NichtGefunden(tops.UNBEKANNT)
        sitzung = sitzungen.hole(top.sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        if not (top.ausgang or top.ergebnis):
            raise EingabeUngueltig("Zu diesem Punkt ist kein Ergebnis eingetragen.")
        if bisher is not None:
            pruefe_bisher(top, bisher)
        for vorlage, beratung in sitzungspapiere.sperre([top.beratung_id]).values():
            schritte.pruefe_version(vorlage, version)
            schritt = nachgang.oeffnender_schritt(vorlage)
            if schritt is not None and nachgang.zu_oeffnen(vorlage) is beratung and beratung.letzter_versuch is top:
                bemerkung = grund.strip() or GRUND
                schritte.gehe(
                    vorlage.id, schritt.name, version=vorlage.version, bemerkung=bemerkung, wer=wer, jetzt=jetzt
                )
                if not wortlaut.aenderte(top):
                    return
        leer = Ergebnis(bemerkung=(grund.strip() or GRUND) if top.beratung_id else None)
        tops.aendere(top_id, ergebnis=leer, wer=wer, jetzt=jetzt)


def pruefe_bisher(top: Tagesordnungspunkt, bisher: tuple[str, str]) -> None:
    """Refuse a change of an item without a paper that was made looking at another outcome and label (`bisher`)."""
    if (top.ausgang or "", top.ergebnis or "") != bisher:
        raise ZwischenzeitlichGeaendert("Zu diesem Punkt hat inzwischen jemand anderes etwas eingetragen.")

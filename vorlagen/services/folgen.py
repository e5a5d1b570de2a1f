"""What the house does because a procedure says so: one small function per FolgeArt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Dokument, Mitzeichnung, Vorlage
from vorlagen.services import dokumente, nummern
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.workflow.bausteine import Folge, FolgeArt


def fuehre_aus(vorlage: Vorlage, folge: Folge, *, jetzt: datetime) -> dict[str, Any]:
    """Carry out a Folge inside the step's transaction; returns what the history should say of it."""
    return _HAENDE[folge.art](vorlage, jetzt)


def bestelle_dokument(vorlage: Vorlage, art: str, *, jetzt: datetime) -> None:
    """Freeze what the document is made from; the bytes are made later, from the queue or on request."""
    db.session.add(
        Dokument(
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            art=art,
            fassung=vorlage.fassung,
            kontext=dokumente.kontext(vorlage, heute=jetzt.astimezone(BERLIN).date()),
            erstellt=jetzt,
        )
    )


def _nummer_vergeben(vorlage: Vorlage, jetzt: datetime) -> dict[str, Any]:
    return {"nummer": nummern.vergib(vorlage, jetzt.astimezone(BERLIN).date())}


def _mitzeichnung_erbitten(vorlage: Vorlage, jetzt: datetime) -> dict[str, Any]:
    """Ask the offices. If they were asked before, a new round begins: the text may have changed."""
    gefragt = laufende_mitzeichnungen(vorlage)
    if any(m.frist for m in gefragt):
        for m in gefragt:
            vorlage.mitzeichnungen.append(
                Mitzeichnung(
                    koerperschaft_id=vorlage.koerperschaft_id,
                    vorlage_id=vorlage.id,
                    amt_id=m.amt_id,
                    amt=m.amt,
                    runde=m.runde + 1,
                    gruppe=m.gruppe,
                    pflicht=m.pflicht,
                )
            )
        db.session.flush()
    runde = laufende_mitzeichnungen(vorlage)
    return {"mitzeichnung": {"runde": runde[0].runde if runde else 0, "aemter": [m.amt.name for m in runde]}}


def _ergebnis_oeffnen(vorlage: Vorlage, jetzt: datetime) -> dict[str, Any]:
    """Take back what the last body did; the votes stay, marked as no longer valid."""
    entschieden = [b for b in vorlage.beratungen if b.ausgang]
    if not entschieden:
        return {}
    letzte = entschieden[-1]
    bisher = {"beratung": letzte.id, "ergebnis": letzte.ergebnis, "ausgang": letzte.ausgang}
    letzte.ergebnis = letzte.ausgang = None
    for abstimmung in letzte.abstimmungen:
        abstimmung.gilt = False
    for top in letzte.tops[-1:]:
        top.ergebnis = top.ausgang = None
    return {"bisher": bisher}


_HAENDE: dict[FolgeArt, Callable[[Vorlage, datetime], dict[str, Any]]] = {
    FolgeArt.NUMMER_VERGEBEN: _nummer_vergeben,
    FolgeArt.MITZEICHNUNG_ERBITTEN: _mitzeichnung_erbitten,
    FolgeArt.ERGEBNIS_OEFFNEN: _ergebnis_oeffnen,
}

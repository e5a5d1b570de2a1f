"""The papers that a meeting concerns: locked in one order, and told in their own history what happened to it.

The Gremiendienst moves meetings for which drafts are planned that it may not read: here nobody reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Sitzung, Tagesordnungspunkt, Vorlage
from vorlagen.services import schritte, verlauf
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang

ABGESAGT = "Sitzung abgesagt"
"""The label of an attempt that came to nothing because nobody met."""


def sperre(beratung_ids: Iterable[str | None]) -> dict[str, tuple[Vorlage, Beratung]]:
    """Lock the papers of these stages inside the running transaction, by id so that nobody waits in a circle."""
    gesucht = {beratung_id for beratung_id in beratung_ids if beratung_id}
    if not gesucht:
        return {}
    von = select(Beratung.vorlage_id).where(Beratung.id.in_(gesucht))
    frage = select(Vorlage).where(Vorlage.id.in_(von)).order_by(Vorlage.id)
    gesperrt = frage.with_for_update(of=Vorlage, key_share=True).execution_options(populate_existing=True)
    papiere = db.session.scalars(gesperrt).unique().all()
    return {b.id: (vorlage, b) for vorlage in papiere for b in vorlage.beratungen if b.id in gesucht}


def betroffene(sitzung: Sitzung) -> set[str]:
    """The stages that stand on the agenda or are planned for the meeting and still open."""
    auf = select(Tagesordnungspunkt.beratung_id).where(Tagesordnungspunkt.sitzung_id == sitzung.id)
    geplante = select(Beratung.id).join(Vorlage, Vorlage.id == Beratung.vorlage_id)
    frage = geplante.where(or_(Beratung.id.in_(auf), Beratung.geplant_id == sitzung.id), Vorlage.fall_id.is_(None))
    return set(db.session.scalars(frage))


def verlege(sitzung: Sitzung, bisher: datetime, grund: str, *, wer: Wer | None, jetzt: datetime) -> None:
    """The meeting began at `bisher` and has another time now: what was planned for it goes along."""
    tag = sitzung.beginn.astimezone(BERLIN).date()
    daten = {
        "sitzung": sitzung.id,
        "gremium": sitzung.gremium.name,
        "von": bisher.astimezone(BERLIN).date().isoformat(),
        "nach": tag.isoformat(),
        "bemerkung": grund,
    }
    for vorlage, beratung in sperre(betroffene(sitzung)).values():
        if beratung.geplant_id == sitzung.id:
            beratung.geplant_am = tag
        vermerke(vorlage, "sitzung_verlegt", {**daten, "beratung": beratung.id}, wer=wer, jetzt=jetzt)


def sage_ab(sitzung: Sitzung, grund: str, *, wer: Wer | None, jetzt: datetime) -> None:
    """The meeting is cancelled: nobody dealt with what stood there, and what was planned for it is open again."""
    tops = {top.beratung_id: top for top in sitzung.tops if top.beratung_id}
    daten = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "bemerkung": grund}
    for vorlage, beratung in sperre(betroffene(sitzung)).values():
        top = tops.get(beratung.id)
        if top is not None and top.ausgang is None:
            top.ausgang, top.ergebnis = Ausgang.NICHT_BEHANDELT, top.ergebnis or ABGESAGT
            if beratung.ausgang is None:
                beratung.ausgang, beratung.ergebnis = Ausgang.NICHT_BEHANDELT, ABGESAGT
        if beratung.geplant_id == sitzung.id:
            beratung.geplant_id = beratung.geplant_am = None
        vermerke(vorlage, "sitzung_abgesagt", {**daten, "beratung": beratung.id}, wer=wer, jetzt=jetzt)


def vermerke(vorlage: Vorlage, was: str, daten: Mapping[str, Any], *, wer: Wer | None, jetzt: datetime) -> None:
    """Append to the paper's chain and count its version up. `wer` is None for what happened in another system."""
    verlauf.schreibe(vorlage, was, wer_id=wer.id if wer else None, jetzt=jetzt, daten=daten)
    schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)


def vermerke_an(
    tops: Iterable[Tagesordnungspunkt], was: str, daten: Mapping[str, Any], *, wer: Wer, jetzt: datetime
) -> None:
    """Tell every paper behind these items; each entry names the item's sign as well."""
    liste = [top for top in tops if top.beratung_id]
    papiere = sperre(top.beratung_id for top in liste)
    for top in liste:
        if top.beratung_id in papiere:
            eigene = {**daten, "top": top.zeichen, "beratung": top.beratung_id}
            vermerke(papiere[top.beratung_id][0], was, eigene, wer=wer, jetzt=jetzt)

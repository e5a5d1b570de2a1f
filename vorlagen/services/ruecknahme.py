"""Taking back what was published, and publishing it again: each an act of its own, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Anlage, Niederschriftfassung, Vorlage
from vorlagen.models.ruecknahme import Ruecknehmbar
from vorlagen.services import protokoll, sitzungen, verlauf
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.sichtbarkeit import Einblick, hole, rollen_fuer
from vorlagen.services.veroeffentlichung import DIENST, pruefe_dienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle

EILIG = DIENST | {Rolle.FEDERFUEHRUNG, Rolle.FREIGABE}
"""Who may take something back: whoever notices first should not have to look for somebody else."""


def nimm_vorlage_zurueck(vorlage_id: str, grund: str, *, wer: Wer, jetzt: datetime) -> None:
    """Take the paper with all that hangs on it from the public. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    with transaction():
        vorlage = _hole(vorlage_id, wer)
        if vorlage.veroeffentlicht is None:
            raise EingabeUngueltig("Die Vorlage ist nicht veröffentlicht.")
        seit, vorlage.veroeffentlicht = vorlage.veroeffentlicht, None
        _nimm_zurueck(vorlage, grund, wer=wer, jetzt=jetzt)
        _vermerke(vorlage, {"seit": seit.isoformat(), "bemerkung": grund.strip()}, wer=wer, jetzt=jetzt)
        _protokolliere(Gegenstand("vorlage", vorlage.id), wer=wer, jetzt=jetzt)


def veroeffentliche_vorlage(vorlage_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Publish the paper now: for the first time ahead of its time, or again. Raises as above."""
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        pruefe_dienst(vorlage, wer)
        if vorlage.veroeffentlicht or not vorlage.oeffentlich or not vorlage.freigegeben:
            raise EingabeUngueltig("Veröffentlicht wird eine freigegebene öffentliche Vorlage, die es noch nicht ist.")
        vorlage.veroeffentlicht, vorlage.veroeffentlichen_am = jetzt, None
        daten = {"erneut": vorlage.ruecknahme is not None}
        _gib_wieder(vorlage)
        _vermerke(vorlage, daten, wer=wer, jetzt=jetzt, was="veroeffentlicht")


def nimm_anlage_zurueck(vorlage_id: str, anlage_id: str, grund: str, *, wer: Wer, jetzt: datetime) -> None:
    """Take one file from the public. Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig`."""
    with transaction():
        vorlage = _hole(vorlage_id, wer)
        anlage = _anlage(vorlage, anlage_id)
        if not anlage.oeffentlich or anlage.ruecknahme is not None:
            raise EingabeUngueltig("Diese Anlage ist nicht öffentlich.")
        _nimm_zurueck(anlage, grund, wer=wer, jetzt=jetzt)
        daten = {"anlage": anlage.id, "name": anlage.name, "bemerkung": grund.strip()}
        _vermerke(vorlage, daten, wer=wer, jetzt=jetzt)
        _protokolliere(Gegenstand("anlage", anlage.id), wer=wer, jetzt=jetzt)


def veroeffentliche_anlage(vorlage_id: str, anlage_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Let everybody read a file again that was taken back. Raises as above."""
    with transaction():
        vorlage, _ = hole(vorlage_id, wer, zum_schreiben=True)
        pruefe_dienst(vorlage, wer)
        anlage = _anlage(vorlage, anlage_id)
        if anlage.ruecknahme is None:
            raise EingabeUngueltig("Diese Anlage wurde nicht zurückgenommen.")
        _gib_wieder(anlage)
        daten = {"anlage": anlage.id, "name": anlage.name, "erneut": True}
        _vermerke(vorlage, daten, wer=wer, jetzt=jetzt, was="veroeffentlicht")


def nimm_niederschrift_zurueck(sitzung_id: str, grund: str, *, wer: Wer, jetzt: datetime) -> None:
    """Take the released minutes of a meeting, with their extracts, from the public; the next release is out again.

    Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig`.
    """
    with transaction() as session:
        sitzung = sitzungen.hole(sitzung_id, zum_schreiben=True)
        sitzungen.pruefe_gremiendienst(sitzung.gremium_id, wer)
        frage = select(Niederschriftfassung).where(Niederschriftfassung.sitzung_id == sitzung.id)
        offene = [fassung for fassung in session.scalars(frage) if fassung.ruecknahme is None]
        if not offene:
            raise EingabeUngueltig("Von dieser Sitzung ist keine Niederschrift freigegeben.")
        for fassung in offene:
            _nimm_zurueck(fassung, grund, wer=wer, jetzt=jetzt)
        sitzung.niederschrift_frei, sitzung.version = None, sitzung.version + 1
        _protokolliere(Gegenstand("sitzung", sitzung.id), wer=wer, jetzt=jetzt)


def _hole(vorlage_id: str, wer: Wer) -> Vorlage:
    """The paper, for those who may take it back."""
    vorlage, einblick = hole(vorlage_id, wer, zum_schreiben=True)
    if einblick is not Einblick.VOLL or not EILIG & rollen_fuer(wer, vorlage):
        raise NichtBerechtigt(
            "Eine Veröffentlichung nimmt der Gremiendienst, die Freigabe oder die Federführung zurück."
        )
    return vorlage


def _anlage(vorlage: Vorlage, anlage_id: str) -> Anlage:
    anlage = db.session.scalar(select(Anlage).where(Anlage.id == anlage_id, Anlage.vorlage_id == vorlage.id))
    if anlage is None:
        raise NichtGefunden("Diese Anlage gibt es nicht, oder Sie dürfen sie nicht sehen.")
    return anlage


def _nimm_zurueck(zeile: Ruecknehmbar, grund: str, *, wer: Wer, jetzt: datetime) -> None:
    if not grund.strip():
        raise EingabeUngueltig("Bitte begründen Sie die Rücknahme.", {"grund": ["Bitte einen Grund eintragen."]})
    zeile.ruecknahme, zeile.ruecknahme_grund, zeile.ruecknahme_von_id = jetzt, grund.strip(), wer.id or None


def _gib_wieder(zeile: Ruecknehmbar) -> None:
    zeile.ruecknahme, zeile.ruecknahme_grund, zeile.ruecknahme_von_id = None, "", None


def _vermerke(
    vorlage: Vorlage,
    daten: Mapping[str, Any],
    *,
    wer: Wer,
    jetzt: datetime,
    was: str = "veroeffentlichung_zurueckgenommen",
) -> None:
    verlauf.schreibe(vorlage, was, wer_id=wer.id or None, jetzt=jetzt, daten=dict(daten))
    vorlage.version += 1
    vorlage.geaendert = jetzt


def _protokolliere(was: Gegenstand, *, wer: Wer, jetzt: datetime) -> None:
    protokoll.schreibe(Ereignis.VEROEFFENTLICHUNG_ZURUECKGENOMMEN, wer=wer, gegenstand=was, jetzt=jetzt)

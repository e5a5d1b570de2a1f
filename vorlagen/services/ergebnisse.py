"""What a body did with a paper: the label as printed, the real outcome, and the wording that travels on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import NichtBerechtigt, NichtGefunden
from vorlagen.models import Beratung, Tagesordnungspunkt, Vorlage
from vorlagen.richtext import saeubere
from vorlagen.services import abstimmungen, bekanntgabe, fassungen, schritte, verlauf
from vorlagen.services.abstimmungen import Ergebnis
from vorlagen.services.beratungsfolge import fuege_verweisung_ein
from vorlagen.services.hinweise import hinweise
from vorlagen.services.sichtbarkeit import hole
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund

GEAENDERT = frozenset({Ausgang.ANGENOMMEN_GEAENDERT, Ausgang.EMPFOHLEN_GEAENDERT})


def trage_ein(
    beratung_id: str,
    ergebnis: Ergebnis,
    *,
    version: int | None,
    wer: Wer,
    jetzt: datetime,
    vorlage_id: str | None = None,
) -> tuple[str, ...]:
    """Record what the body did at its latest attempt; returns hints about contradictions, which never block.

    `vorlage_id` asks that the stage is one of that paper. An earlier entry for the same attempt stays as a vote that
    no longer holds. Raises `NichtGefunden`, `NichtBerechtigt`, `ZwischenzeitlichGeaendert`, `EingabeUngueltig`,
    `BedingungOffen` without an agenda.
    """
    with transaction():
        vorlage, beratung = _hole(beratung_id, vorlage_id, wer)
        if version is not None:
            schritte.pruefe_version(vorlage, version)
        top = _letzter_versuch(vorlage, beratung, wer)
        ausgang, davor = abstimmungen.ausgang_aus(ergebnis), bekanntgabe.vorher(vorlage)
        for abstimmung in beratung.abstimmungen:
            if abstimmung.top_id == top.id:
                abstimmung.gilt = False
        bisher = {"ergebnis": top.ergebnis, "ausgang": top.ausgang} if top.ausgang or top.ergebnis else None
        top.ergebnis = beratung.ergebnis = ergebnis.ergebnis
        top.ausgang = beratung.ausgang = ausgang
        abstimmungen.schreibe(vorlage, beratung, top, ergebnis, ausgang, jetzt)
        _uebernimm_wortlaut(vorlage, beratung, ergebnis, ausgang, wer, jetzt)
        if ausgang is Ausgang.VERWIESEN:
            fuege_verweisung_ein(vorlage, beratung, ergebnis.verwiesen_an)
        daten: dict[str, Any] = {
            "beratung": beratung.id,
            "gremien": [g.name for g in beratung.gremien],
            "top": top.zeichen,
            "ergebnis": ergebnis.ergebnis,
            "ausgang": ausgang,
            "bisher": bisher,
            "fassung": vorlage.fassung,
        }
        if ergebnis.bemerkung and ergebnis.bemerkung.strip():
            daten["bemerkung"] = ergebnis.bemerkung.strip()
        verlauf.schreibe(vorlage, "ergebnis", wer_id=wer.id, jetzt=jetzt, daten=daten)
        db.session.flush()
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        bekanntgabe.verhuelle(vorlage, ausgang, davor, oeffentlich=beratung.oeffentlich and top.oeffentlich)
        return hinweise(beratung, ausgang)


def _hole(beratung_id: str, vorlage_id: str | None, wer: Wer) -> tuple[Vorlage, Beratung]:
    gefunden = db.session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
    if gefunden is None or vorlage_id not in (None, gefunden):
        raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
    vorlage, _ = hole(gefunden, wer, zum_schreiben=True)
    beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
    if not any(ist_gremiendienst(gremium.id, wer) for gremium in beratung.gremien):
        raise NichtBerechtigt("Ergebnisse trägt der Gremiendienst ein, der das Gremium betreut.")
    return vorlage, beratung


def _letzter_versuch(vorlage: Vorlage, beratung: Beratung, wer: Wer) -> Tagesordnungspunkt:
    if vorlage.beendet:
        grund = Grund(
            "vorlage.beendet",
            "Die Vorlage ist abgeschlossen.",
            abhilfe="das Ergebnis berichtigen",
            wer="der Gremiendienst",
        )
        raise BedingungOffen("Ergebnis eintragen", (grund,))
    if not beratung.tops:
        grund = Grund(
            "tagesordnung.fehlt",
            "Die Vorlage steht bei diesem Gremium auf keiner Tagesordnung.",
            abhilfe="auf die Tagesordnung einer Sitzung setzen",
            wer="der Gremiendienst",
        )
        raise BedingungOffen("Ergebnis eintragen", (grund,))
    return beratung.tops[-1]


def _uebernimm_wortlaut(
    vorlage: Vorlage,
    beratung: Beratung,
    ergebnis: Ergebnis,
    ausgang: Ausgang | None,
    wer: Wer,
    jetzt: datetime,
) -> None:
    """A changed resolution travels on: it becomes the next Fassung, and the next body starts from it."""
    text = saeubere(ergebnis.beschlusstext) if ergebnis.beschlusstext else None
    beratung.beschlusstext = text
    if text and ausgang in GEAENDERT and text != vorlage.beschlussvorschlag:
        vorlage.beschlussvorschlag = text
        fassungen.halte_fest(vorlage, wer_id=wer.id, jetzt=jetzt)
        fassungen.stelle_fest(vorlage, jetzt=jetzt)

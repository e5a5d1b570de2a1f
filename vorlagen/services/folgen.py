"""What the house does because a procedure says so: one small function per FolgeArt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from vorlagen.extensions import db
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Dokument, Person, Unterschrift, Vorlage
from vorlagen.services import auftragserteilung, bekanntgabe, druckbild, fassungen, nachgang, nummern, pflichten, runden
from vorlagen.services.veroeffentlichungsregel import folge_der_freigabe
from vorlagen.workflow.bausteine import Folge, FolgeArt, Schritt
from vorlagen.workflow.begriffe import Pflichtart, Rolle, Sitzungsziel


@dataclass(frozen=True, slots=True)
class Anlass:
    """The step that a Folge comes from: its name, who took it (None: it ran by itself), when."""

    schritt: str
    wer_id: str | None
    jetzt: datetime


def fuehre_aus(vorlage: Vorlage, folge: Folge, anlass: Anlass) -> dict[str, Any]:
    """Carry out a Folge inside the step's transaction; returns what the history should say of it."""
    return _HAENDE[folge.art](vorlage, folge.daten, anlass)


def bestelle_dokument(vorlage: Vorlage, schritt: Schritt, anlass: Anlass) -> None:
    """Freeze what the step's document is made from; the bytes are made later, from the queue or on request.

    Who released or signed the paper by this step stands below it.
    """
    heute = anlass.jetzt.astimezone(BERLIN).date()
    zeichnet = Rolle.FREIGABE in schritt.rollen or Folge(FolgeArt.UNTERSCHRIFT_FESTHALTEN) in schritt.folgen
    person = db.session.get(Person, anlass.wer_id) if anlass.wer_id and zeichnet else None
    db.session.add(
        Dokument(
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            art=schritt.dokument,
            fassung=vorlage.fassung,
            kontext=druckbild.kontext(vorlage, heute=heute, gezeichnet_von=person),
            erstellt=anlass.jetzt,
        )
    )


def _nummer_vergeben(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    vorlage.freigegeben = vorlage.freigegeben or anlass.jetzt
    bekanntgabe.gib_frei(vorlage, jetzt=anlass.jetzt)
    folge_der_freigabe(vorlage, jetzt=anlass.jetzt)
    return {"nummer": nummern.vergib(vorlage, anlass.jetzt.astimezone(BERLIN).date())}


def _mitzeichnung_erbitten(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    return runden.eroeffne(vorlage, jetzt=anlass.jetzt)


def _ergebnis_oeffnen(vorlage: Vorlage, _daten: Mapping[str, str], _anlass: Anlass) -> dict[str, Any]:
    """Take back what the last body decided at its latest attempt; the votes stay, marked as no longer valid."""
    letzte = nachgang.zu_oeffnen(vorlage)
    if letzte is None:
        return {}
    bisher = {"beratung": letzte.id, "ergebnis": letzte.ergebnis, "ausgang": letzte.ausgang}
    letzte.ergebnis = letzte.ausgang = None
    top = letzte.letzter_versuch
    for abstimmung in letzte.abstimmungen:
        if abstimmung.top_id == (top.id if top else None):
            abstimmung.gilt = False
    if top is not None:
        top.ergebnis = top.ausgang = None
    return {"bisher": bisher}


def _unterschrift_festhalten(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    """Bind the person's name to the text that was seen; signing the same Fassung again in the same step is no news."""
    fassung = fassungen.aktuell(vorlage)
    if anlass.wer_id is None or fassung is None:
        return {}
    gleiche = (
        Unterschrift.vorlage_id == vorlage.id,
        Unterschrift.schritt == anlass.schritt,
        Unterschrift.fassung == vorlage.fassung,
    )
    db.session.execute(delete(Unterschrift).where(*gleiche))
    db.session.add(
        Unterschrift(
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            schritt=anlass.schritt,
            person_id=anlass.wer_id,
            fassung=vorlage.fassung,
            sha256=fassung.sha256,
            geleistet=anlass.jetzt,
        )
    )
    db.session.flush()
    return {"unterschrift": {"fassung": vorlage.fassung, "sha256": fassung.sha256}}


def _pflicht_begruenden(vorlage: Vorlage, daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    pflichten.begruende(
        vorlage,
        Pflichtart(daten["art"]),
        beratung=_gemeinte(vorlage, daten),
        bis=date.fromisoformat(daten["bis"]) if "bis" in daten else None,
        in_sitzung=Sitzungsziel(daten.get("in_sitzung", Sitzungsziel.NAECHSTE)),
        jetzt=anlass.jetzt,
    )
    return {"pflicht": {"art": daten["art"], "bis": daten.get("bis")}}


def _pflicht_erfuellen(vorlage: Vorlage, daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    art = Pflichtart(daten["art"])
    erfuellt = pflichten.erfuelle(vorlage, art, beratung=_gemeinte(vorlage, daten), jetzt=anlass.jetzt)
    return {"pflicht_erfuellt": daten["art"]} if erfuellt else {}


def _gemeinte(vorlage: Vorlage, daten: Mapping[str, str]) -> Beratung | None:
    return next((b for b in vorlage.beratungen if b.id == daten.get("beratung")), None)


def _erneut_abstimmen(vorlage: Vorlage, _daten: Mapping[str, str], _anlass: Anlass) -> dict[str, Any]:
    """The body that decided last gets another attempt; what it did the first time stays at its agenda item."""
    entschieden = [b for b in vorlage.beratungen if b.entscheidet and b.ausgang]
    if not entschieden:
        return {}
    letzte = entschieden[-1]
    bisher = {"beratung": letzte.id, "ergebnis": letzte.ergebnis, "ausgang": letzte.ausgang}
    letzte.ergebnis = letzte.ausgang = None
    return {"bisher": bisher}


def _auftrag_erteilen(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    return {"auftraege": auftragserteilung.erteile(vorlage, jetzt=anlass.jetzt)}


def _auftrag_aussetzen(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    return {"auftraege_ausgesetzt": auftragserteilung.setze_aus(vorlage, jetzt=anlass.jetzt)}


def _auftrag_aufheben(vorlage: Vorlage, _daten: Mapping[str, str], anlass: Anlass) -> dict[str, Any]:
    return {"auftraege_aufgehoben": auftragserteilung.hebe_auf(vorlage, jetzt=anlass.jetzt)}


_HAENDE: dict[FolgeArt, Callable[[Vorlage, Mapping[str, str], Anlass], dict[str, Any]]] = {
    FolgeArt.NUMMER_VERGEBEN: _nummer_vergeben,
    FolgeArt.MITZEICHNUNG_ERBITTEN: _mitzeichnung_erbitten,
    FolgeArt.ERGEBNIS_OEFFNEN: _ergebnis_oeffnen,
    FolgeArt.UNTERSCHRIFT_FESTHALTEN: _unterschrift_festhalten,
    FolgeArt.PFLICHT_BEGRUENDEN: _pflicht_begruenden,
    FolgeArt.PFLICHT_ERFUELLEN: _pflicht_erfuellen,
    FolgeArt.ERNEUT_ABSTIMMEN: _erneut_abstimmen,
    FolgeArt.AUFTRAG_ERTEILEN: _auftrag_erteilen,
    FolgeArt.AUFTRAG_AUSSETZEN: _auftrag_aussetzen,
    FolgeArt.AUFTRAG_AUFHEBEN: _auftrag_aufheben,
}

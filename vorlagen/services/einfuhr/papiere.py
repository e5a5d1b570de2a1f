"""Foreign papers become papers here, with the way that they went through the bodies."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, verzeichnis
from vorlagen.fehler import NichtGefunden
from vorlagen.kalender import BERLIN, augenblick
from vorlagen.models import (
    Fremdschluessel,
    Vorlage,
    Vorlageart,
)
from vorlagen.ris import Befund, Grabstein, Papier, Typ
from vorlagen.services import bekanntgabe, fassungen, verlauf
from vorlagen.services.einfuhr import dateien, stand, stationen, verweise, zuordnungen
from vorlagen.services.einfuhr.arbeit import ENTFERNT, UNVERAENDERT, Arbeit
from vorlagen.workflow.workflow import Workflow

_KENNTNIS: Final = "Kenntnisnahme"
GELOESCHT: Final = "Im bisherigen Ratsinformationssystem gelöscht oder nicht mehr öffentlich."


def nimm_papier(arbeit: Arbeit, papier: Papier | Grabstein) -> None:
    """A paper with its stages. One that runs here under the same number stays ours; its stages are only compared."""
    if isinstance(papier, Grabstein):
        _entferne(arbeit, papier)
        return
    bisher = arbeit.finde(papier.kennung)
    if (bisher is None or bisher.eigene_id is None) and (eigene := _laufende(arbeit, papier)):
        bisher = arbeit.merke(Typ.PAPIER, papier, "vorlage", eigene)
        bisher.eigen, bisher.pruefsumme = True, ""
    if arbeit.ist_bekannt(Typ.PAPIER, papier):
        for _ in papier.stationen:
            arbeit.zaehle(Typ.STATION, UNVERAENDERT)
        return
    if bisher is not None and bisher.eigen:
        _vergleiche(arbeit, str(bisher.eigene_id), papier)
        return
    if papier.nummer is None:
        arbeit.befunde.merke(Befund.OHNE_NUMMER, f"{papier.kennung}: {papier.betreff or ''}")
    arbeit.lade(stationen.vorgemerkte_punkte(arbeit, papier.stationen))
    vorlage = _vorlage(arbeit, bisher, papier)
    neu = bisher is None or bisher.eigene_id is None
    zuvor = dict(bisher.angaben) if bisher is not None else {}
    fremd = arbeit.merke(Typ.PAPIER, papier, "vorlage", vorlage.id)
    folge = [station.kennung for station in papier.stationen]
    fremd.angaben = {**fremd.angaben, "stationen": folge, **_beiwerk(papier)}
    db.session.flush()
    stationen.setze(arbeit, vorlage, papier, zuvor.get("stationen", ()))
    fremd.angaben = {**fremd.angaben, **verweise.setze(arbeit, vorlage, papier, zuvor)}
    dateien.setze(arbeit, papier.dateien, neu=neu, vorlage_id=vorlage.id)
    _halte_fest(arbeit, vorlage, neu=neu)
    stand.ziehe_nach(arbeit, vorlage, neu=neu)
    daten = {"quelle": urlsplit(papier.kennung).netloc or arbeit.quelle, "adresse": papier.kennung}
    verlauf.schreibe(vorlage, stand.EINGEFUEHRT if neu else stand.ERNEUT, wer_id=None, jetzt=arbeit.jetzt, daten=daten)


def _halte_fest(arbeit: Arbeit, vorlage: Vorlage, *, neu: bool) -> None:
    """The text as it came is what everybody may read, and what the bodies have voted on."""
    if neu:
        fassungen.uebernimm_erste(vorlage, jetzt=arbeit.jetzt)
        return
    fassungen.halte_fest(vorlage, wer_id=None, jetzt=arbeit.jetzt)
    fassungen.stelle_fest(vorlage, jetzt=arbeit.jetzt)
    bekanntgabe.gib_frei(vorlage, jetzt=arbeit.jetzt)


def _laufende(arbeit: Arbeit, papier: Papier) -> str | None:
    """The paper that began here and has the very same number; only a released one has any."""
    if papier.nummer is None:
        return None
    frage = select(Vorlage.id).where(
        Vorlage.koerperschaft_id == arbeit.stadt_id, Vorlage.nummer == papier.nummer, Vorlage.fall_id.is_(None)
    )
    return db.session.scalar(frage)


def _vergleiche(arbeit: Arbeit, vorlage_id: str, papier: Papier) -> None:
    fremd = arbeit.merke(Typ.PAPIER, papier, "vorlage", vorlage_id)
    fremd.eigen = True
    for station in papier.stationen:
        vermerk = arbeit.finde(station.kennung)
        punkt = station.punkt or (vermerk.angaben.get("punkt") if vermerk is not None else None)
        arbeit.ist_bekannt(Typ.STATION, station)
        arbeit.merke(Typ.STATION, station).eigen = True
        zuordnungen.merke_vor(arbeit, vorlage_id, station, punkt)


def _vorlage(arbeit: Arbeit, bisher: Fremdschluessel | None, papier: Papier) -> Vorlage:
    vorlage = None
    if bisher is not None and bisher.eigene_id is not None:
        frage = select(Vorlage).where(Vorlage.id == bisher.eigene_id).with_for_update(of=Vorlage, key_share=True)
        vorlage = db.session.scalars(frage).one()
        vorlage.version += 1
        vorlage.geaendert = arbeit.jetzt
    if vorlage is None:
        vorlage = _neue(arbeit, papier)
    vorlage.nummer, vorlage.betreff, vorlage.datum = papier.nummer, papier.betreff or "", papier.datum
    aemter = [amt for kennung in papier.aemter if (amt := arbeit.amt(kennung)) is not None]
    vorlage.federfuehrend = aemter[0] if aemter else None
    vorlage.beteiligt = [amt.id for amt in aemter[1:]]
    if vorlage.veroeffentlicht is None:
        _veroeffentliche(arbeit, vorlage, papier)
    return vorlage


def _veroeffentliche(arbeit: Arbeit, vorlage: Vorlage, papier: Papier) -> None:
    """A new one, or one that came back there. What somebody took from the public here stays taken back."""
    if vorlage.ruecknahme is not None and vorlage.ruecknahme_grund != GELOESCHT:
        arbeit.befunde.merke(Befund.HIER_BEARBEITET, f"{papier.kennung}: Veröffentlichung zurückgenommen")
        return
    vorlage.veroeffentlicht, vorlage.ruecknahme, vorlage.ruecknahme_grund = arbeit.jetzt, None, ""


def _neue(arbeit: Arbeit, papier: Papier) -> Vorlage:
    rollen = {station.rolle for station in papier.stationen}
    art = arbeit.umgebung.art(papier.art, nur_kenntnis=rollen == {_KENNTNIS})
    ablauf, id_ = _ablauf(art), neue_id()
    jetzt, seit = arbeit.jetzt, _anfang(papier.datum) or papier.geaendert or arbeit.jetzt
    seit = min(seit, jetzt)
    vorlage = Vorlage(
        id=id_, koerperschaft=arbeit.umgebung.koerperschaft, koerperschaft_id=arbeit.stadt_id, vorlageart=art,
        ablauf=ablauf.name, ablauf_version=ablauf.version, ablauf_kennung=ablauf.kennung, status=ablauf.beginnt_mit,
        version=1, fassung=1, fall_id=f"oparl-{id_}", oeffentlich=True, erstellt=seit, geaendert=jetzt,
        eingereicht=seit, freigegeben=seit, beschlussvorschlag="", sachverhalt="", auswirkungen=[], felder={},
    )  # fmt: skip
    db.session.add(vorlage)
    return vorlage


def _ablauf(art: Vorlageart) -> Workflow:
    """The procedure of the kind, if it leads through bodies at all; else the one that most papers take."""
    try:
        ablauf = verzeichnis.hole(art.ablauf)
    except NichtGefunden:
        return verzeichnis.hole("beschlussvorlage")
    durch_gremien = any(s.nach == stand.IN_BERATUNG and not s.wieder_oeffnet for s in ablauf.schritte)
    return ablauf if durch_gremien else verzeichnis.hole("beschlussvorlage")


def _beiwerk(papier: Papier) -> dict[str, Any]:
    werte = {"orte": list(papier.orte), "stichworte": list(papier.stichworte)}
    return {name: wert for name, wert in werte.items() if wert}


def _entferne(arbeit: Arbeit, stein: Grabstein) -> None:
    """A paper that is gone there is taken from the public here; its history stays. One of ours is not touched."""
    fremd = arbeit.finde(stein.kennung)
    if fremd is None or fremd.typ != Typ.PAPIER or not fremd.pruefsumme:
        return
    fremd.pruefsumme = ""
    arbeit.zaehle(Typ.PAPIER, ENTFERNT)
    if fremd.eigen:
        return
    frage = select(Vorlage).where(Vorlage.id == fremd.eigene_id).with_for_update(of=Vorlage, key_share=True)
    vorlage = db.session.scalars(frage).one()
    if vorlage.veroeffentlicht is None:
        return
    daten = {"seit": vorlage.veroeffentlicht.isoformat(), "bemerkung": GELOESCHT}
    vorlage.veroeffentlicht, vorlage.ruecknahme, vorlage.ruecknahme_grund = None, arbeit.jetzt, GELOESCHT
    verlauf.schreibe(vorlage, "veroeffentlichung_zurueckgenommen", wer_id=None, jetzt=arbeit.jetzt, daten=daten)
    vorlage.version += 1
    vorlage.geaendert = arbeit.jetzt


def _anfang(tag: date | None) -> datetime | None:
    return augenblick(tag, time(0), BERLIN, frueher=True) if tag else None

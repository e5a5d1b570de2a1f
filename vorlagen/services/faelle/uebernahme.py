"""From a case to rows: text, stages, votes. History sets no deadlines and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select

from vorlagen.extensions import db, neue_id, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Beratung,
    Tagesordnungspunkt,
    Verlaufseintrag,
    Vorlage,
    beratung_gremium,
)
from vorlagen.richtext import aus_text, reinige
from vorlagen.services import bekanntgabe, beschlusspunkte, fassungen
from vorlagen.services.beratungsfolge import ENTSCHEIDEND
from vorlagen.services.faelle import stimmen
from vorlagen.services.faelle.umgebung import Umgebung, kurz
from vorlagen.services.sachstand import ablauf_von, fotografiere
from vorlagen.workflow import engine
from vorlagen.workflow.begriffe import Wirkung
from vorlagen.workflow.felder import AUSWIRKUNGEN

_ENTSCHEIDEND = frozenset(art.casefold() for art in ENTSCHEIDEND) | {"beschließend", "annahme"}
_WIRKUNG = {"ja": Wirkung.JA, "nein": Wirkung.NEIN, "noch nicht zu übersehen": Wirkung.OFFEN}
IN_BERATUNG = "in_beratung"
_AUFNAHME = ("aufgenommen", "neu_aufgenommen")


def lege_ab(fall_id: str, inhalt: dict[str, Any], umgebung: Umgebung, *, jetzt: datetime) -> Vorlage:
    """Make the paper of a new case, in the status that its outcomes say."""
    stationen = inhalt.get("beratungsfolge") or []
    art = umgebung.art(inhalt.get("vorlageart"), nur_kenntnis=_nur_kenntnis(stationen))
    ablauf = verzeichnis.hole(art.ablauf)
    vorlage = Vorlage(
        id=neue_id(), koerperschaft=umgebung.koerperschaft, koerperschaft_id=umgebung.koerperschaft.id, vorlageart=art,
        ablauf=ablauf.name, ablauf_version=ablauf.version, ablauf_kennung=ablauf.kennung, status=ablauf.beginnt_mit,
        version=1, fassung=1, fall_id=fall_id, erstellt=jetzt, geaendert=jetzt, eingereicht=jetzt, freigegeben=jetzt,
    )  # fmt: skip
    db.session.add(vorlage)
    _schreibe_text(vorlage, inhalt, umgebung)
    db.session.flush()
    _schreibe_stationen(vorlage, stationen, umgebung, jetzt)
    _gib_frei(vorlage, jetzt)
    _setze_status(vorlage, jetzt)
    return vorlage


def ueberarbeite(
    vorlage: Vorlage, inhalt: dict[str, Any], namen: Sequence[str], umgebung: Umgebung, *, datei: str, jetzt: datetime
) -> None:
    """Take over a changed file. Refused once people have gone on working with the stages here."""
    if "beratungsfolge" in namen:
        fremde = select(func.count()).where(
            Verlaufseintrag.vorlage_id == vorlage.id, Verlaufseintrag.was.not_in(_AUFNAHME)
        )
        if db.session.scalar(fremde):
            raise EingabeUngueltig(
                f"{datei}: „beratungsfolge“ ist geändert, hier wurde seit der Aufnahme aber weitergearbeitet. "
                "Bitte tragen Sie die Änderung an der Vorlage ein."
            )
    _schreibe_text(vorlage, inhalt, umgebung)
    db.session.flush()
    if "beratungsfolge" in namen:
        _raeume_stationen(vorlage)
        _schreibe_stationen(vorlage, inhalt.get("beratungsfolge") or [], umgebung, jetzt)
        _setze_status(vorlage, jetzt)
    _gib_frei(vorlage, jetzt)
    vorlage.version += 1
    vorlage.geaendert = jetzt


def _gib_frei(vorlage: Vorlage, jetzt: datetime) -> None:
    """The file's text is what everybody may read, and what the bodies have voted on; history waits for no meeting."""
    fassungen.halte_fest(vorlage, wer_id=None, jetzt=jetzt)
    fassungen.stelle_fest(vorlage, jetzt=jetzt)
    bekanntgabe.gib_frei(vorlage, jetzt=jetzt)
    if vorlage.ruecknahme is None:
        vorlage.veroeffentlicht = (vorlage.veroeffentlicht or jetzt) if vorlage.oeffentlich else None
    for beratung in vorlage.beratungen:
        for top in beratung.tops:
            top.fassung_vorher = top.fassung_nachher = vorlage.fassung if top.ausgang else None


def _schreibe_text(vorlage: Vorlage, inhalt: dict[str, Any], umgebung: Umgebung) -> None:
    vorlage.fall = inhalt
    vorlage.nummer = reinige(inhalt["number"])[:120] if inhalt.get("number") else None
    vorlage.oeffentlich = inhalt.get("public") is True
    vorlage.betreff = reinige(inhalt.get("title") or "")
    vorlage.federfuehrend = umgebung.amt(reinige(inhalt.get("federfuehrend") or ""))
    vorlage.bearbeiter = reinige(inhalt.get("bearbeiter") or "")[:200]
    vorlage.aktenzeichen = reinige(inhalt.get("aktenzeichen") or "")[:100]
    vorlage.datum = _tag(inhalt.get("date"))
    vorlage.beschlussvorschlag = aus_text(inhalt.get("beschlussvorschlag") or "")
    vorlage.sachverhalt = aus_text(inhalt.get("sachverhalt") or "")
    vorlage.auswirkungen = _auswirkungen(inhalt.get("auswirkungen") or {})
    vorlage.begruendung_nichtoeffentlich, vorlage.beteiligt, vorlage.felder = "", [], {}


def _auswirkungen(roh: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that the sheet has; whatever is not one of the three answers is kept as its text."""
    zeilen = []
    for art, _ in AUSWIRKUNGEN:
        wert = next((roh[name] for name in (art, f"{art}e") if name in roh), None)
        if isinstance(wert, str):
            antwort = _WIRKUNG.get(wert.strip().casefold())
            zeilen.append({"art": art, "wert": antwort, "text": None if antwort else reinige(wert)})
    return zeilen


def _schreibe_stationen(
    vorlage: Vorlage, stationen: Sequence[dict[str, Any]], umgebung: Umgebung, jetzt: datetime
) -> None:
    beschlusspunkte.setze(vorlage, _punkte(vorlage, stationen))
    for reihe, station in enumerate(stationen, start=1):
        gremium = umgebung.gremium(reinige(station.get("gremium") or ""))
        sitzung = umgebung.sitzung(gremium, _tag(station.get("date")))
        art = reinige(station.get("art") or "")[:80]
        beratung = Beratung(
            id=neue_id(), koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, reihe=reihe, art=art,
            entscheidet=art.casefold() in _ENTSCHEIDEND,
            oeffentlich=vorlage.oeffentlich and station.get("public") is not False,
            geplant_id=sitzung.id if sitzung else None, geplant_am=_tag(station.get("date")),
            ergebnis=kurz(station.get("result")),
            ausgang=umgebung.ausgang(station.get("result"), art, _tag(station.get("date"))),
        )  # fmt: skip
        vorlage.beratungen.append(beratung)
        db.session.flush()
        if gremium:
            db.session.execute(insert(beratung_gremium).values(beratung_id=beratung.id, gremium_id=gremium.id, rang=1))
        stimmen.schreibe(vorlage, beratung, station, umgebung, jetzt)
        if sitzung:
            top = _versuch(beratung, sitzung.id, station, vorlage.betreff)
            db.session.add(top)
            db.session.flush()
            for abstimmung in beratung.abstimmungen:
                abstimmung.top_id = top.id
        db.session.flush()
        db.session.expire(beratung, ["gremien", "geplant", "tops"])


def _versuch(beratung: Beratung, sitzung_id: str, station: dict[str, Any], titel: str) -> Tagesordnungspunkt:
    letzte = db.session.scalar(
        select(func.max(Tagesordnungspunkt.nummer)).where(
            Tagesordnungspunkt.sitzung_id == sitzung_id, Tagesordnungspunkt.oeffentlich == beratung.oeffentlich
        )
    )
    return Tagesordnungspunkt(
        id=neue_id(), koerperschaft_id=beratung.koerperschaft_id, sitzung_id=sitzung_id, beratung_id=beratung.id,
        oeffentlich=beratung.oeffentlich, nummer=(letzte or 0) + 1, bezeichnung=kurz(station.get("top"), 60),
        titel=titel, ergebnis=beratung.ergebnis, ausgang=beratung.ausgang,
    )  # fmt: skip


def _punkte(vorlage: Vorlage, stationen: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The points of the text, and those that only a vote mentions."""
    punkte = dict(beschlusspunkte.punkte(vorlage.beschlussvorschlag))
    for station in stationen:
        for punkt in station.get("points") or ():
            punkte.setdefault(punkt["nr"].strip()[:20], "")
    return list(punkte.items())


def _raeume_stationen(vorlage: Vorlage) -> None:
    for beratung in list(vorlage.beratungen):
        for zeilen in (beratung.abstimmungen, beratung.tops):
            for zeile in zeilen:
                db.session.delete(zeile)
            db.session.flush()
        db.session.expire(beratung, ["abstimmungen", "tops"])
        vorlage.beratungen.remove(beratung)
    db.session.flush()


def _setze_status(vorlage: Vorlage, jetzt: datetime) -> None:
    """Where the outcomes put the paper: on the way, or as far as what runs by itself would bring it."""
    ablauf = ablauf_von(vorlage)
    hinein = next(s for s in ablauf.schritte if s.nach == IN_BERATUNG and not s.wieder_oeffnet)
    vorlage.status = IN_BERATUNG if vorlage.beratungen else hinein.quellen[0]
    stand = fotografiere(vorlage, jetzt.astimezone(BERLIN).date())
    vollzug = engine.selbsttaetig(ablauf, stand)
    vorlage.status = vollzug.nach if vollzug else vorlage.status
    vorlage.beendet = jetzt if vorlage.status in ablauf.endet_mit else None
    geheim = any(b.entscheidet and b.ausgang and not b.oeffentlich for b in vorlage.beratungen)
    vorlage.oeffentlicher_status = IN_BERATUNG if geheim else None


def _nur_kenntnis(stationen: Sequence[dict[str, Any]]) -> bool:
    return bool(stationen) and all(station.get("art") == "Kenntnisnahme" for station in stationen)


def _tag(wert: str | None) -> date | None:
    return date.fromisoformat(wert) if wert else None

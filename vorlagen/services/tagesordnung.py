"""Agendas: what a body is to deal with in a meeting, and what waits to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Beratung, Sitzung, Tagesordnungspunkt, Vorlage, beratung_gremium
from vorlagen.services import aufnahme, nachgang, schritte, verlauf, wiederaufnahme
from vorlagen.services.aufnahme import Spaet
from vorlagen.services.reihenfolge import naechste_unterstelle
from vorlagen.services.sichtbarkeit import hole as hole_vorlage
from vorlagen.services.sichtbarkeit import voller_einblick
from vorlagen.services.sitzungen import hole as hole_sitzung
from vorlagen.services.sitzungen import pruefe_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.engine import BedingungOffen

KANDIDATEN_HOECHSTENS = 200
"""So many papers a page offers; those planned for the meeting come first."""


def nimm_auf(
    sitzung_id: str,
    beratung_id: str,
    *,
    spaet: Spaet | None = None,
    unter_top: str | None = None,
    begruendung_nichtoeffentlich: str = "",
    wer: Wer,
    jetzt: datetime,
) -> str:
    """Put a stage on the agenda of a meeting of its body; returns the item's id.

    Public part only if both the paper and the stage are public; a non-public item has the reason of its stage or paper
    if none is given. `spaet` is needed once the agenda stands, `unter_top` makes it a sub-item of another. What was
    withdrawn or taken off in this meeting gets its item again. Raises `BedingungOffen` with every reason.
    """
    with transaction():
        sitzung = hole_sitzung(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        vorlage_id = db.session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
        if vorlage_id is None:
            raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
        vorlage, _ = hole_vorlage(vorlage_id, wer, zum_schreiben=True)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        gruende = aufnahme.warum_nicht(sitzung, vorlage, beratung, jetzt=jetzt)
        if gruende:
            raise BedingungOffen("Auf die Tagesordnung setzen", gruende)
        top, wie = _setze_auf(sitzung, vorlage, beratung, spaet, unter_top, jetzt)
        _begruende(top, begruendung_nichtoeffentlich, beratung, vorlage)
        beratung.ausgang = beratung.ergebnis = None
        beratung.geplant_id, beratung.geplant_am = sitzung.id, sitzung.beginn.astimezone(BERLIN).date()
        db.session.flush()
        wo = {"sitzung": sitzung.id, "gremium": sitzung.gremium.name, "top": top.zeichen, "beratung": beratung.id}
        daten = {**wo, **wie}
        verlauf.schreibe(vorlage, "auf_tagesordnung", wer_id=wer.id, jetzt=jetzt, daten=daten)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return top.id


def nimm_punkt_auf(
    sitzung_id: str,
    titel: str,
    *,
    oeffentlich: bool,
    spaet: Spaet | None = None,
    unter_top: str | None = None,
    begruendung_nichtoeffentlich: str = "",
    wer: Wer,
    jetzt: datetime,
) -> str:
    """Put an item without a paper on the agenda; returns its id."""
    with transaction():
        sitzung = hole_sitzung(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        if not titel.strip():
            raise EingabeUngueltig("Der Punkt braucht einen Titel.", {"titel": ["Bitte einen Titel eintragen."]})
        if sitzung.status == "abgesagt":
            raise EingabeUngueltig("Die Sitzung ist abgesagt.")
        angaben = _angaben(sitzung, spaet, titel, oeffentlich, unter_top, jetzt)
        top = _neuer(sitzung, None, titel.strip(), oeffentlich, angaben)
        _begruende(top, begruendung_nichtoeffentlich)
        return top.id


def kandidaten(sitzung: Sitzung, wer: Wer) -> Sequence[Any]:
    """Released papers that wait for this body: (beratung_id, art, vorlage_id, nummer, betreff, geplant_id) rows."""
    frage = (
        select(
            Beratung.id,
            Beratung.art,
            Vorlage.id.label("vorlage_id"),
            Vorlage.nummer,
            Vorlage.betreff,
            Beratung.geplant_id,
            Vorlage.oeffentlich,
        )
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .join(beratung_gremium, beratung_gremium.c.beratung_id == Beratung.id)
        .where(
            beratung_gremium.c.gremium_id == sitzung.gremium_id,
            Vorlage.nummer.is_not(None),
            or_(Vorlage.beendet.is_(None), nachgang.entschieden()),
            ~Beratung.intern,
            voller_einblick(wer),
            or_(Beratung.ausgang.is_(None), Beratung.ausgang.in_(nachgang.NOCH_EINMAL)),
            ~select(Tagesordnungspunkt.id)
            .where(Tagesordnungspunkt.beratung_id == Beratung.id, Tagesordnungspunkt.ausgang.is_(None))
            .exists(),
            ~select(Tagesordnungspunkt.id)
            .where(Tagesordnungspunkt.beratung_id == Beratung.id, Tagesordnungspunkt.sitzung_id == sitzung.id)
            .where(~wiederaufnahme.moegliche())
            .exists(),
        )
        .order_by((Beratung.geplant_id == sitzung.id).desc(), Vorlage.nummer, Beratung.id)
        .limit(KANDIDATEN_HOECHSTENS)
    )
    return db.session.execute(frage).all()


def _setze_auf(
    sitzung: Sitzung,
    vorlage: Vorlage,
    beratung: Beratung,
    spaet: Spaet | None,
    unter_top: str | None,
    jetzt: datetime,
) -> tuple[Tagesordnungspunkt, dict[str, Any]]:
    """The item, new or open again, and what the history tells of how it came."""
    frueherer = next((top for top in beratung.tops if top.sitzung_id == sitzung.id), None)
    if frueherer is not None:
        begruendung, heute = spaet.begruendung.strip() if spaet else "", jetzt.astimezone(BERLIN).date()
        wiederaufnahme.nimm_wieder_auf(beratung, frueherer, begruendung, noetig=aufnahme.ist_spaet(sitzung, heute))
        return frueherer, {"wieder": True, "bemerkung": begruendung}
    oeffentlich = vorlage.oeffentlich and beratung.oeffentlich
    angaben = _angaben(sitzung, spaet, f"{beratung.art} {vorlage.betreff}", oeffentlich, unter_top, jetzt)
    top = _neuer(sitzung, beratung, vorlage.betreff, oeffentlich, angaben)
    return top, {"aufnahme": top.aufnahme, "bemerkung": top.begruendung} if top.begruendung else {}


def _begruende(top: Tagesordnungspunkt, grund: str, *wessen: Beratung | Vorlage) -> None:
    """Why the item is not public: what was said now or before, else what was said of the stage or the paper."""
    if not top.oeffentlich:
        gruende = [grund.strip(), top.begruendung_nichtoeffentlich, *(w.begruendung_nichtoeffentlich for w in wessen)]
        top.begruendung_nichtoeffentlich = next((einer for einer in gruende if einer), "")


def _angaben(
    sitzung: Sitzung, spaet: Spaet | None, gegenstand: str, oeffentlich: bool, unter_top: str | None, jetzt: datetime
) -> dict[str, Any]:
    """How the item comes on the agenda, and its place there."""
    heute = jetzt.astimezone(BERLIN).date()
    angaben = aufnahme.angaben(sitzung, spaet, gegenstand=gegenstand, oeffentlich=oeffentlich, heute=heute)
    sitzung.version += 1
    if unter_top is None:
        return {**angaben, "nummer": _naechste_nummer(sitzung.id, oeffentlich), "unter": ""}
    ueber = next((top for top in sitzung.tops if top.id == unter_top and top.oeffentlich == oeffentlich), None)
    if ueber is None:
        satz = "Der übergeordnete Punkt steht nicht in diesem Teil der Tagesordnung."
        raise EingabeUngueltig(satz, {"unter_top": [satz]})
    return {**angaben, "nummer": ueber.nummer, "unter": naechste_unterstelle(sitzung.tops, ueber)}


def _neuer(
    sitzung: Sitzung, beratung: Beratung | None, titel: str, oeffentlich: bool, angaben: dict[str, Any]
) -> Tagesordnungspunkt:
    top = Tagesordnungspunkt(
        id=neue_id(),
        koerperschaft_id=sitzung.koerperschaft_id,
        sitzung=sitzung,
        oeffentlich=oeffentlich,
        titel=titel,
        **angaben,
    )
    db.session.add(top)
    if beratung is not None:
        beratung.tops.append(top)
    db.session.flush()
    return top


def _naechste_nummer(sitzung_id: str, oeffentlich: bool) -> int:
    frage = select(func.max(Tagesordnungspunkt.nummer)).where(
        Tagesordnungspunkt.sitzung_id == sitzung_id, Tagesordnungspunkt.oeffentlich == oeffentlich
    )
    return (db.session.scalar(frage) or 0) + 1

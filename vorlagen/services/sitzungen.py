"""Meetings and their agendas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import (
    Beratung,
    Gremium,
    Koerperschaft,
    Sitzung,
    Tagesordnungspunkt,
    Vorlage,
    beratung_gremium,
)
from vorlagen.services import fristen, schritte, verlauf
from vorlagen.services.sichtbarkeit import hole as hole_vorlage
from vorlagen.services.sichtbarkeit import veroeffentlicht, voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import BLEIBT_OFFEN, Rolle
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


def lege_an(gremium_id: str, beginn: datetime, *, ort: str = "", wer: Wer, jetzt: datetime) -> str:
    """Call a meeting and plan its notice period. `beginn` is an instant. Returns the id."""
    with transaction() as sitzung:
        gremium = hole_gremium(gremium_id)
        pruefe_gremiendienst(gremium.id, wer)
        neue = Sitzung(
            id=neue_id(),
            koerperschaft_id=gremium.koerperschaft_id,
            gremium=gremium,
            beginn=beginn,
            ort=ort.strip(),
            version=1,
        )
        sitzung.add(neue)
        sitzung.flush()
        fristen.setze_ladung(neue, sitzung.get_one(Koerperschaft, gremium.koerperschaft_id), jetzt=jetzt)
        return neue.id


def lade_ein(sitzung_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Note that the invitation went out; the notice period is kept or not, the deadline is done."""
    with transaction():
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        if sitzung.status != "geplant":
            raise EingabeUngueltig("Eingeladen wird nur zu einer geplanten Sitzung.")
        sitzung.status, sitzung.version = "eingeladen", sitzung.version + 1
        fristen.beende(jetzt=jetzt, zustand="erledigt", sitzung_id=sitzung.id)


def setze_auf_tagesordnung(sitzung_id: str, beratung_id: str, *, wer: Wer, jetzt: datetime) -> str:
    """Put a stage on the agenda of a meeting of its body; returns the item's id.

    Public part only if both the paper and the stage are public. Raises `BedingungOffen` with every reason.
    """
    with transaction() as session:
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        vorlage_id = session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
        if vorlage_id is None:
            raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
        vorlage, _ = hole_vorlage(vorlage_id, wer, zum_schreiben=True)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        gruende = _warum_nicht(sitzung, vorlage, beratung)
        if gruende:
            raise BedingungOffen("Auf die Tagesordnung setzen", gruende)
        oeffentlich = vorlage.oeffentlich and beratung.oeffentlich
        top = Tagesordnungspunkt(
            id=neue_id(),
            koerperschaft_id=sitzung.koerperschaft_id,
            sitzung=sitzung,
            beratung_id=beratung.id,
            oeffentlich=oeffentlich,
            nummer=_naechste_nummer(sitzung.id, oeffentlich),
            titel=vorlage.betreff,
        )
        session.add(top)
        beratung.tops.append(top)
        beratung.ausgang = beratung.ergebnis = None
        beratung.geplant_id, beratung.geplant_am = sitzung.id, sitzung.beginn.astimezone(BERLIN).date()
        session.flush()
        daten = {
            "sitzung": sitzung.id,
            "gremium": sitzung.gremium.name,
            "top": top.zeichen,
            "beratung": beratung.id,
        }
        verlauf.schreibe(vorlage, "auf_tagesordnung", wer_id=wer.id, jetzt=jetzt, daten=daten)
        schritte.schliesse_ab(vorlage, wer=wer, jetzt=jetzt)
        return top.id


def setze_punkt(sitzung_id: str, titel: str, *, oeffentlich: bool, wer: Wer) -> str:
    """Put an item without a paper on the agenda; returns its id."""
    if not titel.strip():
        raise EingabeUngueltig("Der Punkt braucht einen Titel.", {"titel": ["Bitte einen Titel eintragen."]})
    with transaction() as session:
        sitzung = hole(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        top = Tagesordnungspunkt(
            id=neue_id(),
            koerperschaft_id=sitzung.koerperschaft_id,
            sitzung=sitzung,
            oeffentlich=oeffentlich,
            nummer=_naechste_nummer(sitzung.id, oeffentlich),
            titel=titel.strip(),
        )
        session.add(top)
        return top.id


def hole(sitzung_id: str, *, zum_schreiben: bool = False) -> Sitzung:
    """The meeting with its agenda. Raises `NichtGefunden`."""
    frage = select(Sitzung).where(Sitzung.id == sitzung_id).options(selectinload(Sitzung.tops))
    if zum_schreiben:
        frage = frage.with_for_update(of=Sitzung)
    sitzung = db.session.scalar(frage)
    if sitzung is None:
        raise NichtGefunden("Diese Sitzung gibt es nicht.")
    return sitzung


def hole_gremium(gremium_id: str) -> Gremium:
    """The body. Raises `NichtGefunden`."""
    gremium = db.session.scalar(select(Gremium).where(Gremium.id == gremium_id))
    if gremium is None:
        raise NichtGefunden("Dieses Gremium gibt es nicht.")
    return gremium


def gremien() -> Sequence[Gremium]:
    """All bodies in sight, in the town's order."""
    return db.session.scalars(select(Gremium).where(Gremium.aktiv).order_by(Gremium.reihe, Gremium.name)).all()


def kommende(*, ab: datetime, gremium_id: str | None = None, anzahl: int = 100) -> Sequence[Sitzung]:
    """Meetings from an instant on, soonest first."""
    frage = select(Sitzung).where(Sitzung.beginn >= ab, Sitzung.status != "abgesagt")
    if gremium_id:
        frage = frage.where(Sitzung.gremium_id == gremium_id)
    return db.session.scalars(frage.order_by(Sitzung.beginn, Sitzung.id).limit(anzahl)).all()


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
            Vorlage.beendet.is_(None),
            voller_einblick(wer),
            or_(Beratung.ausgang.is_(None), Beratung.ausgang.in_(BLEIBT_OFFEN)),
            ~select(Tagesordnungspunkt.id)
            .where(Tagesordnungspunkt.beratung_id == Beratung.id, Tagesordnungspunkt.ausgang.is_(None))
            .exists(),
            ~select(Tagesordnungspunkt.id)
            .where(Tagesordnungspunkt.beratung_id == Beratung.id, Tagesordnungspunkt.sitzung_id == sitzung.id)
            .exists(),
        )
        .order_by((Beratung.geplant_id == sitzung.id).desc(), Vorlage.nummer, Beratung.id)
        .limit(200)
    )
    return db.session.execute(frage).all()


def tagesordnung(sitzung: Sitzung, wer: Wer) -> list[tuple[Tagesordnungspunkt, Any | None]]:
    """The items that the person may see, each with its paper's row (id, nummer, betreff, art, version) or None.

    Of a non-public item without a paper only the Gremiendienst sees the title.
    """
    frage = (
        select(
            Beratung.id,
            Vorlage.id.label("vorlage_id"),
            Vorlage.nummer,
            Vorlage.betreff,
            Beratung.art,
            Beratung.entscheidet,
            Vorlage.version,
            voller_einblick(wer).label("voll"),
        )
        .join(Vorlage, Vorlage.id == Beratung.vorlage_id)
        .where(Beratung.id.in_([top.beratung_id for top in sitzung.tops if top.beratung_id]))
        .where(or_(voller_einblick(wer), veroeffentlicht()))
    )
    papiere = {zeile.id: zeile for zeile in db.session.execute(frage)}
    punkte: list[tuple[Tagesordnungspunkt, Any | None]] = []
    for top in sitzung.tops:
        papier = papiere.get(top.beratung_id or "")
        if top.oeffentlich or ist_gremiendienst(sitzung.gremium_id, wer) or (papier is not None and papier.voll):
            punkte.append((top, papier))
    return punkte


def ist_gremiendienst(gremium_id: str, wer: Wer) -> bool:
    """True if the person looks after this body."""
    return any(r.rolle == Rolle.GREMIENDIENST and r.gremium_id in (None, gremium_id) for r in wer.rollen)


def pruefe_gremiendienst(gremium_id: str, wer: Wer) -> None:
    """Refuse whoever does not look after this body."""
    if not ist_gremiendienst(gremium_id, wer):
        raise NichtBerechtigt("Sitzungen und Tagesordnungen führt der Gremiendienst.")


def _warum_nicht(sitzung: Sitzung, vorlage: Vorlage, beratung: Beratung) -> tuple[Grund, ...]:
    gruende = []
    if vorlage.nummer is None:
        gruende.append(
            Grund(
                "vorlage.nicht_freigegeben",
                "Die Vorlage ist noch nicht freigegeben.",
                abhilfe="sie freigeben lassen",
                wer="die freigebende Leitung",
            )
        )
    if vorlage.beendet:
        gruende.append(Grund("vorlage.beendet", "Die Vorlage ist abgeschlossen."))
    if sitzung.gremium_id not in {gremium.id for gremium in beratung.gremien}:
        gruende.append(
            Grund(
                "gremium.unpassend",
                f"{sitzung.gremium.name} gehört nicht zu dieser Station der Beratungsfolge.",
            )
        )
    if sitzung.status == "abgesagt":
        gruende.append(Grund("sitzung.abgesagt", "Die Sitzung ist abgesagt.", abhilfe="eine andere Sitzung wählen"))
    if any(top.sitzung_id == sitzung.id for top in beratung.tops):
        gruende.append(Grund("tagesordnung.schon", "Die Vorlage steht schon auf dieser Tagesordnung."))
    elif any(top.ausgang is None for top in beratung.tops):
        gruende.append(
            Grund(
                "tagesordnung.anderswo",
                "Die Vorlage steht bei diesem Gremium schon auf einer anderen Tagesordnung.",
                abhilfe="erst dort das Ergebnis eintragen",
                wer="der Gremiendienst",
            )
        )
    elif beratung.ausgang and beratung.ausgang not in BLEIBT_OFFEN:
        gruende.append(Grund("beratung.erledigt", "Dieses Gremium ist mit der Vorlage fertig."))
    return tuple(gruende)


def _naechste_nummer(sitzung_id: str, oeffentlich: bool) -> int:
    frage = select(func.max(Tagesordnungspunkt.nummer)).where(
        Tagesordnungspunkt.sitzung_id == sitzung_id, Tagesordnungspunkt.oeffentlich == oeffentlich
    )
    return (db.session.scalar(frage) or 0) + 1

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
from vorlagen.services import nachgang, schritte, verlauf
from vorlagen.services.sichtbarkeit import hole as hole_vorlage
from vorlagen.services.sichtbarkeit import veroeffentlicht, voller_einblick
from vorlagen.services.sitzungen import hole as hole_sitzung
from vorlagen.services.sitzungen import ist_gremiendienst, pruefe_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.engine import BedingungOffen
from vorlagen.workflow.grund import Grund


def nimm_auf(sitzung_id: str, beratung_id: str, *, wer: Wer, jetzt: datetime) -> str:
    """Put a stage on the agenda of a meeting of its body; returns the item's id.

    Public part only if both the paper and the stage are public. Raises `BedingungOffen` with every reason.
    """
    with transaction() as session:
        sitzung = hole_sitzung(sitzung_id, zum_schreiben=True)
        pruefe_gremiendienst(sitzung.gremium_id, wer)
        vorlage_id = session.scalar(select(Beratung.vorlage_id).where(Beratung.id == beratung_id))
        if vorlage_id is None:
            raise NichtGefunden("Diese Beratung gibt es nicht, oder Sie dürfen sie nicht sehen.")
        vorlage, _ = hole_vorlage(vorlage_id, wer, zum_schreiben=True)
        beratung = next(b for b in vorlage.beratungen if b.id == beratung_id)
        gruende = _warum_nicht(sitzung, vorlage, beratung, jetzt)
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


def nimm_punkt_auf(sitzung_id: str, titel: str, *, oeffentlich: bool, wer: Wer) -> str:
    """Put an item without a paper on the agenda; returns its id."""
    if not titel.strip():
        raise EingabeUngueltig("Der Punkt braucht einen Titel.", {"titel": ["Bitte einen Titel eintragen."]})
    with transaction() as session:
        sitzung = hole_sitzung(sitzung_id, zum_schreiben=True)
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
            .exists(),
        )
        .order_by((Beratung.geplant_id == sitzung.id).desc(), Vorlage.nummer, Beratung.id)
        .limit(200)
    )
    return db.session.execute(frage).all()


def punkte(sitzung: Sitzung, wer: Wer) -> list[tuple[Tagesordnungspunkt, Any | None]]:
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
    gesehen: list[tuple[Tagesordnungspunkt, Any | None]] = []
    for top in sitzung.tops:
        papier = papiere.get(top.beratung_id or "")
        if top.oeffentlich or ist_gremiendienst(sitzung.gremium_id, wer) or (papier is not None and papier.voll):
            gesehen.append((top, papier))
    return gesehen


def _warum_nicht(sitzung: Sitzung, vorlage: Vorlage, beratung: Beratung, jetzt: datetime) -> tuple[Grund, ...]:
    gruende = [*nachgang.warum_nicht(sitzung, vorlage, beratung)]
    if vorlage.nummer is None:
        gruende.append(
            Grund(
                "vorlage.nicht_freigegeben",
                "Die Vorlage ist noch nicht freigegeben.",
                abhilfe="sie freigeben lassen",
                wer="die freigebende Leitung",
            )
        )
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
    elif any(top.ausgang is None and top.sitzung.beginn > jetzt for top in beratung.tops):
        gruende.append(
            Grund(
                "tagesordnung.anderswo",
                "Die Vorlage steht bei diesem Gremium schon auf einer anderen Tagesordnung.",
                abhilfe="erst dort das Ergebnis eintragen",
                wer="der Gremiendienst",
            )
        )
    return tuple(gruende)


def _naechste_nummer(sitzung_id: str, oeffentlich: bool) -> int:
    frage = select(func.max(Tagesordnungspunkt.nummer)).where(
        Tagesordnungspunkt.sitzung_id == sitzung_id, Tagesordnungspunkt.oeffentlich == oeffentlich
    )
    return (db.session.scalar(frage) or 0) + 1

"""Duties: what a decision obliges to, when it is due, and that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.models import Beratung, Gremium, Pflicht, Vorlage
from vorlagen.services import bekanntgabe, verlauf, widersprueche
from vorlagen.services.pflichttermine import faelligkeiten
from vorlagen.services.sichtbarkeit import hole, voller_einblick
from vorlagen.services.sitzungen import ist_gremiendienst
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Pflichtart, Sitzungsziel
from vorlagen.workflow.sachstand import Pflicht as Pflichtbild


@dataclass(frozen=True, slots=True)
class OffenePflicht:
    """An open duty on a list. `faellig_am` None: the body has no such meeting in the calendar yet.

    `vermerkbar`: the person who asks may note by hand that it is done.
    """

    id: str
    vorlage_id: str
    nummer: str | None
    betreff: str
    art: Pflichtart
    gremium: str | None
    faellig_am: date | None
    gruende: tuple[str, ...]
    vermerkbar: bool


def begruende(
    vorlage: Vorlage,
    art: Pflichtart,
    *,
    beratung: Beratung | None,
    bis: date | None,
    in_sitzung: Sitzungsziel = Sitzungsziel.NAECHSTE,
    jetzt: datetime,
) -> None:
    """Create the duty inside the running transaction; each body and each day is one of its own.

    One that was thought done is open again as of its first day. How soon a body votes again, the Land says.
    """
    gremium_id = beratung.gremien[0].id if beratung and beratung.gremien else None
    schluessel = f"{gremium_id or ''}/{bis or ''}/{in_sitzung}"
    gleiche = (Pflicht.vorlage_id == vorlage.id, Pflicht.art == art, Pflicht.schluessel == schluessel)
    pflicht = db.session.scalar(select(Pflicht).where(*gleiche))
    if pflicht is None:
        pflicht = Pflicht(
            koerperschaft_id=vorlage.koerperschaft_id,
            vorlage_id=vorlage.id,
            art=art,
            schluessel=schluessel,
            gremium_id=gremium_id,
            faellig_am=bis,
            in_sitzung=in_sitzung,
            entstanden=jetzt,
        )
        db.session.add(pflicht)
    if art is Pflichtart.ERNEUT_ABSTIMMEN and beratung is not None:
        wann = widersprueche.zweite_abstimmung(vorlage, beratung, jetzt=jetzt)
        pflicht.nicht_vor, pflicht.nicht_nach, pflicht.gruende = wann.von, wann.bis, list(wann.gruende)
        pflicht.entstanden = jetzt
    pflicht.erfuellt = None
    db.session.flush()


def erfuelle(vorlage: Vorlage, art: Pflichtart, *, beratung: Beratung | None = None, jetzt: datetime) -> bool:
    """Note inside the running transaction that all duties of this kind (to this stage's body) are done.

    False if there is none to be done.
    """
    frage = select(Pflicht).where(Pflicht.vorlage_id == vorlage.id, Pflicht.art == art, Pflicht.erfuellt.is_(None))
    if beratung is not None and beratung.gremien:
        frage = frage.where(Pflicht.gremium_id == beratung.gremien[0].id)
    offene_ = db.session.scalars(frage).all()
    for pflicht in offene_:
        _ist_erfuellt(vorlage, pflicht, jetzt)
    return bool(offene_)


def erledige(pflicht_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Note by hand that a non-public decision was announced; other duties are done by what the bodies do.

    Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig`.
    """
    with transaction():
        pflicht = db.session.scalar(select(Pflicht).where(Pflicht.id == pflicht_id, Pflicht.erfuellt.is_(None)))
        if pflicht is None:
            raise NichtGefunden("Diese Pflicht gibt es nicht, oder sie ist schon erfüllt.")
        vorlage, _ = hole(pflicht.vorlage_id, wer, zum_schreiben=True)
        if not ist_gremiendienst(pflicht.gremium_id, wer):
            raise NichtBerechtigt("Die Bekanntgabe vermerkt der Gremiendienst, der das Gremium betreut.")
        if pflicht.art != Pflichtart.BEKANNT_GEBEN:
            raise EingabeUngueltig("Diese Pflicht erfüllt sich mit dem Ergebnis des Gremiums.")
        db.session.refresh(pflicht)
        if pflicht.erfuellt is not None:
            raise NichtGefunden("Diese Pflicht gibt es nicht, oder sie ist schon erfüllt.")
        _ist_erfuellt(vorlage, pflicht, jetzt)
        verlauf.schreibe(vorlage, "bekannt_geben", wer_id=wer.id, jetzt=jetzt, daten={"pflicht": pflicht.id})
        vorlage.version, vorlage.geaendert = vorlage.version + 1, jetzt


def bilder(vorlage_id: str) -> tuple[Pflichtbild, ...]:
    """The duties of a paper as rules see them, done ones included."""
    frage = select(Pflicht, Gremium.name).outerjoin(Gremium, Gremium.id == Pflicht.gremium_id)
    zeilen = db.session.execute(frage.where(Pflicht.vorlage_id == vorlage_id).order_by(Pflicht.id)).all()
    wann = faelligkeiten([zeile.Pflicht for zeile in zeilen])
    return tuple(
        Pflichtbild(
            art=Pflichtart(pflicht.art),
            gremium=gremium,
            faellig_am=wann[pflicht.id].tag,
            erfuellt=pflicht.erfuellt is not None,
            gruende=wann[pflicht.id].gruende,
        )
        for pflicht, gremium in zeilen
    )


def offene(wer: Wer) -> tuple[OffenePflicht, ...]:
    """The open duties of all papers of which this person sees everything, soonest first, those without a date last."""
    frage = (
        select(Pflicht, Vorlage.nummer, Vorlage.betreff, Gremium.name)
        .join(Vorlage, Vorlage.id == Pflicht.vorlage_id)
        .outerjoin(Gremium, Gremium.id == Pflicht.gremium_id)
        .where(Pflicht.erfuellt.is_(None), voller_einblick(wer))
    )
    zeilen = db.session.execute(frage).all()
    wann = faelligkeiten([zeile.Pflicht for zeile in zeilen])
    pflichten = [
        OffenePflicht(
            id=pflicht.id,
            vorlage_id=pflicht.vorlage_id,
            nummer=nummer,
            betreff=betreff,
            art=Pflichtart(pflicht.art),
            gremium=gremium,
            faellig_am=wann[pflicht.id].tag,
            gruende=wann[pflicht.id].gruende,
            vermerkbar=pflicht.art == Pflichtart.BEKANNT_GEBEN and ist_gremiendienst(pflicht.gremium_id, wer),
        )
        for pflicht, nummer, betreff, gremium in zeilen
    ]
    return tuple(sorted(pflichten, key=lambda p: (p.faellig_am is None, p.faellig_am or date.max, p.id)))


def _ist_erfuellt(vorlage: Vorlage, pflicht: Pflicht, jetzt: datetime) -> None:
    """What was announced is open to everybody once nothing is left to be announced."""
    pflicht.erfuellt = jetzt
    db.session.flush()
    if pflicht.art == Pflichtart.BEKANNT_GEBEN and not bekanntgabe.ist_geschuldet(vorlage):
        bekanntgabe.gib_bekannt(vorlage, jetzt=jetzt)
        db.session.flush()

"""Duties: what a decision obliges to, when it is due, and that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, func, select

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Gremium, Pflicht, Sitzung, Vorlage
from vorlagen.services import bekanntgabe, verlauf
from vorlagen.services.sichtbarkeit import hole, voller_einblick
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Pflichtart, Rolle
from vorlagen.workflow.sachstand import Pflicht as Pflichtbild


@dataclass(frozen=True, slots=True)
class OffenePflicht:
    """An open duty on a list. `faellig_am` None: the body has no meeting in the calendar yet."""

    id: str
    vorlage_id: str
    nummer: str | None
    betreff: str
    art: Pflichtart
    gremium: str | None
    faellig_am: date | None


def begruende(
    vorlage: Vorlage, art: Pflichtart, *, gremium_id: str | None, faellig_am: date | None, jetzt: datetime
) -> None:
    """Create the duty inside the running transaction; one that was thought done is open again as of its first day."""
    pflicht = db.session.scalar(select(Pflicht).where(Pflicht.vorlage_id == vorlage.id, Pflicht.art == art))
    if pflicht is None:
        pflicht = Pflicht(koerperschaft_id=vorlage.koerperschaft_id, vorlage_id=vorlage.id, art=art, entstanden=jetzt)
        db.session.add(pflicht)
    pflicht.gremium_id, pflicht.faellig_am, pflicht.erfuellt = gremium_id, faellig_am, None
    db.session.flush()


def erfuelle(vorlage: Vorlage, art: Pflichtart, *, jetzt: datetime) -> bool:
    """Note inside the running transaction that the duty is done; False if there is none to be done."""
    pflicht = db.session.scalar(
        select(Pflicht).where(Pflicht.vorlage_id == vorlage.id, Pflicht.art == art, Pflicht.erfuellt.is_(None))
    )
    if pflicht is None:
        return False
    pflicht.erfuellt = jetzt
    if art is Pflichtart.BEKANNT_GEBEN:
        bekanntgabe.gib_bekannt(vorlage)
    db.session.flush()
    return True


def erledige(pflicht_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Note by hand that a non-public decision was announced; other duties are done by what the bodies do.

    Raises `NichtGefunden`, `NichtBerechtigt`, `EingabeUngueltig`.
    """
    with transaction():
        pflicht = db.session.scalar(select(Pflicht).where(Pflicht.id == pflicht_id, Pflicht.erfuellt.is_(None)))
        if pflicht is None:
            raise NichtGefunden("Diese Pflicht gibt es nicht, oder sie ist schon erfüllt.")
        vorlage, _ = hole(pflicht.vorlage_id, wer, zum_schreiben=True)
        if not wer.hat(Rolle.GREMIENDIENST):
            raise NichtBerechtigt("Die Bekanntgabe vermerkt der Gremiendienst.")
        if pflicht.art != Pflichtart.BEKANNT_GEBEN:
            raise EingabeUngueltig("Diese Pflicht erfüllt sich mit dem Ergebnis des Gremiums.")
        erfuelle(vorlage, Pflichtart.BEKANNT_GEBEN, jetzt=jetzt)
        verlauf.schreibe(vorlage, "bekannt_geben", wer_id=wer.id, jetzt=jetzt, daten={"pflicht": pflicht.id})
        vorlage.version, vorlage.geaendert = vorlage.version + 1, jetzt


def bilder(vorlage_id: str) -> tuple[Pflichtbild, ...]:
    """The duties of a paper as rules see them, done ones included."""
    zeilen = db.session.execute(
        select(Pflicht.art, Pflicht.faellig_am, Pflicht.erfuellt, Gremium.name, _naechste_sitzung().label("sitzung"))
        .outerjoin(Gremium, Gremium.id == Pflicht.gremium_id)
        .where(Pflicht.vorlage_id == vorlage_id)
        .order_by(Pflicht.id)
    )
    return tuple(
        Pflichtbild(
            art=Pflichtart(zeile.art),
            gremium=zeile.name,
            faellig_am=_tag(zeile.faellig_am, zeile.sitzung),
            erfuellt=zeile.erfuellt is not None,
        )
        for zeile in zeilen
    )


def offene(wer: Wer) -> tuple[OffenePflicht, ...]:
    """The open duties of all papers of which this person sees everything, soonest first, those without a date last."""
    zeilen = db.session.execute(
        select(
            Pflicht.id,
            Pflicht.vorlage_id,
            Vorlage.nummer,
            Vorlage.betreff,
            Pflicht.art,
            Gremium.name,
            Pflicht.faellig_am,
            _naechste_sitzung().label("sitzung"),
        )
        .join(Vorlage, Vorlage.id == Pflicht.vorlage_id)
        .outerjoin(Gremium, Gremium.id == Pflicht.gremium_id)
        .where(Pflicht.erfuellt.is_(None), voller_einblick(wer))
    )
    pflichten = (
        OffenePflicht(z.id, z.vorlage_id, z.nummer, z.betreff, Pflichtart(z.art), z.name, _tag(z.faellig_am, z.sitzung))
        for z in zeilen
    )
    return tuple(sorted(pflichten, key=lambda p: (p.faellig_am is None, p.faellig_am or date.max, p.id)))


def _naechste_sitzung() -> ScalarSelect[datetime]:
    """When the body meets for the first time after the duty arose."""
    return (
        select(func.min(Sitzung.beginn))
        .where(
            Sitzung.gremium_id == Pflicht.gremium_id,
            Sitzung.beginn > Pflicht.entstanden,
            Sitzung.status != "abgesagt",
        )
        .correlate(Pflicht)
        .scalar_subquery()
    )


def _tag(faellig_am: date | None, sitzung: datetime | None) -> date | None:
    if faellig_am is not None:
        return faellig_am
    return sitzung.astimezone(BERLIN).date() if sitzung else None

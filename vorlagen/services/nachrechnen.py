"""Reckoning open deadlines anew when a rule, a meeting or the holidays have changed, and saying which moved.

A deadline that ends on another day gets a new version: its planned reminders are cancelled and planned afresh in the
same transaction, and the history of its paper says from when to when, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from vorlagen.extensions import db, transaction
from vorlagen.kalender import FEIERTAGE_STAND, datum_text
from vorlagen.models import Frist, Gremium, Koerperschaft, Mitzeichnung, Sitzung, Vorlage
from vorlagen.services import fristen, verlauf
from vorlagen.services.fristenden import Ende, feldende, ladungsende, werktagsende

AUF_EINMAL = 200
"""Deadlines that the clock reckons anew in one transaction."""

_REIHENFOLGE = (Frist.sitzung_id.is_(None), Frist.sitzung_id, Frist.vorlage_id, Frist.faellig_am, Frist.id)
"""Rows are locked as everywhere: meetings before papers, each by id."""


@dataclass(frozen=True, slots=True)
class Verschoben:
    """A deadline that ends on another day now. `wofuer` is the body or the paper as people call it."""

    frist_id: str
    name: str
    wofuer: str
    vorlage_id: str | None
    sitzung_id: str | None
    bisher: date
    neu: date
    gruende: tuple[str, ...]

    @property
    def satz(self) -> str:
        """`Ladung, Rat der Stadt: bisher Mo 08.06.2026, jetzt Do 11.06.2026`."""
        return f"{self.name}, {self.wofuer}: bisher {datum_text(self.bisher)}, jetzt {datum_text(self.neu)}"


def rechne_nach(
    koerperschaft_id: str, *, anlass: str, jetzt: datetime, wer_id: str | None = None, gremium_id: str | None = None
) -> tuple[Verschoben, ...]:
    """Inside the running transaction: all open deadlines of a town, or those of one body's meetings.

    `anlass` is the sentence that the histories keep.
    """
    frage = select(Frist).where(Frist.koerperschaft_id == koerperschaft_id, Frist.zustand == "offen")
    if gremium_id is not None:
        frage = frage.where(Frist.sitzung_id.in_(select(Sitzung.id).where(Sitzung.gremium_id == gremium_id)))
    offene = db.session.scalars(frage.order_by(*_REIHENFOLGE)).all()
    return _rechne_alle(offene, anlass=anlass, jetzt=jetzt, wer_id=wer_id)


def rechne_stadt_nach(koerperschaft_id: str, *, jetzt: datetime) -> tuple[Verschoben, ...]:
    """The same on demand, in a transaction of its own."""
    with transaction():
        return rechne_nach(koerperschaft_id, anlass="Auf Wunsch neu gerechnet", jetzt=jetzt)


def stelle_nach(*, jetzt: datetime) -> tuple[Verschoben, ...]:
    """What the clock does: open deadlines that were reckoned with an older state of the holidays, a bunch at a time."""
    with transaction():
        veraltet = db.session.scalars(
            select(Frist)
            .where(Frist.zustand == "offen", Frist.feiertage != FEIERTAGE_STAND)
            .order_by(*_REIHENFOLGE)
            .limit(AUF_EINMAL)
        ).all()
        return _rechne_alle(veraltet, anlass=f"Feiertage neu: {FEIERTAGE_STAND}", jetzt=jetzt, wer_id=None)


def mit_der_sitzung(sitzung: Sitzung, vorher: Frist | None, nachher: Frist | None) -> tuple[Verschoben, ...]:
    """What moving a meeting did to the deadline of its invitation; nothing where that ends on the same day."""
    if vorher is None or nachher is None or vorher.faellig_am == nachher.faellig_am:
        return ()
    wofuer, tage = _wofuer(None, sitzung), (vorher.faellig_am, nachher.faellig_am)
    return (Verschoben(nachher.id, nachher.name, wofuer, None, sitzung.id, *tage, tuple(nachher.gruende)),)


def _rechne_alle(
    offene: Sequence[Frist], *, anlass: str, jetzt: datetime, wer_id: str | None
) -> tuple[Verschoben, ...]:
    verschobene = (_rechne_eine(frist, anlass, jetzt, wer_id) for frist in offene)
    return tuple(eine for eine in verschobene if eine is not None)


def _rechne_eine(frist: Frist, anlass: str, jetzt: datetime, wer_id: str | None) -> Verschoben | None:
    kalender = fristen.kalender_von(db.session.get_one(Koerperschaft, frist.koerperschaft_id))
    vorlage, sitzung = _gesperrt(frist)
    db.session.refresh(frist)
    if frist.zustand != "offen":
        return None
    if sitzung is not None:
        ende: Ende | None = ladungsende(sitzung, kalender)
        frist.regel = dict(sitzung.gremium.ladung)
    elif "werktage" in frist.regel:
        ende = werktagsende(frist.beginn, frist.regel["werktage"], kalender)
    else:
        ende = feldende(vorlage, frist.regel["feld"]) if vorlage and "feld" in frist.regel else None
    frist.feiertage = FEIERTAGE_STAND
    if ende is None:
        return None
    bisher, frist.gruende = frist.faellig_am, list(ende.gruende)
    if (ende.tag, ende.um) == (bisher, frist.faellig_um):
        return None
    fristen.streiche_erinnerungen([frist], "neu berechnet")
    frist.faellig_am, frist.faellig_um, frist.version = ende.tag, ende.um, frist.version + 1
    db.session.flush()
    fristen.plane_erinnerungen(frist, kalender, jetzt=jetzt, eingang=False)
    if ende.tag == bisher:
        return None
    neu = Verschoben(
        frist.id,
        frist.name,
        _wofuer(vorlage, sitzung),
        frist.vorlage_id,
        frist.sitzung_id,
        bisher,
        ende.tag,
        ende.gruende,
    )
    if vorlage is not None:
        _trage_ein(vorlage, frist, neu, anlass, jetzt, wer_id)
    return neu


def _gesperrt(frist: Frist) -> tuple[Vorlage | None, Sitzung | None]:
    """What the deadline belongs to, locked: whoever ends a deadline holds that row, so both queue up."""
    if frist.sitzung_id:
        zu = select(Sitzung).where(Sitzung.id == frist.sitzung_id).with_for_update(of=Sitzung, key_share=True)
        return None, db.session.scalar(zu.execution_options(populate_existing=True))
    zu_vorlage = select(Vorlage).where(Vorlage.id == frist.vorlage_id).with_for_update(of=Vorlage, key_share=True)
    return db.session.scalar(zu_vorlage.execution_options(populate_existing=True)), None


def _wofuer(vorlage: Vorlage | None, sitzung: Sitzung | None) -> str:
    if vorlage is not None:
        return vorlage.nummer or vorlage.betreff or "Vorlage ohne Betreff"
    gremium = db.session.get_one(Gremium, sitzung.gremium_id) if sitzung else None
    return gremium.name if gremium else ""


def _trage_ein(
    vorlage: Vorlage, frist: Frist, neu: Verschoben, anlass: str, jetzt: datetime, wer_id: str | None
) -> None:
    if frist.amt_id:
        for mitzeichnung in vorlage.mitzeichnungen:
            if _laeuft(mitzeichnung, frist, neu.bisher):
                mitzeichnung.frist = neu.neu
    daten = {
        "frist": neu.name,
        "bisher": neu.bisher.isoformat(),
        "neu": neu.neu.isoformat(),
        "anlass": anlass,
        "gruende": list(neu.gruende),
    }
    verlauf.schreibe(vorlage, "frist_verschoben", wer_id=wer_id, jetzt=jetzt, daten=daten)


def _laeuft(mitzeichnung: Mitzeichnung, frist: Frist, bisher: date) -> bool:
    return mitzeichnung.amt_id == frist.amt_id and mitzeichnung.votum is None and mitzeichnung.frist == bisher

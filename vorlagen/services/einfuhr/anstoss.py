"""Asking for a run, finding the one that waits, stopping one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.models import Einfuhr, Koerperschaft
from vorlagen.netz import Netze, loese_auf, pruefe_ziel
from vorlagen.services import stammdaten
from vorlagen.services.wer import Wer

OFFEN: Final = ("wartet", "laeuft")
VERWAIST: Final = timedelta(minutes=5)
"""A run of which nothing was heard for so long has lost its process."""


class Unterbrochen(Exception):
    """A run is to stop for now and goes on later: the process ends. No refusal, so nobody reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auftrag:
    """What is asked for. `koerper` empty: the only municipality there; `seit`: only what changed from then on."""

    stadt_id: str
    quelle: str
    koerper: str = ""
    seit: datetime | None = None
    mit_dateien: bool = False
    person_id: str | None = None


def beginne(auftrag: Auftrag, *, jetzt: datetime) -> str:
    """The run for this order: the one that was interrupted, else a new one. Returns its id."""
    with transaction() as sitzung:
        sitzung.get_one(Koerperschaft, auftrag.stadt_id, with_for_update={"key_share": True})
        offene = select(Einfuhr).where(
            Einfuhr.koerperschaft_id == auftrag.stadt_id,
            Einfuhr.quelle == auftrag.quelle,
            Einfuhr.zustand.in_(OFFEN),
        )
        for lauf in sitzung.scalars(offene.order_by(Einfuhr.id.desc())):
            gleich = (lauf.seit, lauf.mit_dateien) == (auftrag.seit, auftrag.mit_dateien)
            if gleich and auftrag.koerper in ("", lauf.koerper):
                return lauf.id
        lauf = Einfuhr(
            id=neue_id(), koerperschaft_id=auftrag.stadt_id, quelle=auftrag.quelle, koerper=auftrag.koerper,
            seit=auftrag.seit, mit_dateien=auftrag.mit_dateien, person_id=auftrag.person_id, zustand="wartet",
            begonnen=jetzt, geschlagen=jetzt,
        )  # fmt: skip
        sitzung.add(lauf)
        return lauf.id


def zuletzt(stadt_id: str, quelle: str) -> datetime | None:
    """From when on the next run from there may ask: an hour before the last complete one began, for clocks differ."""
    frage = select(Einfuhr.begonnen).where(
        Einfuhr.koerperschaft_id == stadt_id, Einfuhr.quelle == quelle, Einfuhr.zustand == "vollstaendig"
    )
    begonnen = db.session.scalar(frage.order_by(Einfuhr.id.desc()).limit(1))
    return begonnen - timedelta(hours=1) if begonnen else None


def bestelle(url: str, *, seit_zuletzt: bool, mit_dateien: bool, erlaubte: Netze, wer: Wer, jetzt: datetime) -> str:
    """Ask for a run that the clock carries out; asking twice is asking once. Returns its id.

    Raises `NichtBerechtigt`, `AdresseVerweigert`, `EingabeUngueltig` while another one is under way.
    """
    stammdaten.pruefe_verwaltung(wer)
    loese_auf(pruefe_ziel(url), erlaubte)
    laufend = select(Einfuhr).where(
        Einfuhr.koerperschaft_id == wer.koerperschaft_id,
        Einfuhr.zustand.in_(OFFEN),
        Einfuhr.quelle != url,
    )
    if db.session.scalar(laufend.limit(1)) is not None:
        satz = "Es läuft noch eine Einfuhr von einer anderen Adresse. Bitte warten Sie sie ab oder brechen Sie sie ab."
        raise EingabeUngueltig(satz, {"url": [satz]})
    seit = zuletzt(wer.koerperschaft_id, url) if seit_zuletzt else None
    auftrag = Auftrag(stadt_id=wer.koerperschaft_id, quelle=url, seit=seit, mit_dateien=mit_dateien, person_id=wer.id)
    return beginne(auftrag, jetzt=jetzt)


def hole(lauf_id: str, *, wer: Wer) -> Einfuhr:
    """A run of the own town. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stammdaten.pruefe_verwaltung(wer)
    eigene = select(Einfuhr).where(Einfuhr.id == lauf_id, Einfuhr.koerperschaft_id == wer.koerperschaft_id)
    lauf = db.session.scalar(eigene)
    if lauf is None:
        raise NichtGefunden("Diese Einfuhr gibt es nicht.")
    return lauf


def brich_ab(lauf_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """Stop a run for good; what it has brought stays. The process that has it notices at its next page.

    Raises as `hole`. One that is over stays as it is.
    """
    with transaction() as sitzung:
        hole(lauf_id, wer=wer)
        zeile = sitzung.get_one(Einfuhr, lauf_id, with_for_update=True)
        if zeile.zustand in OFFEN:
            zeile.abbrechen, zeile.zustand, zeile.beendet, zeile.laeufer = True, "abgebrochen", jetzt, None


def wartende(*, jetzt: datetime) -> list[str]:
    """The runs that people asked for on a page and that nobody works on."""
    verwaist = (Einfuhr.zustand == "laeuft") & (Einfuhr.geschlagen < jetzt - VERWAIST)
    frage = select(Einfuhr.id).where(Einfuhr.person_id.is_not(None), or_(Einfuhr.zustand == "wartet", verwaist))
    return list(db.session.scalars(frage.order_by(Einfuhr.id)))

"""Deputies: who signs for an office or for somebody who is away, from one day to another, and who may say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import or_, select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Person, Vertretung
from vorlagen.services import protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.wer import Wer, gilt
from vorlagen.workflow.begriffe import Rolle

HOECHSTENS: Final = timedelta(days=366)
"""A deputy for longer than that holds the role and should be given it."""


def lege_an(amt_id: str, person_id: str, *, von: date, bis: date, wer: Wer, jetzt: datetime) -> str:
    """Let a person sign for an office on these days, both included, and return the id.

    Raises `NichtBerechtigt` for who neither administers the system nor signs for that office, `EingabeUngueltig`.
    """
    with transaction() as sitzung:
        amt = sitzung.scalar(select(Amt).where(Amt.id == amt_id, Amt.koerperschaft_id == wer.koerperschaft_id))
        if amt is None:
            raise EingabeUngueltig("Dieses Amt gibt es nicht.", {"amt": ["Bitte wählen Sie ein Amt aus der Liste."]})
        if not _darf_regeln(wer, amt.id):
            raise NichtBerechtigt(f"Die Vertretung von „{amt.name}“ regelt das Amt selbst oder die Verwaltung.")
        person = sitzung.scalar(
            select(Person).where(Person.id == person_id, Person.koerperschaft_id == wer.koerperschaft_id, Person.aktiv)
        )
        _pruefe(amt, person, von=von, bis=bis, heute=jetzt.astimezone(BERLIN).date())
        return trage_ein(Vertretung(amt_id=amt.id, person_id=person_id, von=von, bis=bis), wer=wer, jetzt=jetzt)


def trage_ein(vertretung: Vertretung, *, wer: Wer, jetzt: datetime) -> str:
    """Keep a checked one and write it down, inside the running transaction; returns its id."""
    vertretung.id, vertretung.koerperschaft_id = neue_id(), wer.koerperschaft_id
    vertretung.erstellt, vertretung.erstellt_von_id = jetzt, wer.id or None
    db.session.add(vertretung)
    was, wen = Ereignis.VERTRETUNG_EINGETRAGEN, _betroffen(vertretung)
    protokoll.schreibe(was, wer=wer, gegenstand=wen, daten=_daten(vertretung), jetzt=jetzt)
    return vertretung.id


def beende(vertretung_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """End it now; one that never began is gone. What was signed stays signed.

    Raises `NichtGefunden`, `NichtBerechtigt`.
    """
    with transaction() as sitzung:
        vertretung = sitzung.scalar(
            select(Vertretung).where(
                Vertretung.id == vertretung_id, Vertretung.koerperschaft_id == wer.koerperschaft_id
            )
        )
        if vertretung is None:
            raise NichtGefunden("Diese Vertretung gibt es nicht.")
        if not darf_beenden(vertretung, wer):
            raise NichtBerechtigt("Das regelt das Amt selbst, die abwesende Person oder die Verwaltung des Systems.")
        was, wen = Ereignis.VERTRETUNG_BEENDET, _betroffen(vertretung)
        protokoll.schreibe(was, wer=wer, gegenstand=wen, daten=_daten(vertretung), jetzt=jetzt)
        gestern = jetzt.astimezone(BERLIN).date() - timedelta(days=1)
        if vertretung.von > gestern:
            sitzung.delete(vertretung)
        else:
            vertretung.bis = min(vertretung.bis, gestern)


def pruefe_tage(von: date, bis: date, heute: date) -> None:
    """Refuse days that are over, that end before they begin, or that are too many. Raises `EingabeUngueltig`."""
    if bis < von:
        raise EingabeUngueltig("Die Vertretung endet, ehe sie beginnt.", {"bis": ["Der letzte Tag liegt zu früh."]})
    if bis < heute:
        raise EingabeUngueltig("Die Vertretung ist schon vorbei.", {"bis": ["Der letzte Tag liegt zu früh."]})
    if bis - von > HOECHSTENS:
        satz = "Länger als ein Jahr ist keine Vertretung; geben Sie der Person die Rolle."
        raise EingabeUngueltig(satz, {"bis": ["Höchstens ein Jahr."]})


def liste(wer: Wer, *, heute: date) -> Sequence[Vertretung]:
    """Those that hold or will hold, of the offices whose deputies this person may set, and those that concern them."""
    frage = select(Vertretung).where(Vertretung.koerperschaft_id == wer.koerperschaft_id, Vertretung.bis >= heute)
    if not wer.hat(Rolle.VERWALTUNG):
        aemter = wer.aemter(Rolle.MITZEICHNUNG)
        if aemter is not None:
            eigene = or_(Vertretung.person_id == wer.id, Vertretung.abwesend_id == wer.id)
            frage = frage.where(or_(Vertretung.amt_id.in_(aemter), eigene))
    return db.session.scalars(frage.order_by(Vertretung.von, Vertretung.id)).all()


def regelbare_aemter(wer: Wer) -> Sequence[Amt]:
    """The offices whose deputies this person may set; empty for most."""
    return [amt for amt in stammdaten.aemter(wer.koerperschaft_id) if _darf_regeln(wer, amt.id)]


def darf_beenden(vertretung: Vertretung, wer: Wer) -> bool:
    """The administration; for an office who signs for it by right, for an absence whoever is away."""
    if vertretung.amt_id is None:
        return vertretung.abwesend_id == wer.id or wer.hat(Rolle.VERWALTUNG)
    return _darf_regeln(wer, vertretung.amt_id)


def amt_mit_nummer(nummer: str, wer: Wer) -> str:
    """The id of the office with this number. Raises `EingabeUngueltig`."""
    amt = next((amt for amt in stammdaten.aemter(wer.koerperschaft_id) if amt.nummer == nummer), None)
    if amt is None:
        raise EingabeUngueltig(f"Das Amt „{nummer}“ gibt es nicht.")
    return amt.id


def person_mit_anmeldenamen(anmeldename: str, wer: Wer) -> str:
    """The id of the person with this login name. Raises `EingabeUngueltig`."""
    frage = select(Person.id).where(Person.koerperschaft_id == wer.koerperschaft_id, Person.anmeldename == anmeldename)
    person_id = db.session.scalar(frage)
    if person_id is None:
        raise EingabeUngueltig(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es hier nicht.")
    return person_id


def _darf_regeln(wer: Wer, amt_id: str) -> bool:
    """The administration, and whoever signs for the office by right. A deputy cannot pass it on."""
    aemter = wer.aemter(Rolle.MITZEICHNUNG)
    return wer.hat(Rolle.VERWALTUNG) or aemter is None or amt_id in aemter


def _betroffen(vertretung: Vertretung) -> Gegenstand:
    """Who may do more because of it; of an absence without a deputy whoever is away."""
    return Gegenstand("person", vertretung.person_id or vertretung.abwesend_id or "")


def _daten(vertretung: Vertretung) -> dict[str, str | None]:
    return {
        "amt": vertretung.amt_id,
        "abwesend": vertretung.abwesend_id,
        "von": vertretung.von.isoformat(),
        "bis": vertretung.bis.isoformat(),
    }


def _pruefe(amt: Amt, person: Person | None, *, von: date, bis: date, heute: date) -> None:
    if person is None:
        raise EingabeUngueltig("Diese Person gibt es hier nicht.", {"person": ["Bitte wählen Sie eine Person."]})
    pruefe_tage(von, bis, heute)
    rollen = [rolle for rolle in person.rollen if rolle.rolle == Rolle.MITZEICHNUNG and gilt(rolle, max(von, heute))]
    if any(rolle.amt_id in (None, amt.id) for rolle in rollen):
        satz = f"{person.name} zeichnet ohnehin für „{amt.name}“ mit."
        raise EingabeUngueltig(satz, {"person": [satz]})

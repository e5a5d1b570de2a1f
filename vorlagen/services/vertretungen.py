"""Deputies: who signs for an office from one day to another, and who may say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Amt, Person, Vertretung
from vorlagen.services import stammdaten
from vorlagen.services.wer import Wer
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
        vertretung = Vertretung(
            id=neue_id(),
            koerperschaft_id=wer.koerperschaft_id,
            amt_id=amt.id,
            person_id=person_id,
            von=von,
            bis=bis,
            erstellt=jetzt,
            erstellt_von_id=wer.id or None,
        )
        sitzung.add(vertretung)
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
        if not _darf_regeln(wer, vertretung.amt_id):
            raise NichtBerechtigt(f"Die Vertretung von „{vertretung.amt.name}“ regelt das Amt selbst.")
        gestern = jetzt.astimezone(BERLIN).date() - timedelta(days=1)
        if vertretung.von > gestern:
            sitzung.delete(vertretung)
        else:
            vertretung.bis = min(vertretung.bis, gestern)


def liste(wer: Wer, *, heute: date) -> Sequence[Vertretung]:
    """Those that hold or will hold, of the offices whose deputies this person may set, and those that concern them."""
    frage = select(Vertretung).where(Vertretung.koerperschaft_id == wer.koerperschaft_id, Vertretung.bis >= heute)
    if not wer.hat(Rolle.VERWALTUNG):
        aemter = wer.aemter(Rolle.MITZEICHNUNG)
        if aemter is not None:
            frage = frage.where(Vertretung.amt_id.in_(aemter) | (Vertretung.person_id == wer.id))
    return db.session.scalars(frage.order_by(Vertretung.von, Vertretung.id)).all()


def regelbare_aemter(wer: Wer) -> Sequence[Amt]:
    """The offices whose deputies this person may set; empty for most."""
    return [amt for amt in stammdaten.aemter(wer.koerperschaft_id) if _darf_regeln(wer, amt.id)]


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


def _pruefe(amt: Amt, person: Person | None, *, von: date, bis: date, heute: date) -> None:
    if person is None:
        raise EingabeUngueltig("Diese Person gibt es hier nicht.", {"person": ["Bitte wählen Sie eine Person."]})
    if bis < von:
        raise EingabeUngueltig("Die Vertretung endet, ehe sie beginnt.", {"bis": ["Der letzte Tag liegt zu früh."]})
    if bis < heute:
        raise EingabeUngueltig("Die Vertretung ist schon vorbei.", {"bis": ["Der letzte Tag liegt zu früh."]})
    if bis - von > HOECHSTENS:
        satz = "Länger als ein Jahr ist keine Vertretung; geben Sie der Person die Rolle."
        raise EingabeUngueltig(satz, {"bis": ["Höchstens ein Jahr."]})
    rollen = [rolle for rolle in person.rollen if rolle.rolle == Rolle.MITZEICHNUNG]
    if any(rolle.amt_id in (None, amt.id) for rolle in rollen):
        satz = f"{person.name} zeichnet ohnehin für „{amt.name}“ mit."
        raise EingabeUngueltig(satz, {"person": [satz]})

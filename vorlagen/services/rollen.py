"""Giving and taking roles: for the own town only, from one day to another, and never the last Verwaltung."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from vorlagen.extensions import db, neue_id, transaction
from vorlagen.fehler import EingabeUngueltig, NichtGefunden
from vorlagen.kalender import BERLIN
from vorlagen.models import Koerperschaft, Person, Rollenvergabe
from vorlagen.services import personen, protokoll
from vorlagen.services.personen import Angaben
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.rollenvergabe import Vergabe, als_vergabe, pruefe
from vorlagen.services.wer import Wer
from vorlagen.workflow.begriffe import Rolle


def gib(person_id: str, vergabe: Vergabe, *, wer: Wer, jetzt: datetime, gesehen: str | None = None) -> str:
    """Give a role and return its id; it counts from the next request on.

    Raises `NichtBerechtigt`, `NichtGefunden`, `ZwischenzeitlichGeaendert` if another `gesehen` of the person was seen,
    `EingabeUngueltig`.
    """
    with transaction():
        person = personen.sperre(person_id, gesehen, wer)
        return gib_in(person, vergabe, wer=wer, jetzt=jetzt)


def nimm(person_id: str, rolle_id: str, *, wer: Wer, jetzt: datetime, gesehen: str | None = None) -> None:
    """Take a role away at once. Raises as `gib`; `EingabeUngueltig` for the last Verwaltung of the town."""
    with transaction():
        person = personen.sperre(person_id, gesehen, wer)
        nimm_in(person, rolle_id, wer=wer, jetzt=jetzt)


def setze(
    person_id: str,
    angaben: Angaben,
    vergaben: Collection[Vergabe] | None,
    *,
    wer: Wer,
    jetzt: datetime,
    gesehen: str | None = None,
) -> None:
    """Say who somebody is and give exactly these roles (None: leave them), all or nothing. Raises as `gib`, `nimm`."""
    with transaction() as sitzung:
        person = personen.sperre(person_id, gesehen, wer)
        personen.setze_angaben(person, angaben, wer=wer, jetzt=jetzt)
        if vergaben is None:
            return
        weg = [rolle for rolle in person.rollen if als_vergabe(rolle) not in vergaben]
        for rolle in weg:
            person.rollen.remove(rolle)
            _vermerke(Ereignis.ROLLE_GENOMMEN, person, rolle, wer=wer, jetzt=jetzt)
        for vergabe in dict.fromkeys(vergaben):
            if vergabe not in map(als_vergabe, person.rollen):
                gib_in(person, vergabe, wer=wer, jetzt=jetzt)
        sitzung.flush()
        if any(rolle.rolle == Rolle.VERWALTUNG for rolle in weg):
            pruefe_verwaltung_bleibt(person.koerperschaft_id, heute=jetzt.astimezone(BERLIN).date())


def gib_in(person: Person, vergabe: Vergabe, *, wer: Wer, jetzt: datetime) -> str:
    """As `gib`, inside the running transaction, for a person who is locked."""
    pruefe(vergabe, wer, heute=jetzt.astimezone(BERLIN).date())
    if any(_beruehrt(rolle, vergabe) for rolle in person.rollen):
        satz = f"{person.name} hat diese Rolle an diesen Tagen schon."
        raise EingabeUngueltig(satz, {"rolle": [satz]})
    neue = Rollenvergabe(
        id=neue_id(),
        koerperschaft_id=person.koerperschaft_id,
        rolle=vergabe.rolle,
        amt_id=vergabe.amt_id,
        gremium_id=vergabe.gremium_id,
        von=vergabe.von,
        bis=vergabe.bis,
    )
    person.rollen.append(neue)
    _vermerke(Ereignis.ROLLE_GEGEBEN, person, neue, wer=wer, jetzt=jetzt)
    return neue.id


def nimm_in(person: Person, rolle_id: str, *, wer: Wer, jetzt: datetime) -> None:
    """As `nimm`, inside the running transaction, for a person who is locked."""
    rolle = next((rolle for rolle in person.rollen if rolle.id == rolle_id), None)
    if rolle is None:
        raise NichtGefunden("Diese Rolle hat die Person nicht oder nicht mehr.")
    if rolle.rolle == Rolle.VERWALTUNG:
        pruefe_verwaltung_bleibt(person.koerperschaft_id, ohne_rolle=rolle.id, heute=jetzt.astimezone(BERLIN).date())
    person.rollen.remove(rolle)
    _vermerke(Ereignis.ROLLE_GENOMMEN, person, rolle, wer=wer, jetzt=jetzt)


def sperre_verwaltung(person: Person, *, heute: date) -> None:
    """Before somebody is locked or erased: changes of the town's roles queue up, and a Verwaltung must remain.

    Inside the running transaction. Raises `EingabeUngueltig`.
    """
    db.session.execute(
        select(Koerperschaft.id).where(Koerperschaft.id == person.koerperschaft_id).with_for_update(key_share=True)
    )
    if any(rolle.rolle == Rolle.VERWALTUNG for rolle in person.rollen):
        pruefe_verwaltung_bleibt(person.koerperschaft_id, ohne_person=person.id, heute=heute)


def pruefe_verwaltung_bleibt(
    koerperschaft_id: str, *, heute: date, ohne_rolle: str = "", ohne_person: str = ""
) -> None:
    """Refuse what would leave a town without anybody who administers it for good, from today on.

    Inside the transaction that takes a role or somebody's access. Raises `EingabeUngueltig`.
    """
    bleibt = (
        select(Rollenvergabe.id)
        .join(Person, Person.id == Rollenvergabe.person_id)
        .where(
            Rollenvergabe.koerperschaft_id == koerperschaft_id,
            Rollenvergabe.rolle == Rolle.VERWALTUNG,
            Rollenvergabe.id != ohne_rolle,
            Rollenvergabe.bis.is_(None),
            (Rollenvergabe.von.is_(None)) | (Rollenvergabe.von <= heute),
            Person.id != ohne_person,
            Person.aktiv,
        )
    )
    if db.session.scalar(bleibt.limit(1)) is None:
        satz = (
            "Es muss immer jemand das System ohne Enddatum verwalten. Bitte geben Sie die Rolle zuerst einer weiteren "
            "Person."
        )
        raise EingabeUngueltig(satz, {"rolle": [satz]})


def _beruehrt(rolle: Rollenvergabe, vergabe: Vergabe) -> bool:
    """The same role for the same thing on at least one day."""
    if (rolle.rolle, rolle.amt_id, rolle.gremium_id) != (vergabe.rolle, vergabe.amt_id, vergabe.gremium_id):
        return False
    return (rolle.von or date.min) <= (vergabe.bis or date.max) and (vergabe.von or date.min) <= (rolle.bis or date.max)


def _vermerke(was: Ereignis, person: Person, rolle: Rollenvergabe, *, wer: Wer, jetzt: datetime) -> None:
    tage = {name: tag.isoformat() for name, tag in (("von", rolle.von), ("bis", rolle.bis)) if tag}
    daten = {"rolle": rolle.rolle, "amt": rolle.amt_id, "gremium": rolle.gremium_id, **tage}
    protokoll.schreibe(was, wer=wer, gegenstand=Gegenstand("person", person.id), daten=daten, jetzt=jetzt)

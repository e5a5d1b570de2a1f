"""The people of a town, for whoever administers it: finding them, reading one, changing what is on their door plate."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, func, or_, select, tuple_

from vorlagen.extensions import db, transaction
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt, NichtGefunden, ZwischenzeitlichGeaendert
from vorlagen.models import Amt, Koerperschaft, Person, Rollenvergabe
from vorlagen.models.person import GELOESCHT
from vorlagen.services import einmallinks, kontopost, protokoll, stammdaten
from vorlagen.services.protokoll import Ereignis, Gegenstand
from vorlagen.services.seiten import SEITE, Seite
from vorlagen.services.wer import Wer

_ANMELDENAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is narrowed to: part of a name, a role, an office they work in or have a role for."""

    q: str = ""
    rolle: str = ""
    amt_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angaben:
    """What the administration says of a person. `taetigkeit` in a few words: „zeichnet für die Kämmerei mit“."""

    name: str
    mail: str | None
    amt_id: str | None
    taetigkeit: str = ""


def liste(wer: Wer, filter_: Filter, *, nach: str | None = None, anzahl: int = SEITE) -> Seite[Person]:
    """One page of the people of the person's own town, by name; `nach` is the id of the last one seen.

    Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    stammdaten.pruefe_verwaltung(wer)
    frage = select(Person).where(Person.koerperschaft_id == wer.koerperschaft_id)
    if filter_.q:
        teil = f"%{filter_.q.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
        frage = frage.where(or_(Person.name.ilike(teil, escape="/"), Person.anmeldename.ilike(teil, escape="/")))
    vergabe = exists().where(Rollenvergabe.person_id == Person.id)
    if filter_.rolle:
        frage = frage.where(vergabe.where(Rollenvergabe.rolle == filter_.rolle))
    if filter_.amt_id:
        hier = vergabe.where(Rollenvergabe.amt_id == filter_.amt_id)
        frage = frage.where(or_(Person.amt_id == filter_.amt_id, hier))
    if nach:
        letzter = db.session.scalar(
            select(Person.name).where(Person.id == nach, Person.koerperschaft_id == wer.koerperschaft_id)
        )
        if letzter is None:
            raise EingabeUngueltig("Diese Seite gibt es nicht. Bitte beginnen Sie die Liste von vorn.")
        frage = frage.where(tuple_(Person.name, Person.id) > tuple_(letzter, nach))
    personen = db.session.scalars(frage.order_by(Person.name, Person.id).limit(anzahl + 1)).all()
    weiter = personen[anzahl - 1].id if len(personen) > anzahl else None
    return Seite(personen[:anzahl], weiter)


def lies(person_id: str, wer: Wer) -> Person:
    """One person of the own town with their roles. Raises `NichtBerechtigt`, `NichtGefunden`."""
    stammdaten.pruefe_verwaltung(wer)
    frage = select(Person).where(Person.id == person_id, Person.koerperschaft_id == wer.koerperschaft_id)
    person = db.session.scalar(frage)
    if person is None:
        raise NichtGefunden("Diese Person gibt es hier nicht.")
    return person


def id_zum_anmeldenamen(anmeldename: str, wer: Wer) -> str:
    """The id of the person of this town with this login name, locked or not. Raises `NichtGefunden`."""
    frage = select(Person.id).where(Person.koerperschaft_id == wer.koerperschaft_id, Person.anmeldename == anmeldename)
    person_id = db.session.scalar(frage)
    if person_id is None:
        raise NichtGefunden(f"Eine Person mit dem Anmeldenamen „{anmeldename}“ gibt es hier nicht.")
    return person_id


def taugt_als_anmeldename(text: str) -> bool:
    """True for what somebody may log in by; what stands for erased people is nobody's."""
    return _ANMELDENAME.fullmatch(text) is not None and not text.startswith(GELOESCHT)


def pruefe_bekannt(person: Person) -> None:
    """Refuse whatever would give erased people access, a role or a name again. Raises `EingabeUngueltig`."""
    if person.ist_geloescht:
        raise EingabeUngueltig(
            "Die Angaben zu dieser Person sind gelöscht; sie bekommt keinen Zugang und keine Rolle mehr. Wer "
            "wiederkommt, wird als neue Person angelegt."
        )


def stand(person: Person) -> str:
    """A word for what the administration has seen of a person: another one after every change, whoever made it."""
    rollen = sorted((r.id, r.rolle, r.amt_id, r.gremium_id, str(r.von), str(r.bis)) for r in person.rollen)
    gesehen = [person.name, person.mail, person.amt_id, person.taetigkeit, person.aktiv, rollen]
    return hashlib.sha256(json.dumps(gesehen).encode()).hexdigest()[:32]


def pruefe_betreuung(person: Person, wer: Wer) -> None:
    """Refuse a town's Verwaltung what would open or close the account of somebody who keeps the installation.

    Their key is to all towns, so the Verwaltung of the one that they work in has no hand in it. Raises
    `NichtBerechtigt`.
    """
    if person.installation and wer.id and not wer.installation:
        raise NichtBerechtigt(
            f"{person.name} betreut die Installation. Diesen Zugang ändert nur, wer sie selbst betreut, oder ein "
            "Befehl auf dem Rechner."
        )


def sperre(person_id: str, gesehen: str | None, wer: Wer) -> Person:
    """Lock a person inside the running transaction, all changes of roles of their town behind one another.

    `gesehen` is the `stand` that was seen, None where nobody looked. Raises `ZwischenzeitlichGeaendert`,
    `EingabeUngueltig` for erased people, and as `lies`.
    """
    stammdaten.pruefe_verwaltung(wer)
    db.session.execute(
        select(Koerperschaft.id).where(Koerperschaft.id == wer.koerperschaft_id).with_for_update(key_share=True)
    )
    lies(person_id, wer)
    person = db.session.get_one(
        Person, person_id, with_for_update={"of": Person, "key_share": True}, populate_existing=True
    )
    if gesehen is not None and gesehen != stand(person):
        raise ZwischenzeitlichGeaendert(
            f"Die Angaben oder Rollen von {person.name} wurden in der Zwischenzeit geändert. Bitte sehen Sie sich den "
            "neuen Stand an und versuchen Sie es noch einmal."
        )
    pruefe_bekannt(person)
    return person


def aendere(person_id: str, angaben: Angaben, *, gesehen: str | None, wer: Wer, jetzt: datetime) -> None:
    """Say who somebody is. Raises `EingabeUngueltig` and as `sperre`."""
    with transaction():
        person = sperre(person_id, gesehen, wer)
        setze_angaben(person, angaben, wer=wer, jetzt=jetzt)


def setze_angaben(person: Person, angaben: Angaben, *, wer: Wer, jetzt: datetime) -> None:
    """The same inside a running transaction, for a person who is locked."""
    pruefe(angaben, wer)
    neu = {name: wert.strip() if isinstance(wert, str) else wert for name, wert in asdict(angaben).items()}
    neu |= {name: neu[name] or None for name in ("mail", "amt_id")}
    geaendert = [name for name, wert in neu.items() if getattr(person, name) != wert]
    if "mail" in geaendert:  # whoever reads what goes there can set the password
        pruefe_betreuung(person, wer)
        einmallinks.entwerte(person, jetzt=jetzt)
        kontopost.melde_neue_mail(person, jetzt=jetzt)
    for name in geaendert:
        setattr(person, name, neu[name])
    if geaendert:
        protokoll.schreibe(
            Ereignis.PERSON_GEAENDERT,
            wer=wer,
            gegenstand=Gegenstand("person", person.id),
            daten={"felder": ", ".join(sorted(geaendert))},
            jetzt=jetzt,
        )


def pruefe(angaben: Angaben, wer: Wer) -> None:
    """Refuse what will not do on a door plate of this town. Raises `EingabeUngueltig`."""
    fehler: dict[str, Sequence[str]] = {}
    if not angaben.name.strip():
        fehler["name"] = ["Bitte geben Sie Vor- und Nachnamen an."]
    elif len(angaben.name) > 200:
        fehler["name"] = ["Höchstens 200 Zeichen."]
    if angaben.mail and ("@" not in angaben.mail or len(angaben.mail) > 254 or not angaben.mail.isprintable()):
        fehler["mail"] = ["Das ist keine E-Mail-Adresse."]
    if len(angaben.taetigkeit) > 200:
        fehler["taetigkeit"] = ["Höchstens 200 Zeichen."]
    hier = select(func.count()).where(Amt.id == angaben.amt_id, Amt.koerperschaft_id == wer.koerperschaft_id)
    if angaben.amt_id and not db.session.scalar(hier):
        fehler["amt_id"] = ["Bitte wählen Sie ein Amt aus der Liste."]
    if fehler:
        raise EingabeUngueltig("Bitte prüfen Sie die Angaben zur Person.", fehler)

"""Setting up a town: offices, bodies, kinds of papers, people and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.kalender import abgabespalten, ladungswerte
from vorlagen.models import Amt, Gremium, Koerperschaft, Person, Rollenvergabe, Vorlageart
from vorlagen.services import passwortregel, zustaendigkeit
from vorlagen.services.anmeldung import DEMO_PASSWORT
from vorlagen.services.oparl import angaben
from vorlagen.services.oparl.angaben import Angaben
from vorlagen.services.passworthash import passwort_hash
from vorlagen.services.personen import taugt_als_anmeldename


@dataclass(frozen=True, slots=True)
class Rollenplan:
    """A role, for one office (its number) or body (its short name) or for the whole town."""

    rolle: str
    amt: str | None = None
    gremium: str | None = None


@dataclass(frozen=True, slots=True)
class Personenplan:
    """Somebody who works here. Without a password nobody can log in with it yet."""

    anmeldename: str
    name: str
    passwort: str | None
    mail: str | None
    amt: str | None
    rollen: tuple[Rollenplan, ...]
    taetigkeit: str = ""
    installation: bool = False


@dataclass(frozen=True, slots=True)
class Gremienplan:
    """A body with its rules for notice and for handing in papers, as `kalender.regelwerte` reads them."""

    kuerzel: str
    name: str
    ladung: Mapping[str, Any] = field(hash=False)
    abgabe: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A town as it is to be: offices (number, name), bodies, kinds (name, procedure, number pattern), people.

    `aufgaben` are pairs of an office's number and what rules pick it by. `land`, `katholisch`, `augsburg` and
    `schliesstage` make its calendar. `oparl` is what it says of itself as publisher; nothing: it gives nothing out.
    """

    kuerzel: str
    name: str
    land: str
    katholisch: bool = False
    augsburg: bool = False
    schliesstage: tuple[date, ...] = ()
    untertitel: str = ""
    aemter: tuple[tuple[str, str], ...] = ()
    aufgaben: tuple[tuple[str, str], ...] = ()
    gremien: tuple[Gremienplan, ...] = ()
    arten: tuple[tuple[str, str, str], ...] = ()
    personen: tuple[Personenplan, ...] = ()
    oparl: Angaben = field(default_factory=Angaben)


def richte_ein(plan: Plan) -> tuple[str, dict[str, str], dict[str, str]]:
    """Make the town; returns its id, the ids of its offices by number and of its bodies by short name."""
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        if sitzung.scalar(select(Koerperschaft.id).where(Koerperschaft.kuerzel == plan.kuerzel)):
            raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{plan.kuerzel}“ gibt es schon.")
        stadt = Koerperschaft(
            id=neue_id(),
            kuerzel=plan.kuerzel,
            name=plan.name,
            untertitel=plan.untertitel,
            land=plan.land,
            katholisch=plan.katholisch,
            augsburg=plan.augsburg,
            schliesstage=[tag.isoformat() for tag in plan.schliesstage],
            einstellungen={},
        )
        if plan.oparl.gibt_heraus:
            angaben.lege_ab(stadt, plan.oparl, jetzt=None)
        sitzung.add(stadt)
        sitzung.flush()
        aemter = {nr: Amt(id=neue_id(), koerperschaft_id=stadt.id, nummer=nr, name=name) for nr, name in plan.aemter}
        for nr, amt in aemter.items():
            amt.aufgaben = zustaendigkeit.geordnet([aufgabe for nummer, aufgabe in plan.aufgaben if nummer == nr])
        gremien = {
            eines.kuerzel: Gremium(
                id=neue_id(),
                koerperschaft_id=stadt.id,
                kuerzel=eines.kuerzel,
                name=eines.name,
                reihe=reihe,
                **abgabespalten(eines.abgabe),
                ladung=ladungswerte(eines.ladung),
            )
            for reihe, eines in enumerate(plan.gremien, start=1)
        }
        sitzung.add_all([*aemter.values(), *gremien.values()])
        sitzung.flush()
        for reihe, (name, ablauf, muster) in enumerate(plan.arten, start=1):
            verzeichnis.hole(ablauf)
            sitzung.add(
                Vorlageart(koerperschaft_id=stadt.id, name=name, ablauf=ablauf, nummernmuster=muster, reihe=reihe)
            )
        for person in plan.personen:
            _stelle_ein(stadt.id, person, aemter, gremien)
        return stadt.id, {nr: amt.id for nr, amt in aemter.items()}, {k: g.id for k, g in gremien.items()}


def _stelle_ein(stadt_id: str, plan: Personenplan, aemter: Mapping[str, Amt], gremien: Mapping[str, Gremium]) -> Person:
    _pruefe(plan, aemter, gremien)
    person = Person(
        id=neue_id(),
        koerperschaft_id=stadt_id,
        anmeldename=plan.anmeldename,
        name=plan.name,
        mail=plan.mail,
        passwort=passwort_hash(plan.passwort) if plan.passwort else None,
        taetigkeit=plan.taetigkeit,
        amt_id=aemter[plan.amt].id if plan.amt else None,
        installation=plan.installation,
    )
    for rolle in plan.rollen:
        person.rollen.append(
            Rollenvergabe(
                koerperschaft_id=stadt_id,
                rolle=rolle.rolle,
                amt_id=aemter[rolle.amt].id if rolle.amt else None,
                gremium_id=gremien[rolle.gremium].id if rolle.gremium else None,
            )
        )
    db.session.add(person)
    db.session.flush()
    return person


def _pruefe(plan: Personenplan, aemter: Mapping[str, Amt], gremien: Mapping[str, Gremium]) -> None:
    name = plan.anmeldename
    if not taugt_als_anmeldename(name):
        raise EingabeUngueltig(f"Der Anmeldename „{name}“ darf nur aus a–z, 0–9, Punkt, - und _ bestehen.")
    if db.session.scalar(select(Person.id).where(Person.anmeldename == name)):
        raise EingabeUngueltig(f"Den Anmeldenamen „{name}“ gibt es schon.")
    if plan.passwort not in (None, DEMO_PASSWORT):
        passwortregel.pruefe(plan.passwort, eigenes=(plan.name, name, plan.mail or ""))
    for nummer in (plan.amt, *(rolle.amt for rolle in plan.rollen)):
        if nummer is not None and nummer not in aemter:
            raise EingabeUngueltig(f"Das Amt „{nummer}“ von „{name}“ gibt es nicht.")
    for kuerzel in (rolle.gremium for rolle in plan.rollen):
        if kuerzel is not None and kuerzel not in gremien:
            raise EingabeUngueltig(f"Das Gremium „{kuerzel}“ von „{name}“ gibt es nicht.")

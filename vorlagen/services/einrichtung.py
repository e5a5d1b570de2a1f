"""Setting up a town: offices, bodies, kinds of papers, people and their roles."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from vorlagen.extensions import ALLE, db, neue_id, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Amt, Gremium, Koerperschaft, Person, Rollenvergabe, Vorlageart
from vorlagen.services.anmeldung import passwort_hash


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A town as it is to be: offices (number, name), bodies (short name, name, working days before a meeting by which
    papers are due, days of notice), kinds (name, procedure, number pattern), people."""

    kuerzel: str
    name: str
    land: str
    untertitel: str = ""
    aemter: tuple[tuple[str, str], ...] = ()
    gremien: tuple[tuple[str, str, int, int], ...] = ()
    arten: tuple[tuple[str, str, str], ...] = ()
    personen: tuple[Personenplan, ...] = ()


def richte_ein(plan: Plan) -> tuple[str, dict[str, str], dict[str, str]]:
    """Make the town; returns its id, the ids of its offices by number and of its bodies by short name."""
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        if sitzung.scalar(select(Koerperschaft.id).where(Koerperschaft.kuerzel == plan.kuerzel)):
            raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{plan.kuerzel}“ gibt es schon.")
        stadt = Koerperschaft(
            id=neue_id(), kuerzel=plan.kuerzel, name=plan.name, untertitel=plan.untertitel, land=plan.land
        )
        sitzung.add(stadt)
        sitzung.flush()
        aemter = {nr: Amt(id=neue_id(), koerperschaft_id=stadt.id, nummer=nr, name=name) for nr, name in plan.aemter}
        gremien = {
            kuerzel: Gremium(
                id=neue_id(),
                koerperschaft_id=stadt.id,
                kuerzel=kuerzel,
                name=name,
                reihe=reihe,
                abgabe_werktage=abgabe,
                ladung={"tage": ladung},
            )
            for reihe, (kuerzel, name, abgabe, ladung) in enumerate(plan.gremien, start=1)
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


def _stelle_ein(stadt_id: str, plan: Personenplan, aemter: dict[str, Amt], gremien: dict[str, Gremium]) -> None:
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

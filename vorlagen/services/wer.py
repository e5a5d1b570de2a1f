"""Who is asking: a frozen card that the doors hand to every service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import exists, select

from vorlagen.extensions import ALLE, db, sicht_oeffnen
from vorlagen.fehler import NichtAngemeldet
from vorlagen.models import Koerperschaft, Person, Rollenvergabe, ZweiterFaktor
from vorlagen.services.vertretungsplan import Vertretungsplan, plan_am
from vorlagen.workflow.begriffe import Rolle


class Umfang(StrEnum):
    """How far a token reaches; each takes in those before it. What the person may not do, no token may."""

    LESEN = "lesen"
    SCHREIBEN = "schreiben"
    VERWALTEN = "verwalten"

    def reicht_fuer(self, verlangt: Umfang) -> bool:
        """True if a token of this reach opens a door that asks for that one."""
        stufen = tuple(Umfang)
        return stufen.index(self) >= stufen.index(verlangt)


@dataclass(frozen=True, slots=True)
class Amtsrolle:
    """A role for one office, for one Gremium, or (both None) for the whole Koerperschaft."""

    rolle: str
    amt_id: str | None
    gremium_id: str | None


@dataclass(frozen=True, slots=True)
class Wer:
    """A person at the door. Holds ids and names only, so that it outlives any transaction.

    `vertritt` are the offices for which the person signs today as somebody's deputy. `umfang` is the reach of the
    token with which they came; whoever is logged in at a page is not bound by one. `installation` keeps the towns of
    this installation and sees nothing of what is in them; `verwaiste` are the towns in which nobody works, which came
    with imported cases: somebody who also administers their own town reads these, too. `zweiter_faktor_fehlt`: the
    town asks these roles for a second factor, and there is none yet; `betreut_ohne_faktor`: nor is there one of
    somebody who keeps the installation, which the settings may ask for.
    """

    id: str
    name: str
    anmeldename: str
    koerperschaft_id: str
    koerperschaft: str
    amt_id: str | None
    amt: str | None
    rollen: tuple[Amtsrolle, ...]
    installation: bool
    land: str
    vertritt: frozenset[str] = frozenset()
    umfang: Umfang = Umfang.VERWALTEN
    verwaiste: frozenset[str] = frozenset()
    zweiter_faktor_fehlt: bool = False
    betreut_ohne_faktor: bool = False
    logo: str = ""
    kurztasten: bool = True

    @property
    def sicht(self) -> frozenset[str]:
        """Whose rows the person's session may touch."""
        return frozenset({self.koerperschaft_id}) | self.verwaiste

    @property
    def nur_installation(self) -> bool:
        """Keeps the installation and works in no town: there is nothing to read for them, public or not."""
        return self.installation and not self.rollen

    def hat(self, rolle: str) -> bool:
        """True if the person has this role anywhere."""
        return any(amtsrolle.rolle == rolle for amtsrolle in self.rollen)

    def aemter(self, rolle: str) -> frozenset[str] | None:
        """The offices for which the person has this role; None means every office."""
        ids = [amtsrolle.amt_id for amtsrolle in self.rollen if amtsrolle.rolle == rolle]
        return None if None in ids else frozenset(amt_id for amt_id in ids if amt_id)


def wer_ist(person: Person, heute: date | None = None) -> Wer:
    """Write the card of a loaded person and open the session's view for them.

    Without a day nobody deputises, and roles that hold only from or until a day do not. Raises `NichtAngemeldet` while
    their town is locked; whoever keeps the installation gets in, to unlock it.
    """
    sicht_oeffnen(frozenset({person.koerperschaft_id}))
    koerperschaft = db.session.get_one(Koerperschaft, person.koerperschaft_id)
    if koerperschaft.gesperrt_seit is not None and not person.installation:
        raise NichtAngemeldet("Der Zugang Ihrer Körperschaft ist gesperrt. Bitte wenden Sie sich an Ihre Verwaltung.")
    wer = _karte(person, koerperschaft, heute)
    if wer.installation and wer.hat(Rolle.VERWALTUNG):
        wer = replace(wer, verwaiste=_verwaiste())
    sicht_oeffnen(wer.sicht)
    verlangt = any(wer.hat(rolle) for rolle in koerperschaft.rollen_mit_zweitem_faktor)
    if verlangt or wer.installation:
        faktor = db.session.get(ZweiterFaktor, wer.id)
        fehlt = faktor is None or faktor.seit is None
        wer = replace(wer, zweiter_faktor_fehlt=fehlt and verlangt, betreut_ohne_faktor=fehlt and wer.installation)
    return _mit_vertretung(wer, plan_am(heute, wer.koerperschaft_id)) if heute else wer


def _verwaiste() -> frozenset[str]:
    with ueber_alle_staedte():
        besetzt = exists().where(Person.koerperschaft_id == Koerperschaft.id)
        return frozenset(db.session.scalars(select(Koerperschaft.id).where(~besetzt)))


def karten(personen: Sequence[Person], koerperschaft: Koerperschaft, heute: date) -> tuple[Wer, ...]:
    """The cards that these people of one town have on this day; the session's view stays as it is."""
    plan = plan_am(heute, koerperschaft.id)
    return tuple(_mit_vertretung(_karte(person, koerperschaft, heute), plan) for person in personen)


def gilt(rolle: Rollenvergabe, heute: date | None) -> bool:
    """True if the role holds on this day; without a day only if it always does. In SQL it is `gilt_am`."""
    if heute is None:
        return rolle.von is None and rolle.bis is None
    return (rolle.von or heute) <= heute <= (rolle.bis or heute)


def _karte(person: Person, koerperschaft: Koerperschaft, heute: date | None) -> Wer:
    return Wer(
        id=person.id,
        name=person.name,
        anmeldename=person.anmeldename,
        koerperschaft_id=person.koerperschaft_id,
        koerperschaft=koerperschaft.name,
        amt_id=person.amt_id,
        amt=person.amt.aufschrift if person.amt else None,
        rollen=tuple(
            Amtsrolle(rolle.rolle, rolle.amt_id, rolle.gremium_id) for rolle in person.rollen if gilt(rolle, heute)
        ),
        installation=person.installation,
        land=koerperschaft.land,
        logo=koerperschaft.einstellungen.get("logo", ""),
        kurztasten=person.kurztasten,
    )


def _mit_vertretung(wer: Wer, plan: Vertretungsplan) -> Wer:
    """With the offices for which they sign today although their own role does not let them."""
    eigene = wer.aemter(Rolle.MITZEICHNUNG)
    vertretene = plan.aemter.get(wer.id, frozenset())
    return replace(wer, vertritt=vertretene - eigene if eigene is not None else frozenset())


def betrieb(koerperschaft: Koerperschaft) -> Wer:
    """The card of whoever runs the machine and types a command for this town: no person, so `id` is empty.

    A history that it writes names nobody. Only commands hand it out; a door never does.
    """
    sicht_oeffnen(frozenset({koerperschaft.id}))
    return Wer(
        id="",
        name="Betrieb",
        anmeldename="",
        koerperschaft_id=koerperschaft.id,
        koerperschaft=koerperschaft.name,
        amt_id=None,
        amt=None,
        rollen=(Amtsrolle(Rolle.VERWALTUNG, None, None),),
        installation=False,
        land=koerperschaft.land,
    )


def niemand(koerperschaft_id: str) -> Wer:
    """Who comes without an account: no roles, no sight of anything but what everybody may read."""
    return Wer("", "Öffentlichkeit", "", koerperschaft_id, "", None, None, (), installation=False, land="")


def person_mit_namen(anmeldename: str) -> Person | None:
    """The active person with this login name, in whichever Koerperschaft."""
    with ueber_alle_staedte():
        return db.session.scalar(select(Person).where(Person.anmeldename == anmeldename, Person.aktiv))


@contextmanager
def ueber_alle_staedte() -> Iterator[None]:
    """For the one question that comes before anybody knows whose town it is; afterwards it is as it was before."""
    vorher = db.session.info.get("sicht", frozenset())
    sicht_oeffnen(ALLE)
    try:
        yield
    finally:
        sicht_oeffnen(vorher)

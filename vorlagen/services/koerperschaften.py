"""The towns of an installation, for whoever keeps it: how large, open or locked, and nothing of what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from vorlagen.extensions import ALLE, db, sicht_oeffnen, transaction, verzeichnis
from vorlagen.fehler import EingabeUngueltig, NichtBerechtigt
from vorlagen.models import Koerperschaft, Person, Vorlage
from vorlagen.services import einrichtung, plandatei, zugaenge
from vorlagen.services.wer import Wer, ueber_alle_staedte
from vorlagen.workflow.begriffe import Rolle

_LAENGEN: Final = {"kuerzel": 40, "name": 200, "land": 2, "anmeldename": 80, "person": 200, "mail": 254}


@dataclass(frozen=True, slots=True)
class Stadtzeile:
    """A town as the installation sees it. `vorlagen` is rounded, so that nobody can watch one paper come."""

    kuerzel: str
    name: str
    land: str
    gesperrt_seit: datetime | None
    personen: int
    vorlagen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neu:
    """A town to be made, and the first person of its Verwaltung (`person` is their name)."""

    kuerzel: str
    name: str
    land: str
    anmeldename: str
    person: str
    mail: str


def liste() -> Sequence[Stadtzeile]:
    """All towns by name. Whoever asks for a person goes through `fuer`."""
    with ueber_alle_staedte():
        staedte = db.session.scalars(select(Koerperschaft).order_by(Koerperschaft.name, Koerperschaft.id)).all()
        personen, vorlagen = _anzahlen(Person), _anzahlen(Vorlage)
        return [
            Stadtzeile(
                s.kuerzel, s.name, s.land, s.gesperrt_seit, personen.get(s.id, 0), gerundet(vorlagen.get(s.id, 0))
            )
            for s in staedte
        ]


def fuer(wer: Wer) -> Sequence[Stadtzeile]:
    """The list for somebody who keeps the installation. Raises `NichtBerechtigt`."""
    pruefe(wer)
    zeilen = liste()
    sicht_oeffnen(wer.sicht)
    return zeilen


def setze_sperre(kuerzel: str, *, gesperrt: bool, jetzt: datetime) -> None:
    """Lock a town, so that nobody of it gets in and no mail leaves, or open it. Twice is once.

    Raises `EingabeUngueltig` if there is no such town.
    """
    sicht_oeffnen(ALLE)
    with transaction() as sitzung:
        stadt = sitzung.scalar(select(Koerperschaft).where(Koerperschaft.kuerzel == kuerzel).with_for_update())
        if stadt is None:
            raise EingabeUngueltig(f"Eine Körperschaft mit dem Kürzel „{kuerzel}“ gibt es nicht.")
        if gesperrt != (stadt.gesperrt_seit is not None):
            stadt.gesperrt_seit = jetzt if gesperrt else None


def lege_an(neu: Neu, *, geheimnis: bytes, wer: Wer, jetzt: datetime) -> str:
    """Make a town with every kind of paper known here, and invite its first person; returns its id.

    Raises `NichtBerechtigt`, `EingabeUngueltig`.
    """
    pruefe(wer)
    falsch = dict(_maengel(neu))
    if falsch:
        raise EingabeUngueltig("So lässt sich keine Körperschaft anlegen.", falsch)
    person = {"anmeldename": neu.anmeldename.lower(), "name": neu.person, "mail": neu.mail}
    arten = [
        {"name": ablauf.titel, "ablauf": ablauf.name, "nummernmuster": "VO/{jahr}/{nr:04d}"}
        for ablauf in verzeichnis.alle()
    ]
    plan = plandatei.aus_werten(
        {
            **{"kuerzel": neu.kuerzel, "name": neu.name, "land": neu.land, "arten": arten},
            "personen": [{**person, "rollen": [{"rolle": str(Rolle.VERWALTUNG)}]}],
        }
    )
    try:
        stadt_id = einrichtung.richte_ein(plan)[0]
        person_id, betrieb = zugaenge.im_betrieb(person["anmeldename"])
        zugaenge.lade_ein(person_id, geheimnis=geheimnis, wer=betrieb, jetzt=jetzt)
        return stadt_id
    finally:
        sicht_oeffnen(wer.sicht)


def sperre(kuerzel: str, *, gesperrt: bool, wer: Wer, jetzt: datetime) -> None:
    """The same for somebody at the door. Raises `NichtBerechtigt`, `EingabeUngueltig`."""
    pruefe(wer)
    try:
        setze_sperre(kuerzel, gesperrt=gesperrt, jetzt=jetzt)
    finally:
        sicht_oeffnen(wer.sicht)


def sicht_der_offenen() -> frozenset[str] | str:
    """The scope of what leaves the house by itself: every town that is not locked."""
    sicht_oeffnen(ALLE)
    zustand = db.session.execute(select(Koerperschaft.id, Koerperschaft.gesperrt_seit.is_(None))).all()
    return ALLE if all(offen for _, offen in zustand) else frozenset(stadt for stadt, offen in zustand if offen)


def gerundet(anzahl: int) -> str:
    """A size in words: below ten it says just that, then one figure counts."""
    if anzahl < 10:
        return "unter 10"
    stelle = 10 ** (len(str(anzahl)) - 1)
    return f"etwa {round(anzahl / stelle) * stelle}"


def pruefe(wer: Wer) -> None:
    """Only who keeps the installation gets further. Raises `NichtBerechtigt`."""
    if not wer.installation:
        raise NichtBerechtigt("Das darf nur, wer die Installation betreut.")


def _maengel(neu: Neu) -> Iterator[tuple[str, list[str]]]:
    for feld, laenge in _LAENGEN.items():
        wert = getattr(neu, feld)
        if not wert:
            yield feld, ["Bitte ausfüllen."]
        elif len(wert) > laenge:
            yield feld, [f"Bitte höchstens {laenge} Zeichen."]
    if neu.mail and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", neu.mail):
        yield "mail", ["Das ist keine E-Mail-Adresse."]


def _anzahlen(klasse: type[Person] | type[Vorlage]) -> Mapping[str, int]:
    frage = select(klasse.koerperschaft_id, func.count()).group_by(klasse.koerperschaft_id)
    return {zeile[0]: zeile[1] for zeile in db.session.execute(frage)}

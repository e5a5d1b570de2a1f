"""The objects of a council information system as facts, in our words. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Typ(StrEnum):
    """What an object is, and the list in which a body has it."""

    KOERPER = "koerper"
    ORGANISATION = "organisation"
    PERSON = "person"
    SITZ = "sitz"
    SITZUNG = "sitzung"
    PUNKT = "punkt"
    PAPIER = "papier"
    STATION = "station"
    DATEI = "datei"


LISTEN: Final[Mapping[str, tuple[str, Typ, tuple[str, ...]]]] = {
    "organization": ("Organization", Typ.ORGANISATION, ()),
    "person": ("Person", Typ.PERSON, ("membership",)),
    "meeting": ("Meeting", Typ.SITZUNG, ("agendaItem",)),
    "paper": ("Paper", Typ.PAPIER, ("consultation", "mainFile", "auxiliaryFile")),
}
"""The lists in the order in which they must be read, with what is embedded and may come as addresses instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grundangaben:
    """What every object says: its address, its fingerprint, the keys that its system gave it."""

    kennung: str
    pruefsumme: str
    geaendert: datetime | None = None
    schluessel: Mapping[str, str]
    web: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grabstein:
    """It was there once and is not any more."""

    kennung: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Koerper(Grundangaben):
    """A municipality and where its lists are. `version` is how its type is written, `perioden` are (name, from, to).

    `lizenz` is an address.
    """

    version: str | None
    name: str | None
    ags: str | None
    listen: Mapping[str, str]
    lizenz: str | None
    perioden: tuple[tuple[str, date | None, date | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Grundangaben):
    """A body, a group, an office; `art` says which, in the words of its system."""

    name: str | None
    kuerzel: str | None
    art: str | None
    bis: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitz(Grundangaben):
    """A seat. `fraktion` is the group for which the person holds it."""

    organisation: str | None
    rolle: str | None
    stimmberechtigt: bool | None
    von: date | None
    bis: date | None
    fraktion: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amtsperson(Grundangaben):
    """A person and their seats, past ones included."""

    name: str | None
    sitze: tuple[Sitz, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateiangabe(Grundangaben):
    """A file that lies elsewhere. `rolle`: haupt, anlage, einladung, niederschrift, wortprotokoll, beschluss."""

    rolle: str
    name: str | None
    dateiname: str | None
    typ: str | None
    groesse: int | None
    adresse: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Punkt(Grundangaben):
    """An agenda item; `oeffentlich` None: nothing is said."""

    nummer: str | None
    titel: str | None
    oeffentlich: bool | None
    station: str | None
    ergebnis: str | None
    beschluss: str | None
    dateien: tuple[Dateiangabe, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Termin(Grundangaben):
    """A meeting with its agenda in order; the first organisation calls it. `anwesende` are the persons who came."""

    name: str | None
    beginn: datetime | None
    ende: datetime | None
    stand: str | None
    abgesagt: bool
    ort: str
    organisationen: tuple[str, ...]
    anwesende: tuple[str, ...]
    punkte: tuple[Punkt, ...]
    dateien: tuple[Dateiangabe, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Station(Grundangaben):
    """A stage of the Beratungsfolge. One that names neither body nor meeting is the shell of a non-public one."""

    organisationen: tuple[str, ...]
    sitzung: str | None
    punkt: str | None
    rolle: str | None
    entscheidet: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Papier(Grundangaben):
    """A paper with its stages as they stand in the list. `orte` are places in words.

    `ueber` and `unter` are the papers above and below it, `neben` those that it is related to.
    """

    nummer: str | None
    betreff: str | None
    art: str | None
    datum: date | None
    aemter: tuple[str, ...]
    stationen: tuple[Station, ...]
    dateien: tuple[Dateiangabe, ...]
    orte: tuple[str, ...]
    stichworte: tuple[str, ...]
    ueber: tuple[str, ...] = ()
    unter: tuple[str, ...] = ()
    neben: tuple[str, ...] = ()

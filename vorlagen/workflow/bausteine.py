"""What a procedure is made of: Status, Schritt, Frist, Feld, Folge. All frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.grund import Bedingung
from vorlagen.workflow.sachstand import Sachstand


@dataclass(frozen=True, slots=True)
class Status:
    """Where a Vorlage is. `name` is for programs, `titel` is what the screen says."""

    name: str
    titel: str


@dataclass(frozen=True, slots=True)
class Frist:
    """A time limit that starts when its Schritt is done: `werktage` full working days for the role `fuer`, or until the
    date that the field `bis` of the procedure holds.

    It ends with the next Schritt (or signature, or agenda) of that role.
    """

    name: str
    werktage: int = 0
    fuer: str = ""
    bis: str | None = None


class FolgeArt(StrEnum):
    """What the house can do because of a step. A plug-in cannot invent one: it has no hands.

    Done twice it is done once. `daten` of a Folge: `PFLICHT_BEGRUENDEN` and `PFLICHT_ERFUELLEN` take `art` (a
    `Pflichtart`) and may name a `beratung`, whose body it concerns. The former also `bis` (an ISO date) and
    `in_sitzung` (a `Sitzungsziel`, else the next); each body and each day is a duty of its own. The latter means all
    open ones of that kind unless it names a `beratung`.
    """

    NUMMER_VERGEBEN = "nummer_vergeben"
    MITZEICHNUNG_ERBITTEN = "mitzeichnung_erbitten"
    ERGEBNIS_OEFFNEN = "ergebnis_oeffnen"
    UNTERSCHRIFT_FESTHALTEN = "unterschrift_festhalten"
    PFLICHT_BEGRUENDEN = "pflicht_begruenden"
    PFLICHT_ERFUELLEN = "pflicht_erfuellen"
    ERNEUT_ABSTIMMEN = "erneut_abstimmen"
    AUFTRAG_ERTEILEN = "auftrag_erteilen"
    AUFTRAG_AUSSETZEN = "auftrag_aussetzen"
    AUFTRAG_AUFHEBEN = "auftrag_aufheben"

    @property
    def satz(self) -> str:
        """What happens, as a German sentence."""
        return _FOLGE_SATZ[self]


_FOLGE_SATZ = {
    FolgeArt.NUMMER_VERGEBEN: "Die Vorlage bekommt ihre Nummer.",
    FolgeArt.MITZEICHNUNG_ERBITTEN: "Die beteiligten Ämter werden um Mitzeichnung gebeten.",
    FolgeArt.ERGEBNIS_OEFFNEN: "Das zuletzt eingetragene Ergebnis ist wieder offen.",
    FolgeArt.UNTERSCHRIFT_FESTHALTEN: "Die Unterschrift unter diese Fassung wird festgehalten.",
    FolgeArt.PFLICHT_BEGRUENDEN: "Daraus entsteht eine Pflicht.",
    FolgeArt.PFLICHT_ERFUELLEN: "Die Pflicht ist damit erfüllt.",
    FolgeArt.ERNEUT_ABSTIMMEN: "Das Gremium, das entschieden hat, stimmt noch einmal ab; die erste Abstimmung bleibt.",
    FolgeArt.AUFTRAG_ERTEILEN: "Was beschlossen ist, kommt in die Beschlusskontrolle.",
    FolgeArt.AUFTRAG_AUSSETZEN: "Die Ausführung ist ausgesetzt.",
    FolgeArt.AUFTRAG_AUFHEBEN: "Offene Aufträge aus dem Beschluss sind gegenstandslos.",
}


@dataclass(frozen=True, slots=True)
class Folge:
    """An effect as data: said by the procedure, carried out by the house in the step's own transaction."""

    art: FolgeArt
    daten: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "daten", MappingProxyType(dict(self.daten)))


@dataclass(frozen=True, slots=True)
class Folgenregel:
    """A pure rule that reads the Sachstand and yields Folgen."""

    name: str
    satz: str
    folgere: Callable[[Sachstand], Iterator[Folge]]


def folge(satz: str) -> Callable[[Callable[[Sachstand], Iterator[Folge]]], Folgenregel]:
    """Make a Folgenregel out of a generator function; `satz` says in German what follows when."""

    def mache(folgere: Callable[[Sachstand], Iterator[Folge]]) -> Folgenregel:
        return Folgenregel(name=folgere.__name__, satz=satz, folgere=folgere)

    return mache


@dataclass(frozen=True, kw_only=True)
class Schritt:
    """One step: who may take it from where to where, under which conditions, and what follows.

    `durch` one role or several; `begruenden` asks for a written reason; `wieder_oeffnet` is the only way out of
    an end status; `dokument` names the Word template that is filled when the step is done.
    """

    name: str
    von: str | tuple[str, ...]
    nach: str
    durch: str | tuple[str, ...]
    wenn: tuple[Bedingung, ...] = ()
    frist: Frist | None = None
    dokument: str | None = None
    laut: str | None = None
    titel: str = ""
    folgen: tuple[Folge | Folgenregel, ...] = ()
    begruenden: bool = False
    wieder_oeffnet: bool = False

    @property
    def aufschrift(self) -> str:
        """The words on the button."""
        return self.titel or self.name.replace("_", " ").capitalize()

    @property
    def quellen(self) -> tuple[str, ...]:
        """The statuses it starts from."""
        return (self.von,) if isinstance(self.von, str) else self.von

    @property
    def rollen(self) -> tuple[str, ...]:
        """The roles that may take it."""
        return (self.durch,) if isinstance(self.durch, str) else self.durch

    @property
    def von_selbst(self) -> bool:
        """True if nobody presses a button: it runs as soon as its conditions hold."""
        return Rolle.AUTOMATIK in self.rollen

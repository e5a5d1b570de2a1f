"""The photograph of a Vorlage that rules are shown: frozen, complete, and it may only grow.

It is the firewall between the tables and the rules, the fixture of every rule's test, and the contract with the
towns' own plug-ins: columns may change, this may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from vorlagen.workflow.begriffe import BLEIBT_OFFEN, Ausgang, Votum


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitzeichnung:
    """One office that is asked to co-sign. `fassung` is the one that was signed, `votum` None while it is open."""

    amt: str
    runde: int = 1
    gruppe: int = 1
    pflicht: bool = True
    frist: date | None = None
    votum: Votum | None = None
    fassung: int | None = None
    in_vertretung: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beratung:
    """One stage: the bodies (lead first), what they are to do, the dates on agendas so far and the outcome."""

    id: str
    gremien: tuple[str, ...]
    art: str
    entscheidet: bool = False
    oeffentlich: bool = True
    reihe: int = 1
    wartet_auf: tuple[str, ...] = ()
    geplant: date | None = None
    versuche: tuple[date, ...] = ()
    ausgang: Ausgang | None = None

    @property
    def abgeschlossen(self) -> bool:
        """True once the body is done with it; postponed means not yet."""
        return self.ausgang is not None and self.ausgang not in BLEIBT_OFFEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Sachstand:
    """Everything that the rules of a procedure may know about a Vorlage at one instant."""

    ablauf: str
    status: str
    heute: date
    version: int = 1
    fassung: int = 1
    art: str = ""
    nummer: str | None = None
    betreff: str = ""
    oeffentlich: bool = False
    begruendung_nichtoeffentlich: str = ""
    federfuehrend: str | None = None
    beschlussvorschlag: str = ""
    sachverhalt: str = ""
    auswirkungen: Mapping[str, str | None] = field(default_factory=dict)
    mitzeichnungen: tuple[Mitzeichnung, ...] = ()
    beratungen: tuple[Beratung, ...] = ()
    anlagen: int = 0
    felder: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "auswirkungen", MappingProxyType(dict(self.auswirkungen)))
        object.__setattr__(self, "felder", MappingProxyType(dict(self.felder)))

"""The photograph of a Vorlage that rules are shown: frozen, complete, and it may only grow.

It is the firewall between the tables and the rules, the fixture of every rule's test, and the contract with the
towns' own plug-ins: columns may change, this may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from vorlagen.workflow.begriffe import (
    BLEIBT_OFFEN,
    OFFENE_PUNKTE,
    ZUGESTIMMT,
    Ausgang,
    Pflichtart,
    Verknuepfungsart,
    Votum,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitzeichnung:
    """One office that is asked to co-sign. `fassung` is the one that was signed, `votum` None while it is open.

    `gilt_fuer` is the newer Fassung for which the signature counts as well, because nothing that it is bound to has
    changed. `stillschweigend`: nobody signed, the deadline passed, and the procedure takes that for agreement.
    """

    amt: str
    runde: int = 1
    gruppe: int = 1
    pflicht: bool = True
    frist: date | None = None
    votum: Votum | None = None
    fassung: int | None = None
    in_vertretung: bool = False
    gilt_fuer: int | None = None
    stillschweigend: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beratung:
    """One stage: the bodies (lead first), what they are to do, the dates on agendas so far and the outcome.

    `einzeln` are the outcomes of the points where they were voted on one by one.
    """

    id: str
    gremien: tuple[str, ...]
    art: str
    entscheidet: bool = False
    oeffentlich: bool = True
    reihe: int = 1
    wartet_auf: tuple[str, ...] = ()
    geplant: date | None = None
    versuche: tuple[date, ...] = ()
    intern: bool = False
    ausgang: Ausgang | None = None
    einzeln: tuple[Ausgang | None, ...] = ()

    @property
    def abgeschlossen(self) -> bool:
        """True once the body is done with it; postponed means not yet, nor does a point that is still open."""
        if self.ausgang is Ausgang.GEMISCHT:
            return bool(self.einzeln) and not any(a is None or a in OFFENE_PUNKTE for a in self.einzeln)
        return self.ausgang is not None and self.ausgang not in BLEIBT_OFFEN

    @property
    def zugestimmt(self) -> bool:
        """True if the body agreed, or was done with all points and agreed to one of them."""
        teils = self.ausgang is Ausgang.GEMISCHT and self.abgeschlossen and any(a in ZUGESTIMMT for a in self.einzeln)
        return self.ausgang in ZUGESTIMMT or teils

    @property
    def abgelehnt(self) -> bool:
        """True if the body said no, or was done with all points and agreed to none of them."""
        keinem = self.ausgang is Ausgang.GEMISCHT and self.abgeschlossen and not self.zugestimmt
        return self.ausgang in (Ausgang.ABGELEHNT, Ausgang.NICHT_GEWAEHLT) or keinem


@dataclass(frozen=True, slots=True, kw_only=True)
class Unterschrift:
    """Somebody signed the paper itself (not for an office): in which step, who (an opaque id), which Fassung."""

    schritt: str
    person: str
    fassung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verknuepfung:
    """A link between this paper and another, and how far the other has come.

    `eingehend`: the other paper says it of this one. `nummer` is the other's, opaque. Of a paper that lives elsewhere
    only the number is known: it is neither released nor ended nor agreed to here. `zugestimmt_von` are the bodies that
    decided on the other paper.
    """

    art: Verknuepfungsart
    eingehend: bool = False
    nummer: str | None = None
    hier: bool = True
    freigegeben: bool = False
    beendet: bool = False
    zugestimmt: bool = False
    zugestimmt_von: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pflicht:
    """Something that this paper obliges to: by a date, or in one of the next meetings of a body; `gruende` say why."""

    art: Pflichtart
    gremium: str | None = None
    faellig_am: date | None = None
    erfuellt: bool = False
    gruende: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sachstand:
    """Everything that the rules of a procedure may know about a Vorlage at one instant.

    `wer` is the opaque id of the person who asks, None when nobody does. `felder` holds the procedure's own: text as
    `str` (rich text as HTML), numbers as `int` or `float`, dates as `date`, yes or no as `bool`. `zustaendig` maps an
    Aufgabe to the names of the offices that have it; it is filled where offices are about to be asked.
    """

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
    wer: str | None = None
    unterschriften: tuple[Unterschrift, ...] = ()
    verknuepfungen: tuple[Verknuepfung, ...] = ()
    pflichten: tuple[Pflicht, ...] = ()
    zustaendig: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "auswirkungen", MappingProxyType(dict(self.auswirkungen)))
        object.__setattr__(self, "felder", MappingProxyType(dict(self.felder)))
        object.__setattr__(self, "zustaendig", MappingProxyType(dict(self.zustaendig)))

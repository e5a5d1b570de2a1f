"""A procedure as one frozen value that finds its own faults when it is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from vorlagen.fehler import Fachfehler
from vorlagen.workflow.bausteine import Folge, FolgeArt, Frist, Schritt, Status
from vorlagen.workflow.bedingungen import pflichtfelder_ausgefuellt
from vorlagen.workflow.begriffe import Rolle
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.grund import Bedingung
from vorlagen.workflow.mitzeichnung import Mitzeichnungsordnung, zustaendigkeit_geklaert
from vorlagen.workflow.pruefung import maengel

_KEINE_REGELN = Mitzeichnungsordnung()


class AblaufFehlerhaft(Fachfehler):
    """A procedure that contradicts itself. The sentence names procedure and place; `maengel` has them all."""

    code = "ablauf-fehlerhaft"

    def __init__(self, name: str, maengel: tuple[str, ...]) -> None:
        super().__init__(f"Der Ablauf „{name}“ kann so nicht gelten: " + " ".join(maengel))
        self.maengel = maengel


@dataclass(frozen=True, eq=False, kw_only=True)
class Workflow:
    """A procedure: its statuses, its steps and what a paper of this kind needs besides the usual fields.

    `name` (a foreign one carries its town's prefix, `lindenstadt.eilvorlage`) and `version` identify it,
    `beginnt_mit` and `endet_mit` name statuses, `felder` add to the form, `mitzeichnung` says who must co-sign,
    `umzug` maps a status that this version no longer has to the one that takes its place. Raises `AblaufFehlerhaft`
    with every fault at once.
    """

    name: str
    version: int
    titel: str
    beginnt_mit: str
    endet_mit: tuple[str, ...]
    status: tuple[Status, ...]
    schritte: tuple[Schritt, ...]
    felder: tuple[Feld, ...] = ()
    umzug: Mapping[str, str] = field(default_factory=dict)
    mitzeichnung: Mitzeichnungsordnung = _KEINE_REGELN

    def __post_init__(self) -> None:
        gefunden = maengel(self)
        if gefunden:
            raise AblaufFehlerhaft(self.name, gefunden)
        object.__setattr__(self, "umzug", MappingProxyType(dict(self.umzug)))

    @cached_property
    def statusnamen(self) -> frozenset[str]:
        """The names of all statuses."""
        return frozenset(status.name for status in self.status)

    def status_titel(self, name: str) -> str:
        """What the screen says for a status; the bare name for one that this version no longer has."""
        return next((status.titel for status in self.status if status.name == name), name)

    def schritt(self, name: str, von: str) -> Schritt | None:
        """The step of that name that starts from this status, or None."""
        return next((s for s in self.schritte if s.name == name and von in s.quellen), None)

    @cached_property
    def entwerfende(self) -> frozenset[str]:
        """Who may begin such a paper: the roles that can carry it out of the draft."""
        return frozenset(
            rolle
            for schritt in self.schritte
            if self.beginnt_mit in schritt.quellen and schritt.nach not in self.endet_mit
            for rolle in schritt.rollen
            if rolle != Rolle.AUTOMATIK
        )

    def bedingungen(self, schritt: Schritt, von: str) -> tuple[Bedingung, ...]:
        """What must hold before the step: what it asks for, on leaving the draft every required field as well, and
        where offices are asked, that there is one for every Aufgabe."""
        verlaesst_entwurf = von == self.beginnt_mit and schritt.nach not in self.endet_mit
        felder = self._pflichtfelder if verlaesst_entwurf else ()
        return (*schritt.wenn, *felder, *(self._zustaendigkeit if _erbittet(schritt) else ()))

    @cached_property
    def erbittende(self) -> frozenset[str]:
        """The statuses from which a step leads that asks offices to co-sign."""
        return frozenset(von for schritt in self.schritte if _erbittet(schritt) for von in schritt.quellen)

    @cached_property
    def zeichnende(self) -> frozenset[str]:
        """The statuses in which offices are at it: where the steps lead that ask them."""
        return frozenset(schritt.nach for schritt in self.schritte if _erbittet(schritt))

    def mitzeichnungsfrist(self, status: str) -> Frist | None:
        """How long an office has that is asked in this status, or None where the procedure says nothing of it."""
        fristen = (s.frist for s in self.schritte if s.nach == status and s.frist)
        return next((frist for frist in fristen if frist.fuer == Rolle.MITZEICHNUNG), None)

    @cached_property
    def _pflichtfelder(self) -> tuple[Bedingung, ...]:
        felder = tuple(feld for feld in self.felder if feld.pflicht)
        return (pflichtfelder_ausgefuellt(felder),) if felder else ()

    @cached_property
    def _zustaendigkeit(self) -> tuple[Bedingung, ...]:
        return (zustaendigkeit_geklaert(self.mitzeichnung),) if self.mitzeichnung.regeln else ()

    @cached_property
    def kennung(self) -> str:
        """sha256 (hex) over everything that decides; a Vorlage is pinned to it beside name and version.

        Words on buttons do not decide. Of a rule only name and sentence are known here: whoever changes what it does
        changes its sentence or raises the version.
        """
        return hashlib.sha256(json.dumps(self._gestalt(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _gestalt(self) -> object:
        return [
            self.name,
            self.version,
            self.beginnt_mit,
            list(self.endet_mit),
            sorted(self.statusnamen),
            [
                [
                    s.name,
                    list(s.quellen),
                    s.nach,
                    list(s.rollen),
                    [[b.name, b.satz] for b in s.wenn],
                    [s.frist.name, s.frist.werktage, s.frist.fuer, s.frist.bis] if s.frist else None,
                    s.dokument,
                    [[f.art.value, dict(f.daten)] if isinstance(f, Folge) else [f.name, f.satz] for f in s.folgen],
                    s.begruenden,
                    s.wieder_oeffnet,
                ]
                for s in self.schritte
            ],
            [[f.name, f.art.value, f.pflicht, f.oeffentlich, f.laenge, list(f.auswahl)] for f in self.felder],
            dict(self.umzug),
            *([_ordnung(self.mitzeichnung)] if self.mitzeichnung != _KEINE_REGELN else []),
        ]


def _erbittet(schritt: Schritt) -> bool:
    return any(isinstance(f, Folge) and f.art is FolgeArt.MITZEICHNUNG_ERBITTEN for f in schritt.folgen)


def _ordnung(ordnung: Mitzeichnungsordnung) -> object:
    regeln = [[r.name, r.satz, r.aufgabe, list(r.betrifft)] for r in ordnung.regeln]
    return [regeln, ordnung.schweigen.value, list(ordnung.betrifft)]

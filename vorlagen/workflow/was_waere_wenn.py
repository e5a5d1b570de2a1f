"""What a changed procedure would do to the papers under way, before anybody publishes it. Pure: nothing happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vorlagen.workflow.begriffe import rolle_titel
from vorlagen.workflow.engine import moegliche_schritte, selbsttaetig, tafel
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.umzug import ziel
from vorlagen.workflow.workflow import Workflow


class Verbleib(StrEnum):
    """What becomes of a paper: it stays in its status, moves to another, or has nowhere to go."""

    BLEIBT = "bleibt"
    ZIEHT_UM = "zieht_um"
    STECKT_FEST = "steckt_fest"


@dataclass(frozen=True, slots=True, order=True)
class Recht:
    """A role may take a step; `schritt` is the words on the button."""

    rolle: str
    schritt: str


@dataclass(frozen=True, slots=True)
class Folgenschau:
    """What would happen to one paper.

    `ziel` is the status that `umzug` gives it, `danach` the one in which it rests once what runs by itself has run
    (judged by the paper as it is now). `gewinnt` and `verliert` are rights in its status; `sperrt` are steps that
    could be taken now and would be closed, with the reasons, `oeffnet` the other way round.
    """

    von: str
    ziel: str | None
    danach: str | None
    gewinnt: tuple[Recht, ...] = ()
    verliert: tuple[Recht, ...] = ()
    sperrt: tuple[tuple[str, tuple[str, ...]], ...] = ()
    oeffnet: tuple[str, ...] = ()

    @property
    def verbleib(self) -> Verbleib:
        """Stay, move or block."""
        if self.ziel is None:
            return Verbleib.STECKT_FEST
        return Verbleib.BLEIBT if self.ziel == self.von else Verbleib.ZIEHT_UM


@dataclass(frozen=True, slots=True)
class Bericht:
    """The same for many papers: each distinct Folgenschau and how many papers it concerns, most first."""

    alt: Workflow
    neu: Workflow
    gruppen: tuple[tuple[Folgenschau, int], ...]

    def anzahl(self, verbleib: Verbleib) -> int:
        """How many papers stay, move or block."""
        return sum(anzahl for schau, anzahl in self.gruppen if schau.verbleib is verbleib)

    def saetze(self) -> tuple[str, ...]:
        """The report in German, fit for page and command line."""
        return tuple(_saetze(self))


def schaue(alt: Workflow, weg: Sequence[Workflow], stand: Sachstand) -> Folgenschau:
    """What would happen to this paper if it went from `alt` through these newer definitions, in order, to the last."""
    neu, dort = weg[-1], ziel(stand.status, weg)
    if dort is None:
        return Folgenschau(stand.status, None, None)
    danach = replace(stand, status=dort)
    vorher_rechte, nachher_rechte = _rechte(alt, stand.status), _rechte(neu, dort)
    vorher, nachher = _offen(alt, stand), _offen(neu, danach)
    return Folgenschau(
        von=stand.status,
        ziel=dort,
        danach=_ruhe(neu, danach),
        gewinnt=tuple(sorted(nachher_rechte - vorher_rechte)),
        verliert=tuple(sorted(vorher_rechte - nachher_rechte)),
        sperrt=tuple((name, nachher[name]) for name in nachher if nachher[name] and vorher.get(name) == ()),
        oeffnet=tuple(name for name in nachher if not nachher[name] and vorher.get(name)),
    )


def was_waere_wenn(alt: Workflow, weg: Sequence[Workflow], staende: Iterable[Sachstand]) -> Bericht:
    """The report over many papers of one old definition. `weg`: the newer definitions in order, at least one."""
    gezaehlt = Counter(schaue(alt, weg, stand) for stand in staende)
    gruppen = sorted(gezaehlt.items(), key=lambda paar: (-paar[1], paar[0].von, str(paar[0].ziel)))
    return Bericht(alt, weg[-1], tuple(gruppen))


def _rechte(ablauf: Workflow, status: str) -> set[Recht]:
    return {
        Recht(rolle, schritt.aufschrift)
        for schritt in tafel(ablauf).get(status, ())
        if not schritt.von_selbst
        for rolle in schritt.rollen
    }


def _offen(ablauf: Workflow, stand: Sachstand) -> dict[str, tuple[str, ...]]:
    """The steps of this status for people, each with the reasons why it is closed to everybody."""
    jeder = {rolle for schritt in tafel(ablauf).get(stand.status, ()) for rolle in schritt.rollen}
    return {
        moeglich.schritt.aufschrift: tuple(grund.text for grund in moeglich.gruende)
        for moeglich in moegliche_schritte(ablauf, stand, jeder)
        if not moeglich.schritt.von_selbst
    }


def _ruhe(ablauf: Workflow, stand: Sachstand) -> str:
    while vollzug := selbsttaetig(ablauf, stand):
        stand = replace(stand, status=vollzug.nach)
    return stand.status


def _saetze(bericht: Bericht) -> Iterator[str]:
    alle = sum(anzahl for _, anzahl in bericht.gruppen)
    zahlen = ", ".join(
        f"{bericht.anzahl(verbleib)} {wort}"
        for verbleib, wort in (
            (Verbleib.BLEIBT, "bleiben, wo sie sind"),
            (Verbleib.ZIEHT_UM, "ziehen um"),
            (Verbleib.STECKT_FEST, "stecken fest"),
        )
    )
    yield f"{bericht.neu.titel}: {_vorlagen(alle)} unterwegs; davon {zahlen}."
    for schau, anzahl in bericht.gruppen:
        yield f"{_vorlagen(anzahl)} in „{bericht.alt.status_titel(schau.von)}“: {' '.join(_gruppe(bericht, schau))}"


def _gruppe(bericht: Bericht, schau: Folgenschau) -> Iterator[str]:
    if schau.ziel is None or schau.danach is None:
        yield "Dafür nennt der neue Ablauf keinen Status; umzug muss ihn nennen."
        return
    if schau.verbleib is Verbleib.ZIEHT_UM:
        yield f"Der Status heißt danach „{bericht.neu.status_titel(schau.ziel)}“."
    else:
        yield "Der Status bleibt."
    if schau.danach != schau.ziel:
        yield f"Von selbst geht es weiter bis „{bericht.neu.status_titel(schau.danach)}“."
    for recht in schau.verliert:
        yield f"„{recht.schritt}“ kann {rolle_titel(recht.rolle)} nicht mehr."
    for recht in schau.gewinnt:
        yield f"„{recht.schritt}“ kann dann {rolle_titel(recht.rolle)}."
    for schritt, gruende in schau.sperrt:
        yield f"„{schritt}“ ginge dann nicht mehr: {' '.join(gruende)}"
    for schritt in schau.oeffnet:
        yield f"„{schritt}“ ginge dann."


def _vorlagen(anzahl: int) -> str:
    return "1 Vorlage" if anzahl == 1 else f"{anzahl} Vorlagen"

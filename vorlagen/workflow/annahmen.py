"""What if: a made-up paper with some facts, and which steps would be open to a role. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum

from vorlagen.workflow.begriffe import Ausgang
from vorlagen.workflow.engine import Moeglichkeit, moegliche_schritte, tafel
from vorlagen.workflow.proben import vollstaendig
from vorlagen.workflow.sachstand import Sachstand
from vorlagen.workflow.workflow import Workflow


class Annahme(StrEnum):
    """A fact about the paper that somebody supposes to be true."""

    TEXT = "text"
    ANGABEN = "angaben"
    AUSWIRKUNGEN = "auswirkungen"
    KOSTEN = "kosten"
    OEFFENTLICH = "oeffentlich"
    BEGRUENDET = "begruendet"
    FOLGE = "folge"
    MITGEZEICHNET = "mitgezeichnet"
    AKTUELL = "aktuell"
    UNTERSCHRIEBEN = "unterschrieben"
    AUFGERUFEN = "aufgerufen"
    VORBERATEN = "vorberaten"
    VERKNUEPFT = "verknuepft"
    PFLICHTEN = "pflichten"

    @property
    def satz(self) -> str:
        """The fact in words."""
        return _SAETZE[self]


_SAETZE = {
    Annahme.TEXT: "Betreff, Sachverhalt und Beschlussvorschlag sind geschrieben.",
    Annahme.ANGABEN: "Die weiteren Angaben des Ablaufs sind ausgefüllt.",
    Annahme.AUSWIRKUNGEN: "Alle Auswirkungen sind eingeschätzt.",
    Annahme.KOSTEN: "Es gibt finanzielle und andere Auswirkungen.",
    Annahme.OEFFENTLICH: "Die Vorlage ist öffentlich.",
    Annahme.BEGRUENDET: "Eine Nichtöffentlichkeit ist begründet.",
    Annahme.FOLGE: "Die Beratungsfolge ist eingetragen.",
    Annahme.MITGEZEICHNET: "Alle beteiligten Ämter haben mitgezeichnet.",
    Annahme.AKTUELL: "Gezeichnet ist die aktuelle Fassung.",
    Annahme.UNTERSCHRIEBEN: "Jemand anderes hat schon unterschrieben.",
    Annahme.AUFGERUFEN: "Die Stationen stehen auf einer Tagesordnung.",
    Annahme.VORBERATEN: "Die Vorberatung ist mit einer Empfehlung beendet.",
    Annahme.VERKNUEPFT: "Verknüpfte Vorlagen sind freigegeben und beendet.",
    Annahme.PFLICHTEN: "Pflichten aus der Vorlage sind erfüllt.",
}

UEBLICH = frozenset(Annahme) - {Annahme.KOSTEN, Annahme.PFLICHTEN}
"""What a paper is like in which nothing is missing."""


def probiere(
    ablauf: Workflow,
    status: str,
    rollen: Collection[str],
    annahmen: Collection[Annahme],
    ausgang: Ausgang | None = None,
) -> tuple[Moeglichkeit, ...]:
    """Every step from this status, open or closed with all reasons, as the engine would say it of such a paper.

    `ausgang` is what the last body decided, None for not yet.
    """
    return moegliche_schritte(ablauf, stand(ablauf, status, annahmen, ausgang), rollen)


def stand(ablauf: Workflow, status: str, annahmen: Collection[Annahme], ausgang: Ausgang | None = None) -> Sachstand:
    """The made-up paper."""
    voll, wahr = vollstaendig(ablauf, status), frozenset(annahmen)
    fertig = Annahme.VERKNUEPFT in wahr
    return replace(
        voll,
        betreff=voll.betreff if Annahme.TEXT in wahr else "",
        sachverhalt=voll.sachverhalt if Annahme.TEXT in wahr else "",
        beschlussvorschlag=voll.beschlussvorschlag if Annahme.TEXT in wahr else "",
        felder=voll.felder if Annahme.ANGABEN in wahr else {},
        auswirkungen=_auswirkungen(voll, wahr),
        oeffentlich=Annahme.OEFFENTLICH in wahr,
        begruendung_nichtoeffentlich="Muster" if Annahme.BEGRUENDET in wahr else "",
        mitzeichnungen=tuple(
            replace(
                eine,
                votum=eine.votum if Annahme.MITGEZEICHNET in wahr else None,
                fassung=None if Annahme.MITGEZEICHNET not in wahr else eine.fassung if Annahme.AKTUELL in wahr else 1,
            )
            for eine in voll.mitzeichnungen
        ),
        beratungen=tuple(
            replace(
                eine,
                versuche=eine.versuche if Annahme.AUFGERUFEN in wahr else (),
                ausgang=ausgang if eine.entscheidet else eine.ausgang if Annahme.VORBERATEN in wahr else None,
            )
            for eine in (voll.beratungen if Annahme.FOLGE in wahr else ())
        ),
        unterschriften=voll.unterschriften if Annahme.UNTERSCHRIEBEN in wahr else (),
        verknuepfungen=tuple(
            replace(eine, freigegeben=fertig, beendet=fertig, zugestimmt=fertig) for eine in voll.verknuepfungen
        ),
        pflichten=tuple(replace(eine, erfuellt=Annahme.PFLICHTEN in wahr) for eine in voll.pflichten),
        zustaendig={regel.aufgabe: ("Musteramt",) for regel in ablauf.mitzeichnung.regeln},
    )


def unterschiede(alt: Workflow, neu: Workflow) -> tuple[str, ...]:
    """What a newer version of a procedure changed, as sentences: statuses, steps, who may take them."""
    return tuple(_unterschiede(alt, neu))


def _auswirkungen(voll: Sachstand, wahr: frozenset[Annahme]) -> dict[str, str | None]:
    if Annahme.AUSWIRKUNGEN not in wahr:
        return dict.fromkeys(voll.auswirkungen)
    return dict.fromkeys(voll.auswirkungen, "ja" if Annahme.KOSTEN in wahr else "nein")


def _unterschiede(alt: Workflow, neu: Workflow) -> Iterator[str]:
    for status in alt.status:
        if status.name not in neu.statusnamen:
            wohin = neu.umzug.get(status.name)
            danach = f"; Vorlagen daraus sind danach „{neu.status_titel(wohin)}“" if wohin else ""
            yield f"Den Status „{status.titel}“ gibt es nicht mehr{danach}."
    for status in neu.status:
        if status.name not in alt.statusnamen:
            yield f"Neu ist der Status „{status.titel}“."
    wege, bisher = _wege(neu), _wege(alt)
    for von, schritt in sorted(bisher.keys() - wege.keys()):
        yield f"Aus „{alt.status_titel(von)}“ gibt es „{schritt}“ nicht mehr."
    for von, schritt in sorted(wege.keys() - bisher.keys()):
        yield f"Aus „{neu.status_titel(von)}“ gibt es neu „{schritt}“."
    for von, schritt in sorted(wege.keys() & bisher.keys()):
        if wege[von, schritt] != bisher[von, schritt]:
            yield f"Für „{schritt}“ aus „{neu.status_titel(von)}“ gilt anderes: wer es darf, wohin es führt oder wann."


def _wege(ablauf: Workflow) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (von, schritt.aufschrift): (
            schritt.nach,
            schritt.rollen,
            tuple(b.satz for b in ablauf.bedingungen(schritt, von)),
        )
        for von, schritte in tafel(ablauf).items()
        for schritt in schritte
    }

"""A what-if question as an address or a program asks it, and its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from vorlagen.fehler import EingabeUngueltig
from vorlagen.workflow.annahmen import UEBLICH, Annahme, probiere
from vorlagen.workflow.begriffe import Ausgang, rolle_titel
from vorlagen.workflow.engine import Moeglichkeit, tafel
from vorlagen.workflow.workflow import Workflow

ALLE: Final = "alle"
AUSGAENGE: Final = [(ausgang.value, ausgang.titel) for ausgang in Ausgang]


@dataclass(frozen=True, slots=True)
class Probefrage:
    """What is supposed: `rolle` "alle" asks for somebody who has every role."""

    status: str
    rolle: str
    annahmen: frozenset[Annahme]
    ausgang: Ausgang | None


def lies(ablauf: Workflow, angaben: MultiDict[str, str]) -> Probefrage:
    """What the address says; what it does not say, or nobody knows, is as usual."""
    wo, rolle = angaben.get("status", ""), angaben.get("rolle", ALLE)
    gefragt = "gefragt" in angaben
    return Probefrage(
        status=wo if wo in ablauf.statusnamen else ablauf.beginnt_mit,
        rolle=rolle if rolle in dict(rollen(ablauf)) else ALLE,
        annahmen=frozenset(a for a in Annahme if a in angaben.getlist("annahme")) if gefragt else UEBLICH,
        ausgang=next((a for a in Ausgang if a == angaben.get("ausgang")), None),
    )


def aus_programm(ablauf: Workflow, frage: Mapping[str, str]) -> Probefrage:
    """The same from a program, which is told what nobody knows. Raises `EingabeUngueltig`."""
    namen = [name.strip() for name in frage.get("annahmen", "").split(",") if name.strip()]
    fehler = {
        feld: [f"Das gibt es hier nicht: {', '.join(falsche)}."]
        for feld, falsche in (
            ("status", {frage.get("status", ablauf.beginnt_mit)} - ablauf.statusnamen),
            ("rolle", {frage.get("rolle", ALLE)} - dict(rollen(ablauf)).keys()),
            ("annahmen", set(namen) - set(Annahme)),
        )
        if falsche
    }
    if fehler:
        raise EingabeUngueltig(f"Bitte prüfen Sie: {', '.join(fehler)}.", fehler)
    return Probefrage(
        status=frage.get("status", ablauf.beginnt_mit),
        rolle=frage.get("rolle", ALLE),
        annahmen=frozenset(Annahme(name) for name in namen) if "annahmen" in frage else UEBLICH,
        ausgang=Ausgang(frage["ausgang"]) if "ausgang" in frage else None,
    )


def antworte(ablauf: Workflow, frage: Probefrage) -> tuple[Moeglichkeit, ...]:
    """What the engine says; somebody with every role is only held up by facts."""
    alle = {str(rolle) for schritt in ablauf.schritte for rolle in schritt.rollen}
    wer: Collection[str] = alle if frage.rolle == ALLE else {frage.rolle}
    return probiere(ablauf, frage.status, wer, frage.annahmen, frage.ausgang)


def rollen(ablauf: Workflow) -> list[tuple[str, str]]:
    """Who may be meant: each role that takes a step here, and somebody who has them all."""
    handelnde = dict.fromkeys(
        str(rolle) for schritt in ablauf.schritte if not schritt.von_selbst for rolle in schritt.rollen
    )
    return [(ALLE, "jemand mit allen Rollen"), *((rolle, rolle_titel(rolle)) for rolle in handelnde)]


def status(ablauf: Workflow) -> list[tuple[str, str]]:
    """The statuses from which something leads on."""
    wege = tafel(ablauf)
    return [(einer.name, einer.titel) for einer in ablauf.status if wege[einer.name]]

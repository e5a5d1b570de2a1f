"""A town's change to a procedure that it does not own: a pure function Workflow → Workflow, declared and checked.

Why not a fork: the next version of the procedure arrives by itself, and the change is applied to it afresh or says
in one sentence that it does not fit any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vorlagen.workflow.bausteine import Schritt, Status
from vorlagen.workflow.felder import Feld
from vorlagen.workflow.formen import einzeln, mehrere
from vorlagen.workflow.mitzeichnung import Mitzeichnungsordnung
from vorlagen.workflow.namen import ABLAUFNAME
from vorlagen.workflow.pannen import auf_deutsch
from vorlagen.workflow.umzug import ziel
from vorlagen.workflow.workflow import AblaufFehlerhaft, Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Anpassung:
    """A change that a town may switch on for a procedure.

    `fuer` names the procedures it was made for, `braucht` other Anpassungen that must be in force as well (they come
    first), `vertraegt_nicht` those that must not.
    """

    name: str
    titel: str
    fuer: tuple[str, ...]
    aendere: Callable[[Workflow], Workflow]
    braucht: tuple[str, ...] = ()
    vertraegt_nicht: tuple[str, ...] = ()


def anpassung(
    name: str,
    titel: str,
    *,
    fuer: tuple[str, ...],
    braucht: tuple[str, ...] = (),
    vertraegt_nicht: tuple[str, ...] = (),
) -> Callable[[Callable[[Workflow], Workflow]], Anpassung]:
    """Make an Anpassung out of a pure function from Workflow to Workflow."""

    def mache(aendere: Callable[[Workflow], Workflow]) -> Anpassung:
        return Anpassung(
            name=name, titel=titel, fuer=fuer, aendere=aendere, braucht=braucht, vertraegt_nicht=vertraegt_nicht
        )

    return mache


def umgebaut(
    ablauf: Workflow,
    *,
    status: tuple[Status, ...] = (),
    schritte: tuple[Schritt, ...] = (),
    felder: tuple[Feld, ...] = (),
    anders: Mapping[str, Mapping[str, Any]] | None = None,
    ohne: Collection[str] = (),
    umzug: Mapping[str, str] | None = None,
    mitzeichnung: Mitzeichnungsordnung | None = None,
) -> Workflow:
    """The procedure with these statuses, steps and fields added and those steps changed (`anders`: name → keyword →
    value). What `ohne` names, steps or statuses, is left out; `umzug` says where the papers of such a status go,
    `mitzeichnung` takes the place of the procedure's own.

    Raises `AblaufFehlerhaft`.
    """
    anders = anders or {}
    fehlend = sorted(set(anders) - {s.name for s in ablauf.schritte})
    fehlend += sorted(set(ohne) - {s.name for s in ablauf.schritte} - ablauf.statusnamen)
    if fehlend:
        raise AblaufFehlerhaft(ablauf.name, tuple(f"„{name}“ gibt es darin nicht." for name in fehlend))
    bleiben = (replace(s, **anders.get(s.name, {})) for s in ablauf.schritte if s.name not in ohne)
    return replace(
        ablauf,
        status=(*(s for s in ablauf.status if s.name not in ohne), *status),
        schritte=(*bleiben, *schritte),
        felder=(*ablauf.felder, *felder),
        umzug={**ablauf.umzug, **(umzug or {})},
        mitzeichnung=mitzeichnung or ablauf.mitzeichnung,
    )


def wende_an(ablauf: Workflow, anpassungen: Iterable[Anpassung]) -> Workflow:
    """The procedure after these changes, in an order that depends on their names only.

    Raises `AblaufFehlerhaft` if one does not fit, lacks another, cannot stand another or breaks the rules.
    """
    for einzelne in reihenfolge(ablauf.name, anpassungen):
        ablauf = _eine(ablauf, einzelne)
    return ablauf


def reihenfolge(ablauf: str, anpassungen: Iterable[Anpassung]) -> tuple[Anpassung, ...]:
    """Those that are needed come first, otherwise by name. Raises `AblaufFehlerhaft`."""
    offen = {einzelne.name: einzelne for einzelne in anpassungen}
    maengel = [satz for einzelne in offen.values() for satz in _einwaende(ablauf, einzelne, offen)]
    geordnet: dict[str, Anpassung] = {}
    while offen and not maengel:
        bereit = sorted(name for name, einzelne in offen.items() if set(einzelne.braucht) <= set(geordnet))
        if not bereit:
            maengel.append(f"Die Anpassungen {_liste(offen)} brauchen einander im Kreis.")
        else:
            geordnet[bereit[0]] = offen.pop(bereit[0])
    if maengel:
        raise AblaufFehlerhaft(ablauf, tuple(maengel))
    return tuple(geordnet.values())


def formfehler(einzelne: Anpassung) -> tuple[str, ...]:
    """What is wrong with the declaration itself; a foreign plug-in is not type-checked."""
    return tuple(_formfehler(einzelne))


def _formfehler(einzelne: Anpassung) -> Iterator[str]:
    yield from einzeln("titel", einzelne.titel, (str,))
    for wort in ("fuer", "braucht", "vertraegt_nicht"):
        yield from mehrere(wort, getattr(einzelne, wort), str)
    if not ABLAUFNAME.fullmatch(str(einzelne.name)):
        yield f"Der Name „{einzelne.name}“ darf nur aus a–z, 0–9 und _ bestehen (mit höchstens einem Punkt)."
    if not einzelne.titel:
        yield "Der Titel fehlt."
    if not einzelne.fuer:
        yield "Es fehlt, für welchen Ablauf sie gilt."


def _eine(ablauf: Workflow, einzelne: Anpassung) -> Workflow:
    try:
        neu: object = einzelne.aendere(ablauf)
    except AblaufFehlerhaft as fehler:
        maengel = tuple(f"Die Anpassung „{einzelne.name}“: {satz}" for satz in fehler.maengel)
        raise AblaufFehlerhaft(ablauf.name, maengel) from fehler
    except Exception as fehler:  # a foreign function may raise anything
        satz = f"Die Anpassung „{einzelne.name}“ scheitert: {auf_deutsch(fehler)}"
        raise AblaufFehlerhaft(ablauf.name, (satz,)) from fehler
    if not isinstance(neu, Workflow):
        satz = f"Die Anpassung „{einzelne.name}“ liefert keinen Ablauf, sondern {neu!r}."
        raise AblaufFehlerhaft(ablauf.name, (satz,))
    maengel = tuple(f"Die Anpassung „{einzelne.name}“ {satz}" for satz in _uebergriffe(ablauf, neu))
    if maengel:
        raise AblaufFehlerhaft(ablauf.name, maengel)
    return neu


def _uebergriffe(alt: Workflow, neu: Workflow) -> Iterator[str]:
    if (neu.name, neu.version) != (alt.name, alt.version):
        yield "darf Namen und Version des Ablaufs nicht ändern."
    if neu.kennung == alt.kennung:
        yield "ändert nichts."
    for status in alt.status:
        if ziel(status.name, (neu,)) is None:
            yield f"lässt den Status „{status.name}“ weg und sagt in umzug nicht, wohin die Vorlagen daraus ziehen."


def _einwaende(ablauf: str, einzelne: Anpassung, alle: Mapping[str, Anpassung]) -> Iterator[str]:
    if ablauf not in einzelne.fuer:
        yield f"Die Anpassung „{einzelne.name}“ ist nicht für „{ablauf}“ gemacht, sondern für {_liste(einzelne.fuer)}."
    for name in sorted(set(einzelne.braucht) - set(alle)):
        yield f"Die Anpassung „{einzelne.name}“ braucht „{name}“."
    for name in sorted(set(einzelne.vertraegt_nicht) & set(alle)):
        yield f"Die Anpassungen „{einzelne.name}“ und „{name}“ vertragen sich nicht."


def _liste(namen: Iterable[str]) -> str:
    return ", ".join(f"„{name}“" for name in sorted(namen))

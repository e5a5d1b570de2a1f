"""Checks of the rules: pure, and with reasons that help somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from vorlagen.workflow.bausteine import Folge, FolgeArt
from vorlagen.workflow.begriffe import Pflichtart, Sitzungsziel
from vorlagen.workflow.engine import tafel
from vorlagen.workflow.grund import Grund
from vorlagen.workflow.konformitaet.fall import Befund, Prueffall, befund
from vorlagen.workflow.konformitaet.reinheit import UHREN, Unrein, griffe_nach_aussen, ohne_aussenwelt
from vorlagen.workflow.sachstand import Sachstand

CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
SATZENDE = (".", "!", "?")

Regel = Callable[[Sachstand], object]


def regeln_sind_rein(fall: Prueffall) -> Befund:
    """Jede Regel antwortet zweimal gleich, ändert nichts und greift nicht nach außen."""
    regeln: list[tuple[str, Regel]] = [(b.name, b.pruefe) for b in fall.bedingungen]
    regeln += [(f.name, f.folgere) for f in fall.folgenregeln]
    regeln += [(r.name, r.gilt) for r in fall.ablauf.mitzeichnung.regeln]
    fehler: list[str] = []
    for name, regel in regeln:
        griffe = griffe_nach_aussen(regel)
        fehler += [f"„{name}“ {_griff(griff)}" for griff in griffe]
        if not griffe and (satz := _unrein(regel, fall.bilder)):
            fehler.append(f"„{name}“ {satz}")
    return befund(regeln_sind_rein, len(regeln) * len(fall.bilder), fehler)


def gruende_sind_saetze(fall: Prueffall) -> Befund:
    """Jeder Grund hat einen Code, einen ganzen Satz und jemanden, der helfen kann."""
    saetze = {b.name: b.satz for b in fall.bedingungen} | {f.name: f.satz for f in fall.folgenregeln}
    fehler = [f"„{n}“: „{satz}“ ist kein ganzer Satz." for n, satz in saetze.items() if not satz.endswith(SATZENDE)]
    anzahl, schweigsam = 0, []
    for bedingung in fall.bedingungen:
        gruende = [grund for bild in fall.bilder for grund in bedingung.gruende(bild)]
        anzahl += len(gruende)
        fehler += [f"„{bedingung.name}“: {satz}" for grund in gruende for satz in _maengel(grund)]
        if not gruende:
            schweigsam.append(f"„{bedingung.name}“ hat bei keiner Vorlage einen Grund genannt.")
    return befund(gruende_sind_saetze, anzahl, fehler, schweigsam)


def folgen_sind_eindeutig(fall: Prueffall) -> Befund:
    """Keine Folge steht doppelt da, und jede bringt mit, was das Haus für sie braucht."""
    fehler: list[str] = []
    anzahl = 0
    for bild in fall.bilder:
        for schritt in tafel(fall.ablauf)[bild.status]:
            folgen = [f for e in schritt.folgen for f in ([e] if isinstance(e, Folge) else e.folgere(bild))]
            anzahl += len(folgen)
            for nr, folge in enumerate(folgen):
                if folge in folgen[:nr]:
                    fehler.append(f"„{schritt.name}“: die Folge „{folge.art}“ steht doppelt da.")
                fehler += [f"„{schritt.name}“: {satz}" for satz in _daten_fehlen(folge)]
    return befund(folgen_sind_eindeutig, anzahl, fehler)


def _griff(name: str) -> str:
    heute = "; welcher Tag ist, sagt stand.heute" if name in UHREN else ""
    return f"greift nach „{name}“; eine Regel kennt nur ihren Sachstand{heute}."


def _unrein(regel: Regel, bilder: Iterable[Sachstand]) -> str | None:
    """What is wrong with this rule at the first Sachstand where something is."""
    try:
        with ohne_aussenwelt():
            for bild in bilder:
                vorher = repr((bild.felder, bild.auswirkungen))  # all else is frozen through and through
                if _antwort(regel(bild)) != _antwort(regel(bild)):
                    return "antwortet auf denselben Sachstand zweimal verschieden."
                if repr((bild.felder, bild.auswirkungen)) != vorher:
                    return "ändert den Sachstand."
    except Unrein as griff:
        return _griff(str(griff))
    return None


def _antwort(antwort: object) -> object:
    """Reasons and effects come one by one; a Beteiligungsregel says yes or no."""
    return tuple(antwort) if isinstance(antwort, Iterable) else antwort


def _maengel(grund: Grund) -> Iterator[str]:
    if not CODE.fullmatch(grund.code):
        yield f"der Code „{grund.code}“ hat nicht die Form bereich.fall."
    if not grund.text.endswith(SATZENDE):
        yield f"„{grund.text}“ ist kein ganzer Satz."
    if not grund.wer:
        yield f"„{grund.text}“ sagt nicht, wer helfen kann."


def _daten_fehlen(folge: Folge) -> Iterator[str]:
    if folge.art not in (FolgeArt.PFLICHT_BEGRUENDEN, FolgeArt.PFLICHT_ERFUELLEN):
        return
    if folge.daten.get("art") not in set(Pflichtart):
        yield f"„{folge.art}“ braucht art, eine von: {', '.join(Pflichtart)}."
    if folge.daten.get("in_sitzung", Sitzungsziel.NAECHSTE) not in set(Sitzungsziel):
        yield f"„{folge.art}“: in_sitzung ist eine von: {', '.join(Sitzungsziel)}."
    try:
        date.fromisoformat(folge.daten.get("bis", "2026-01-01"))
    except ValueError:
        yield f"„{folge.art}“: bis={folge.daten['bis']!r} ist kein Tag wie 2026-09-30."

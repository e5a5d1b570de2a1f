"""Do the rules answer? Each Bedingung and Folgenregel is tried once on every specimen, before a paper meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from vorlagen.workflow.bausteine import Folge, FolgeArt, Folgenregel
from vorlagen.workflow.gestalt import Gestalt
from vorlagen.workflow.grund import Grund
from vorlagen.workflow.mitzeichnung import Beteiligungsregel
from vorlagen.workflow.pannen import auf_deutsch
from vorlagen.workflow.proben import proben
from vorlagen.workflow.sachstand import Sachstand


def regeln_antworten(ablauf: Gestalt) -> Iterator[str]:
    """A sentence for every rule that fails, answers with the wrong thing, or gives a reason without words."""
    regeln: dict[str, tuple[str, Callable[[Sachstand], Iterable[object]], Callable[[object], str]]] = {}
    for schritt in ablauf.schritte:
        for b in schritt.wenn:
            ort = f"Schritt „{schritt.name}“: die Bedingung „{b.name}“"
            regeln.setdefault(f"{schritt.name}/{b.name}", (ort, b.pruefe, _grund))
        for f in schritt.folgen:
            if isinstance(f, Folgenregel):
                ort = f"Schritt „{schritt.name}“: die Folge „{f.name}“"
                regeln.setdefault(f"{schritt.name}/{f.name}", (ort, f.folgere, _folge))
    beteiligungen = ablauf.mitzeichnung.regeln
    bilder = proben(ablauf, ablauf.beginnt_mit) if regeln or beteiligungen else ()
    for ort, regel, einwand in regeln.values():
        yield from _erster(_versuche(ort, regel, einwand, bilder))
    for beteiligung in beteiligungen:
        ort = f"Die Regel der Mitzeichnung „{beteiligung.name}“"
        yield from _erster(_versuche(ort, _einzeln(beteiligung), _ja_oder_nein, bilder))


def _versuche(
    ort: str,
    regel: Callable[[Sachstand], Iterable[object]],
    einwand: Callable[[object], str],
    bilder: tuple[Sachstand, ...],
) -> Iterator[str]:
    for stand in bilder:
        try:
            antworten = regel(stand)
            if isinstance(antworten, Grund | Folge):
                yield f"{ort} gibt mit return zurück, was sie mit yield nennen soll."
                return
            for antwort in tuple(antworten):
                satz = einwand(antwort)
                if satz:
                    yield f"{ort} {satz}."
        except Exception as fehler:  # a foreign rule may raise anything
            yield f"{ort} scheitert: {auf_deutsch(fehler)}"


def _grund(antwort: object) -> str:
    if not isinstance(antwort, Grund):
        return f"nennt keinen Grund, sondern {antwort!r}"
    if not antwort.code.strip() or not antwort.text.strip():
        return "nennt einen Grund ohne Code oder ohne Text"
    return ""


def _folge(antwort: object) -> str:
    if not isinstance(antwort, Folge) or not isinstance(antwort.art, FolgeArt):
        return f"nennt keine Folge, die das Haus kann, sondern {antwort!r}"
    return ""


def _einzeln(regel: Beteiligungsregel) -> Callable[[Sachstand], Iterable[object]]:
    return lambda stand: (regel.gilt(stand),)


def _ja_oder_nein(antwort: object) -> str:
    return "" if isinstance(antwort, bool) else f"sagt weder ja noch nein, sondern {antwort!r}"


def _erster(saetze: Iterator[str]) -> Iterator[str]:
    """One sentence per rule is enough: the others mostly say the same."""
    satz = next(saetze, None)
    if satz is not None:
        yield satz

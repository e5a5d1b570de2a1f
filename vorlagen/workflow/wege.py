"""Do the ways lead somewhere: every status reached, none a dead end, an end is an end, nothing runs in a circle?"""

from __future__ import annotations

from collections.abc import Iterator

from vorlagen.workflow.gestalt import Gestalt

Kante = tuple[str, str]


def alles_erreichbar(ablauf: Gestalt) -> Iterator[str]:
    """From the beginning every status can be reached, and from every status an end."""
    kanten = [(von, schritt.nach) for schritt in ablauf.schritte for von in schritt.quellen]
    erreicht = huelle({ablauf.beginnt_mit}, kanten)
    endend = huelle(set(ablauf.endet_mit), [(nach, von) for von, nach in kanten])
    for status in ablauf.status:
        if status.name not in erreicht:
            yield f"Der Status „{status.name}“ ist von „{ablauf.beginnt_mit}“ aus nicht zu erreichen."
        if status.name not in endend:
            yield f"Aus dem Status „{status.name}“ führt kein Weg zu einem Ende."


def ende_ist_ende(ablauf: Gestalt) -> Iterator[str]:
    """An end is left only by a step that says so, and only ends are left by it."""
    if not ablauf.endet_mit:
        yield "Es fehlt ein Status, mit dem der Ablauf endet."
    if ablauf.beginnt_mit in ablauf.endet_mit:
        yield f"Der Ablauf beginnt mit „{ablauf.beginnt_mit}“ und endet auch damit."
    for schritt in ablauf.schritte:
        for von in schritt.quellen:
            if (von in ablauf.endet_mit) != schritt.wieder_oeffnet:
                yield (
                    f"Schritt „{schritt.name}“ aus „{von}“: aus einem Ende führt nur, was wieder_oeffnet=True sagt, "
                    "und nur das."
                )


def automatik_kommt_zur_ruhe(ablauf: Gestalt) -> Iterator[str]:
    """Steps that run by themselves never come back to where they were; nor do they reopen an end."""
    selbsttaetige = [schritt for schritt in ablauf.schritte if schritt.von_selbst]
    kanten = [(von, schritt.nach) for schritt in selbsttaetige for von in schritt.quellen]
    for status in ablauf.status:
        if status.name in huelle({nach for von, nach in kanten if von == status.name}, kanten):
            yield f"Die selbsttätigen Schritte laufen von „{status.name}“ im Kreis."
    for schritt in selbsttaetige:
        if schritt.wieder_oeffnet:
            yield f"Schritt „{schritt.name}“: ein Ende öffnet nur ein Mensch wieder."


def huelle(start: set[str], kanten: list[Kante]) -> set[str]:
    """Everything that can be reached from `start` along the edges, `start` included."""
    erreicht, offen = set(start), list(start)
    while offen:
        hier = offen.pop()
        neu = {nach for von, nach in kanten if von == hier} - erreicht
        erreicht |= neu
        offen.extend(neu)
    return erreicht

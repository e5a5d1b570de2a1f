"""White space and breaks in runs, as a browser shows them. Before `verbunden` a break is a run of its own."""

from __future__ import annotations

from dataclasses import replace

from vorlagen.richtext.bloecke import Lauf


def gekuerzt(laeufe: list[Lauf]) -> list[Lauf]:
    """White space as a browser shows it: one between words, none at the edges of a line; no outer breaks."""
    fertig: list[Lauf] = []
    for lauf in laeufe:
        text = lauf.text
        if text == "\n":
            _ohne_leerraum_am_ende(fertig)
            if fertig:
                fertig.append(lauf)
            continue
        if not fertig or fertig[-1].text[-1] in " \n":
            text = text.lstrip(" ")
        if text:
            fertig.append(replace(lauf, text=text))
    while fertig and fertig[-1].text[-1] in " \n":
        if fertig[-1].text == "\n":
            fertig.pop()
        else:
            _ohne_leerraum_am_ende(fertig)
    return fertig


def geteilt(laeufe: list[Lauf]) -> list[list[Lauf]]:
    """The runs between empty lines."""
    teile: list[list[Lauf]] = [[]]
    for nr, lauf in enumerate(laeufe):
        leerzeile = laeufe[nr + 1].text == "\n" if nr + 1 < len(laeufe) else False
        if lauf.text != "\n" or (teile[-1] and not leerzeile):
            teile[-1].append(lauf)
        elif teile[-1]:
            teile.append([])
    return teile


def verbunden(laeufe: list[Lauf]) -> tuple[Lauf, ...]:
    """Neighbours of the same format become one run."""
    fertig: list[Lauf] = []
    for lauf in laeufe:
        if fertig and replace(fertig[-1], text="") == replace(lauf, text=""):
            fertig[-1] = replace(lauf, text=fertig[-1].text + lauf.text)
        else:
            fertig.append(lauf)
    return tuple(fertig)


def _ohne_leerraum_am_ende(laeufe: list[Lauf]) -> None:
    while laeufe and laeufe[-1].text.endswith(" "):
        letzter = laeufe.pop()
        if kurz := letzter.text.rstrip(" "):
            laeufe.append(replace(letzter, text=kurz))

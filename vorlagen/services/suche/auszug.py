"""Where a text says it: pieces of it, those that were looked for marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vorlagen.models.suche import Abschnitte
from vorlagen.services.suche.stoff import ABSCHNITTE
from vorlagen.services.suche.worte import Begriff

DAVOR: Final = 70
DANACH: Final = 150
"""So many characters are shown around the first place."""
_IM_TITEL: Final = frozenset({"nummer", "betreff", "sitzung"})


class Stueck(NamedTuple):
    """A piece of text; `gesucht` if it is what was looked for."""

    text: str
    gesucht: bool


@dataclass(frozen=True, slots=True)
class Auszug:
    """The first place outside of the title: in which section (for people), and its pieces."""

    wo: str
    stuecke: tuple[Stueck, ...]


def sagt_alles(abschnitte: Abschnitte, begriffe: Sequence[Begriff]) -> bool:
    """True if each term stands somewhere in the text; one of several words in one section, word after word."""
    return all(any(begriff.muster.search(text) for _, text in abschnitte) for begriff in begriffe)


def auszug(abschnitte: Abschnitte, begriffe: Sequence[Begriff]) -> Auszug | None:
    """Out of the section that says most of it. None if only the title does."""
    uebrige = [(name, text) for name, text in abschnitte if name not in _IM_TITEL]
    gesagt = [sum(1 for begriff in begriffe if begriff.muster.search(text)) for _, text in uebrige]
    if not any(gesagt):
        return None
    name, text = uebrige[gesagt.index(max(gesagt))]
    anfang = min(fund.start() for begriff in begriffe if (fund := begriff.muster.search(text)))
    von, bis = _wortgrenzen(text, anfang)
    stuecke = mit_marken(text[von:bis], begriffe)
    davor = (Stueck("… ", gesucht=False),) if von else ()
    danach = (Stueck(" …", gesucht=False),) if bis < len(text) else ()
    return Auszug(ABSCHNITTE[name], (*davor, *stuecke, *danach))


def mit_marken(text: str, begriffe: Sequence[Begriff]) -> tuple[Stueck, ...]:
    """The whole text in pieces; put together again it is the same."""
    stuecke, bis = list[Stueck](), 0
    for von, ende in _stellen(text, begriffe):
        if von > bis:
            stuecke.append(Stueck(text[bis:von], gesucht=False))
        stuecke.append(Stueck(text[von:ende], gesucht=True))
        bis = ende
    if bis < len(text):
        stuecke.append(Stueck(text[bis:], gesucht=False))
    return tuple(stuecke)


def _stellen(text: str, begriffe: Sequence[Begriff]) -> Iterator[tuple[int, int]]:
    """From where to where, in order; what overlaps is one."""
    funde = sorted(fund.span() for begriff in begriffe for fund in begriff.muster.finditer(text))
    offen: tuple[int, int] | None = None
    for von, bis in funde:
        if offen and von <= offen[1]:
            offen = (offen[0], max(offen[1], bis))
            continue
        if offen:
            yield offen
        offen = (von, bis)
    if offen:
        yield offen


def _wortgrenzen(text: str, anfang: int) -> tuple[int, int]:
    """A stretch around a place that cuts no word, unless it is one without an end."""
    von = max(0, anfang - DAVOR)
    if von:
        von = text.find(" ", von, anfang) + 1 or von
    bis = min(len(text), anfang + DANACH)
    if bis < len(text):
        letzte = text.rfind(" ", anfang, bis)
        bis = letzte if letzte > anfang else bis
    return von, bis

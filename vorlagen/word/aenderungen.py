"""Two texts as one with tracked changes: accepted they read as the new one, rejected as the old one.

Word, formats and lists are kept: a word whose format changed counts as gone and new.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from vorlagen.richtext import Block, Lauf, Tabelle, Zeile
from vorlagen.richtext.leerraum import verbunden
from vorlagen.richtext.vergleich import AEHNLICH, HOECHSTENS, WEIT, worte
from vorlagen.word.absaetze import Tafel, Zeug, ausgelegt, schreibe, tafel
from vorlagen.word.druck import Druck
from vorlagen.word.glieder import Glied, Punktstelle, Spur, absatz

Stueck: TypeAlias = tuple[Spur | None, list[Lauf]]
Paar: TypeAlias = tuple[Zeug | None, Zeug | None]


def nachverfolgt(alt: Sequence[Block], neu: Sequence[Block], stil: str, druck: Druck, *, wer: str, wann: str) -> str:
    """The blocks as XML with what `wer` changed at the instant `wann` (as XML Schema writes it)."""
    return "".join(_Vergleich(druck, Spur("del", wer, wann), Spur("ins", wer, wann)).alles(alt, neu, stil))


@dataclass(frozen=True, slots=True)
class _Vergleich:
    druck: Druck
    weg: Spur
    dazu: Spur

    def alles(self, alt: Sequence[Block], neu: Sequence[Block], stil: str) -> Iterator[str]:
        vorher, nachher = ausgelegt(alt, stil, self.druck), ausgelegt(neu, stil, self.druck)
        listen: dict[int, int] = {}
        paare = list(_je_liste(_paare(vorher, nachher), listen))
        for altes, neues in paare:
            if altes is not None and neues is not None:
                yield self._beide(altes, neues)
            elif neues is not None:
                yield schreibe([neues], self.druck, self.dazu)
            elif altes is not None:
                yield schreibe([_umgezogen(altes, listen)], self.druck, self.weg)

    def _beide(self, altes: Zeug, neues: Zeug) -> str:
        if isinstance(altes, Tafel) and isinstance(neues, Tafel):
            return self._tabelle(altes, neues)
        if isinstance(altes, Glied) and isinstance(neues, Glied):
            return absatz(neues, list(self._stuecke(altes.laeufe, neues.laeufe)), self.druck)
        raise AssertionError("a paragraph is never paired with a table")

    def _tabelle(self, altes: Tafel, neues: Tafel) -> str:
        """Row by row: a row in which anything changed is gone and new."""
        zeilen: list[Zeile] = []
        spuren: list[Spur | None] = []
        vorher, nachher = altes.block.zeilen, neues.block.zeilen
        for art, a, b, c, d in difflib.SequenceMatcher(a=vorher, b=nachher, autojunk=False).get_opcodes():
            teile = [(nachher[c:d], None)] if art == "equal" else [(vorher[a:b], self.weg), (nachher[c:d], self.dazu)]
            for dieses, spur in teile:
                zeilen += dieses
                spuren += [spur] * len(dieses)
        return tafel(replace(neues, block=Tabelle(tuple(zeilen))), self.druck, *spuren)

    def _stuecke(self, alt: Sequence[Lauf], neu: Sequence[Lauf]) -> Iterator[Stueck]:
        vorher, nachher = _worte(alt), _worte(neu)
        if len(vorher) * len(nachher) > HOECHSTENS:
            yield from ((self.weg, list(alt)), (self.dazu, list(neu)))
            return
        for art, a, b, c, d in difflib.SequenceMatcher(a=vorher, b=nachher, autojunk=False).get_opcodes():
            if art == "equal":
                yield None, list(verbunden(nachher[c:d]))
                continue
            yield from ((s, list(verbunden(w))) for s, w in ((self.weg, vorher[a:b]), (self.dazu, nachher[c:d])) if w)


def _paare(alt: Sequence[Zeug], neu: Sequence[Zeug]) -> Iterator[Paar]:
    """What belongs together, in the order of the new text; what is gone stands where it stood."""
    vorher, nachher = [_schluessel(zeug) for zeug in alt], [_schluessel(zeug) for zeug in neu]
    for art, a, b, c, d in difflib.SequenceMatcher(a=vorher, b=nachher, autojunk=False).get_opcodes():
        if art == "equal":
            yield from zip(alt[a:b], neu[c:d], strict=True)
            continue
        yield from _ersetzt(alt[a:b], neu[c:d])


def _ersetzt(alt: Sequence[Zeug], neu: Sequence[Zeug]) -> Iterator[Paar]:
    """Each new one beside the first old one that it resembles; what is gone stands before what came in its place."""
    stellen: list[int | None] = []
    ab = 0
    for neues in neu:
        stelle = next((nr for nr in range(ab, min(ab + WEIT, len(alt))) if _verwandt(alt[nr], neues)), None)
        stellen.append(stelle)
        ab = ab if stelle is None else stelle + 1
    ab = 0
    for nr, neues in enumerate(neu):
        stelle = stellen[nr]
        bis = stelle if stelle is not None else next((s for s in stellen[nr:] if s is not None), len(alt))
        yield from ((altes, None) for altes in alt[ab:bis])
        yield (None if stelle is None else alt[stelle]), neues
        ab = bis if stelle is None else stelle + 1
    yield from ((altes, None) for altes in alt[ab:])


def _schluessel(zeug: Zeug) -> object:
    """By what two are the same: not by the number of their list, which every text has for itself."""
    return (zeug.block,) if isinstance(zeug, Tafel) else (_form(zeug), zeug.laeufe)


def _form(glied: Glied) -> object:
    return (glied.stil, glied.punkt.beginn if glied.punkt else None, glied.links)


def _verwandt(altes: Zeug, neues: Zeug) -> bool:
    if isinstance(altes, Tafel) or isinstance(neues, Tafel):
        return isinstance(altes, Tafel) and isinstance(neues, Tafel)
    a, b = ("".join(lauf.text for lauf in glied.laeufe).split() for glied in (altes, neues))
    if _form(altes) != _form(neues) or len(a) * len(b) > HOECHSTENS:
        return False
    return difflib.SequenceMatcher(a=a, b=b, autojunk=False).ratio() >= AEHNLICH


def _je_liste(paare: Iterable[Paar], listen: dict[int, int]) -> Iterator[Paar]:
    """The pairs, with items parted where two lists became one, or one two; `listen` gathers which list became which."""
    for altes, neues in paare:
        if isinstance(altes, Glied) and isinstance(neues, Glied) and altes.punkt and neues.punkt:
            vorher, nachher = altes.punkt.nummer, neues.punkt.nummer
            if vorher not in listen and nachher not in listen.values():
                listen[vorher] = nachher
            if listen.get(vorher) != nachher:
                yield from ((altes, None), (None, neues))
                continue
        yield altes, neues


def _umgezogen(altes: Zeug, listen: dict[int, int]) -> Zeug:
    """An item that is gone, in the list that the others of its list are in now."""
    if isinstance(altes, Glied) and altes.punkt and altes.punkt.nummer in listen:
        return replace(altes, punkt=Punktstelle(listen[altes.punkt.nummer], altes.punkt.beginn))
    return altes


def _worte(laeufe: Sequence[Lauf]) -> list[Lauf]:
    return [replace(lauf, text=wort) for lauf in laeufe for wort in worte(lauf.text) if wort]

"""Words as the index knows them, and how they look where they stand: ä is ae, ß is ss, é is e, capitals are small."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vorlagen.models.suche import LAENGSTES

AB: Final = 3
"""So many letters make a part of a word; what is shorter is looked for as a whole word."""

HOECHSTENS: Final = 8
"""So many words of a question are looked up; whatever else it says is only compared with the text."""

LAENGSTE_FRAGE: Final = 200

_UMLAUTE: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
_WORT: Final = re.compile(r"[^\W_]+")
_FRAGE: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')
_ANFUEHRUNG: Final = str.maketrans(dict.fromkeys("„“”«»", '"') | {"\u00ad": None})


def _gefaltet(zeichen: str) -> str:
    """One small letter without its accents."""
    return _UMLAUTE.get(zeichen) or unicodedata.normalize("NFKD", zeichen)[0]


_FALTUNG: Final[Mapping[int, str]] = {
    nr: _gefaltet(chr(nr)) for nr in range(0xC0, 0x250) if chr(nr).isalpha() and chr(nr) == chr(nr).lower()
}


def _schreibweisen() -> Mapping[str, str]:
    """Folded letters → every way to write them, as a regular expression."""
    wege: dict[str, str] = {}
    for nr, gefaltet in _FALTUNG.items():
        wege[gefaltet] = wege.get(gefaltet, "") + chr(nr)
    einzeln = {folge: f"[{folge}{zeichen}]" for folge, zeichen in wege.items() if len(folge) == 1}
    doppelt = {
        folge: f"(?:[{zeichen}]|{einzeln.get(folge[0], folge[0])}{einzeln.get(folge[1], folge[1])})"
        for folge, zeichen in wege.items()
        if len(folge) == 2
    }
    return einzeln | doppelt


_SCHREIBWEISEN: Final = _schreibweisen()


@dataclass(frozen=True, slots=True)
class Begriff:
    """What a question asks for: words that stand one after the other, and how they look in a text."""

    worte: tuple[str, ...]
    muster: re.Pattern[str]


def zerlege(frage: str) -> tuple[Begriff, ...]:
    """The terms of a question, all of which must be found; what stands in quotation marks is one term."""
    roh = unicodedata.normalize("NFC", frage[:LAENGSTE_FRAGE]).translate(_ANFUEHRUNG)
    folgen = [worte(satz or wort) for satz, wort in _FRAGE.findall(roh)]
    return tuple(Begriff(tuple(folge), _muster(folge)) for folge in dict.fromkeys(map(tuple, folgen)) if folge)


def worte(text: str) -> list[str]:
    """The words of a text, folded, one after the other."""
    klein = text.lower().translate(_FALTUNG)
    return [_gekuerzt(wort) for wort in _WORT.findall(klein)]


def wortschatz(abschnitte: Sequence[Sequence[str]]) -> frozenset[str]:
    """All words of these sections."""
    return frozenset(wort for _, text in abschnitte for wort in worte(text))


def ist_teilbar(wort: str) -> bool:
    """True if it is found by its parts: numbers are not, and nothing so short."""
    return len(wort) >= AB and not wort.isdigit()


def _gekuerzt(wort: str) -> str:
    """A number counts without the zeros in front: 0012 is 12."""
    return (wort.lstrip("0") or "0" if wort.isdigit() else wort)[:LAENGSTES]


def _muster(folge: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"[\W_]+".join(map(_wortmuster, folge)), re.IGNORECASE)


def _wortmuster(wort: str) -> str:
    if wort.isdigit():
        return rf"(?<![^\W_])0*{wort}(?![^\W_])"
    teile, i = [], 0
    while i < len(wort):
        weite = 2 if wort[i : i + 2] in _SCHREIBWEISEN else 1
        folge = wort[i : i + weite]
        teile.append(_SCHREIBWEISEN.get(folge) or re.escape(folge))
        i += weite
    ganz = "".join(teile)
    return ganz if ist_teilbar(wort) else rf"(?<![^\W_]){ganz}(?![^\W_])"

"""Plain text → HTML, as clerks and case files write it: numbered headings, dashes, letters, second lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from vorlagen.richtext.bloecke import Absatz, Absatzart, Block, Lauf, Liste
from vorlagen.richtext.schreiben import als_html
from vorlagen.richtext.zeichen import reinige

_PUNKT = re.compile(
    r"(?P<einzug>[ \xa0]*)(?P<strich>[-–•*·▪][ \xa0]+)?"
    r"(?P<ganz>(?:(?P<marke>\d{1,4}|[A-Za-z])\.[ \xa0]+)?(?P<rest>\S.*))"
)
_UEBERSCHRIFT = re.compile(r"(?P<nummer>\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.) \S.{0,98}[^.,;!?]")

_TIEFSTE = 20
"""Lists within lists; what is indented further stays on this level. Word knows nine, `lies` takes 24."""


@dataclass(frozen=True)
class _Textzeile:
    """`marke`: number or letter before the text; `ganz`: the text with it; without text the line is empty."""

    einzug: int = 0
    strich: bool = False
    marke: str | None = None
    rest: str = ""
    ganz: str = ""

    @property
    def punkt(self) -> bool:
        return self.strich or self.marke is not None


@dataclass
class _Punkt:
    einzug: int
    marke: str | None
    zeilen: list[str]
    kinder: list[_Punkt] = field(default_factory=list)


def aus_text(text: str) -> str:
    """The canonical HTML of a plain text; all visible characters but the marks of list items stay text.

    Empty lines part paragraphs, other line ends are breaks. "- …" is a bullet, deeper by its indentation;
    "A. …" or "1. …" (also behind a dash) is a counted list if the next item counts on. A single numbered
    line with text below it is a heading. A bracket that a list item leaves open takes the next paragraph in,
    if that closes it (an empty line left by a page break).
    """
    zeilen = [_gelesen(zeile) for zeile in reinige(text).expandtabs(4).split("\n")]
    zeilen = [_mit_echter_marke(zeilen, nr) for nr in range(len(zeilen))]
    gruppen = list(_gruppen(zeilen))
    letzte = len(gruppen) - 1
    return als_html([block for nr, gruppe in enumerate(gruppen) for block in _bloecke(gruppe, nr < letzte)])


def _gelesen(zeile: str) -> _Textzeile:
    fund = _PUNKT.fullmatch(zeile.rstrip())
    if not fund:
        return _Textzeile()
    rest, ganz = (re.sub(" {2,}", " ", fund[teil]) for teil in ("rest", "ganz"))
    return _Textzeile(len(fund["einzug"]), bool(fund["strich"]), fund["marke"], rest, ganz)


def _mit_echter_marke(zeilen: Sequence[_Textzeile], nr: int) -> _Textzeile:
    """A number or letter is one only if its neighbour counts on: "18. Mai" and "A. Muster" are text."""
    zeile = zeilen[nr]
    if zeile.marke is None:
        return zeile
    danach = _nachbar(zeile, (zeilen[i] for i in range(nr + 1, len(zeilen))))
    davor = _nachbar(zeile, (zeilen[i] for i in range(nr - 1, -1, -1)))
    if (danach and _folgt(zeile.marke, danach)) or (davor and _folgt(davor, zeile.marke)):
        return zeile
    return replace(zeile, marke=None, rest=zeile.ganz)


def _nachbar(zeile: _Textzeile, weitere: Iterable[_Textzeile]) -> str | None:
    """The mark of the next item of this kind; text beyond an empty line ends a list without dashes."""
    leer = text = False
    for andere in weitere:
        if andere.marke and (andere.einzug, andere.strich) == (zeile.einzug, zeile.strich):
            return andere.marke
        leer |= not andere.ganz
        text |= bool(andere.ganz) and not andere.punkt
        if leer and text and not zeile.strich:
            return None
    return None


def _folgt(marke: str, naechste: str) -> bool:
    if marke.isdecimal() and naechste.isdecimal():
        return int(naechste) == int(marke) + 1
    return len(marke) == len(naechste) == 1 and ord(naechste) == ord(marke) + 1


def _gruppen(zeilen: Sequence[_Textzeile]) -> Iterator[list[str] | list[_Punkt]]:
    """Paragraphs (their lines) and lists (their items, still flat)."""
    absatz: list[str] = []
    liste: list[_Punkt] = []
    leer = False
    for zeile in zeilen:
        if not zeile.ganz:
            leer = True
            continue
        if absatz and (leer or zeile.punkt):
            yield absatz
            absatz = []
        if zeile.punkt:
            liste.append(_Punkt(zeile.einzug, zeile.marke, [zeile.rest]))
        elif liste and not leer:
            liste[-1].zeilen.append(zeile.ganz)
        elif liste and _schliesst_klammer(liste[-1].zeilen, zeile.ganz):
            liste[-1].zeilen[-1] += " " + zeile.ganz
        else:
            if liste:
                yield liste
                liste = []
            absatz.append(zeile.ganz)
        leer = False
    yield from (gruppe for gruppe in (absatz, liste) if gruppe)


def _schliesst_klammer(zeilen: Sequence[str], weiter: str) -> bool:
    offen = sum(zeile.count("(") - zeile.count(")") for zeile in zeilen)
    return offen > 0 and offen + weiter.count("(") - weiter.count(")") == 0


def _bloecke(gruppe: Sequence[str] | Sequence[_Punkt], text_darunter: bool) -> Iterator[Block]:
    punkte = [punkt for punkt in gruppe if isinstance(punkt, _Punkt)]
    if punkte:
        yield from _listen(_geschachtelt(punkte))
        return
    zeilen = [zeile for zeile in gruppe if isinstance(zeile, str)]
    ueberschrift = _UEBERSCHRIFT.fullmatch(zeilen[0]) if len(zeilen) == 1 and text_darunter else None
    if ueberschrift is None:
        yield _absatz(zeilen)
    elif "." in ueberschrift["nummer"].rstrip("."):
        yield _absatz(zeilen, Absatzart.UEBERSCHRIFT_3)
    else:
        yield _absatz(zeilen, Absatzart.UEBERSCHRIFT_2)


def _absatz(zeilen: Sequence[str], art: Absatzart = Absatzart.TEXT) -> Absatz:
    return Absatz((Lauf("\n".join(zeilen)),), art)


def _geschachtelt(punkte: Sequence[_Punkt]) -> list[_Punkt]:
    oben = _Punkt(-1, None, [])
    pfad = [oben]
    for punkt in punkte:
        while pfad[-1].einzug >= punkt.einzug or len(pfad) > _TIEFSTE:
            pfad.pop()
        pfad[-1].kinder.append(punkt)
        pfad.append(punkt)
    return oben.kinder


def _listen(punkte: Sequence[_Punkt]) -> Iterator[Liste]:
    """Siblings of one kind that count on make one list."""
    folge: list[_Punkt] = []
    for punkt in punkte:
        if folge and not _gehoert_dazu(folge[-1].marke, punkt.marke):
            yield _liste(folge)
            folge = []
        folge.append(punkt)
    yield _liste(folge)


def _gehoert_dazu(marke: str | None, naechste: str | None) -> bool:
    if marke is None or naechste is None:
        return marke is naechste
    return _folgt(marke, naechste)


def _liste(punkte: Sequence[_Punkt]) -> Liste:
    inhalt = tuple((_absatz(punkt.zeilen), *(_listen(punkt.kinder) if punkt.kinder else ())) for punkt in punkte)
    marke = punkte[0].marke
    if marke is None:
        return Liste(inhalt)
    if marke.isdecimal():
        return Liste(inhalt, "1", int(marke))
    return Liste(inhalt, "A" if marke.isupper() else "a", ord(marke.lower()) - ord("a") + 1)

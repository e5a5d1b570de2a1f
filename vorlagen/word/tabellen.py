"""Tables of rich text: as wide as the line, columns by what they hold, head row repeated, rows not torn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Protocol, TypeVar

from vorlagen.fehler import SchabloneUngueltig
from vorlagen.richtext import Absatz, Block, Liste, Tabelle, Zeile, Zelle
from vorlagen.word.ordnung import MAX_SPALTEN

_RAHMEN = "".join(
    f'<w:{seite} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for seite in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# A column counts at least as three and at most as forty characters.
_SCHMAL, _BREIT = 3, 40


Spur = TypeVar("Spur", contravariant=True)


class Schreibe(Protocol[Spur]):
    """Writes the blocks of one cell; the answer ends with a paragraph. `spur` is what its row is marked with."""

    def __call__(self, bloecke: Sequence[Block], breite: int, *, kopf: bool, spur: Spur) -> str: ...


def tabelle(
    block: Tabelle, breite: int, stil: str, schreibe: Schreibe[Spur], zeilen: Sequence[tuple[Spur, str]]
) -> str:
    """The table as XML. Short rows are filled up by their last cell. `zeilen` mark each row, with the mark's XML."""
    spalten = _spalten(block, breite)
    if len(spalten) > MAX_SPALTEN:
        raise SchabloneUngueltig(f"Eine Tabelle kann in Word höchstens {MAX_SPALTEN} Spalten haben.")
    form = f'<w:tblStyle w:val="{escape(stil)}"/>' if stil else ""
    rahmen = "" if stil else f"<w:tblBorders>{_RAHMEN}</w:tblBorders>"
    # Said outright: Word would dress the first row as a head otherwise.
    kopf = '<w:tblLook w:val="0020" w:firstRow="1"/>' if block.zeilen[0].kopf else '<w:tblLook w:val="0000"/>'
    gitter = "".join(f'<w:gridCol w:w="{spalte}"/>' for spalte in spalten)
    return (
        f'<w:tbl><w:tblPr>{form}<w:tblW w:w="{sum(spalten)}" w:type="dxa"/>{rahmen}'
        f'<w:tblLayout w:type="fixed"/>{kopf}</w:tblPr><w:tblGrid>{gitter}</w:tblGrid>'
        + "".join(_zeile(zeile, spalten, schreibe, *mark) for zeile, mark in zip(block.zeilen, zeilen, strict=True))
        + "</w:tbl>"
    )


def _zeile(zeile: Zeile, spalten: Sequence[int], schreibe: Schreibe[Spur], spur: Spur, marke: str) -> str:
    kopf = "<w:tblHeader/>" if zeile.kopf else ""
    zellen = []
    for nr, zelle in enumerate(zeile.zellen):
        letzte = nr == len(zeile.zellen) - 1
        ueber = spalten[nr:] if letzte else spalten[nr : nr + 1]
        verbunden = f'<w:gridSpan w:val="{len(ueber)}"/>' if len(ueber) > 1 else ""
        inhalt = schreibe(zelle.bloecke, sum(ueber), kopf=zelle.kopf or zeile.kopf, spur=spur)
        zellen.append(f'<w:tc><w:tcPr><w:tcW w:w="{sum(ueber)}" w:type="dxa"/>{verbunden}</w:tcPr>{inhalt}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/>{kopf}{marke}</w:trPr>{''.join(zellen)}</w:tr>"


def _spalten(block: Tabelle, breite: int) -> list[int]:
    anzahl = max(len(zeile.zellen) for zeile in block.zeilen)
    gewichte = [_SCHMAL] * anzahl
    for zeile in block.zeilen:
        for nr, zelle in enumerate(zeile.zellen):
            gewichte[nr] = max(gewichte[nr], _gewicht(zelle))
    spalten = [breite * gewicht // sum(gewichte) for gewicht in gewichte]
    spalten[-1] += breite - sum(spalten)
    return spalten


def _gewicht(zelle: Zelle) -> int:
    return min(max((len(text) for text in _texte(zelle.bloecke)), default=0) + 2, _BREIT)


def _texte(bloecke: Sequence[Block]) -> Iterator[str]:
    for block in bloecke:
        match block:
            case Absatz():
                yield from "".join(lauf.text for lauf in block.laeufe).split("\n")
            case Liste():
                for punkt in block.punkte:
                    yield from _texte(punkt)
            case Tabelle():
                for zelle in (zelle for zeile in block.zeilen for zelle in zeile.zellen):
                    yield from _texte(zelle.bloecke)

"""Blocks → canonical HTML, blocks → plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from vorlagen.richtext.bloecke import Absatz, Block, Lauf, Liste, Tabelle, Zeile, Zelle
from vorlagen.richtext.lesen import lies

_ROEMISCH = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def saeubere(html: str) -> str:
    """The HTML that we keep: the tags of the interface in one canonical shape; a second time changes nothing.

    Raises `EingabeUngueltig` as `lies` does.
    """
    return als_html(lies(html))


def text(html: str) -> str:
    """Plain text of any HTML: empty lines between blocks, "- " and "A. " before items, tabs between cells."""
    return als_text(lies(html))


def als_html(bloecke: Sequence[Block]) -> str:
    """The one HTML that stands for these blocks."""
    return "".join(_html(block) for block in bloecke)


def als_text(bloecke: Sequence[Block]) -> str:
    """Plain text for mails, search and comparison. Lists keep their numbers, tables their tabs."""
    return "\n\n".join("\n".join(_zeilen(block)) for block in bloecke)


def zaehler(zaehlung: str, nr: int) -> str:
    """The number as Word and browsers write it: 27 is aa in Word and in HTML."""
    match zaehlung:
        case "a" | "A":
            buchstaben = ""
            rest = nr
            while rest:
                rest, stelle = divmod(rest - 1, 26)
                buchstaben = chr(ord(zaehlung) + stelle) + buchstaben
            return buchstaben
        case "i" | "I":
            klein = ""
            for wert, zeichen in _ROEMISCH:
                klein += zeichen * (nr // wert)
                nr %= wert
            return klein.upper() if zaehlung == "I" else klein
    return str(nr)


def _html(block: Block) -> str:
    match block:
        case Absatz():
            return f"<{block.art}>{_laeufe(block.laeufe)}</{block.art}>"
        case Liste():
            return _liste(block)
        case Tabelle():
            return _tabelle(block)


def _liste(liste: Liste) -> str:
    punkte = "".join(f"<li>{_innen(punkt)}</li>" for punkt in liste.punkte)
    if liste.zaehlung is None:
        return f"<ul>{punkte}</ul>"
    art = "" if liste.zaehlung == "1" else f' type="{liste.zaehlung}"'
    beginn = "" if liste.beginn == 1 else f' start="{liste.beginn}"'
    return f"<ol{art}{beginn}>{punkte}</ol>"


def _tabelle(tabelle: Tabelle) -> str:
    kopf = 0
    while kopf < len(tabelle.zeilen) and tabelle.zeilen[kopf].kopf:
        kopf += 1
    thead = "".join(_zeile(zeile) for zeile in tabelle.zeilen[:kopf])
    tbody = "".join(_zeile(zeile) for zeile in tabelle.zeilen[kopf:])
    return (
        "<table>"
        + (f"<thead>{thead}</thead>" if thead else "")
        + (f"<tbody>{tbody}</tbody>" if tbody else "")
        + "</table>"
    )


def _zeile(zeile: Zeile) -> str:
    return "<tr>" + "".join(_zelle(zelle) for zelle in zeile.zellen) + "</tr>"


def _zelle(zelle: Zelle) -> str:
    tag = "th" if zelle.kopf else "td"
    return f"<{tag}>{_innen(zelle.bloecke)}</{tag}>"


def _innen(bloecke: Sequence[Block]) -> str:
    """Inside an item or cell: a lone first paragraph stands without its `p`."""
    absaetze = [block for block in bloecke if isinstance(block, Absatz)]
    if len(absaetze) == 1 and bloecke[0] is absaetze[0]:
        return _laeufe(absaetze[0].laeufe) + als_html(bloecke[1:])
    return als_html(bloecke)


def _laeufe(laeufe: Sequence[Lauf]) -> str:
    return "".join(_lauf(lauf) for lauf in laeufe)


def _lauf(lauf: Lauf) -> str:
    html = escape(lauf.text, quote=False).replace("\n", "<br>")
    tags = [
        *([str(lauf.lage)] if lauf.lage else []),
        *(["u"] if lauf.unterstrichen else []),
        *(["em"] if lauf.kursiv else []),
        *(["strong"] if lauf.fett else []),
    ]
    for tag in tags:
        html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(lauf.link)}">{html}</a>' if lauf.link else html


def _zeilen(block: Block) -> Iterator[str]:
    match block:
        case Absatz():
            yield from "".join(lauf.text for lauf in block.laeufe).split("\n")
        case Tabelle():
            for zeile in block.zeilen:
                yield "\t".join(" ".join(_innere_zeilen(zelle.bloecke)) for zelle in zeile.zellen)
        case Liste():
            for nr, punkt in enumerate(block.punkte, block.beginn):
                marke = f"{zaehler(block.zaehlung, nr)}. " if block.zaehlung else "- "
                for inhalt in _innere_zeilen(punkt) or [""]:
                    yield (marke + inhalt).rstrip(" ")
                    marke = " " * len(marke)


def _innere_zeilen(bloecke: Sequence[Block]) -> list[str]:
    return [zeile for block in bloecke for zeile in _zeilen(block)]

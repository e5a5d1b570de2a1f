"""The handbook by chapters, and which chapter belongs to which page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import Flask, request
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

SEITEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abwesenheit": "rollen-vertretung-abwesenheit",
        "anlagen": "eine-vorlage-entwerfen",
        "anmeldung": "anmelden-und-der-arbeitskorb",
        "anwesenheit": "sitzungen-und-tagesordnung",
        "arbeitskorb": "anmelden-und-der-arbeitskorb",
        "auftraege": "auftraege-und-pflichten",
        "auftragssammlung": "auftraege-und-pflichten",
        "falldateien": "aus-einem-anderen-ratsinformationssystem",
        "einfuhr": "aus-einem-anderen-ratsinformationssystem",
        "entwurf": "eine-vorlage-entwerfen",
        "ergebnisliste": "ergebnisse-eintragen",
        "ergebnisse": "ergebnisse-eintragen",
        "fassungen": "mitzeichnen",
        "folge": "die-beratungsfolge",
        "fristenrechner": "fristen-und-erinnerungen",
        "gliederung": "rollen-vertretung-abwesenheit",
        "gremienregeln": "fristen-und-erinnerungen",
        "konto": "anmelden-und-der-arbeitskorb",
        "kontozugang": "anmelden-und-der-arbeitskorb",
        "neue_person": "rollen-vertretung-abwesenheit",
        "niederschrift": "sitzungen-und-tagesordnung",
        "personen": "rollen-vertretung-abwesenheit",
        "planung": "fristen-und-erinnerungen",
        "punkte": "sitzungen-und-tagesordnung",
        "rechte": "rollen-vertretung-abwesenheit",
        "sitzungen": "sitzungen-und-tagesordnung",
        "sammelaufnahme": "sitzungen-und-tagesordnung",
        "sitzungskalender": "sitzungen-und-tagesordnung",
        "sitzungslauf": "sitzungen-und-tagesordnung",
        "stadtangaben": "angaben-zur-koerperschaft",
        "suche": "suchen",
        "tagesordnung": "sitzungen-und-tagesordnung",
        "uebersichten": "fristen-und-erinnerungen",
        "verlauf": "der-verlauf",
        "veroeffentlichung": "wer-sieht-was",
        "vertretungen": "rollen-vertretung-abwesenheit",
        "vorlage": "mitzeichnen",
        "vorlagen": "suchen",
        "webhooks": "andere-systeme-benachrichtigen",
        "zuordnen": "aus-einem-anderen-ratsinformationssystem",
        "zweiter_faktor": "anmelden-und-der-arbeitskorb",
    }
)
"""The board of a page → the chapter about it; a page that is not named here leads to the list of chapters."""

_UMLAUTE: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PAKET: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Kapitel:
    """One chapter; `text` begins below its heading. Links to other chapters are relative to its own address."""

    schluessel: str
    titel: str
    text: Markup


@cache
def kapitel() -> Mapping[str, Kapitel]:
    """The chapters of the handbook by their keys, in order."""
    marken = _MARKDOWN.parse(_handbuch().read_text(encoding="utf-8"))
    teile = list(_geteilt(marken))
    ziele = {
        _anker(titel): f"{_schluessel(ueberschrift)}#{_schluessel(titel)}"
        if titel != ueberschrift
        else _schluessel(titel)
        for ueberschrift, inhalt in teile
        for titel in (ueberschrift, *_unterteile(inhalt))
    }
    gezeigt = (
        Kapitel(_schluessel(titel), titel, Markup(_als_html(inhalt, ziele)))  # noqa: S704 - our own file, no HTML in it
        for titel, inhalt in teile
    )
    return {eines.schluessel: eines for eines in gezeigt}


def richte_ein(app: Flask) -> None:
    """Tell every page where its help is."""

    @app.context_processor
    def _hilfe() -> dict[str, str]:
        schluessel = SEITEN.get(request.blueprint or "")
        return {"hilfeweg": f"/hilfe/{schluessel}" if schluessel else "/hilfe"}


def _handbuch() -> Path:
    """In an installed wheel inside the package, in a checkout beside it."""
    innen = _PAKET / "handbuch.md"
    return innen if innen.is_file() else _PAKET.parent / "docs" / "handbuch.md"


def _geteilt(marken: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The chapters with what stands below their headings; what comes before the first is left out."""
    titel, inhalt = "", list[Token]()
    for nr, marke in enumerate(marken):
        if marke.type == "heading_open" and marke.tag == "h2":
            if titel:
                yield titel, inhalt
            titel, inhalt = marken[nr + 1].content, []
        elif titel:
            inhalt.append(marke)
    yield titel, inhalt


def _unterteile(inhalt: Sequence[Token]) -> Iterator[str]:
    for nr, marke in enumerate(inhalt):
        if marke.type == "heading_open":
            yield inhalt[nr + 1].content


def _als_html(inhalt: Sequence[Token], ziele: Mapping[str, str]) -> str:
    """Without the heading of the chapter and without pictures."""
    # The first two are what is left of the chapter's own heading.
    eigene = list(inhalt[2:])
    for nr, marke in enumerate(eigene):
        if marke.type in ("heading_open", "heading_close"):
            marke.tag = f"h{int(marke.tag[1]) - 1}"
        if marke.type == "heading_open":
            marke.attrSet("id", _schluessel(eigene[nr + 1].content))
        if marke.children is not None:
            marke.children = list(_verwiesen(marke.children, ziele))
    html: str = _MARKDOWN.renderer.render(list(_ohne_leere(eigene)), _MARKDOWN.options, {})
    return html


def _verwiesen(kinder: Sequence[Token], ziele: Mapping[str, str]) -> Iterator[Token]:
    """Links lead to other chapters; those to files that are not here are only their text, and pictures are gone."""
    zu = False
    for kind in kinder:
        if kind.type == "link_open":
            ziel = ziele.get(str(kind.attrGet("href")).removeprefix("#"))
            zu = ziel is None
            if ziel is not None:
                kind.attrSet("href", ziel)
        if not (kind.type == "image" or (zu and kind.type in ("link_open", "link_close"))):
            yield kind


def _ohne_leere(marken: Sequence[Token]) -> Iterator[Token]:
    """Paragraphs in which only a picture stood are left out."""
    leere = {
        nr + versatz
        for nr, marke in enumerate(marken)
        if marke.type == "inline" and not marke.children and marken[nr - 1].type == "paragraph_open"
        for versatz in (-1, 0, 1)
    }
    yield from (marke for nr, marke in enumerate(marken) if nr not in leere)


def _anker(titel: str) -> str:
    """As the handbook names its own headings in links."""
    return re.sub(r"[^\w\- ]", "", titel.lower()).replace(" ", "-")


def _schluessel(titel: str) -> str:
    """The same in an address."""
    return _anker(titel).translate(_UMLAUTE)


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")

"""Every page of the house: each route in each of the states it can show, found by asking, not by a list.

Two pages are in the same state if the same elements with the same classes stand in their main part. Of each route so
many states are kept, and of the people who see the same state the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextvars import Context
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Final
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

KEKS: Final = "vorlagen"
JE_ADRESSE: Final = 4
"""So many states of one route are looked at."""
_VERSUCHE: Final = 6
_KEINE_SEITE: Final = re.compile(
    r"^/(api|oparl|static|healthz|readyz|metrics)|/(logo|datei|<anlage_id>)$|/schablonen/.*/probe$|<any\(csv|"
    r"\.(docx|xlsx|csv|ics|atom|json|pdf|zip|svg|txt)$"
)
_ENDET: Final = re.compile(r"abmeld|ueberall|anmeldungen/")
"""Forms that end the login with which the walk goes."""


@dataclass(frozen=True, slots=True)
class Ziel:
    """A page in one state: who looks, which route, which address; which form was sent before, by which route, with
    what in it."""

    wer: str | None
    regel: str
    pfad: str
    formular: str = ""
    tuer: str = ""
    womit: str = ""

    def __str__(self) -> str:
        gesendet = f" nach {self.formular} mit „{self.womit}“" if self.formular else ""
        return f"{self.pfad} ({self.wer or 'ohne Anmeldung'}){gesendet}"


def seiten(app: Flask, leute: dict[str | None, str | None], adressen: Sequence[tuple[str, str]]) -> Iterator[Ziel]:
    """The pages among these (route, address) pairs, by route; `leute` says with which cookie each person comes."""
    wege = seitenwege(adressen)
    ordnung = sorted((eine for eine in adressen if eine[0] in wege), key=lambda eine: eine[0])
    for regel, gruppe in groupby(ordnung, key=lambda eine: eine[0]):
        pfade = [pfad for _, pfad in gruppe]
        yield from _zustaende(app, leute, regel, pfade)


def seitenwege(adressen: Sequence[tuple[str, str]]) -> set[str]:
    """The routes among these (route, address) pairs that may answer with a page."""
    return {regel for regel, _ in adressen if not _KEINE_SEITE.search(regel)}


def formulare(app: Flask, keks: str | None, ziel: Ziel) -> Iterator[Ziel]:
    """What this page's forms answer with when they are sent empty, and when they are sent with nonsense."""
    leser = _Gestalt()
    leser.feed(frage(app, keks, ziel.pfad).text)
    for wohin in dict.fromkeys(leser.formulare):
        if not _ENDET.search(wohin):
            tuer = _tuer(app, urljoin(ziel.pfad, wohin))
            for womit in ("", "??? ß <b>"):
                yield Ziel(ziel.wer, ziel.regel, ziel.pfad, wohin or ziel.pfad, tuer, womit)


def frage(app: Flask, keks: str | None, pfad: str) -> TestResponse:
    """Ask as whoever holds this cookie."""
    klient = app.test_client()
    if keks is not None:
        klient.set_cookie(KEKS, keks)
    return Context().run(klient.get, pfad)


def _tuer(app: Flask, wohin: str) -> str:
    """The route to which a form posts; the address itself if there is none, which then shows as an error."""
    try:
        regel, _ = app.url_map.bind("localhost").match(urlsplit(wohin).path, "POST", return_rule=True)
    except HTTPException:
        return wohin
    return str(regel.rule)


def _zustaende(app: Flask, leute: dict[str | None, str | None], regel: str, pfade: list[str]) -> Iterator[Ziel]:
    gesehen: set[frozenset[str]] = set()
    schritt = max(1, len(pfade) // _VERSUCHE)
    for pfad in pfade[::schritt][:_VERSUCHE]:
        for wer, keks in leute.items():
            antwort = frage(app, keks, pfad)
            if antwort.status_code != 200 or antwort.mimetype != "text/html":
                continue
            leser = _Gestalt()
            leser.feed(antwort.text)
            if frozenset(leser.gestalt) not in gesehen:
                gesehen.add(frozenset(leser.gestalt))
                yield Ziel(wer, regel, pfad)
            if len(gesehen) == JE_ADRESSE:
                return


class _Gestalt(HTMLParser):
    """What the main part of a page is made of, and where its forms post to."""

    def __init__(self) -> None:
        super().__init__()
        self._innen = False
        self._sendet = False
        self.gestalt: set[str] = set()
        self.formulare: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._innen = self._innen or tag == "main"
        if not self._innen:
            return
        werte = {name: wert or "" for name, wert in attrs}
        self.gestalt.add(f"{tag}.{werte.get('class', '')}.{werte.get('type', '')}")
        if tag == "form":
            self._sendet = werte.get("method") == "post"
            if self._sendet:
                self.formulare.append(werte.get("action", ""))
        elif self._sendet and "formaction" in werte:
            self.formulare.append(werte["formaction"])

    def handle_endtag(self, tag: str) -> None:
        self._innen = self._innen and tag != "main"

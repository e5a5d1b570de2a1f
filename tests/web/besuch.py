"""A person with a browser that knows no JavaScript: reads pages, fills in forms, presses buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import Context
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.welt import PASSWORT

Felder = MultiDict[str, Any]


class _Formulare(HTMLParser):
    """Collects what each form of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.formulare: list[tuple[dict[str, str], Felder]] = []
        self._auswahl = self._text = None  # type: str | None
        self._gewaehlt: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: wert or "" for name, wert in attrs}
        if tag == "form":
            self.formulare.append((a, Felder()))
        if not self.formulare:
            return
        felder = self.formulare[-1][1]
        if tag == "input" and "name" in a and a.get("type") not in ("file", "submit", "button"):
            if a.get("type") not in ("radio", "checkbox") or "checked" in a:
                felder.add(a["name"], a.get("value", ""))
        elif tag == "textarea":
            self._text = a["name"]
            felder.add(self._text, "")
        elif tag == "select":
            self._auswahl, self._gewaehlt = a["name"], None
        elif tag == "option" and self._auswahl and (self._gewaehlt is None or "selected" in a):
            self._gewaehlt = a.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select" and self._auswahl:
            self.formulare[-1][1].add(self._auswahl, self._gewaehlt or "")
            self._auswahl = None

    def handle_data(self, data: str) -> None:
        if self._text:
            felder = self.formulare[-1][1]
            felder[self._text] += data.removeprefix("\n") if felder[self._text] == "" else data


class Besuch:
    """One logged-in person; every request finds a fresh context, as it would in a server."""

    def __init__(self, app: Flask, anmeldename: str | None) -> None:
        self.klient = app.test_client()
        if anmeldename is not None:
            seite = self.hole("/anmelden")
            antwort = self.sende("/anmelden", {**_marke(seite), "anmeldename": anmeldename, "passwort": PASSWORT})
            assert antwort.status_code == 302, antwort.text

    def hole(self, pfad: str, status: int = 200) -> str:
        """Read a page."""
        antwort = self.oeffne(pfad)
        assert antwort.status_code == status, f"{pfad}: {antwort.status_code}\n{antwort.text}"
        return antwort.text

    def oeffne(self, pfad: str, **rest: Any) -> TestResponse:
        """Any request."""
        return Context().run(self.klient.open, pfad, **rest)

    def sende(self, pfad: str, felder: Mapping[str, Any]) -> TestResponse:
        """POST these very fields."""
        return self.oeffne(pfad, method="POST", data=felder)

    def druecke(self, pfad: str, seite: str, *, ohne_skript: bool = False, **felder: Any) -> TestResponse:
        """Fill in the first form that posts on a page, and press the button that `felder` name; None takes a field out.

        With a script the plain text areas for browsers without one are not there.
        """
        gesendet = formular(seite, pfad if f'action="{pfad}"' in seite else None)
        if not ohne_skript:
            for name in _nur_ohne_skript(seite):
                gesendet.poplist(name)
        for name, wert in felder.items():
            name = name.replace("__", "-")
            gesendet.poplist(name)
            if wert is not None:
                gesendet.setlist(name, wert if isinstance(wert, list) else [wert])
        return self.sende(pfad, gesendet)


def formular(seite: str, ziel: str | None = None) -> Felder:
    """What the first posting form of a page (with that action) would send besides its buttons; not the logout."""
    leser = _Formulare()
    leser.feed(seite)
    for attribute, felder in leser.formulare:
        wohin = attribute.get("action")
        if attribute.get("method") == "post" and wohin != "/abmelden" and ziel in (None, wohin):
            return felder
    raise AssertionError(f"kein Formular für {ziel}")


def wege(seite: str, muster: str) -> list[str]:
    """The targets of all links whose whole target fits the pattern, in order."""
    return re.findall(f'href="({muster})"', seite)


def text(seite: str) -> str:
    """The words of a page's main part, without tags, white space as one space."""
    haupt = seite.partition("<main")[2].partition("</main>")[0]
    ohne = re.sub(r"<[^>]+>", " ", haupt.partition(">")[2])
    return " ".join(ohne.replace("&#34;", '"').replace("&amp;", "&").split())


def _nur_ohne_skript(seite: str) -> list[str]:
    """The names of the fields that a browser with scripts never shows."""
    return re.findall(r'name="([^"]+)"', "".join(re.findall(r"<noscript>(.*?)</noscript>", seite, re.DOTALL)))


def _marke(seite: str) -> dict[str, str]:
    fund = re.search(r'name="csrf_token" value="([^"]+)"', seite)
    assert fund, "kein csrf_token"
    return {"csrf_token": fund[1]}

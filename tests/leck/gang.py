"""Walks every door of the house as somebody, with every key that lies about, and picks up the markers it finds."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.leck.spuren import marken_in
from vorlagen.extensions import Base, db

NAMEN = {
    "lauf_id": "einfuhr",
    "stapel_id": "fallstapel",
    "sendung_id": "webhooksendung",
    "top_id": "tagesordnungspunkt",
    "token_id": "zugangstoken",
}
TABELLE = {f"{name}_id": name for name in Base.metadata.tables} | NAMEN
"""What an id in an address is one of: the table of its name."""
WORTE = {
    "art": ("beschlussvorlage", "mitteilungsvorlage"), "liste": ("A",), "name": ("beschlussvorlage",),
    "kuerzel": ("linden", "nachbar"), "rest": ("PAPERS/",), "nr": ("1", "2"), "schluessel": ("x",),
    "teil": ("oeffentlich", "nichtoeffentlich"), "endung": ("csv", "xlsx"),
    "was": ("vorlagen", "sitzungen"),
    "kapitel": ("suchen",),
}  # fmt: skip
"""What fills a route where it asks for a word; a new one is to be named here, or the walk stops."""
_WOERTER = ("das", "der", "netz", "kenntnis", "nimmt", "ausschuss", "lageplan", "mk0", "mka")
FRAGEN = {weg: [f"?q={wort}" for wort in _WOERTER] for weg in ("/api/v1/suche", "/oeffentlich/suche", "/suche")}
"""What a route is asked besides its address: ordinary words, so that markers beside them come along whole."""
_MIT_KOPIE = ("/vorlagen/neu", "/vorlagen/<vorlage_id>/bearbeiten")


@dataclass(slots=True)
class Fund:
    """What somebody saw: markers with the addresses they stood at, how each door answered, and what the log told."""

    marken: dict[str, set[str]] = field(default_factory=dict)
    antworten: dict[tuple[str, str], int] = field(default_factory=dict)
    log: set[str] = field(default_factory=set)


class _Mithoerer(logging.Handler):
    """Keeps the markers of everything that is logged: whoever keeps the machine reads it and should not know them."""

    def __init__(self, gehoert: set[str]) -> None:
        super().__init__()
        self._gehoert = gehoert

    def emit(self, record: logging.LogRecord) -> None:
        self._gehoert |= marken_in(self.format(record).encode())


def schluesselbund() -> dict[str, list[dict[str, str]]]:
    """For each table its rows' ids with those of the rows they belong to."""
    bund: dict[str, list[dict[str, str]]] = {}
    for name in set(TABELLE.values()):
        if "id" not in Base.metadata.tables[name].columns:
            continue
        tabelle = Base.metadata.tables[name]
        spalten = [s for s in tabelle.columns if s.name == "id" or s.name in TABELLE]
        zeilen = [dict(zeile) for zeile in db.session.execute(select(*spalten)).mappings()]
        bund[name] = zeilen or [{"id": "0" * 32}]
    return bund


def adressen(app: Flask, methode: str, bund: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, str]]:
    """(route, address): each route of this method with every id that fits it, also with those of another paper."""
    bauer = app.url_map.bind("localhost")
    for regel in app.url_map.iter_rules():
        if methode in (regel.methods or ()) and regel.endpoint != "static":
            for werte in _fuellungen(regel, bund):
                adresse = bauer.build(regel.endpoint, werte, methode)
                for frage in _fragen(regel, bund):
                    yield regel.rule, adresse + frage


def gehe_herum(app: Flask, kopf: dict[str, str], keks: str | None, ziele: list[tuple[str, str]], methode: str) -> Fund:
    """Ask for each address, with a token at the API and with a cookie on the pages."""
    fund = Fund()
    mithoerer = _Mithoerer(fund.log)
    logging.getLogger().addHandler(mithoerer)
    try:
        for regel, adresse in ziele:
            antwort = Context().run(_frage, app, methode, adresse, kopf, keks)
            fund.antworten[methode, adresse] = antwort.status_code
            for marke in marken_in(antwort.data) | marken_in(str(antwort.headers).encode()):
                fund.marken.setdefault(marke, set()).add(f"{regel} {adresse}")
    finally:
        logging.getLogger().removeHandler(mithoerer)
    return fund


def _fragen(regel: Rule, bund: dict[str, list[dict[str, str]]]) -> list[str]:
    """The form goes on with any copy that is named to it; each is tried at each form."""
    if regel.rule in _MIT_KOPIE:
        return ["", *(f"?kopie={kopie['id']}" for kopie in bund["arbeitskopie"])]
    return FRAGEN.get(regel.rule, [""])


def _fuellungen(regel: Rule, bund: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, Any]]:
    """Every id of the table named last; what it belongs to as in its row, and once as if it belonged elsewhere."""
    namen = sorted(regel.arguments)
    kennungen = [name for name in namen if name in TABELLE]
    worte = [name for name in namen if name not in TABELLE]
    for eigene in _reihen(kennungen, bund):
        for gewaehlt in product(*(WORTE[name] for name in worte)):
            yield eigene | dict(zip(worte, gewaehlt, strict=True))


def _reihen(kennungen: list[str], bund: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    if not kennungen:
        yield {}
        return
    unten = max(kennungen, key=lambda name: sum(andere in bund[TABELLE[name]][0] for andere in kennungen))
    oben = [name for name in kennungen if name != unten]
    for zeile in bund[TABELLE[unten]]:
        yield {unten: zeile["id"]} | {name: zeile.get(name) or bund[TABELLE[name]][0]["id"] for name in oben}
        if oben:
            andere = {
                name: next((z["id"] for z in bund[TABELLE[name]] if z["id"] != zeile.get(name)), "0" * 32)
                for name in oben
            }
            yield {unten: zeile["id"]} | andere


def _frage(app: Flask, methode: str, adresse: str, kopf: dict[str, str], keks: str | None) -> TestResponse:
    klient = app.test_client()
    if keks is not None:
        klient.set_cookie("vorlagen", keks)
    return klient.open(adresse, method=methode, headers=kopf)

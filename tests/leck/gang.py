"""Walks every door of the house as somebody, with every key that lies about, and picks up the markers it finds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from vorlagen.extensions import Base, db

MARKE = re.compile(rb"Mk[0-9a-f]{12}")
TABELLE = {
    "amt_id": "amt", "anlage_id": "anlage", "anmeldesitzung_id": "anmeldesitzung", "auftrag_id": "auftrag",
    "beratung_id": "beratung",
    "gremium_id": "gremium", "mitzeichnung_id": "mitzeichnung", "person_id": "person", "pflicht_id": "pflicht",
    "rolle_id": "rolle", "sitzung_id": "sitzung", "token_id": "zugangstoken", "top_id": "tagesordnungspunkt",
    "vertretung_id": "vertretung", "vorlage_id": "vorlage",
}  # fmt: skip
WORTE = {
    "art": ("beschlussvorlage", "mitteilungsvorlage"), "liste": ("A",), "name": ("beschlussvorlage",),
    "kuerzel": ("linden", "nachbar"),
    "nr": ("1", "2"), "schluessel": ("x",), "teil": ("oeffentlich", "nichtoeffentlich"),
}  # fmt: skip
"""What fills a route where it asks for a word; a new one is to be named here, or the walk stops."""


@dataclass(slots=True)
class Fund:
    """What somebody saw: markers with the addresses they stood at, and how each door answered."""

    marken: dict[str, set[str]] = field(default_factory=dict)
    antworten: dict[tuple[str, str], int] = field(default_factory=dict)


def schluesselbund() -> dict[str, list[dict[str, str]]]:
    """For each table its rows' ids with those of the rows they belong to."""
    bund: dict[str, list[dict[str, str]]] = {}
    for name in set(TABELLE.values()):
        tabelle = Base.metadata.tables[name]
        spalten = [s for s in tabelle.columns if s.name in ("id", "vorlage_id", "sitzung_id", "gremium_id")]
        bund[name] = [dict(zeile) for zeile in db.session.execute(select(*spalten)).mappings()]
    return bund


def adressen(app: Flask, methode: str, bund: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, str]]:
    """(route, address): each route of this method with every id that fits it, also with those of another paper."""
    for regel in app.url_map.iter_rules():
        if methode in (regel.methods or ()) and regel.endpoint != "static":
            for werte in _fuellungen(regel, bund):
                with app.test_request_context():
                    yield regel.rule, app.url_map.bind("localhost").build(regel.endpoint, werte, methode)


def gehe_herum(app: Flask, kopf: dict[str, str], keks: str | None, ziele: list[tuple[str, str]], methode: str) -> Fund:
    """Ask for each address, with a token at the API and with a cookie on the pages."""
    fund = Fund()
    for regel, adresse in ziele:
        antwort = Context().run(_frage, app, methode, adresse, kopf, keks)
        fund.antworten[methode, adresse] = antwort.status_code
        for marke in MARKE.findall(_alles(antwort)):
            fund.marken.setdefault(marke.decode(), set()).add(f"{regel} {adresse}")
    return fund


def _fuellungen(regel: Rule, bund: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, Any]]:
    """All ids of the last table named; what it belongs to as in its row, and once somewhere else."""
    namen = sorted(regel.arguments)
    moegliche = [
        [zeile["id"] for zeile in bund[TABELLE[name]]] if name in TABELLE else list(WORTE[name]) for name in namen
    ]
    for werte in product(*moegliche):
        yield dict(zip(namen, werte, strict=True))


def _frage(app: Flask, methode: str, adresse: str, kopf: dict[str, str], keks: str | None) -> TestResponse:
    klient = app.test_client()
    if keks is not None:
        klient.set_cookie("vorlagen", keks)
    return klient.open(adresse, method=methode, headers=kopf)


def _alles(antwort: TestResponse) -> bytes:
    """Headers and body, with what is packed in a docx or xlsx."""
    teile = [str(antwort.headers).encode(), antwort.data]
    if antwort.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(antwort.data)) as paket:
            teile += [name.encode() + paket.read(name) for name in paket.namelist()]
    return b"\n".join(teile)

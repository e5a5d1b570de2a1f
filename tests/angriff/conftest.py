"""A town full of what attackers type, and somebody with every key in front of it. On SQLite, as the pages are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.angriff.gift import vergifte
from tests.leck.gang import adressen, schluesselbund
from tests.leck.welt import SITZUNG, baue
from tests.welt import als
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.druckerei import Druckerei
from vorlagen.extensions import ALLE, Base, db, sicht_oeffnen
from vorlagen.models import Koerperschaft
from vorlagen.services import anmeldesitzungen, anmeldung


@dataclass(slots=True)
class Ziel:
    """The application; `wege` by method: each route with every id that fits it; `fremde`: ids of the second town."""

    app: Flask
    wege: dict[str, list[tuple[str, str]]]
    spalten: int
    fremde: frozenset[str]

    def keks(self, wer: str) -> str:
        """The cookie of a login."""
        with self.app.test_request_context():
            schreiber = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            person, marke = anmeldung.aus_sitzung(als(wer).id)
            schluessel = anmeldesitzungen.beginne(person.id, marke, geraet="", jetzt=SITZUNG)
            return str(schreiber.dumps({"sitzung": schluessel}))

    def token(self, wer: str) -> dict[str, str]:
        """The header of a program with all rights of this person."""
        return {"Authorization": f"Bearer {anmeldung.token_neu(wer, jetzt=SITZUNG)}"}

    def frage(self, adresse: str, methode: str = "GET", *, keks: str | None = None, **rest: Any) -> TestResponse:
        """One request in a context of its own."""

        def stelle() -> TestResponse:
            klient = self.app.test_client()
            if keks is not None:
                klient.set_cookie("vorlagen", keks)
            return klient.open(adresse, method=methode, **rest)

        return Context().run(stelle)

    def je_regel(self, methode: str) -> dict[str, str]:
        """One address for each route."""
        return dict(reversed(self.wege[methode]))

    def einige(self, methode: str, hoechstens: int = 6) -> list[tuple[str, str]]:
        """Some addresses of each route, spread over all of them."""
        alle: dict[str, list[str]] = {}
        for regel, adresse in self.wege[methode]:
            alle.setdefault(regel, []).append(adresse)
        return [(r, a) for r, adressen in alle.items() for a in adressen[:: max(1, len(adressen) // hoechstens)]]


@pytest.fixture(scope="package")
def ziel(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ziel]:
    """Two towns with a paper at every station, poisoned."""
    ort = tmp_path_factory.mktemp("angriff") / "angriff.sqlite3"
    shutil.copy(leere_datei, ort)
    einstellungen = Einstellungen(
        instance=ort.parent,
        database_url=f"sqlite:///{ort}",
        secret_key="nur-fuer-pruefungen-" * 3,
        grenze_api=0,
        druckerei=Druckerei(ohne=True),
    )
    app = create_app(einstellungen)
    with time_machine.travel(SITZUNG), app.app_context():
        baue()
        sicht_oeffnen(ALLE)
        bund = schluesselbund()
        nachbar = db.session.scalars(select(Koerperschaft.id).where(Koerperschaft.kuerzel == "nachbar")).one()
        tabellen = [t for t in Base.metadata.sorted_tables if {"id", "koerperschaft_id"} <= set(t.columns.keys())]
        fremde = {
            kennung
            for t in tabellen
            for kennung in db.session.scalars(select(t.c.id).where(t.c.koerperschaft_id == nachbar))
        }
        spalten = vergifte()
        db.session.remove()
        wege = {methode: list(adressen(app, methode, bund)) for methode in ("GET", "POST", "PATCH", "DELETE")}
        app.config["FEHLER_ZEIGEN"] = False
        yield Ziel(app, wege, spalten, frozenset(map(str, fremde)))
        db.session.remove()
        db.engine.dispose()

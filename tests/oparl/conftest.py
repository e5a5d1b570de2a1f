"""A town that gives out OParl, and a program that asks it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.welt import JETZT, Stadt, als
from vorlagen.services.oparl import angaben

BASIS = "http://127.0.0.1:8000"
LIZENZ = "https://www.govdata.de/dl-de/zero-2-0"
Frager = Callable[..., Any]


@pytest.fixture
def offene_stadt(app: Flask, stadt: Stadt) -> Stadt:
    """Lindenstadt with a licence."""
    gib_heraus()
    return stadt


@pytest.fixture
def frage(app: Flask) -> Frager:
    """GET an address, whole or from /oparl on; the JSON of the answer."""

    def frage(adresse: str, status: int = 200, **kopf: str) -> Any:
        antwort = Context().run(
            app.test_client().get,
            adresse.removeprefix(BASIS),
            base_url=BASIS,
            headers={name.replace("_", "-"): wert for name, wert in kopf.items()},
        )
        assert antwort.status_code == status, (adresse, antwort.status_code, antwort.text[:300])
        assert antwort.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in antwort.headers
        return antwort.get_json() if antwort.is_json and antwort.data else antwort

    return frage


def gib_heraus(wer: str = "adele", **werte: Any) -> None:
    """The town's Verwaltung names a licence."""
    adele = als(wer)
    stadt, bisher = angaben.zeige(adele)
    angaben.setze(replace(bisher, **{"lizenz": LIZENZ, **werte}), version=stadt.version, wer=adele, jetzt=JETZT)


def alle(frage: Frager, liste: str) -> list[dict[str, Any]]:
    """Every object of a list, page by page."""
    objekte: list[dict[str, Any]] = []
    naechste: str | None = liste
    while naechste:
        seite = frage(naechste)
        objekte += seite["data"]
        naechste = seite["links"].get("next")
    return objekte

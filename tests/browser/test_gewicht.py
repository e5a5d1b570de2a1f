"""What a page weighs on its way to the browser, compressed as a proxy does it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.haus import Haus, melde_an

pytestmark = pytest.mark.browser

ERSTER_BESUCH = 300 * 1024
WEITERE_SEITE = 40 * 1024


def test_der_erste_besuch_und_jede_weitere_seite_sind_leicht(chromium: Browser, haus: Haus) -> None:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = kontext.new_page()
    with _gewogen(page) as erster:
        page.goto(f"{haus.adresse}/anmelden", wait_until="networkidle")
    assert 20_000 < sum(erster.values()) <= ERSTER_BESUCH, erster
    melde_an(page, haus, "frieda")
    # The editor comes with the first form, and is the heaviest that anybody ever waits for.
    with _gewogen(page) as formular:
        page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    assert sum((erster | formular).values()) <= ERSTER_BESUCH, formular
    zu_schwer = {}
    for name in ("arbeitskorb", "vorlagen", "neu", "mitzeichnen", "sitzung", "verwaltung"):
        wer, pfad = haus.seiten[name]
        if wer:
            melde_an(page, haus, wer)
            page.goto(haus.adresse + pfad, wait_until="networkidle")
            with _gewogen(page) as weitere:
                page.goto(haus.adresse + pfad, wait_until="networkidle")
            if not 1000 < sum(weitere.values()) <= WEITERE_SEITE:
                zu_schwer[name] = weitere
    kontext.close()
    assert zu_schwer == {}


@contextmanager
def _gewogen(page: Page) -> Iterator[dict[str, int]]:
    """Address → bytes, of what is really fetched meanwhile and not taken from the browser's own store."""
    gewogen: dict[str, int] = {}
    gespeichert: set[str] = set()
    leitung = page.context.new_cdp_session(page)
    leitung.send("Network.enable")

    def kommt(ereignis: dict[str, Any]) -> None:
        antwort = ereignis["response"]
        if antwort.get("fromDiskCache") or ereignis["requestId"] in gespeichert or antwort["status"] != 200:
            return
        adresse = str(antwort["url"])
        koerper = page.context.request.get(adresse).body()
        gewogen[adresse] = min(len(koerper), len(gzip.compress(koerper)))

    antworten: list[dict[str, Any]] = []
    leitung.on("Network.requestServedFromCache", lambda ereignis: gespeichert.add(ereignis["requestId"]))
    leitung.on("Network.responseReceived", lambda ereignis: antworten.append(ereignis))  # it wants a function
    yield gewogen
    for ereignis in antworten:
        kommt(ereignis)
    leitung.detach()

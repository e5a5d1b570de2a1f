"""Two minutes on the phone: sign from the basket, read what is new, send back with a reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barrieren import seitwaerts
from tests.browser.haus import Haus, melde_an, seite

pytestmark = pytest.mark.browser


def test_auf_dem_telefon_zeichnet_die_leitung_mit_zwei_griffen_und_gibt_mit_grund_zurueck(
    chromium: Browser, haus: Haus, klagen: list[str]
) -> None:
    kontext = chromium.new_context(viewport={"width": 360, "height": 740}, locale="de-DE", has_touch=True)
    page = seite(kontext, klagen)
    melde_an(page, haus, "berta")
    page.get_by_role("button", name="Mitzeichnen: Ausbau der Radwege").tap()
    expect(page.get_by_role("status")).to_contain_text("Ihre Mitzeichnung ist gespeichert: Ausbau der Radwege")
    expect(page.get_by_role("button", name="Mitzeichnen: Ausbau der Radwege")).to_have_count(0)
    melde_an(page, haus, "kai")
    assert seitwaerts(page) == []
    page.get_by_role("link", name="Seit Ihrer Zeichnung geändert").first.tap()
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("link", name="Zur Vorlage").tap()
    aufgabe, text = page.locator("#aufgabe").bounding_box(), page.locator("#sachverhalt").bounding_box()
    assert aufgabe is not None
    assert text is not None
    assert aufgabe["y"] < text["y"]
    expect(page.get_by_role("heading", name="Seit Ihrer Zeichnung geändert")).to_be_visible()
    page.get_by_role("button", name="Zur Überarbeitung zurückgeben").tap()
    expect(page.locator("#fehlerliste")).to_contain_text("Bitte begründen Sie den Schritt.")
    page.get_by_label("Bemerkung").fill("Die Zahlen für 2028 fehlen.")
    page.get_by_role("button", name="Zur Überarbeitung zurückgeben").tap()
    expect(page.get_by_role("status")).to_contain_text("Die Vorlage ist jetzt")
    kontext.close()
    assert klagen == []

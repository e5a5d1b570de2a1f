"""Typing that survives what browsers, servers and logins do, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.barrieren import axe, seitwaerts
from tests.browser.haus import Haus, melde_an, seite

pytestmark = pytest.mark.browser

GESICHERT = re.compile(r"^Gesichert um \d\d:\d\d Uhr$")


@pytest.fixture
def formular(haus: Haus, page: Page) -> str:
    """The address of the form of a fresh draft; Frieda stands before it."""
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    page.wait_for_load_state("networkidle")
    return page.url


def test_nach_einem_absturz_ist_alles_wieder_da(chromium: Browser, haus: Haus, klagen: list[str]) -> None:
    kontext = chromium.new_context(locale="de-DE")
    page = seite(kontext, klagen)
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    betreff(page).fill("Vor dem Absturz")
    page.get_by_role("textbox", name="Sachverhalt").click()
    page.keyboard.type("Mitten im Satz")
    expect(page.locator("#sicherung")).to_have_text(GESICHERT)
    kontext.close()
    danach = seite(chromium.new_context(locale="de-DE", viewport={"width": 360, "height": 800}), klagen)
    melde_an(danach, haus, "frieda")
    danach.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    expect(danach.get_by_text("Vor dem Absturz")).to_be_visible()
    assert axe(danach) + seitwaerts(danach) == []
    danach.get_by_role("link", name="Weiterschreiben").first.click()
    expect(betreff(danach)).to_have_value("Vor dem Absturz")
    expect(danach.get_by_role("textbox", name="Sachverhalt")).to_have_text("Mitten im Satz")
    danach.get_by_role("button", name="Entwurf speichern").click()
    expect(danach.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    danach.goto(f"{haus.adresse}/vorlagen/neu")
    expect(danach.get_by_text("Vor dem Absturz")).to_have_count(0)
    danach.context.close()
    assert klagen == []


def test_ohne_anmeldung_bleibt_es_im_browser_und_kommt_danach_zurueck(
    page: Page, haus: Haus, formular: str, klagen: list[str]
) -> None:
    kekse = page.context.cookies()
    page.context.clear_cookies()
    betreff(page).fill("Ohne Anmeldung getippt")
    stoerung = page.locator("#sicherungsfehler")
    expect(stoerung).to_contain_text("Sie sind nicht mehr angemeldet. Ihre Eingaben bleiben in diesem Fenster.")
    assert [satz for satz in klagen if "401" not in satz and "400" not in satz] == []
    klagen.clear()
    assert "Ohne Anmeldung getippt" in str(page.evaluate("JSON.stringify(localStorage)"))
    page.on("dialog", lambda frage: frage.accept())
    page.context.add_cookies([{"name": k["name"], "value": k["value"], "url": haus.adresse} for k in kekse])
    page.goto(formular, wait_until="networkidle")
    expect(page.get_by_text("die noch nicht im Entwurf stehen")).to_be_visible()
    page.get_by_role("link", name="Weiterschreiben").click()
    expect(betreff(page)).to_have_value("Ohne Anmeldung getippt")
    expect(page.locator("#sicherung")).to_have_text(GESICHERT)
    assert page.evaluate("localStorage.length") == 0, "was der Server hat, liegt nicht mehr im Browser"


def test_wer_sich_abmeldet_laesst_im_browser_nichts_zurueck(page: Page, formular: str, klagen: list[str]) -> None:
    page.route("**/arbeitskopie", lambda weg: weg.abort())
    betreff(page).fill("Ohne Verbindung getippt")
    expect(page.locator("#sicherungsfehler")).to_contain_text("Nicht gesichert: keine Verbindung.")
    page.on("dialog", lambda frage: frage.accept())
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url(re.compile("/anmelden"))
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    klagen.clear()  # of the connection that was cut


def test_zwei_schreiben_zugleich_und_keines_geht_verloren(
    chromium: Browser, page: Page, haus: Haus, formular: str
) -> None:
    zweites = page.context.new_page()
    zweites.goto(formular, wait_until="networkidle")
    expect(zweites.locator("#anwesend")).to_contain_text("Sie haben diesen Entwurf noch in einem anderen Fenster offen")
    betreff(zweites).fill("Aus dem zweiten Fenster")
    zweites.get_by_role("textbox", name="Aktenzeichen").fill("Zwei 2")
    zweites.get_by_role("button", name="Entwurf speichern").click()
    expect(zweites.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    zweites.close()
    betreff(page).fill("Aus dem ersten Fenster")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_text("Inzwischen hat jemand anderes gespeichert")).to_be_visible()
    expect(page.get_by_role("textbox", name="Aktenzeichen")).to_have_value("Zwei 2")
    assert axe(page) + seitwaerts(page) == []
    wahl = page.get_by_role("group", name="Was soll gelten: Betreff")
    expect(wahl.locator("ins").first).to_contain_text("Aus dem ersten Fenster")
    wahl.get_by_label("Der inzwischen gespeicherte Stand").check()
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    expect(betreff(page)).to_have_value("Aus dem zweiten Fenster")


def betreff(page: Page) -> Locator:
    """The first field of the form."""
    return page.get_by_role("textbox", name="Betreff", exact=True)

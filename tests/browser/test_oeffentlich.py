"""A citizen without an account: from the search to the meeting and its calendar, without scripts, without barriers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barrieren import axe, seitwaerts, tastatur
from tests.browser.haus import LANG, Haus, seite

pytestmark = pytest.mark.browser

SEITEN = (
    *("/", f"/suche?q={LANG[:12]}", "/sitzungen/monat", "/sitzungen/monat?monat=2031-01", "/vorlagen?jahr=1999"),
    *("draussen-vorlage", "draussen-sitzung", "/gibt-es-nicht"),
)


def test_wer_sucht_findet_die_sitzung_und_abonniert_den_kalender(
    chromium: Browser, haus: Haus, klagen: list[str]
) -> None:
    kontext = chromium.new_context(viewport={"width": 360, "height": 740}, locale="de-DE", java_script_enabled=False)
    page = seite(kontext, klagen)
    page.goto(f"{haus.adresse}/oeffentlich/")
    page.get_by_label("Vorlagen suchen").fill("wächst")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Sachstand Datennetz").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sachstand Datennetz")
    page.get_by_role("link", name="Sitzungen", exact=True).click()
    page.get_by_label("Zeit").select_option(str((datetime.now(UTC) + timedelta(days=30)).year))  # see `haus.fuelle`
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name=re.compile("Haupt- und Finanzausschuss")).last.click()
    page.get_by_role("link", name="Haupt- und Finanzausschuss").click()
    adresse = page.get_by_role("link", name="Sitzungen dieses Gremiums", exact=True).get_attribute("href")
    kalender = page.request.get(f"{haus.adresse}{adresse}")
    assert kalender.headers["content-type"] == "text/calendar; charset=utf-8"
    assert kalender.text().startswith("BEGIN:VCALENDAR\r\n")
    assert kalender.text().count("BEGIN:VEVENT") >= 2
    kontext.close()
    assert klagen == []


def test_keine_oeffentliche_seite_hat_barrieren(chromium: Browser, haus: Haus, klagen: list[str]) -> None:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page = seite(kontext, klagen, erwartet=("404",))
    befund: list[str] = []
    for name in SEITEN:
        pfad = f"/oeffentlich{name}" if name.startswith("/") else haus.seiten[name][1]
        page.goto(haus.adresse + pfad)
        befund += [f"{pfad}: {klage}" for klage in tastatur(page)]
        for breite, farben in ((1280, "light"), (360, "dark")):
            page.set_viewport_size({"width": breite, "height": 800})
            page.emulate_media(color_scheme="dark" if farben == "dark" else "light")
            befund += [f"{pfad} {breite} {farben}: {klage}" for klage in axe(page)]
        page.set_viewport_size({"width": 320, "height": 640})
        befund += [f"{pfad}: {klage}" for klage in seitwaerts(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
    kontext.close()
    assert befund + klagen == []

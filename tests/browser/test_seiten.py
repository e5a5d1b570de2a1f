"""Every page in a real browser: barriers, widths, keyboard, and nothing that the content policy had to stop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barrieren import axe_ringsum, seitwaerts, tastatur
from tests.browser.haus import Haus, melde_an, seite

pytestmark = pytest.mark.browser

SEITEN = [
    "arbeitskorb", "arbeitskorb-leer", "vorlagen", "neu", "bearbeiten", "konflikt", "fehler", "mitzeichnen",
    "warten", "freigeben", "oeffentlich", "verlauf", "zurueckziehen", "folge", "sitzungen", "sitzung-neu",
    "sitzung", "ergebnis", "gremien", "fristen", "ablaeufe", "verwaltung", "anmelden", "passwort-vergessen",
    "konto", "konto-zugang", "zweiter-faktor", "barrierefreiheit",
    "barriere-melden", "datenschutz", "verboten", "nicht-da", "seither", "vergleich", "leitung", "korb",
    "fristregeln", "schablone", "was-waere-wenn",
]  # fmt: skip


ABGELEHNT = {"konflikt": ("409",), "fehler": ("422",), "verboten": ("403",), "nicht-da": ("404",)}
"""The pages that come with a refusal, which the browser notes in its console."""


@pytest.mark.parametrize("name", SEITEN)
def test_keine_seite_hat_barrieren(chromium: Browser, haus: Haus, klagen: list[str], name: str) -> None:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page = seite(kontext, klagen, erwartet=ABGELEHNT.get(name, ()))
    wer, pfad = haus.seiten[name]
    if wer:
        melde_an(page, haus, wer)
    befund: list[str] = []
    page.goto(haus.adresse + pfad, wait_until="networkidle")
    _fuehre_vor(page, name)
    befund += tastatur(page)
    befund += axe_ringsum(page)
    page.set_viewport_size({"width": 320, "height": 640})
    befund += seitwaerts(page)
    kontext.close()
    assert befund + klagen == []


def test_auf_papier_steht_alles_was_zu_lesen_ist_und_sonst_nichts(page: Page, haus: Haus) -> None:
    melde_an(page, haus, "gerda")
    page.goto(f"{haus.adresse}/fristen")
    gefaltet = page.locator("details.rechnung:not([open]) li").first
    sichtbar = "element => element.checkVisibility() && element.getBoundingClientRect().height > 0"
    assert not gefaltet.evaluate(sichtbar)
    page.emulate_media(media="print")
    assert gefaltet.evaluate(sichtbar)
    assert [page.locator(weg).first.is_visible() for weg in (".navigation", ".fuss", ".kopfsuche")] == [False] * 3
    assert page.locator(".druckzeile:visible").inner_text().endswith("/fristen")


def _fuehre_vor(page: Page, name: str) -> None:
    """Bring a page into the state that its name promises."""
    if name == "konflikt":
        page.evaluate(
            "for (const name of ['version', 'grundlage']) document.querySelector(`[name=${name}]`).value = '0'"
        )
        page.locator("#betreff").fill("Anders")
        page.get_by_role("button", name="Speichern und ansehen").click()
        expect(page.get_by_role("heading", name="Inzwischen hat jemand anderes gespeichert")).to_be_visible()
    elif name == "fehler":
        page.get_by_label("1. Gremium und Sitzung").select_option(index=1)
        page.get_by_role("button", name="Speichern und ansehen").click()
        expect(page.locator("#fehlerliste")).to_be_focused()
    elif name == "zweiter-faktor":
        page.get_by_role("button", name="Einrichten").click()
        expect(page.locator(".qr-rahmen svg")).to_be_visible()
    elif name == "zurueckziehen":
        page.get_by_role("button", name="Zurückziehen").click()
        expect(page.get_by_role("heading", name="Zurückziehen?")).to_be_visible()
    page.wait_for_load_state("networkidle")

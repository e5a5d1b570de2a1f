"""Tables and words out of Word, in the real editor; and the plan beside the stages as they are chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barrieren import axe, seitwaerts
from tests.browser.haus import Haus, melde_an
from tests.browser.test_formular import gespeichert, werkzeuge
from tests.test_zwischenablage import KOPF, punkt
from vorlagen.richtext import saeubere

pytestmark = pytest.mark.browser

EINFUEGEN = """([id, html, text]) => {
  const gebracht = new DataTransfer();
  gebracht.setData("text/html", html);
  gebracht.setData("text/plain", text);
  document.getElementById(id).dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: gebracht, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def neu(page: Page, haus: Haus) -> Page:
    """Frieda in the text of an empty form."""
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("textbox", name="Sachverhalt").click()
    return page


def test_aus_word_eingefuegtes_behaelt_listen_tabellen_und_worte(neu: Page) -> None:
    tabelle = "<table class=MsoTableGrid><tr><td><p class=MsoNormal>Jahr</p></td><td>2027</td></tr></table>"
    liste = punkt("Lüftung", wo="First") + punkt("Filter", "o", ebene=2) + punkt("Dach", wo="Last")
    bild = "<p>Schluss<img src='data:image/png;base64,AA'></p>"
    html = f"{KOPF}<p class=MsoNormal>Wir bauen „neu“.</p>{liste}{tabelle}{bild}"
    neu.evaluate(EINFUEGEN, ["sachverhalt", html, "einfach"])
    expect(neu.get_by_text("Bilder lassen sich im Text nicht einfügen.")).to_be_visible()
    assert saeubere(gespeichert(neu, "sachverhalt")) == (
        "<p>Wir bauen „neu“.</p><ul><li>Lüftung<ul><li>Filter</li></ul></li><li>Dach</li></ul>"
        "<table><tbody><tr><td>Jahr</td><td>2027</td></tr></tbody></table><p>Schluss</p>"
    )


def test_eine_tabelle_entsteht_und_wird_geaendert(neu: Page) -> None:
    werkzeuge(neu).get_by_role("button", name="Tabelle", exact=True).click()
    fenster = neu.get_by_role("dialog", name="Tabelle")
    expect(fenster.get_by_label("Zeile 1, Spalte 1")).to_be_focused()
    assert axe(neu) == []
    neu.set_viewport_size({"width": 320, "height": 640})
    assert seitwaerts(neu) == []
    for stelle, worte in (("1, Spalte 1", "Jahr"), ("1, Spalte 2", "Kosten"), ("2, Spalte 1", "2027 & später")):
        fenster.get_by_label(f"Zeile {stelle}").fill(worte)
    fenster.get_by_label("Zeile 3, Spalte 1").focus()
    fenster.get_by_role("button", name="Zeile entfernen").click()
    fenster.get_by_role("button", name="Übernehmen").click()
    expect(fenster).to_have_count(0)
    neu.get_by_role("cell", name="2027 & später").click()
    neu.get_by_role("button", name="Tabelle bearbeiten").click()
    fenster.get_by_label("Zeile 2, Spalte 2").fill("3 Mio.")
    fenster.get_by_role("button", name="Spalte rechts einfügen").click()
    fenster.get_by_label("Zeile 2, Spalte 3").fill("neu")
    fenster.get_by_role("button", name="Übernehmen").click()
    assert saeubere(gespeichert(neu, "sachverhalt")) == (
        "<table><thead><tr><th>Jahr</th><th>Kosten</th><th></th></tr></thead>"
        "<tbody><tr><td>2027 &amp; später</td><td>3 Mio.</td><td>neu</td></tr></tbody></table>"
    )


def test_der_zeitplan_rechnet_mit_sobald_ein_gremium_gewaehlt_ist(neu: Page) -> None:
    plan = neu.locator("#zeitplan")
    expect(plan).to_have_count(0)
    neu.get_by_label("1. Gremium und Sitzung").select_option(index=1)
    neu.get_by_label("1. Zuständigkeit").select_option("Entscheidung")
    expect(plan).to_contain_text("So ist gerechnet")
    assert axe(neu) == []

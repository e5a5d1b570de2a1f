"""The page frame and its macros in a real browser: barriers, widths, keyboard, editor, content policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.browser.barrieren import axe, seitwaerts, tastatur
from tests.browser.conftest import im_netz
from tests.browser.probe import BESCHLUSSVORSCHLAG, SEITEN, probe_app
from vorlagen.richtext import saeubere

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with im_netz(probe_app()) as adresse:
        yield adresse


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="de-DE")
    page = kontext.new_page()
    page.set_default_timeout(10_000)
    klagen: list[str] = []
    page.on("console", lambda meldung: klagen.append(meldung.text) if meldung.type == "error" else None)
    page.on("pageerror", lambda fehler: klagen.append(str(fehler)))
    yield page
    kontext.close()
    assert klagen == []


@pytest.mark.parametrize("seite", SEITEN)
@pytest.mark.parametrize("breite", [1280, 360])
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_keine_barriere_in_hell_und_dunkel_breit_und_schmal(
    page: Page, adresse: str, seite: str, breite: int, farben: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=farben)
    page.set_viewport_size({"width": breite, "height": 800})
    page.goto(f"{adresse}/{seite}", wait_until="networkidle")
    assert axe(page) == []


@pytest.mark.parametrize("seite", SEITEN)
def test_bei_320_pixeln_rollt_nichts_seitwaerts(page: Page, adresse: str, seite: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{adresse}/{seite}", wait_until="networkidle")
    assert seitwaerts(page) == []


@pytest.mark.parametrize("seite", SEITEN)
@pytest.mark.parametrize("breite", [1280, 360])
def test_mit_der_tastatur_kommt_man_ueberall_hin_und_wieder_hinaus(
    page: Page, adresse: str, seite: str, breite: int
) -> None:
    page.set_viewport_size({"width": breite, "height": 640})
    page.goto(f"{adresse}/{seite}", wait_until="networkidle")
    assert tastatur(page) == []


def test_der_sprung_zum_inhalt_ist_der_erste_halt_und_wirkt(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/vorlage")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_die_fehlerliste_hat_den_fokus_und_fuehrt_zum_feld(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular", wait_until="networkidle")
    assert page.title() == "Fehler: Neue Vorlage – Vorlagen"
    expect(page.locator("#fehlerliste")).to_be_focused()
    page.get_by_role("link", name="Betreff: Bitte geben Sie einen Betreff an.").click()
    expect(page.get_by_role("textbox", name="Betreff", exact=True)).to_be_focused()
    page.get_by_role("link", name="Sachverhalt: Bitte beschreiben Sie den Sachverhalt.").click()
    expect(page.get_by_role("textbox", name="Sachverhalt")).to_be_focused()


def test_der_editor_sendet_gestalteten_text_unter_dem_namen_des_feldes(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular", wait_until="networkidle")
    editor = page.get_by_role("textbox", name="Sachverhalt")
    editor.click()
    werkzeuge(page).get_by_role("button", name="Aufzählung").click()
    page.keyboard.type("Brandschutz")
    page.keyboard.press("Enter")
    page.keyboard.type("Raumluft")
    felder = gespeichert(page)
    assert felder["sachverhalt"] == "<ul><li>Brandschutz</li><li>Raumluft</li></ul>"
    assert felder["beschlussvorschlag"] == BESCHLUSSVORSCHLAG


def test_was_der_editor_schreibt_bleibt_beim_speichern_erhalten(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular", wait_until="networkidle")
    page.get_by_role("textbox", name="Sachverhalt").click()
    werkzeuge(page).get_by_role("button", name="Überschrift", exact=True).click()
    page.keyboard.type("Anlass")
    page.keyboard.press("Enter")
    werkzeuge(page).get_by_role("button", name="Zwischenüberschrift").click()
    page.keyboard.type("Gebäude")
    page.keyboard.press("Enter")
    page.keyboard.type("Das Gebäude ist ")
    werkzeuge(page).get_by_role("button", name="Fett").click()
    page.keyboard.type("von 1974")
    page.keyboard.press("Enter")
    werkzeuge(page).get_by_role("button", name="Nummerierung").click()
    page.keyboard.type("Lüftung")
    page.keyboard.press("Enter")
    werkzeuge(page).get_by_role("button", name="Einrücken").click()
    page.keyboard.type("Filter")
    assert saeubere(gespeichert(page)["sachverhalt"]) == (
        "<h2>Anlass</h2><h3>Gebäude</h3><p>Das Gebäude ist <strong>von 1974</strong></p>"
        "<ol><li>Lüftung<ol><li>Filter</li></ol></li></ol>"
    )


def test_ein_offenes_verweisfeld_haelt_das_speichern_nicht_auf(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular", wait_until="networkidle")
    page.get_by_role("textbox", name="Sachverhalt").click()
    werkzeuge(page).get_by_role("button", name="Verweis").click()
    expect(page.get_by_role("textbox", name="Adresse")).to_be_focused()
    assert "href" not in gespeichert(page)


def test_pfeiltasten_wandern_durch_die_werkzeuge_des_editors(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular", wait_until="networkidle")
    leiste = werkzeuge(page)
    leiste.get_by_role("button", name="Fett").focus()
    page.keyboard.press("ArrowRight")
    expect(leiste.get_by_role("button", name="Kursiv")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(leiste.get_by_role("button", name="Fett")).to_be_focused()
    assert leiste.locator("[tabindex='0']").count() == 1


def test_der_zaehler_sagt_wie_viel_noch_passt(page: Page, adresse: str) -> None:
    page.goto(f"{adresse}/formular")
    page.locator("#betreff").fill("Sanierung")
    expect(page.locator("#betreff-laenge")).to_have_text("9 von 300 Zeichen")


def test_wer_ungesichertes_verlaesst_wird_gefragt(page: Page, adresse: str) -> None:
    fragen: list[str] = []
    page.goto(f"{adresse}/formular", wait_until="networkidle")

    def verlasse(frage: Dialog) -> None:
        fragen.append(frage.type)
        frage.accept()

    page.on("dialog", verlasse)
    page.locator("#betreff").fill("Sanierung")
    page.get_by_role("link", name="Abbrechen").click()
    page.wait_for_url(f"{adresse}/arbeitskorb")
    assert fragen == ["beforeunload"]


def test_ohne_javascript_bleibt_ein_textfeld_mit_demselben_namen(chromium: Browser, adresse: str) -> None:
    kontext = chromium.new_context(java_script_enabled=False)
    page = kontext.new_page()
    page.goto(f"{adresse}/formular")
    feld = page.get_by_role("textbox", name="Beschlussvorschlag")
    assert feld.input_value() == BESCHLUSSVORSCHLAG
    assert feld.get_attribute("name") == "beschlussvorschlag"
    assert page.get_by_text("höchstens 300 Zeichen").is_visible()
    kontext.close()


def test_gedruckt_bleiben_nur_die_inhalte(page: Page, adresse: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{adresse}/vorlage")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("nav.navigation")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    expect(page.locator("aside form")).to_be_hidden()


def werkzeuge(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Textgestaltung: Sachverhalt")


def gespeichert(page: Page) -> dict[str, str]:
    with page.expect_request(lambda anfrage: anfrage.method == "POST") as gesendet:
        page.get_by_role("button", name="Entwurf speichern").click()
    return dict(parse_qsl(gesendet.value.post_data or "", keep_blank_values=True))

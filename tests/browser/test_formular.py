"""The real draft form in a real browser, under the real content policy: frame, editor, files, and the page in print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.barrieren import axe, seitwaerts
from tests.browser.haus import VORSCHLAG, Haus, melde_an
from tests.dateien import PDF

pytestmark = pytest.mark.browser

MB = 2**20


@pytest.fixture
def neu(page: Page, haus: Haus) -> Page:
    """Frieda in front of an empty form."""
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    return page


def test_der_sprung_zum_inhalt_ist_der_erste_halt_und_wirkt(neu: Page) -> None:
    neu.keyboard.press("Tab")
    expect(neu.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    neu.keyboard.press("Enter")
    expect(neu.get_by_role("main")).to_be_focused()


def test_vor_dem_ende_der_anmeldung_wird_gewarnt_und_ein_klick_schiebt_es_hinaus(
    page: Page, haus: Haus, klagen: list[str]
) -> None:
    melde_an(page, haus, "frieda")
    page.clock.install()
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("textbox", name="Betreff", exact=True).fill("Turnhalle")
    warnung = page.get_by_text("wenn hier nichts geschieht")
    page.clock.fast_forward("54:00")
    expect(warnung).to_be_hidden()
    wenig = {"sekunden": 200, "uhr": "11:00", "verlaengerbar": True}
    page.route("**/anmelden/rest", lambda weg: weg.fulfill(json=wenig))
    page.clock.fast_forward("02:00")
    expect(warnung).to_have_text("Ihre Anmeldung endet um 11:00 Uhr, wenn hier nichts geschieht.")
    assert axe(page) + seitwaerts(page) == []
    page.get_by_role("button", name="Angemeldet bleiben").click()
    expect(warnung).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()
    page.unroute("**/anmelden/rest")
    page.context.clear_cookies()
    page.clock.fast_forward("01:01:00")
    expect(page.get_by_text("Ihre Anmeldung ist beendet.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Betreff", exact=True)).to_have_value("Turnhalle")
    assert [klage for klage in klagen if "401" not in klage] == []
    page.close()  # or what was typed would knock once more
    klagen.clear()  # of the login that has ended


def test_was_fehlt_oder_falsch_ist_fuehrt_zum_feld(page: Page, haus: Haus) -> None:
    melde_an(page, haus, "frieda")
    page.goto(haus.adresse + haus.seiten["bearbeiten"][1], wait_until="networkidle")
    page.get_by_role("link", name="Der Beschlussvorschlag fehlt.").click()
    expect(page.get_by_role("textbox", name="Beschlussvorschlag")).to_be_focused()
    page.get_by_role("link", name="Der Betreff fehlt.").click()
    expect(page.get_by_role("textbox", name="Betreff", exact=True)).to_be_focused()


def test_der_editor_speichert_gestalteten_text_und_laesst_anderen_wie_er_ist(page: Page, haus: Haus) -> None:
    melde_an(page, haus, "frieda")
    page.goto(haus.adresse + haus.seiten["gestaltet"][1], wait_until="networkidle")
    page.get_by_role("textbox", name="Sachverhalt").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    werkzeuge(page).get_by_role("button", name="Aufzählung").click()
    page.keyboard.type("Brandschutz")
    page.keyboard.press("Enter")
    page.keyboard.type("Raumluft")
    assert gespeichert(page, "sachverhalt") == "<ul><li>Brandschutz</li><li>Raumluft</li></ul>"
    assert wert(page, "beschlussvorschlag") == VORSCHLAG


def test_was_der_editor_schreibt_bleibt_beim_speichern_erhalten(neu: Page) -> None:
    neu.get_by_role("textbox", name="Sachverhalt").click()
    werkzeuge(neu).get_by_role("button", name="Überschrift", exact=True).click()
    neu.keyboard.type("Anlass")
    neu.keyboard.press("Enter")
    werkzeuge(neu).get_by_role("button", name="Zwischenüberschrift").click()
    neu.keyboard.type("Gebäude")
    neu.keyboard.press("Enter")
    neu.keyboard.type("Das Gebäude ist ")
    werkzeuge(neu).get_by_role("button", name="Fett").click()
    neu.keyboard.type("von 1974")
    neu.keyboard.press("Enter")
    werkzeuge(neu).get_by_role("button", name="Nummerierung").click()
    neu.keyboard.type("Lüftung")
    neu.keyboard.press("Enter")
    werkzeuge(neu).get_by_role("button", name="Einrücken").click()
    neu.keyboard.type("Filter")
    assert gespeichert(neu, "sachverhalt") == (
        "<h2>Anlass</h2><h3>Gebäude</h3><p>Das Gebäude ist <strong>von 1974</strong></p>"
        "<ol><li>Lüftung<ol><li>Filter</li></ol></li></ol>"
    )


def test_ein_offenes_verweisfeld_haelt_das_speichern_nicht_auf(neu: Page) -> None:
    neu.get_by_role("textbox", name="Sachverhalt").click()
    werkzeuge(neu).get_by_role("button", name="Verweis").click()
    expect(neu.get_by_role("textbox", name="Adresse")).to_be_focused()
    assert gespeichert(neu, "sachverhalt") == ""


def test_pfeiltasten_wandern_durch_die_werkzeuge_des_editors(neu: Page) -> None:
    leiste = werkzeuge(neu)
    leiste.get_by_role("button", name="Fett").focus()
    neu.keyboard.press("ArrowRight")
    expect(leiste.get_by_role("button", name="Kursiv")).to_be_focused()
    neu.keyboard.press("End")
    neu.keyboard.press("ArrowRight")
    expect(leiste.get_by_role("button", name="Fett")).to_be_focused()


def test_ungesicherte_eingaben_werden_vor_dem_verlassen_genannt(neu: Page, haus: Haus) -> None:
    fragen: list[str] = []

    def verlasse(frage: Dialog) -> None:
        fragen.append(frage.type)
        frage.accept()

    neu.on("dialog", verlasse)
    neu.locator("#betreff").fill("Sanierung")
    neu.get_by_role("link", name="Abbrechen").click()
    neu.wait_for_url(f"{haus.adresse}/")
    assert fragen == ["beforeunload"]


def test_zu_viele_dateien_werden_genannt_bevor_sie_unterwegs_sind(neu: Page, haus: Haus, tmp_path: Path) -> None:
    dateien = [tmp_path / f"{nr}.pdf" for nr in (1, 2)]
    for datei in dateien:
        with datei.open("wb") as offene:
            offene.write(PDF)
            offene.truncate(30 * MB)
    gesendet: list[str] = []
    neu.on("request", lambda anfrage: gesendet.append(anfrage.url) if anfrage.is_navigation_request() else None)
    feld = neu.get_by_label("Anlagen hinzufügen")
    neu.get_by_label("Betreff").fill("Mit großen Plänen")
    feld.set_input_files(dateien)
    satz = "Die Dateien haben zusammen 60 MB; das ist auf einmal zu viel. Bitte speichern Sie sie nacheinander."
    assert feld.evaluate("feld => feld.validationMessage") == satz
    for knopf in ("Speichern und ansehen", "Gremium hinzufügen"):
        neu.get_by_role("button", name=knopf).click()
        expect(feld).to_be_focused()
    assert (gesendet, neu.get_by_label("Betreff").input_value()) == ([], "Mit großen Plänen")
    feld.set_input_files(dateien[:1])
    assert feld.evaluate("feld => feld.validationMessage") == ""
    neu.get_by_role("button", name="Speichern und ansehen").click()
    expect(neu.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    expect(neu.get_by_role("link", name="1.pdf")).to_be_visible()


def test_gedruckt_bleiben_nur_die_inhalte(page: Page, haus: Haus) -> None:
    wer, pfad = haus.seiten["mitzeichnen"]
    melde_an(page, haus, str(wer))
    page.goto(haus.adresse + pfad)
    expect(page.locator("main form").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("nav.navigation")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    for formular in page.locator("main form").all():
        expect(formular).to_be_hidden()


def werkzeuge(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Textgestaltung: Sachverhalt")


def gespeichert(page: Page, feld: str) -> str:
    """What the form offers of this field after it was saved and loaded again."""
    page.get_by_role("button", name="Entwurf speichern").last.click()
    expect(page.get_by_role("status")).to_contain_text("Der Entwurf ist gespeichert.")
    assert re.search(r"/vorlagen/[0-9a-f]{32}/bearbeiten$", page.url)
    return wert(page, feld)


def wert(page: Page, feld: str) -> str:
    return str(page.locator(f"textarea[name={feld}]").evaluate("feld => feld.defaultValue"))

"""A day in the town through the real pages: a paper from first draft to result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.barrieren import seitwaerts
from tests.browser.haus import Haus, melde_an, seite

pytestmark = pytest.mark.browser


def test_eine_vorlage_geht_vom_entwurf_bis_zum_ergebnis(page: Page, haus: Haus) -> None:
    tag = datetime.now(UTC) + timedelta(days=40)
    melde_an(page, haus, "gerda")
    page.goto(f"{haus.adresse}/sitzungen/neu")
    page.get_by_label("Gremium").select_option(label="Rat der Stadt")
    page.get_by_label("Tag").fill(f"{tag:%Y-%m-%d}")
    page.get_by_role("button", name="Sitzung anlegen").click()
    sitzung = page.url
    _entwirf(page, haus, tag)
    vorlage = page.url
    _zeichne(page, haus, "kai", vorlage)
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    _zeichne(page, haus, "berta", vorlage)
    assert seitwaerts(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    melde_an(page, haus, "olaf")
    page.get_by_role("link", name="Neubau der Feuerwache").first.click()
    page.get_by_role("button", name="Freigeben", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Die Vorlage ist jetzt „Freigegeben“.")
    _beschliesse(page, haus, sitzung)
    melde_an(page, haus, "frieda")
    page.goto(vorlage)
    expect(page.locator("main")).to_contain_text("Ergebnis: ungeändert beschlossen (angenommen)")
    expect(page.locator("main")).to_contain_text("38 Ja, 0 Nein, 2 Enthaltungen")
    with page.expect_download() as ladung:
        page.get_by_role("link", name="Beschlussvorlage (Word)", exact=True).click()
    assert ladung.value.suggested_filename.startswith("BV-")


def test_ohne_javascript_steht_ein_einfaches_textfeld_da(chromium: Browser, haus: Haus, klagen: list[str]) -> None:
    kontext = chromium.new_context(java_script_enabled=False)
    page = seite(kontext, klagen)
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu")
    expect(page.locator("textarea[name=sachverhalt]")).to_be_hidden()
    page.get_by_label("Betreff").fill("Ohne Skript")
    page.get_by_role("textbox", name="Sachverhalt").fill("Erster Absatz.\n\nZweiter Absatz.")
    page.get_by_role("button", name="Gremium hinzufügen").click()
    expect(page.get_by_label("2. Gremium und Sitzung")).to_be_visible()
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.locator(".fliesstext p").nth(1)).to_have_text("Zweiter Absatz.")
    kontext.close()
    assert klagen == []


def test_der_editor_laesst_unberuehrte_texte_und_tabellen_wie_sie_sind(page: Page, haus: Haus) -> None:
    melde_an(page, haus, "frieda")
    page.goto(haus.adresse + haus.seiten["tabelle"][1], wait_until="networkidle")
    page.get_by_role("textbox", name="Beschlussvorschlag").click()
    page.get_by_label("Aktenzeichen").fill("10-7")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.locator(".verlauf li").first).to_contain_text("Bearbeitet: Aktenzeichen")
    expect(page.locator(".verlauf li").first).not_to_contain_text("Sachverhalt")
    expect(page.locator("main td").first).to_have_text("2027")


def test_wer_nach_einem_handgriff_geht_wird_gewarnt(page: Page, haus: Haus) -> None:
    fragen: list[str] = []

    def verlasse(frage: Dialog) -> None:
        fragen.append(frage.type)
        frage.accept()

    page.on("dialog", verlasse)
    melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("button", name="Gremium hinzufügen").click()
    page.wait_for_load_state("networkidle")
    page.mouse.click(5, 5)
    page.get_by_role("link", name="Abbrechen").click()
    page.wait_for_url(f"{haus.adresse}/")
    assert fragen == ["beforeunload"]


def _entwirf(page: Page, haus: Haus, tag: datetime) -> None:
    """Frieda drafts with mistakes, mends them, and gives the paper to the co-signers; ends on its page."""
    melde_an(page, haus, "frieda")
    page.get_by_role("link", name="Neue Vorlage").first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_label("Beschlussvorlage").check()
    page.get_by_label("Betreff").fill("Neubau der Feuerwache")
    page.get_by_label("1. Gremium und Sitzung").select_option(label=_termin(page, "Rat der Stadt"))
    _tippe(page, "Sachverhalt", "Die alte Wache ist zu klein.")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.locator("#fehlerliste")).to_be_focused()
    assert page.title().startswith("Fehler: ")
    page.get_by_role("link", name="1. Zuständigkeit: Bitte").click()
    page.get_by_label("1. Zuständigkeit").select_option("Entscheidung")
    expect(page.get_by_role("textbox", name="Sachverhalt")).to_have_text("Die alte Wache ist zu klein.")
    page.get_by_role("button", name="Entwurf speichern").last.click()
    expect(page.get_by_role("heading", name="Was noch fehlt")).to_be_visible()
    page.get_by_role("link", name="Der Beschlussvorschlag fehlt.").click()
    _tippe(page, "Beschlussvorschlag", "Der Rat beschließt den Neubau.")
    expect(page.get_by_role("link", name="Der Beschlussvorschlag fehlt.")).to_have_count(0)
    for name in ("Finanzielle", "Personelle", "Organisatorische"):
        page.get_by_role("group", name=f"{name} Auswirkung").get_by_label("Nein").check()
    page.get_by_role("group", name="Auswirkung auf Kennzahlen").get_by_label("Nein").check()
    page.get_by_role("group", name="Auswirkung auf das Klima").get_by_label("Ja, positiv").check()
    page.get_by_role("group", name="Öffentlichkeit").get_by_label("Öffentlich", exact=True).check()
    for amt in ("20 Kämmerei", "30 Rechtsamt"):
        page.get_by_label(amt).check()
    page.get_by_role("button", name="Speichern und ansehen").click()
    page.get_by_role("button", name="Zur Mitzeichnung geben").click()
    expect(page.get_by_role("status")).to_contain_text("Die Vorlage ist jetzt „In Mitzeichnung“.")


def _zeichne(page: Page, haus: Haus, wer: str, vorlage: str) -> None:
    melde_an(page, haus, wer)
    page.get_by_role("link", name="Neubau der Feuerwache").first.click()
    assert page.url == vorlage
    page.get_by_role("button", name="Mitzeichnen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Ihre Mitzeichnung ist gespeichert.")


def _beschliesse(page: Page, haus: Haus, sitzung: str) -> None:
    melde_an(page, haus, "gerda")
    page.goto(sitzung)
    page.get_by_role("button", name="Auf die Tagesordnung: BV/").click()
    page.get_by_role("button", name="Einladung ist versandt").click()
    page.get_by_role("link", name="Ergebnis eintragen").click()
    page.get_by_label("Ausgang", exact=True).select_option("angenommen")
    page.get_by_label("Bezeichnung").first.fill("ungeändert beschlossen")
    for name, zahl in (("Ja", "38"), ("Nein", "0"), ("Enthaltung", "2")):
        page.get_by_role("group", name="Stimmen").get_by_label(name).fill(zahl)
    page.get_by_role("button", name="Ergebnis speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Das Ergebnis ist gespeichert.")


def _termin(page: Page, gremium: str) -> str:
    """The words of that body's next meeting in the list."""
    option = page.locator(f'optgroup[label="{gremium}"] option').first
    return str(option.text_content())


def _tippe(page: Page, feld: str, text: str) -> None:
    page.get_by_role("textbox", name=feld, exact=True).click()
    page.keyboard.type(text)

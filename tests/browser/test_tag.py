"""A day in the town through the real pages: a paper from first draft to result, and every page without barriers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.browser.barrieren import axe, seitwaerts, tastatur
from tests.browser.conftest import im_netz
from tests.welt import PASSWORT, Stadt, als, auf_tagesordnung, baue_stadt, entwurf, freigegeben, gehe
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.models import Beratung, Tagesordnungspunkt
from vorlagen.services import sitzungen
from vorlagen.services.beratungsfolge import Station

pytestmark = pytest.mark.browser

LANG = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"


@dataclass(frozen=True, slots=True)
class Haus:
    """A served town: its address, and where to find what stands in it."""

    adresse: str
    stadt: Stadt
    seiten: dict[str, tuple[str | None, str]]


@pytest.fixture(scope="module")
def haus(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haus]:
    """Lindenstadt with a paper in every corner, behind a real server."""
    ordner = tmp_path_factory.mktemp("haus")
    shutil.copy(leere_datei, ordner / "tag.sqlite3")
    app = create_app(
        Einstellungen(instance=ordner, database_url=f"sqlite:///{ordner / 'tag.sqlite3'}", secret_key="nur-hier-" * 5)
    )
    with app.app_context():
        stadt = baue_stadt()
        seiten = _fuelle(stadt)
        db.session.remove()
    with im_netz(app) as adresse:
        yield Haus(adresse, stadt, seiten)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def klagen() -> list[str]:
    """What the browser complains about; stays empty."""
    return []


@pytest.fixture
def page(chromium: Browser, klagen: list[str]) -> Iterator[Page]:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    yield _seite(kontext, klagen)
    kontext.close()
    assert klagen == []


def test_eine_vorlage_geht_vom_entwurf_bis_zum_ergebnis(page: Page, haus: Haus) -> None:
    tag = datetime.now(UTC) + timedelta(days=40)
    _melde_an(page, haus, "gerda")
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
    _melde_an(page, haus, "olaf")
    page.get_by_role("link", name="Neubau der Feuerwache").first.click()
    page.get_by_role("button", name="Freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("Die Vorlage ist jetzt „Freigegeben“.")
    _beschliesse(page, haus, sitzung)
    _melde_an(page, haus, "frieda")
    page.goto(vorlage)
    expect(page.locator("main")).to_contain_text("Ergebnis: ungeändert beschlossen (angenommen)")
    expect(page.locator("main")).to_contain_text("38 Ja, 0 Nein, 2 Enthaltungen")
    with page.expect_download() as ladung:
        page.get_by_role("link", name="Beschlussvorlage als Word-Datei").click()
    assert ladung.value.suggested_filename.startswith("BV-")


def test_ohne_javascript_steht_ein_einfaches_textfeld_da(chromium: Browser, haus: Haus, klagen: list[str]) -> None:
    kontext = chromium.new_context(java_script_enabled=False)
    page = _seite(kontext, klagen)
    _melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu")
    expect(page.locator("textarea[name=sachverhalt]")).to_be_hidden()
    page.get_by_label("Betreff").fill("Ohne Skript")
    page.get_by_role("textbox", name="Sachverhalt").fill("Erster Absatz.\n\nZweiter Absatz.")
    page.get_by_role("button", name="Gremium hinzufügen").click()
    expect(page.get_by_label("2. Gremium und Sitzung")).to_be_visible()
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.locator(".fliesstext p").nth(1)).to_have_text("Zweiter Absatz.")
    kontext.close()


def test_der_editor_laesst_unberuehrte_texte_und_tabellen_wie_sie_sind(page: Page, haus: Haus) -> None:
    _melde_an(page, haus, "frieda")
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
    _melde_an(page, haus, "frieda")
    page.goto(f"{haus.adresse}/vorlagen/neu", wait_until="networkidle")
    page.get_by_role("button", name="Gremium hinzufügen").click()
    page.wait_for_load_state("networkidle")
    page.mouse.click(5, 5)
    page.get_by_role("link", name="Abbrechen").click()
    page.wait_for_url(f"{haus.adresse}/")
    assert fragen == ["beforeunload"]


SEITEN = [
    "arbeitskorb", "arbeitskorb-leer", "vorlagen", "neu", "bearbeiten", "konflikt", "fehler", "mitzeichnen",
    "warten", "freigeben", "oeffentlich", "fassung", "verlauf", "zurueckziehen", "sitzungen", "sitzung-neu",
    "sitzung", "ergebnis", "gremien", "fristen", "ablaeufe", "verwaltung", "anmelden", "barrierefreiheit",
    "barriere-melden", "datenschutz", "verboten", "nicht-da",
]  # fmt: skip


@pytest.mark.parametrize("name", SEITEN)
def test_keine_seite_hat_barrieren(chromium: Browser, haus: Haus, name: str) -> None:
    kontext = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page = kontext.new_page()
    wer, pfad = haus.seiten[name]
    if wer:
        _melde_an(page, haus, wer)
    befund: list[str] = []
    page.goto(haus.adresse + pfad, wait_until="networkidle")
    _fuehre_vor(page, name)
    befund += tastatur(page)
    for breite in (1280, 360):
        page.set_viewport_size({"width": breite, "height": 800})
        for farben in ("light", "dark"):
            page.emulate_media(color_scheme=farben)
            befund += [f"{breite} {farben}: {klage}" for klage in axe(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    befund += seitwaerts(page)
    kontext.close()
    assert befund == []


def _fuelle(stadt: Stadt) -> dict[str, tuple[str | None, str]]:
    """Papers at every station, with a word that no phone is wide enough for; which page shows what to whom."""
    jetzt = datetime.now(UTC)
    frueher = jetzt - timedelta(days=12)
    hfa, rat = stadt.gremien["HFA"], stadt.gremien["Rat"]
    sitzungen.lege_an(hfa, jetzt + timedelta(days=30), ort="Rathaus", wer=als("gerda"), jetzt=jetzt)
    folge = [Station((hfa,), "Vorberatung", datum=(jetzt + timedelta(days=30)).date()), Station((rat,), "Entscheidung")]
    text = f"<h2>Lage</h2><p>{LANG}</p><table><tbody><tr><td>{LANG}</td><td>2027</td></tr></tbody></table>"
    offen = entwurf(stadt, jetzt=frueher, art="Beschlussvorlage", betreff=LANG, sachverhalt=text, beratungsfolge=folge)
    gehe(offen, "zur_mitzeichnung_geben", "frieda", jetzt=frueher)
    in_freigabe = entwurf(stadt, mitzeichnungen=[])
    gehe(in_freigabe, "zur_mitzeichnung_geben", "frieda", jetzt=jetzt)
    frei = freigegeben(stadt, jetzt=frueher)
    punkte = "<ol><li>die Satzung,</li><li>die Gebühren.</li></ol>"
    beraten = freigegeben(stadt, jetzt=frueher, beschlussvorschlag=punkte)
    beratung_id = auf_tagesordnung(stadt, beraten, beginn=jetzt - timedelta(days=1), jetzt=frueher)
    beratung = db.session.get_one(Beratung, beratung_id)
    top = db.session.query(Tagesordnungspunkt).filter_by(beratung_id=beratung.id).one()
    draft = entwurf(stadt, betreff="", sachverhalt=text, auswirkungen=[])
    sitzung = f"/sitzungen/{top.sitzung_id}"
    seiten: dict[str, tuple[str | None, str]] = {
        "arbeitskorb": ("kai", "/"), "arbeitskorb-leer": ("niemand", "/"), "vorlagen": ("gerda", "/vorlagen"),
        "neu": ("frieda", "/vorlagen/neu"), "bearbeiten": ("frieda", f"/vorlagen/{draft}/bearbeiten"),
        "konflikt": ("frieda", f"/vorlagen/{draft}/bearbeiten"), "fehler": ("frieda", "/vorlagen/neu"),
        "mitzeichnen": ("kai", f"/vorlagen/{offen}"), "warten": ("frieda", f"/vorlagen/{offen}"),
        "freigeben": ("olaf", f"/vorlagen/{in_freigabe}"), "oeffentlich": ("niemand", f"/vorlagen/{frei}"),
        "fassung": ("kai", f"/vorlagen/{offen}/fassungen/1"), "verlauf": ("kai", f"/vorlagen/{beraten}/verlauf"),
        "zurueckziehen": ("frieda", f"/vorlagen/{frei}"), "sitzungen": ("gerda", "/sitzungen"),
        "sitzung-neu": ("gerda", "/sitzungen/neu"), "sitzung": ("gerda", sitzung),
        "ergebnis": ("gerda", f"{sitzung}/tops/{top.id}"), "gremien": ("kai", "/gremien"),
        "fristen": ("gerda", "/fristen"), "ablaeufe": ("kai", "/ablaeufe"), "verwaltung": ("adele", "/verwaltung"),
        "verboten": ("kai", "/verwaltung"), "nicht-da": ("kai", "/gibtesnicht"),
    }  # fmt: skip
    liste = "<h2>Ziele</h2><ul><li>eins<ul><li>innen</li></ul></li><li><strong>zwei</strong></li></ul><h3>Kosten</h3>"
    tabelle = "<table><thead><tr><th>Jahr</th></tr></thead><tbody><tr><td>2027</td></tr></tbody></table><p>Ende.</p>"
    seiten["tabelle"] = ("frieda", f"/vorlagen/{entwurf(stadt, sachverhalt=liste + tabelle)}/bearbeiten")
    for name in ("anmelden", "barrierefreiheit", "barriere-melden", "datenschutz"):
        seiten[name] = (None, f"/{name}")
    return seiten


def _fuehre_vor(page: Page, name: str) -> None:
    """Bring a page into the state that its name promises."""
    if name == "konflikt":
        page.evaluate("document.querySelector('input[name=version]').value = '0'")
        page.locator("#betreff").fill("Anders")
        page.get_by_role("button", name="Speichern und ansehen").click()
        expect(page.get_by_role("heading", name="Inzwischen hat jemand anderes gespeichert")).to_be_visible()
    elif name == "fehler":
        page.get_by_label("1. Gremium und Sitzung").select_option(index=1)
        page.get_by_role("button", name="Speichern und ansehen").click()
        expect(page.locator("#fehlerliste")).to_be_focused()
    elif name == "zurueckziehen":
        page.get_by_role("button", name="Zurückziehen").click()
        expect(page.get_by_role("heading", name="Zurückziehen?")).to_be_visible()
    page.wait_for_load_state("networkidle")


def _seite(kontext: BrowserContext, klagen: list[str]) -> Page:
    page = kontext.new_page()
    page.set_default_timeout(15_000)
    erwartet = ("422", "409")
    page.on(
        "console",
        lambda meldung: (
            klagen.append(meldung.text)
            if meldung.type == "error" and not any(status in meldung.text for status in erwartet)
            else None
        ),
    )
    page.on("pageerror", lambda fehler: klagen.append(str(fehler)))
    return page


def _melde_an(page: Page, haus: Haus, anmeldename: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{haus.adresse}/anmelden")
    page.get_by_label("Anmeldename").fill(anmeldename)
    page.get_by_label("Passwort").fill(PASSWORT)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{haus.adresse}/")


def _entwirf(page: Page, haus: Haus, tag: datetime) -> None:
    """Frieda drafts with mistakes, mends them, and gives the paper to the co-signers; ends on its page."""
    _melde_an(page, haus, "frieda")
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
    expect(page.get_by_role("heading", name="Was zur Mitzeichnung noch fehlt")).to_be_visible()
    page.get_by_role("link", name="Der Beschlussvorschlag fehlt.").click()
    _tippe(page, "Beschlussvorschlag", "Der Rat beschließt den Neubau.")
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
    _melde_an(page, haus, wer)
    page.get_by_role("link", name="Neubau der Feuerwache").first.click()
    assert page.url == vorlage
    page.get_by_role("button", name="Mitzeichnen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Ihre Mitzeichnung ist gespeichert.")


def _beschliesse(page: Page, haus: Haus, sitzung: str) -> None:
    _melde_an(page, haus, "gerda")
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

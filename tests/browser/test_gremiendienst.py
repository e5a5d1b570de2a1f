"""The Gremiendienst's evening: a meeting of twelve items by keyboard alone, while somebody else writes too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barrieren import axe, seitwaerts, tastatur
from tests.browser.conftest import im_netz
from tests.browser.haus import Haus, melde_an, seite
from tests.welt import Stadt, als, baue_stadt, freigegeben
from vorlagen.app import create_app
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.services import anwesenheiten, sitzungen, tagesordnung
from vorlagen.services.anwesenheiten import Eintrag
from vorlagen.services.beratungsfolge import Station
from vorlagen.services.sichtbarkeit import hole

pytestmark = pytest.mark.browser
PUNKTE = 12
PAPIERE = 9


@dataclass(frozen=True, slots=True)
class Abend:
    """A served town and the meeting of this evening."""

    haus: Haus
    sitzung: str


@pytest.fixture(scope="module")
def abend(leere_datei: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abend]:
    """Twelve items, nine of them with a paper to decide; five people are there."""
    ordner = tmp_path_factory.mktemp("abend")
    shutil.copy(leere_datei, ordner / "abend.sqlite3")
    adresse = f"sqlite:///{ordner / 'abend.sqlite3'}"
    app = create_app(Einstellungen(instance=ordner, database_url=adresse, secret_key="nur-hier-" * 5))
    with app.app_context():
        stadt = baue_stadt()
        sitzung = _bereite_vor(stadt)
        db.session.remove()
    with im_netz(app) as weg:
        yield Abend(Haus(weg, stadt, {}), f"{weg}/sitzungen/{sitzung}")
    with app.app_context():
        db.engine.dispose()


def test_eine_sitzung_laeuft_mit_der_tastatur_auch_wenn_jemand_zugleich_schreibt(
    chromium: Browser, page: Page, klagen: list[str], abend: Abend
) -> None:
    melde_an(page, abend.haus, "gerda")
    page.goto(abend.sitzung, wait_until="networkidle")
    assert page.locator("span.top").count() == PUNKTE
    _ordne_um(page)
    _druecke(page, "Einladung ist versandt")
    expect(page.get_by_role("status")).to_contain_text("Der Versand der Einladung ist vermerkt.")
    _druecke(page, "Ergebnisse eintragen")
    page.wait_for_url("**/ergebnisse")
    andere = seite(chromium.new_context(locale="de-DE"), klagen)
    melde_an(andere, abend.haus, "gerda")
    andere.goto(f"{abend.sitzung}/ergebnisse", wait_until="networkidle")
    _trage_alle_ein(page)
    zeilen = andere.locator("[data-zeile]")
    zeilen.nth(2).get_by_label("Ausgang").focus()
    andere.keyboard.press("v")
    andere.keyboard.press("Enter")
    expect(zeilen.nth(2)).to_contain_text("Jemand anderes war schneller.")
    expect(zeilen.nth(2)).to_contain_text("Ergebnis: angenommen")
    _nimm_zurueck(page)
    andere.context.close()
    page.reload(wait_until="networkidle")
    expect(page.locator("main")).to_contain_text("Alle Punkte haben ein Ergebnis.")
    assert page.locator("[data-ausgang]").nth(4).input_value() == "vertagt"
    assert page.locator("[data-ausgang]").nth(2).input_value() == "angenommen"


@pytest.mark.parametrize("weg", ["ergebnisse", "", "/sitzungen/kalender", "/planung"])
def test_die_seiten_des_gremiendienstes_haben_keine_barrieren(page: Page, abend: Abend, weg: str) -> None:
    melde_an(page, abend.haus, "gerda")
    page.goto(f"{abend.haus.adresse}{weg}" if weg.startswith("/") else f"{abend.sitzung}/{weg}".rstrip("/"))
    page.wait_for_load_state("networkidle")
    befund = tastatur(page)
    for breite, farben in ((1280, "light"), (360, "dark")):
        page.set_viewport_size({"width": breite, "height": 800})
        page.emulate_media(color_scheme="dark" if farben == "dark" else "light")
        befund += [f"{breite} {farben}: {klage}" for klage in axe(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    assert befund + seitwaerts(page) == []


def _ordne_um(page: Page) -> None:
    """The first item goes down by its button, which keeps the focus, and back by Alt and arrow."""
    _druecke(page, "Nach unten: Ö 1")
    expect(page.locator("#ansage")).to_contain_text("steht jetzt als Ö 2")
    assert _hier(page) == "Nach unten: Ö 2"
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#ansage")).to_contain_text("steht jetzt als Ö 1")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#ansage")).to_have_text("Der Punkt steht schon ganz oben.")


def _trage_alle_ein(page: Page) -> None:
    _druecke(page, "Zum ersten offenen Punkt")
    for nr in range(PUNKTE):
        expect(page.locator("[data-ausgang]").nth(nr)).to_be_focused()
        page.keyboard.press("a")
        if nr < PAPIERE:
            page.keyboard.press("j")
        page.keyboard.press("Enter")
    expect(page.locator("[data-art=gespeichert]")).to_have_count(PUNKTE, timeout=30_000)
    assert page.locator("[data-zahl=ja]").first.input_value() == "5"


def _nimm_zurueck(page: Page) -> None:
    zeile = page.locator("[data-zeile]").nth(4)
    _druecke(page, "Rückgängig: Ö 5")
    expect(zeile).to_contain_text("Zurückgenommen, wieder offen.")
    expect(zeile.locator("[data-ausgang]")).to_be_focused()
    page.keyboard.press("v")
    page.keyboard.press("Enter")
    expect(zeile.locator("[data-stand]")).to_have_text("Gespeichert.")


def _druecke(page: Page, name: str) -> None:
    """Tab to what is called this, from the beginning of the page, and press Enter."""
    page.evaluate("() => { document.activeElement?.blur(); document.getElementById('inhalt').focus(); }")
    for _ in range(250):
        page.keyboard.press("Tab")
        if _hier(page).startswith(name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"„{name}“ ist mit der Tastatur nicht zu erreichen")


def _hier(page: Page) -> str:
    """The name of what has the focus."""
    return str(
        page.evaluate("(e => (e?.getAttribute('aria-label') || e?.innerText || '').trim())(document.activeElement)")
    )


def _bereite_vor(stadt: Stadt) -> str:
    """The meeting of this evening, called a month ago; its agenda is still open."""
    jetzt = datetime.now(UTC)
    frueher, rat = jetzt - timedelta(days=30), stadt.gremien["Rat"]
    folge = [Station((rat,), "Entscheidung", entscheidet=True)]
    papiere = [
        freigegeben(
            stadt,
            jetzt=frueher,
            art="Beschlussvorlage",
            betreff=f"Vorhaben {nr}",
            beratungsfolge=folge,
        )
        for nr in range(1, PAPIERE + 1)
    ]
    gerda = als("gerda")
    sitzung = sitzungen.lege_an(rat, jetzt + timedelta(minutes=1), ort="Rathaus", wer=gerda, jetzt=frueher)
    for papier in papiere:
        station = hole(papier, gerda)[0].beratungen[0].id
        tagesordnung.nimm_auf(sitzung, station, wer=gerda, jetzt=frueher)
    for titel in ("Mitteilungen", "Anfragen", "Verschiedenes"):
        tagesordnung.nimm_punkt_auf(sitzung, titel, oeffentlich=True, wer=gerda, jetzt=frueher)
    da = [Eintrag(name, stimmberechtigt=True) for name in ("Ada", "Bea", "Cem", "Dora", "Emil")]
    anwesenheiten.setze(sitzung, da, version=None, wer=gerda)
    return sitzung

"""Takes the pictures of the documentation from a running demo: every page, wide and narrow, light and dark.

    python3 dev.py demo                                  (in one window)
    .venv/bin/python docs/bilder.py [--adresse http://127.0.0.1:8000] [NAME …]

Reads only; nothing in the demo changes. Needs Chromium and the development packages.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ZIEL = Path(__file__).resolve().parent / "bilder"
PASSWORT = "vorlagen-demo"
Farben = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Bild:
    """One picture: whose page, how to get there, how it is looked at."""

    name: str
    wer: str | None
    weg: Callable[[Page], None]
    breite: int = 1280
    farben: Farben = "light"


def gehe(pfad: str) -> Callable[[Page], None]:
    """Straight to a page."""
    return lambda page: _oeffne(page, pfad)


def verweis(pfad: str, *muster: str) -> Callable[[Page], None]:
    """To a page, and from there along the first links that fit; a pattern that ends in `$` means the last."""

    def weg(page: Page) -> None:
        _oeffne(page, pfad)
        for eines in muster:
            passende = page.locator(f"main a[href*='{eines.rstrip('$')}']")
            ziel = (passende.last if eines.endswith("$") else passende.first).get_attribute("href")
            _oeffne(page, str(ziel))

    return weg


def mit_fehlern(page: Page) -> None:
    """The form after somebody chose a body but not what it is to do; nothing is stored."""
    _oeffne(page, "/vorlagen/neu")
    page.get_by_label("Betreff").fill("Sanierung der Turnhalle")
    page.get_by_label("1. Gremium und Sitzung").select_option(index=1)
    page.get_by_role("button", name="Speichern und ansehen").click()
    page.wait_for_load_state("networkidle")


def _oeffne(page: Page, pfad: str) -> None:
    page.goto(pfad, wait_until="networkidle")


BILDER = (
    Bild("anmelden", None, gehe("/anmelden")),
    Bild("arbeitskorb", "berta", gehe("/")),
    Bild("arbeitskorb-dunkel", "berta", gehe("/"), farben="dark"),
    Bild("arbeitskorb-federfuehrung", "frieda", gehe("/")),
    Bild("arbeitskorb-telefon", "berta", gehe("/"), breite=360),
    Bild("leitung", "olaf", gehe("/leitung")),
    Bild("vorlagen", "gerda", gehe("/vorlagen")),
    Bild("vorlage", "berta", verweis("/", "/vorlagen/")),
    Bild("vorlage-telefon", "berta", verweis("/", "/vorlagen/"), breite=360),
    Bild("vorlage-dunkel", "berta", verweis("/", "/vorlagen/"), farben="dark"),
    Bild("vorlage-freigeben", "olaf", verweis("/", "/vorlagen/")),
    Bild("neue-vorlage", "frieda", gehe("/vorlagen/neu")),
    Bild("neue-vorlage-telefon", "frieda", gehe("/vorlagen/neu"), breite=360),
    Bild("neue-vorlage-mit-fehlern", "frieda", mit_fehlern),
    Bild("entwurf", "frieda", verweis("/", "/bearbeiten")),
    Bild("entwurf-in-word", "frieda", verweis("/", "/bearbeiten", "/word")),
    Bild("verlauf", "gerda", verweis("/vorlagen?status=zur_kenntnis_genommen", "/vorlagen/", "/verlauf")),
    Bild("sitzungen", "gerda", gehe("/sitzungen")),
    Bild("sitzung", "gerda", verweis("/sitzungen", "/sitzungen/0")),
    Bild("ergebnis", "gerda", verweis("/sitzungen", "/sitzungen/0", "/tops/$")),
    Bild("sitzung-ergebnisse", "gerda", verweis("/sitzungen", "/sitzungen/0", "/ergebnisse")),
    Bild("sitzung-kalender", "gerda", gehe("/sitzungen/kalender")),
    Bild("planung", "frieda", gehe("/planung")),
    Bild("sitzung-telefon", "gerda", verweis("/sitzungen", "/sitzungen/0"), breite=360),
    Bild("sitzung-reihe", "gerda", gehe("/sitzungen/reihe")),
    Bild("anwesenheit", "gerda", verweis("/sitzungen", "/sitzungen/0", "/anwesenheit")),
    Bild("niederschrift", "gerda", verweis("/sitzungen", "/sitzungen/0", "/niederschrift")),
    Bild("beratungsfolge", "gerda", verweis("/vorlagen?status=in_beratung", "/vorlagen/0", "/beratungsfolge")),
    Bild("oeffentlich", "niemand", verweis("/vorlagen", "/vorlagen/0")),
    Bild("buerger", None, gehe("/oeffentlich/")),
    Bild("buerger-telefon", None, gehe("/oeffentlich/"), breite=360),
    Bild("buerger-vorlage", None, verweis("/oeffentlich/vorlagen", "/oeffentlich/vorlagen/0")),
    Bild(
        "buerger-sitzung", None, verweis("/oeffentlich/gremien", "/oeffentlich/gremien/0", "/oeffentlich/sitzungen/0$")
    ),
    Bild("buerger-monat", None, gehe("/oeffentlich/sitzungen/monat")),
    Bild("gremien", "gerda", gehe("/gremien")),
    Bild("gremium", "gerda", verweis("/gremien", "/gremien/0")),
    Bild("gremium-fristen", "gerda", verweis("/gremien", "/fristen")),
    Bild("auftraege", "gerda", gehe("/auftraege")),
    Bild("vertretungen", "adele", gehe("/vertretungen")),
    Bild("fristen", "gerda", gehe("/fristen")),
    Bild("fristenrechner", "gerda", gehe("/fristen/rechner")),
    Bild("ablaeufe", "frieda", gehe("/ablaeufe/beschlussvorlage")),
    Bild("verwaltung", "adele", gehe("/verwaltung")),
    Bild("vorlagearten", "adele", gehe("/verwaltung/vorlagearten")),
    Bild("fristregeln", "adele", gehe("/verwaltung/fristregeln?sitzung=2026-12-15")),
    Bild("bezeichnungen", "adele", gehe("/verwaltung/bezeichnungen")),
    Bild("schablone", "adele", gehe("/verwaltung/schablonen/beschlussvorlage")),
    Bild("was-waere-wenn", "adele", gehe("/ablaeufe/beschlussvorlage/probe?status=in_freigabe")),
    Bild("personen", "adele", gehe("/verwaltung/personen")),
    Bild("suche", "gerda", gehe("/suche?q=schul")),
    Bild("person", "adele", verweis("/verwaltung/personen", "/verwaltung/personen/0")),
    Bild("rollen", "adele", gehe("/verwaltung/rechte")),
    Bild("koerperschaft", "adele", gehe("/verwaltung/koerperschaft")),
    Bild("protokoll", "adele", gehe("/verwaltung/protokoll")),
    Bild("tageskoepfe", "adele", gehe("/verwaltung/verlauf")),
    Bild("installation", "adele", gehe("/installation")),
    Bild("rechte", "gerda", verweis("/vorlagen?status=zur_kenntnis_genommen", "/vorlagen/", "/rechte")),
    Bild("veroeffentlichung", "gerda", verweis("/vorlagen?status=in_beratung", "/vorlagen/0", "/veroeffentlichung")),
    Bild("konto", "niemand", gehe("/konto")),
    Bild("konto-zugang", "gerda", gehe("/konto/zugang")),
    Bild("abwesenheit", "kai", gehe("/konto/abwesenheit")),
    Bild("barrierefreiheit", None, gehe("/barrierefreiheit")),
    Bild("barriere-melden", None, gehe("/barriere-melden")),
    Bild("datenschutz", None, gehe("/datenschutz")),
)


def nimm_auf(browser: Browser, adresse: str, bild: Bild) -> None:
    """Log in, go there, write the file."""
    kontext = browser.new_context(
        base_url=adresse, locale="de-DE", viewport={"width": bild.breite, "height": 900}, color_scheme=bild.farben
    )
    page = kontext.new_page()
    if bild.wer:
        _oeffne(page, "/anmelden")
        page.fill("#anmeldename", bild.wer)
        page.fill("#passwort", PASSWORT)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(f"{adresse}/")
    bild.weg(page)
    page.screenshot(path=ZIEL / f"{bild.name}.png", full_page=True, caret="initial")
    kontext.close()


def main() -> None:
    """Take all pictures, or those that are named."""
    leser = argparse.ArgumentParser(description="Bilder der Dokumentation aus einer laufenden Demo")
    leser.add_argument("--adresse", default="http://127.0.0.1:8000")
    leser.add_argument("namen", nargs="*", help="nur diese Bilder")
    angaben = leser.parse_args()
    ZIEL.mkdir(exist_ok=True)
    programm = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programm, args=["--no-sandbox", "--lang=de-DE"], env={**os.environ, "LANGUAGE": "de_DE"}
        )
        for bild in BILDER:
            if not angaben.namen or bild.name in angaben.namen:
                nimm_auf(browser, angaben.adresse.rstrip("/"), bild)
                print(bild.name)
        browser.close()


if __name__ == "__main__":
    main()

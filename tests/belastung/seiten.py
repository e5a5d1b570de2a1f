"""Looks at every page in a real browser: light and dark, wide and narrow, by keyboard, without JavaScript.

The town is the one of the leak walk, because every table has rows there; then the same town with nothing in it.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.barrieren import axe, ohne_skript, seitwaerts, tastatur
from tests.browser.conftest import im_netz
from tests.browser.rundgang import KEKS, Ziel, formulare, seiten
from tests.leck.haus import Haus, baue_leer, oeffne
from tests.leck.welt import Leckwelt, baue
from tests.welt import baue_stadt

LEUTE: Final = (None, "niemand", "frieda", "kai", "olaf", "gerda", "adele")
BREITEN: Final = (1280, 360)
_ABSENDEN: Final = """([wohin, womit]) => {
  const vorbild = [...document.forms].find((f) => f.method === "post" && (f.getAttribute("action") || "") === wohin)
    || [...document.forms].find((f) => f.method === "post" && f.action.endsWith(wohin));
  const bote = document.createElement("form");
  bote.method = "post";
  bote.enctype = vorbild.enctype;
  bote.action = vorbild.action;
  for (const [name, wert] of new FormData(vorbild)) {
    const feld = document.createElement("input");
    feld.type = "hidden";
    feld.name = name;
    feld.value = ["csrf_token", "version"].includes(name) ? wert : womit;
    bote.append(feld);
  }
  document.body.append(bote);
  bote.submit();
}"""


@dataclass(frozen=True, slots=True)
class Befund:
    """What is wrong with a page; nothing, if `klagen` is empty."""

    ziel: Ziel
    klagen: list[str]


def pruefe(*, wege: str, melde: Callable[[Befund], None] = lambda _: None) -> Iterator[Befund]:
    """Look at every page behind the routes that fit `wege`, then at what its forms answer with.

    Raises `RuntimeError` without Chromium.
    """
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as ordner, _chromium() as browser:
        for name, fuelle in (("voll", baue), ("leer", lambda: Leckwelt(baue_stadt()))):
            ort = Path(ordner) / name
            ort.mkdir()
            baue_leer(ort, fuelle)
            with oeffne(ort, zeit_steht=False) as haus, im_netz(haus.app) as adresse:
                for ziel in _ziele(haus, wege, mit_formularen=name == "voll"):
                    with _kontext(browser, haus, ziel, adresse) as kontext:
                        befund = Befund(ziel, _sieh_an(kontext, adresse, ziel))
                    melde(befund)
                    yield befund


def _ziele(haus: Haus, wege: str, *, mit_formularen: bool) -> list[Ziel]:
    """The pages first: a form that is sent may change what they show."""
    leute = {wer: haus.ausweis(wer)[1] if wer else None for wer in LEUTE}
    alle = list(seiten(haus.app, leute, [ziel for ziel in haus.ziele["GET"] if re.search(wege, ziel[0])]))
    if mit_formularen:
        gesendet = {
            (nach.regel, nach.formular.count("/"), nach.womit): nach
            for ziel in reversed(alle)
            for nach in formulare(haus.app, leute[ziel.wer], ziel)
        }
        alle += gesendet.values()
    return alle


def _sieh_an(kontext: BrowserContext, adresse: str, ziel: Ziel) -> list[str]:
    page = kontext.new_page()
    klagen: list[str] = []
    page.on("pageerror", lambda fehler: klagen.append(str(fehler)))
    page.goto(adresse + ziel.pfad, wait_until="networkidle")
    if ziel.formular:
        with page.expect_navigation(wait_until="networkidle") as weg:
            page.evaluate(_ABSENDEN, [ziel.formular.removeprefix(adresse), ziel.womit])
        if weg.value.status >= 500:
            return [f"antwortet mit {weg.value.status}"]
        if weg.value.status < 400:
            return klagen
    klagen += tastatur(page)
    for breite in BREITEN:
        page.set_viewport_size({"width": breite, "height": 800})
        for farben in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if farben == "dark" else "light")
            klagen += [f"{breite} {farben}: {klage}" for klage in axe(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    klagen += seitwaerts(page)
    return klagen + ([] if ziel.formular else _ohne_skript(kontext, page))


def _ohne_skript(kontext: BrowserContext, page: Page) -> list[str]:
    browser = kontext.browser
    assert browser is not None
    still = browser.new_context(java_script_enabled=False, storage_state=kontext.storage_state())
    seite = still.new_page()
    seite.goto(page.url)
    klagen = ohne_skript(seite)
    still.close()
    return klagen


@contextmanager
def _kontext(browser: Browser, haus: Haus, ziel: Ziel, adresse: str) -> Iterator[BrowserContext]:
    kontext = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    if ziel.wer:
        kontext.add_cookies([{"name": KEKS, "value": haus.ausweis(ziel.wer)[1], "url": adresse}])
    yield kontext
    kontext.close()


@contextmanager
def _chromium() -> Iterator[Browser]:
    programm = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if programm is None:
        raise RuntimeError("Chromium fehlt.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programm, args=["--no-sandbox"])
        yield browser
        browser.close()
